"""What the generated tables are made of: how each kind of value is read, and the words of its rules."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .errors import member_path

#: A bound that is not there.
UNBOUNDED = sys.maxsize


@dataclass(frozen=True, eq=False)
class Rule:
    """The words and the error code of the rules of one value; a rule's id is this id and its keyword."""

    id: str
    #: Ably's error code; its first three digits are the HTTP status.
    code: int
    #: Completes the sentence "expected …".
    expected: str
    #: How to fix a value that breaks a rule.
    fix: str
    #: The same for single rules, by keyword.
    fixes: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Text(Rule):
    """A text; lengths count code points."""

    min: int = 0
    max: int = UNBOUNDED
    #: Covers the whole text. One that allows all characters but some matches the empty text.
    pattern: re.Pattern[str] | None = None
    #: What some senders write for an absent text.
    absent_as: Literal[""] | None = None


@dataclass(frozen=True, eq=False)
class Integer(Rule):
    """A whole number."""

    min: int
    max: int
    #: What some senders write for an absent number.
    absent_as: Literal[0] | None = None


@dataclass(frozen=True, eq=False)
class Choice(Rule):
    """One of some fixed texts."""

    choices: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Flag(Rule):
    """True or false."""


@dataclass(frozen=True, eq=False)
class Callback(Rule):
    """A function: a member that is not JSON."""


@dataclass(frozen=True, eq=False)
class AnyObject(Rule):
    """An object that may have any members."""


@dataclass(frozen=True, eq=False)
class ListOf(Rule):
    """A list; its bounds are checked before it is read."""

    items: Rule
    min: int = 0
    max: int = UNBOUNDED


@dataclass(frozen=True, eq=False)
class MapOf(Rule):
    """An object whose members have any name and one form."""

    values: Rule
    max_members: int = UNBOUNDED
    min_name: int = 0
    max_name: int = UNBOUNDED


@dataclass(frozen=True, eq=False)
class Either(Rule):
    """A value of one of two types."""

    first: Rule
    second: Rule


class TextOrObject(Rule):
    """A text or an object; its words are those of the object."""

    text: Text
    object: Rule

    def __init__(self, text: Text, object: Rule) -> None:  # noqa: A002
        super().__init__(object.id, object.code, object.expected, object.fix, object.fixes)
        self.__dict__.update(text=text, object=object)


@dataclass(frozen=True)
class Member:
    """A member of an object."""

    name: str
    rule: Rule
    required: bool = False
    #: What the name adds to the path of the object.
    step: str = field(init=False)

    def __post_init__(self) -> None:
        self.__dict__["step"] = member_path("", self.name)


@dataclass(frozen=True, eq=False)
class Object(Rule):
    """An object with named members."""

    members: tuple[Member, ...]
    #: Whether it may have other members too (RSF1).
    open: bool = False
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.__dict__["names"] = frozenset(member.name for member in self.members)
