"""The one error class, and what it carries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import NamedTuple


class ErrorCode(NamedTuple):
    """What an error code stands for; the known ones are in `ably_auth.gen.error_codes`."""

    #: Ably's numeric error code, such as 40101.
    code: int
    #: HTTP status that a service answers with.
    status_code: int
    #: How to fix it.
    remediation: str


@dataclass(frozen=True)
class Issue:
    """One error in a value: where it is, which rule it breaks, and how to fix it."""

    #: JSONPath of the value: ``$``, ``$.capability``, ``$["a b"][0]``; of a missing member, where it should be.
    path: str
    #: Stable id of the rule: ``ttl.maximum``, ``capability.wildcard``.
    rule: str
    #: The JSON Schema keyword that the value misses.
    keyword: str
    #: Ably's numeric error code.
    code: int
    #: HTTP status that belongs to the code.
    status_code: int
    #: What was expected and what came; never quotes the value, which may be a secret.
    message: str
    #: How to fix it, in one sentence.
    remediation: str


@dataclass(frozen=True)
class Leniency:
    """One difference between what was received and what was read."""

    #: JSONPath of the member.
    path: str
    #: ``null``, ``zero-ttl``, ``empty-capability``, ``decimal-string`` or ``unknown-member``.
    kind: str
    #: What was received and how it was read; never quotes the value.
    message: str


class AblyAuthError(Exception):
    """What this package raises where data is wrong; the shape of Ably's ErrorInfo.

    A wrong call, such as a missing argument or a clock that returns a text, raises TypeError.
    """

    #: Ably's numeric error code (TI1).
    code: int
    #: HTTP status (TI1).
    status_code: int
    #: What was expected and what came, with the path; never quotes a secret.
    message: str
    #: How to fix it.
    remediation: str
    #: Page that explains the code (TI4, TI5).
    href: str
    #: JSONPath of the value that is wrong, where the error is about one.
    path: str | None
    #: Every issue found, where several were looked for.
    issues: tuple[Issue, ...]
    #: Which of the errors that share the code it is, as a stable word: ``expired``, ``kid-unknown``.
    reason: str | None

    def __init__(
        self,
        error_code: ErrorCode,
        message: str,
        *,
        path: str | None = None,
        remediation: str | None = None,
        reason: str | None = None,
        issues: Sequence[Issue] = (),
    ) -> None:
        super().__init__(message)
        self.code = error_code.code
        self.status_code = error_code.status_code
        self.message = message
        self.remediation = error_code.remediation if remediation is None else remediation
        self.href = f"https://help.ably.io/error/{error_code.code}"  # TI5
        self.path = issues[0].path if path is None and issues else path
        self.issues = tuple(issues)
        self.reason = reason

    @staticmethod
    def from_issues(issues: Sequence[Issue], name: str) -> AblyAuthError:
        """The error for a value that is not valid: code, message and remediation of the first issue, and all issues."""
        first = issues[0]
        error_code = ErrorCode(first.code, first.status_code, first.remediation)
        return AblyAuthError(error_code, f"{name}{_shortened(first.path)[1:]}: {first.message}", issues=issues)

    def to_dict(self) -> dict[str, object]:
        """The error as an ErrorInfo for the body of an answer."""
        info: dict[str, object] = {
            "message": self.message,
            "code": self.code,
            "statusCode": self.status_code,
            "remediation": self.remediation,
            "href": self.href,
        }
        if self.path is not None:
            info["path"] = self.path
        if self.reason is not None:
            info["reason"] = self.reason
        return info


_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]{0,63}")


def member_path(parent: str, name: str) -> str:
    """The JSONPath of a member: ``$.ttl``, ``$["a b"]``."""
    return f"{parent}.{name}" if _IDENTIFIER.fullmatch(name) else entry_path(parent, name)


def entry_path(parent: str, name: str) -> str:
    """The JSONPath of an entry of a map, whose names are data: ``$["news"]``."""
    return f"{parent}[{encode_basestring(name)}]"


# A quoted name: its first 64 characters, and the rest.
_QUOTED_NAME = re.compile(r'"((?:[^"\\]|\\u[0-9a-f]{4}|\\[^u]){0,64})((?:[^"\\]|\\.)*)"', re.DOTALL)


def _shortened(path: str) -> str:
    """A path for a message: long names are cut, so that it stays readable."""
    return _QUOTED_NAME.sub(lambda found: f'"{found[1]}…"' if found[2] else found[0], path)
