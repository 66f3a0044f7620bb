"""What two capabilities have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .capability import Capability, CapabilityInput, parse_capability, written
from .errors import AblyAuthError
from .gen.error_codes import BAD_REQUEST
from .gen.limits import (
    CAPABILITY_MAX_RESOURCES,
    INTERSECT_MAX_PAIRS,
    RESOURCE_MAX_LENGTH,
    RESOURCE_MAX_OPERATIONS,
)
from .pattern import Pattern, PatternTree, contains, cross, name_of, pattern_of


def intersect(a: CapabilityInput, b: CapabilityInput) -> Capability:
    """What two capabilities both permit, exactly. The service gives a token what was asked and what the key has.

    A resource that either side names stays by name, with those operations of its entry that the other side grants on
    all of it: revocation by channel matches names literally. Two patterns that overlap, such as ``foo:*:x`` and
    ``foo:bar:*``, add what they have in common, ``foo:bar:x``, unless another entry of the result covers it.

    :raises AblyAuthError: 40000 if a capability is not valid, if there are over a million pairs of resources to
        compare, or if what the two have in common is over the limits of a capability

    >>> intersect({"chat:*": ["publish", "subscribe"]}, {"chat:room": ["*"], "news": ["*"]}).text
    '{"chat:room":["publish","subscribe"]}'
    """
    left, right = parse_capability(a), parse_capability(b)
    _limit(len(left) * len(right), INTERSECT_MAX_PAIRS, "pairs of resources")
    granted = _common([_entry(each) for each in left.items()], [_entry(each) for each in right.items()])
    _limit(len(granted), CAPABILITY_MAX_RESOURCES, "resources in common")
    for name, operations in granted.items():
        # Of two capabilities within the limits, a crossing can have a longer name, and `*` the operations of many.
        _limit(len(name), RESOURCE_MAX_LENGTH, "characters in a name", "Use shorter resource names.")
        if "*" in operations:
            granted[name] = {"*"}
        most = RESOURCE_MAX_OPERATIONS
        _limit(len(granted[name]), most, "operations on a resource", 'List fewer operations, or "*" alone.')
    return written(granted)


class _Entry(NamedTuple):
    resource: str
    operations: tuple[str, ...]
    pattern: Pattern
    #: Whether it stands for one resource, so that of two such entries only equal ones overlap.
    is_literal: bool


def _entry(item: tuple[str, tuple[str, ...]]) -> _Entry:
    name, operations = item
    pattern = pattern_of(name)
    return _Entry(name, operations, pattern, not pattern.open and "*" not in pattern.steps)


def _common(left: Sequence[_Entry], right: Sequence[_Entry]) -> dict[str, set[str]]:
    """What both grant: on the resources that either names, then on what else overlaps."""
    named: dict[str, set[str]] = {}
    is_overlapping = False
    for p, q, _ in _crossings(left, right):
        p_in_q, q_in_p = contains(q.pattern, p.pattern), contains(p.pattern, q.pattern)
        if p_in_q:
            _add(named, p.resource, _common_operations(p, q))
        if q_in_p:
            _add(named, q.resource, _common_operations(p, q))
        is_overlapping = is_overlapping or not (p_in_q or q_in_p)
    return _with_crossed(named, _crossings(left, right)) if is_overlapping else named


def _crossings(left: Sequence[_Entry], right: Sequence[_Entry]) -> Iterator[tuple[_Entry, _Entry, Pattern]]:
    """The pairs that have resources in common, and these; one at a time, since there may be a million."""
    for p in left:
        for q in right:
            if p.is_literal and q.is_literal and p.pattern != q.pattern:
                continue
            crossed = cross(p.pattern, q.pattern)
            if crossed is not None:
                yield p, q, crossed


def _common_operations(p: _Entry, q: _Entry) -> Sequence[str]:
    if p.operations[0] == "*":
        return q.operations
    if q.operations[0] == "*":
        return p.operations
    return [operation for operation in p.operations if operation in q.operations]


def _add(to: dict[str, set[str]], resource: str, operations: Sequence[str]) -> None:
    if operations:
        to.setdefault(resource, set()).update(operations)


def _with_crossed(
    named: dict[str, set[str]], crossings: Iterator[tuple[_Entry, _Entry, Pattern]]
) -> dict[str, set[str]]:
    """Adds to the named resources what patterns that overlap have in common, unless another entry covers it."""
    tree = PatternTree()
    for resource, operations in named.items():
        tree.add(pattern_of(resource), tuple(operations))
    crossed: dict[str, set[str]] = {}
    for p, q, pattern in crossings:
        operations = _common_operations(p, q)
        if not tree.grants(pattern, operations):
            _add(crossed, name_of(pattern), operations)
            _limit(len(named) + len(crossed), CAPABILITY_MAX_RESOURCES, "resources in common")
    # The widest first, so that the entry that covers another one already is in the tree.
    patterns = [(pattern_of(name), name, operations) for name, operations in crossed.items()]
    for pattern, name, operations in sorted(patterns, key=lambda each: _width(each[0])):
        if not tree.grants(pattern, tuple(operations)):
            _add(named, name, tuple(operations))
            tree.add(pattern, tuple(operations))
    return named


def _width(pattern: Pattern) -> tuple[int, int, bool]:
    """An order in which every pattern comes after those that contain it."""
    return sum(step != "*" for step in pattern.steps), len(pattern.steps), not pattern.open


def _limit(count: int, most: int, what: str, remediation: str | None = None) -> None:
    if count > most:
        fewer = "Name fewer resources: one pattern in place of the names that it covers."
        message = f"intersect: expected at most {most} {what}, got more"
        raise AblyAuthError(BAD_REQUEST, message, path="$", remediation=remediation or fewer)
