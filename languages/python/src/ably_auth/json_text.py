"""JSON text, read strictly: a member named twice, text over the limits and a lone surrogate are refused."""

from __future__ import annotations

import json
import math
import re
from typing import Any, Callable, cast

from .decoding import ABSENT, Decoding
from .errors import member_path
from .gen import tables
from .gen.limits import JSON_MAX_DEPTH, TOKEN_TEXT_MAX_BYTES
from .rule import Rule

_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]+|\\.)*"?|[\[\]{}]', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAY_HOLD_SURROGATE = re.compile("[\ud800-\udfff]|\\\\u[dD]")


def read_json_text(at: Decoding, path: str, text: str | bytes, code: int | None = None) -> Any:
    """Reads JSON text; ABSENT where something is wrong with it.

    :param at: where an issue goes; its path continues `path`
    :param code: error code of an issue, by default that of the rule
    """
    if isinstance(text, bytes):
        if len(text) > TOKEN_TEXT_MAX_BYTES:
            return _refuse(at, tables.JSON_SIZE, path, "more", code)
        try:
            text = text.decode()
        except UnicodeDecodeError:
            return _refuse(at, tables.JSON_SYNTAX, path, "bytes that are not UTF-8", code)
    if exceeds_bytes(text, TOKEN_TEXT_MAX_BYTES):
        return _refuse(at, tables.JSON_SIZE, path, "more", code)
    if _is_too_deep(text):
        return _refuse(at, tables.JSON_DEPTH, path, "more", code)
    try:
        value = _UNIQUE.decode(text)
    except ValueError:
        return _refuse_parsed(at, path, text, code)
    may_be_ill_formed = "\\" in text or not text.isascii()
    ill_formed = _ill_formed_path(value, path) if may_be_ill_formed and _MAY_HOLD_SURROGATE.search(text) else None
    if ill_formed is not None:
        return _refuse(at, tables.JSON_WELL_FORMED, ill_formed, "a lone surrogate", code)
    return value


def exceeds_bytes(text: str, most: int) -> bool:
    """Whether a text has more bytes in UTF-8."""
    if len(text) > most:
        return True
    return len(text) * 4 > most and len(text.encode("utf-8", "surrogatepass")) > most


def is_well_formed(text: str) -> bool:
    """Whether a text has a UTF-8 form: no lone surrogate."""
    return text.isascii() or _SURROGATE.search(text) is None


def utf16_order(text: str) -> bytes:
    """What orders texts by UTF-16 code units (RFC 8785 §3.2.3)."""
    return text.encode("utf-16-be", "surrogatepass")


def _refuse(at: Decoding, rule: Rule, path: str, got: str, code: int | None) -> Any:
    at.breach(rule, path, "type", got, code)
    return ABSENT


def _refuse_parsed(at: Decoding, path: str, text: str, code: int | None) -> Any:
    """Refuses text that is not JSON, or names a member twice."""
    try:
        duplicate = _duplicate_path(_PAIRS.decode(text), path)
    except ValueError:
        # The parser's own message is about places, and its error holds the text, which may hold a secret.
        return _refuse(at, tables.JSON_SYNTAX, path, "other text", code)
    return _refuse(at, tables.JSON_DUPLICATE, duplicate, "a second one", code)


def _is_too_deep(text: str) -> bool:
    if text.count("[") + text.count("{") <= JSON_MAX_DEPTH:
        return False
    depth = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        first = text[found.start()]
        if first in "[{":
            depth += 1
            if depth > JSON_MAX_DEPTH:
                return True
        elif first != '"':
            depth -= 1
    return False


def _whole(digits: str) -> int | float:
    # As every reader of doubles: Python itself raises for thousands of digits.
    return int(digits) if len(digits) < 300 else math.copysign(math.inf, -1 if digits[0] == "-" else 1)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member is named twice")
    return members


class _Pairs(list[tuple[str, Any]]):
    """The members of an object as they stand in the text."""


def _decoder(members: Callable[[list[tuple[str, Any]]], Any]) -> json.JSONDecoder:
    return json.JSONDecoder(object_pairs_hook=members, parse_int=_whole, parse_constant=_refuse_constant)


_UNIQUE = _decoder(_unique)
_PAIRS = _decoder(_Pairs)


def _duplicate_path(value: object, path: str) -> str:
    """The path of the first member that the text names twice; `path` where no member is."""
    if isinstance(value, _Pairs):
        seen: set[str] = set()
        for name, member in value:
            where = member_path(path, name)
            if name in seen:
                return where
            seen.add(name)
            inner = _duplicate_path(member, where)
            if inner != where:
                return inner
    elif isinstance(value, list):
        for index, item in enumerate(cast("list[object]", value)):
            where = f"{path}[{index}]"
            inner = _duplicate_path(item, where)
            if inner != where:
                return inner
    return path


def _ill_formed_path(value: object, path: str) -> str | None:
    """The path of the first string or member name that is not well-formed Unicode."""
    if isinstance(value, str):
        return None if is_well_formed(value) else path
    if isinstance(value, dict):
        for name, member in cast("dict[str, object]", value).items():
            where = member_path(path, name)
            found = _ill_formed_path(member, where) if is_well_formed(name) else where
            if found is not None:
                return found
    elif isinstance(value, list):
        for index, item in enumerate(cast("list[object]", value)):
            found = _ill_formed_path(item, f"{path}[{index}]")
            if found is not None:
                return found
    return None
