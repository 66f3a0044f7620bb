"""Reads values by the generated tables: the one way in which data enters."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Callable, cast

from .decoding import ABSENT, MAX_ISSUES, Decoding, got, plain_object, unknown_member, whole_number
from .errors import Issue, entry_path
from .gen import tables
from .gen.limits import TOKEN_TEXT_MAX_BYTES
from .json_text import exceeds_bytes, read_json_text
from .rule import (
    AnyObject,
    Callback,
    Choice,
    Either,
    Flag,
    Integer,
    ListOf,
    MapOf,
    Object,
    Rule,
    Text,
    TextOrObject,
)

_MAX_SAFE_INTEGER = 2**53 - 1


def decode(rule: Rule, value: object, *, lenient: bool) -> tuple[Any, Decoding]:
    """Decodes a value, or where it is lenient also its JSON text; ABSENT where it cannot be read."""
    at = Decoding(lenient=lenient)
    raw = read_json_text(at, "$", value) if lenient and isinstance(value, (str, bytes)) else value
    at.unreadable = bool(at.issues)
    if raw is None:
        _mistyped(at, rule, "$", raw)
    read_value = ABSENT if at.unreadable else read(at, rule, "$", raw, required=True)
    # RSA4f: an object is bounded as its JSON text is.
    if lenient and raw is value and not at.unreadable and _is_large(read_value):
        at.unreadable = True
        at.breach(tables.JSON_SIZE, "$", "type", "more")
    return (ABSENT if at.unreadable else read_value), at


def validate(type_name: str, value: object) -> tuple[Issue, ...]:
    """Every issue of a value that should be of a type of the protocol, such as ``TokenParams``; none if it is valid.

    :raises ValueError: if there is no such type
    """
    rule = tables.TYPES.get(type_name)
    if rule is None:
        raise ValueError(f"type_name: expected one of {', '.join(tables.TYPES)}")
    return tuple(decode(rule, value, lenient=False)[1].issues)


def read(at: Decoding, rule: Rule, path: str, raw: object, *, required: bool) -> Any:
    """Reads a value, or says what is wrong with it; ABSENT where there is nothing to read."""
    if raw is ABSENT and not required:
        return ABSENT
    return _READERS[type(rule)](at, rule, path, raw, required)


def _absent(at: Decoding, rule: Rule, path: str, raw: object, required: bool) -> Any:
    """What remains of a value that is not of its type: an absent member, or an issue."""
    if raw is None and at.lenient:
        at.tolerate(path, "null", "null, read as absent")
    elif raw is not ABSENT:
        return _mistyped(at, rule, path, raw)
    if required:
        at.unreadable = True
        at.report(rule, path, "required", "nothing")
    return ABSENT


def _mistyped(at: Decoding, rule: Rule, path: str, raw: object) -> Any:
    at.unreadable = True
    at.report(rule, path, "type", got(raw))
    return ABSENT


def _read_text(at: Decoding, rule: Text, path: str, raw: object, required: bool) -> Any:
    if not isinstance(raw, str):
        return _absent(at, rule, path, raw, required)
    text = raw if type(raw) is str else str.__str__(raw)  # a member of an Enum prints another text in places
    if at.lenient and text == rule.absent_as:
        at.tolerate(path, "empty-capability", "empty text, read as absent")
        return _absent(at, rule, path, ABSENT, required)
    length = len(text)
    if length < rule.min:
        at.report(rule, path, "minLength", _characters(length))
    if length > rule.max:
        at.report(rule, path, "maxLength", _characters(length))
    elif rule.pattern is not None and not rule.pattern.fullmatch(text):
        _report_pattern(at, rule, path, text, rule.pattern)
    return text


def _characters(length: int) -> str:
    if length == 0:
        return "an empty string"
    return "1 character" if length == 1 else f"{length} characters"


def _report_pattern(at: Decoding, rule: Text, path: str, text: str, pattern: re.Pattern[str]) -> None:
    """Says which character a pattern refuses, where it refuses some: it then matches the empty text."""
    beginning = pattern.match(text) if pattern.fullmatch("") else None
    if beginning is None:
        return at.report(rule, path, "pattern", "a string of another form")
    code_point = ord(text[beginning.end()])
    if 0xD800 <= code_point < 0xE000:
        return at.report(rule, path, "pattern", "a lone surrogate", "wellFormed")
    return at.report(rule, path, "pattern", f"U+{code_point:04X} at index {beginning.end()}")


_DECIMAL = re.compile(r"0|-?[1-9][0-9]*")
#: Numbers with a unit, which are not secrets: ``1h``, ``3600s``.
_QUANTITY = re.compile(r"[0-9][0-9.,]{0,15} ?[A-Za-z]{0,7}")


def _read_integer(at: Decoding, rule: Integer, path: str, raw: object, required: bool) -> Any:
    is_decimal = False
    if isinstance(raw, str):
        is_decimal = at.lenient and _DECIMAL.fullmatch(raw) is not None
        if not is_decimal:
            at.unreadable = True
            at.report(rule, path, "type", f'"{raw}"' if _QUANTITY.fullmatch(raw) else got(raw))
            return ABSENT
        raw = float(raw) if len(raw) > 17 else int(raw)
    number = whole_number(raw)
    # Past 2^53 two readers may see different numbers.
    if number is None or (at.lenient and abs(number) > _MAX_SAFE_INTEGER):
        return _absent(at, rule, path, raw, required)
    if is_decimal:
        at.tolerate(path, "decimal-string", "decimal text, read as a number")
    if at.lenient and number == rule.absent_as:
        at.tolerate(path, "zero-ttl", "0, read as absent")
        return _absent(at, rule, path, ABSENT, required)
    if number < rule.min:
        at.report(rule, path, "minimum", str(number))
    elif number > rule.max:
        at.report(rule, path, "maximum", str(number))
    return number


def _read_choice(at: Decoding, rule: Choice, path: str, raw: object, required: bool) -> Any:
    if not isinstance(raw, str):
        return _absent(at, rule, path, raw, required)
    if raw in rule.choices:
        return str.__str__(raw)
    at.unreadable = True
    at.report(rule, path, "const" if len(rule.choices) == 1 else "enum", "another string")
    return ABSENT


def _read_flag(at: Decoding, rule: Flag, path: str, raw: object, required: bool) -> Any:
    return raw if isinstance(raw, bool) else _absent(at, rule, path, raw, required)


def _read_callback(at: Decoding, rule: Callback, path: str, raw: object, required: bool) -> Any:
    return raw if callable(raw) else _absent(at, rule, path, raw, required)


def _read_any_object(at: Decoding, rule: AnyObject, path: str, raw: object, required: bool) -> Any:
    members = plain_object(raw)
    return _absent(at, rule, path, raw, required) if members is None else members


def _read_list(at: Decoding, rule: ListOf, path: str, raw: object, required: bool) -> Any:
    if not isinstance(raw, (list, tuple)):
        return _absent(at, rule, path, raw, required)
    items = tuple(cast("Sequence[object]", raw))
    if len(items) < rule.min:
        at.report(rule, path, "minItems", "an empty list")
    if len(items) > rule.max:
        at.unreadable = True
        at.report(rule, path, "maxItems", f"{len(items)} entries")
        return []
    values: list[object] = []
    for index, item in enumerate(items):
        if at.is_full:
            break
        value = read(at, rule.items, f"{path}[{index}]", item, required=True)
        values += [] if value is ABSENT else [value]
    return values


def _valid_texts(rule: Rule, raw: object) -> list[str] | None:
    """The items of a list of texts without an issue; None for any other value."""
    if type(raw) is not list or type(rule) is not ListOf or type(rule.items) is not Text or rule.items.absent_as:
        return None
    items = cast("list[str]", raw.copy())
    low, high, pattern = rule.items.min, rule.items.max, rule.items.pattern
    for item in items:
        if type(item) is not str or not low <= len(item) <= high or (pattern and not pattern.fullmatch(item)):
            return None
    return items if rule.min <= len(items) <= rule.max else None


def _read_map(at: Decoding, rule: MapOf, path: str, raw: object, required: bool) -> Any:
    members = plain_object(raw)
    if members is None:
        return _absent(at, rule, path, raw, required)
    if len(members) > rule.max_members:
        at.unreadable = True
        expected = f"at most {rule.max_members} members"
        at.report(rule, path, "maxProperties", str(len(members)), expected=expected)
        return ABSENT
    values: dict[str, object] = {}
    for name, member in members.items():
        if at.is_full:
            break
        texts = _valid_texts(rule.values, member)
        has_valid_name = rule.min_name <= len(name) <= rule.max_name
        if texts is not None and has_valid_name:
            values[str.__str__(name)] = texts
            continue
        where = entry_path(path, name)
        if not has_valid_name:
            expected = f"a name of {rule.min_name} to {rule.max_name} characters"
            at.report(rule, where, "propertyNames", "a longer one" if name else "an empty name", expected=expected)
        value = read(at, rule.values, where, member, required=True)
        if value is not ABSENT:
            values[str.__str__(name)] = value
    return values


def _read_either(at: Decoding, rule: Either, path: str, raw: object, required: bool) -> Any:
    """The issues are those of the type that the value nearly is."""
    if raw is ABSENT or (raw is None and at.lenient):
        return _absent(at, rule, path, raw, required)
    copy = plain_object(raw)
    tries = [Decoding(lenient=at.lenient), Decoding(lenient=at.lenient)]
    values = [
        read(own, each, path, raw if copy is None else copy, required=True)
        for own, each in zip(tries, (rule.first, rule.second))
    ]
    better = 1 if len(tries[1].issues) < len(tries[0].issues) else 0
    own = tries[better]
    if own.issues:
        at.report(rule, path, "anyOf", "another object")
    at.issues.extend(own.issues[: MAX_ISSUES - len(at.issues)])
    at.leniencies.extend(own.leniencies[: MAX_ISSUES - len(at.leniencies)])
    at.unreadable = at.unreadable or own.unreadable
    return values[better]


def _read_text_or_object(at: Decoding, rule: TextOrObject, path: str, raw: object, required: bool) -> Any:
    if raw is None and at.lenient:
        return _absent(at, rule, path, raw, required)
    if at.text_or_object is not None and raw is not ABSENT:
        return at.text_or_object(at, path, raw)
    return read(at, rule.text if isinstance(raw, str) else rule.object, path, raw, required=required)


def _read_object(at: Decoding, rule: Object, path: str, raw: object, required: bool) -> Any:
    source = plain_object(raw)
    if source is None:
        return _absent(at, rule, path, raw, required)
    others = [] if source.keys() <= rule.names else [name for name in source if name not in rule.names]
    if at.lenient or not rule.open:
        for name in others:
            unknown_member(at, rule, path, name, source[name])
    value: dict[str, object] = {}
    for member in rule.members:
        given = source.get(member.name, ABSENT)
        if given is ABSENT and not member.required:
            continue
        read_member = _READERS[type(member.rule)](at, member.rule, path + member.step, given, member.required)
        if read_member is not ABSENT:
            value[member.name] = read_member
    if rule.open and not at.lenient:
        value.update((name, source[name]) for name in others)
    return value


def _is_large(value: object) -> bool:
    # A name or an item has no length of its own here: what is read of a request or its details is flat.
    texts = cast("dict[str, object]", value).values() if isinstance(value, dict) else ()
    # A character takes six bytes at most, so an eighth of the bound in characters leaves a quarter of it, which the
    # names and numbers never fill.
    if sum(len(text) for text in texts if isinstance(text, str)) * 8 <= TOKEN_TEXT_MAX_BYTES:
        return False
    return exceeds_bytes(json.dumps(value, ensure_ascii=False, separators=(",", ":")), TOKEN_TEXT_MAX_BYTES)


_READERS: Mapping[type[Rule], Callable[[Decoding, Any, str, object, bool], Any]] = {
    Text: _read_text,
    Integer: _read_integer,
    Choice: _read_choice,
    Flag: _read_flag,
    Callback: _read_callback,
    AnyObject: _read_any_object,
    ListOf: _read_list,
    MapOf: _read_map,
    Either: _read_either,
    TextOrObject: _read_text_or_object,
    Object: _read_object,
}
