"""Strict JSON: no duplicate names, no lone surrogates, bounded in size and depth."""

import json
import sys

from refusal import Refusal, member

MAX_BYTES = 131072
MAX_DEPTH = 8

# The text is bounded, and so are its digits.
if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)


class Pairs(list):
    """The members of an object as they stand, duplicates too."""


def parse(text, code, at=member):
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise Refusal(code, rule="json.size")
    if depth(text) > MAX_DEPTH:
        raise Refusal(code, rule="json.depth")
    try:
        value = json.loads(text, object_pairs_hook=Pairs, parse_constant=refuse_constant)
    except ValueError:
        raise Refusal(code, rule="json.syntax") from None
    refuse_duplicates(value, "$", code, at)
    return plain(value, "$", code, at)


def refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


def depth(text):
    deepest = level = 0
    in_string = escaped = False
    for character in text:
        if in_string:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                in_string = False
        elif character == '"':
            in_string = True
        elif character in "[{":
            level += 1
            deepest = max(deepest, level)
        elif character in "]}":
            level -= 1
    return deepest


def refuse_duplicates(value, path, code, at):
    """Refuses a name that comes twice, anywhere, before anything else is said of the text."""
    if isinstance(value, Pairs):
        seen = set()
        for name, item in value:
            here = at(path, name)
            if name in seen:
                raise Refusal(code, here, "json.duplicate")
            seen.add(name)
            refuse_duplicates(item, here, code, at)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            refuse_duplicates(item, f"{path}[{index}]", code, at)


def plain(value, path, code, at):
    """The value with dicts for objects; refuses a lone surrogate."""
    if isinstance(value, Pairs):
        result = {}
        for name, item in value:
            here = at(path, name)
            well_formed(name, here, code)
            result[name] = plain(item, here, code, at)
        return result
    if isinstance(value, list):
        return [plain(item, f"{path}[{index}]", code, at) for index, item in enumerate(value)]
    if isinstance(value, str):
        well_formed(value, path, code)
    # A number without a fraction is a whole number, however it is written.
    return int(value) if isinstance(value, float) and value.is_integer() else value


def well_formed(text, path, code):
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise Refusal(code, path, "json.wellFormed")


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= 2**53 - 1
