"""What the resource names of a capability stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Pattern(NamedTuple):
    """The qualifier's type, then the segments, ``*`` for any; an open pattern goes on with zero or more segments.

    ``[meta]foo:*`` has the steps ``meta``, ``foo`` and is open.
    """

    steps: tuple[str, ...]
    open: bool


def steps_of(resource: str) -> tuple[str, ...]:
    """The steps of a resource: the type of its qualifier, empty for an ordinary channel, and its segments.

    The type ends at ``=`` or ``?``, where a channel's filter and params begin: ``[?rewind=1]foo`` is the channel
    ``foo``. A bracket that nothing closes is part of the first segment.
    """
    end = resource.find("]") if resource.startswith("[") else -1
    qualifier = resource[1:end] if end > 0 else ""
    return (qualifier.partition("=")[0].partition("?")[0], *resource[end + 1 :].split(":"))


def pattern_of(resource: str) -> Pattern:
    """The pattern that a resource of a capability is."""
    steps = steps_of(resource)
    is_open = steps[-1] == "*"
    # Every resource has a segment, so `*` and `*:*` say the same and get the same steps.
    return Pattern(steps[:-1] if is_open and len(steps) > 2 else steps, is_open)


def name_of(pattern: Pattern) -> str:
    """The name of a pattern: the same text for patterns that say the same."""
    kind, *segments = pattern.steps
    path = ":".join([*segments, "*"] if pattern.open else segments)
    # Without its empty qualifier, a path such as `[x:y]z` would be read as qualified.
    return path if kind == "" and path and not path.startswith("[") else f"[{kind}]{path}"


def contains(outer: Pattern, inner: Pattern) -> bool:
    """Whether a pattern stands for all that another one does."""
    length = len(outer.steps)
    if len(inner.steps) < length if outer.open else inner.open or len(inner.steps) != length:
        return False
    return all(step in ("*", other) for step, other in zip(outer.steps, inner.steps))


def cross(p: Pattern, q: Pattern) -> Pattern | None:
    """The resources that two patterns have in common, which are a pattern again; None if there are none."""
    short, long = (p, q) if len(p.steps) < len(q.steps) else (q, p)
    if len(short.steps) < len(long.steps) and not short.open:
        return None
    steps: list[str] = []
    for one, other in zip(short.steps, long.steps):
        if one != other and one != "*" and other != "*":
            return None
        steps.append(one if other == "*" else other)
    return Pattern((*steps, *long.steps[len(steps) :]), p.open and q.open)


class PatternTree:
    """The patterns of a capability by their steps, so that a look-up passes over those that cannot match."""

    __slots__ = ("below", "here", "next")

    def __init__(self) -> None:
        self.next: dict[str, PatternTree] = {}
        #: Operations on the resource that ends here, and on every resource that begins so.
        self.here: tuple[str, ...] = ()
        self.below: tuple[str, ...] = ()

    def add(self, pattern: Pattern, operations: Sequence[str]) -> None:
        """Adds the operations that one entry grants."""
        node = self
        for step in pattern.steps:
            node = node.next.setdefault(step, PatternTree())
        if pattern.open:
            node.below = (*node.below, *operations)
        else:
            node.here = (*node.here, *operations)

    def grants(self, pattern: Pattern, operations: Sequence[str]) -> bool:
        """Whether one entry grants all operations on all that a pattern stands for."""
        steps, is_open = pattern
        pending: list[tuple[PatternTree, int]] = [(self, 0)]  # no recursion: a name may have thousands of segments
        while pending:
            node, depth = pending.pop()
            if _lists(node.below, operations):
                return True
            if depth == len(steps):
                if not is_open and _lists(node.here, operations):
                    return True
                continue
            for step in {steps[depth], "*"}:
                child = node.next.get(step)
                if child is not None:
                    pending.append((child, depth + 1))
        return False


def _lists(granted: tuple[str, ...], operations: Sequence[str]) -> bool:
    return bool(granted) and ("*" in granted or all(operation in granted for operation in operations))
