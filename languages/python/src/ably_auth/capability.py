"""What a token permits: parse, canonicalize, permits, covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any, Union, cast

from .decode import read
from .decoding import ABSENT, Decoding
from .errors import AblyAuthError, entry_path
from .gen import tables
from .gen.operations import KNOWN_OPERATIONS
from .json_text import is_well_formed, read_json_text, utf16_order
from .pattern import Pattern, PatternTree, pattern_of, steps_of


class Capability(Mapping[str, tuple[str, ...]]):
    """A capability that was read: resource → operations, both in canonical order, each once. It does not change."""

    __slots__ = ("_entries", "_text", "_tree")

    def __init__(self, entries: dict[str, tuple[str, ...]], text: str) -> None:
        self._entries = entries
        self._text = text
        self._tree: PatternTree | None = None

    @property
    def text(self) -> str:
        """The canonical text, which is signed."""
        return self._text

    @property
    def tree(self) -> PatternTree:
        """Its patterns, for look-ups; built at the first use. Two threads may both build it, and build the same."""
        tree = self._tree
        if tree is None:
            tree = PatternTree()
            for name, operations in self._entries.items():
                tree.add(pattern_of(name), operations)
            self._tree = tree
        return tree

    def __getitem__(self, resource: str) -> tuple[str, ...]:
        return self._entries[resource]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __hash__(self) -> int:
        return hash(self._text)

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if isinstance(other, Capability) else NotImplemented

    def __repr__(self) -> str:
        return f"Capability({self._text})"


#: A capability as a caller may have it: read, as JSON text, or as a dict of lists.
CapabilityInput = Union[Capability, str, Mapping[str, Sequence[str]]]


def parse_capability(capability: CapabilityInput) -> Capability:
    """Reads a capability.

    :param capability: a dict, or JSON text of up to 128 KiB; never changed
    :raises AblyAuthError: 40000 with the path of what is wrong

    >>> parse_capability('{"chat:*":["subscribe","publish"]}')["chat:*"]
    ('publish', 'subscribe')
    """
    if isinstance(capability, Capability):
        return capability
    at = Decoding(lenient=False)
    read_value = read_capability(at, "$", capability)
    if read_value is None:
        raise AblyAuthError.from_issues(at.issues, "capability")
    return read_value


def canonicalize_capability(capability: CapabilityInput) -> str:
    """Writes a capability as the one text that every signer of it has to write (RSA9f, TK2b).

    No white space, resources and operations each in the order of UTF-16 code units, each operation once, strings
    escaped as in RFC 8785.

    :raises AblyAuthError: 40000 with the path of what is wrong

    >>> canonicalize_capability({"b": ["subscribe", "publish"], "a": ["*"]})
    '{"a":["*"],"b":["publish","subscribe"]}'
    """
    return parse_capability(capability).text


def permits(capability: CapabilityInput, resource: str, operation: str) -> bool:
    """Whether one entry of a capability matches a resource and lists an operation, or ``*``.

    A segment ``*`` in the middle stands for exactly one segment, at the end for zero or more. ``*`` alone is every
    ordinary channel, ``[meta]*`` every metachannel, ``[*]*`` everything. Give it what `parse_capability` returned: any
    other object is read again at each call.

    :param resource: name of one channel, queue or metachannel, such as ``foo:bar`` or ``[meta]log``
    :param operation: an operation, such as ``publish``; ``*`` asks for all

    >>> capability = parse_capability({"chat:*": ["subscribe"]})
    >>> permits(capability, "chat:room:1", "subscribe"), permits(capability, "chat:room:1", "publish")
    (True, False)
    """
    if not isinstance(resource, str) or not isinstance(operation, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError("permits: resource and operation must be strings")
    return parse_capability(capability).tree.grants(Pattern(steps_of(resource), open=False), (operation,))


def covers(outer: CapabilityInput, inner: CapabilityInput) -> bool:
    """Whether each operation on each resource of `inner` is covered by one entry of `outer`.

    A True is certain. A False may be wrong where only several entries of `outer` together cover one of `inner`: that
    is not looked for, since to decide it is coNP-hard.

    >>> covers({"chat:*": ["publish", "subscribe"]}, {"chat:*:news": ["subscribe"]})
    True
    """
    tree = parse_capability(outer).tree
    return all(
        tree.grants(pattern_of(name), (operation,))
        for name, operations in parse_capability(inner).items()
        for operation in operations
    )


def unknown_operations(capability: CapabilityInput) -> tuple[str, ...]:
    """The operations that Ably does not document, sorted: every other function takes them as they are (RSA9f).

    >>> unknown_operations({"a": ["publish", "fly"]})
    ('fly',)
    """
    listed = {operation for operations in parse_capability(capability).values() for operation in operations}
    return tuple(sorted(listed - set(KNOWN_OPERATIONS), key=utf16_order))


def read_capability(at: Decoding, path: str, raw: object) -> Capability | None:
    """Reads a capability, from JSON text or an object; None where there is an issue, whose path is below `path`."""
    if isinstance(raw, Capability):
        return raw
    rule = tables.CAPABILITY
    before = len(at.issues)
    value = read_json_text(at, path, raw, rule.code) if isinstance(raw, str) else raw
    entries = read(at, rule, path, value, required=True) if len(at.issues) == before else ABSENT
    if entries is ABSENT:
        return None
    read_entries = cast("dict[str, list[str]]", entries)
    capability = written(read_entries)
    is_ascii = capability.text.isascii()
    for name, operations in read_entries.items():
        if "*" in operations and len(capability[name]) > 1:
            at.breach(tables.CAPABILITY_WILDCARD, entry_path(path, name), "maxItems", "other operations beside it")
        if not is_ascii and not all(map(is_well_formed, (name, *operations))):
            where = entry_path(path, name)
            at.breach(tables.JSON_WELL_FORMED, where, "pattern", "a lone surrogate", rule.code)
    return capability if len(at.issues) == before else None


def written(granted: Mapping[str, Iterable[str]]) -> Capability:
    """The capability of resources and operations in any order, each perhaps more than once."""
    # Code points order ASCII as UTF-16 code units do.
    is_ascii = "".join(granted).isascii() and all("".join(each).isascii() for each in granted.values())
    order = None if is_ascii else utf16_order
    entries = {name: tuple(sorted(set(granted[name]), key=order)) for name in sorted(granted, key=order)}
    # RFC 8785 §3.2.2.2: the shortest escapes, and all else raw.
    quote = encode_basestring
    resources = [f"{quote(name)}:[{','.join(map(quote, each))}]" for name, each in entries.items()]
    return Capability(entries, f"{{{','.join(resources)}}}")


#: The texts of short capabilities by what was asked for: a server asks for the same few again and again.
_canonical_texts: dict[str, str] = {}
_MOST_KEPT, _LONGEST_KEPT = 64, 2048


def read_canonical_text(at: Decoding, path: str, raw: object) -> Any:
    """The canonical text of a capability that is asked for: the one form that is signed (RSA9f)."""
    kept = _canonical_texts.get(raw) if type(raw) is str else None
    if kept is not None:
        return kept
    capability = read_capability(at, path, raw)
    if not capability:
        if capability is not None:
            at.breach(tables.CAPABILITY_EMPTY, path, "type", "one without resources")
        return ABSENT
    if type(raw) is str and len(raw) <= _LONGEST_KEPT:
        if len(_canonical_texts) >= _MOST_KEPT:
            _canonical_texts.clear()
        _canonical_texts[raw] = capability.text
    return capability.text
