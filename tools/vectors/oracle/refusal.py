"""What the oracle answers where an input has to be refused."""

import re


class Refusal(Exception):
    def __init__(self, code, path="$", reason=None):
        super().__init__(f"{code} at {path}")
        self.code = code
        self.path = path
        self.reason = reason


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
