"""What is known while a value is decoded, and what a value is in words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Callable, cast

from .errors import AblyAuthError, Issue, Leniency, member_path
from .rule import Object, Rule


class _Absent:
    """What stands for a value that is not there: None is JSON's null."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Any = _Absent()

#: More issues than this help nobody, and bound the work that a hostile value can cause.
MAX_ISSUES = 64


#: Reads a value at its path; ABSENT where there is an issue.
ReadMember = Callable[["Decoding", str, object], Any]


class Decoding:
    """What is known while a value is decoded."""

    __slots__ = ("issues", "leniencies", "lenient", "text_or_object", "unreadable")

    def __init__(self, *, lenient: bool, text_or_object: ReadMember | None = None) -> None:
        #: How a member is read that is a text or an object, where the caller knows more of it than its table.
        self.text_or_object = text_or_object
        #: Whether what senders commonly write for an absent member or a number is read as such.
        self.lenient = lenient
        #: Whether something is missing or of another type, so that there is no value.
        self.unreadable = False
        self.issues: list[Issue] = []
        self.leniencies: list[Leniency] = []

    @property
    def is_full(self) -> bool:
        """Whether there are as many issues as are reported; loops over members stop here."""
        return len(self.issues) >= MAX_ISSUES

    def report(
        self, rule: Rule, path: str, keyword: str, got: str, name: str | None = None, expected: str | None = None
    ) -> None:
        """Notes that a value breaks a rule of its schema: `name` is the rule, by default its keyword."""
        name = keyword if name is None else name
        message = f"expected {rule.expected if expected is None else expected}, got {got}"
        self.add(rule.code, path, f"{rule.id}.{name}", keyword, message, rule.fixes.get(name, rule.fix))

    def breach(
        self,
        rule: Rule,
        path: str,
        keyword: str,
        got: str,
        code: int | None = None,
    ) -> None:
        """Notes that a value breaks a rule that no JSON Schema can say."""
        message = f"expected {rule.expected}, got {got}"
        self.add(rule.code if code is None else code, path, rule.id, keyword, message, rule.fix)

    def add(self, code: int, path: str, rule: str, keyword: str, message: str, remediation: str) -> None:
        """Notes any other issue, unless there are enough."""
        if not self.is_full:
            self.issues.append(Issue(path, rule, keyword, code, code // 100, message, remediation))

    def raise_issues(self, name: str) -> None:
        """Raises AblyAuthError where there is an issue; `name` is what the value is, for the message."""
        if self.issues:
            raise AblyAuthError.from_issues(self.issues, name)

    def tolerate(self, path: str, kind: str, message: str) -> None:
        """Notes what a lenient read tolerated."""
        if len(self.leniencies) < MAX_ISSUES:
            self.leniencies.append(Leniency(path, kind, message))


def plain_object(value: object) -> dict[str, object] | None:
    """A copy of an object as JSON knows it, taken at once; None if the value is anything else."""
    if type(value) is not dict and not isinstance(value, Mapping):
        return None
    copy = dict(cast("Mapping[object, object]", value))
    return cast("dict[str, object]", copy) if all(isinstance(name, str) for name in copy) else None


def got(raw: object) -> str:
    """What a value is, in words; never the value itself, which may be a secret, except for plain numbers."""
    if raw is ABSENT:
        return "nothing"
    if raw is None or isinstance(raw, (bool, int, float)):
        return json.dumps(raw)
    if isinstance(raw, str):
        return "a string" if raw else "an empty string"
    if isinstance(raw, (list, tuple)):
        return "an array"
    if isinstance(raw, Mapping):
        return (
            "an object" if plain_object(cast("object", raw)) is not None else "an object whose names are not all text"
        )
    return "a function" if callable(raw) else "an instance of a class"


def whole_number(raw: object) -> int | None:
    """A number without a fraction, as JSON has them: ``1.0`` is one, ``True`` is not."""
    if type(raw) is int:
        return raw
    if isinstance(raw, int) and not isinstance(raw, bool):
        return int.__add__(raw, 0)
    return int(raw) if isinstance(raw, float) and raw.is_integer() else None


def unknown_member(at: Decoding, rule: Object, path: str, name: str, raw: object) -> None:
    """A member that its closed type does not have, and the one that was probably meant."""
    if at.is_full:
        return None
    where = member_path(path, name)
    if at.lenient:
        if raw is None:
            return at.tolerate(where, "null", "null, read as absent")
        return at.tolerate(where, "unknown-member", f"not a member of {rule.id}, dropped")  # RSF1
    names = [member.name for member in rule.members]
    meant = next((each for each in names if _plain(each) == _plain(name)), None)
    # Not "remove it": it may be a misspelt capability, without which the token has everything that the key has.
    fix = f"Use only the members {', '.join(names)}." if meant is None else f"Rename it to {meant}."
    hint = "" if meant is None else f"; did you mean {meant}?"
    message = f"not a member of {rule.id}{hint}"
    return at.add(rule.code, where, f"{rule.id}.additionalProperties", "additionalProperties", message, fix)


def _plain(name: str) -> str:
    """``client_id``, ``ClientID`` and ``clientId`` are one name to people."""
    return re.sub(r"[^A-Za-z0-9]", "", name[:64]).lower()
