"""What the oracle answers where an input has to be refused."""

import re


class Refusal(Exception):
    """`rule` is the id that the registry gives the broken rule, `reason` says why a JWT is refused."""

    def __init__(self, code, path="$", rule=None, reason=None):
        super().__init__(f"{code} at {path}")
        self.code = code
        self.path = path
        self.rule = rule
        self.reason = reason


def broken(shape, value, least, most, is_allowed=lambda _: True):
    """The id of the rule that a text of bounded length breaks, or None."""
    if not isinstance(value, str):
        return f"{shape}.type"
    if len(value) < least:
        return f"{shape}.minLength"
    if len(value) > most:
        return f"{shape}.maxLength"
    return None if is_allowed(value) else f"{shape}.pattern"


def out_of_range(shape, value, least, most=2**53 - 1):
    """The id of the rule that a whole number breaks, or None."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 2**53 - 1:
        return f"{shape}.type"
    if value < least:
        return f"{shape}.minimum"
    return f"{shape}.maximum" if value > most else None


def member(path, name):
    """JSONPath of a member of one of the protocol's types."""
    return f"{path}.{name}" if re.fullmatch(r"[A-Za-z_$][A-Za-z0-9_$]*", name) else entry(path, name)


def entry(path, name):
    """JSONPath of a resource of a capability."""
    return f"{path}[{json_string(name)}]"


SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def json_string(text):
    """A JSON string as RFC 8785 section 3.2.2.2 writes it."""
    return '"' + "".join(SHORT.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in text) + '"'
