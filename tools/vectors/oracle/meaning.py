"""What a capability permits, by the recursive definition; sets of names are compared by listing them.

A pattern is a qualifier (None for one without) and segments. For two patterns it is enough to look at names made
of the segments that they mention and one that they do not, up to two segments longer than the longer of them.
"""

import itertools
import re

from capability import MAX_OPERATIONS, MAX_RESOURCE, MAX_RESOURCES, text, utf16
from refusal import Refusal

MAX_PAIRS = 1_000_000
MAX_LISTED = 1_000_000


def split(resource):
    qualified = re.fullmatch(r"\[([^\]]*)\](.*)", resource, re.S)
    qualifier, path = qualified.groups() if qualified else ("", resource)
    # Params and filters of a channel are not part of the type.
    return re.split("[=?]", qualifier)[0] or None, tuple(path.split(":"))


def matches(pattern, name):
    (wanted, segments), (qualifier, parts) = pattern, name
    return wanted in ("*", qualifier) and path_matches(segments, parts)


def path_matches(segments, parts):
    if segments == ("*",):
        return True  # at the end: the rest, be it nothing
    if not segments or not parts:
        return not segments and not parts
    return segments[0] in ("*", parts[0]) and path_matches(segments[1:], parts[1:])


def permits(capability, resource, operation):
    name = split(resource)
    return any(
        matches(split(pattern), name) and ("*" in operations or operation in operations)
        for pattern, operations in capability.items()
    )


def names(*patterns):
    """Every name that could tell the patterns apart."""
    segments = {part for _, parts in patterns for part in parts if part != "*"} | {"~"}
    qualifiers = {qualifier for qualifier, _ in patterns if qualifier != "*"} | {None, "~"}
    longest = max(len(parts) for _, parts in patterns) + 2
    if len(qualifiers) * len(segments) ** longest > MAX_LISTED:
        raise AssertionError(f"too many names to list: {patterns}")
    paths = itertools.chain.from_iterable(itertools.product(segments, repeat=n) for n in range(1, longest + 1))
    return [(qualifier, path) for path in paths if path != ("",) for qualifier in qualifiers]


def includes(outer, inner):
    """Whether every name of the inner pattern is one of the outer."""
    return all(matches(outer, name) for name in names(outer, inner) if matches(inner, name))


def covers(outer, inner):
    return all(
        any(
            ("*" in operations or operation in operations) and includes(split(pattern), split(resource))
            for pattern, operations in outer.items()
        )
        for resource, wanted in inner.items()
        for operation in wanted
    )


def intersect(a, b):
    """Crosses every entry with every entry; then leaves out what neither side names and another entry covers."""
    if len(a) * len(b) > MAX_PAIRS:
        raise Refusal(40000)
    crossed = {}
    left = [(split(resource), operations) for resource, operations in a.items()]
    right = [(split(resource), operations) for resource, operations in b.items()]
    for (pattern_a, operations_a), (pattern_b, operations_b) in itertools.product(left, right):
        pattern = meet(pattern_a, pattern_b)
        operations = meet_operations(operations_a, operations_b)
        if pattern and operations:
            crossed.setdefault(join(pattern), set()).update(operations)
    limit(crossed)
    result = {
        resource: ["*"] if "*" in operations else sorted(operations, key=utf16)
        for resource, operations in crossed.items()
    }
    for resource in [name for name in result if name not in a and name not in b]:
        others = {name: operations for name, operations in result.items() if name != resource}
        if any(covers({name: operations}, {resource: result[resource]}) for name, operations in others.items()):
            del result[resource]
    prove(a, b, result)
    return text(result)


def limit(crossed):
    """What two capabilities have in common is a capability, with the limits of one."""
    is_large = len(crossed) > MAX_RESOURCES or any(
        len(resource) > MAX_RESOURCE or len(operations) > MAX_OPERATIONS and "*" not in operations
        for resource, operations in crossed.items()
    )
    if is_large:
        raise Refusal(40000)


def meet_operations(a, b):
    if "*" in a:
        return b
    return a if "*" in b else [operation for operation in a if operation in b]


def meet(a, b):
    """The pattern of the names that both have; None where there are none."""
    (qualifier_a, path_a), (qualifier_b, path_b) = a, b
    if "*" not in (qualifier_a, qualifier_b) and qualifier_a != qualifier_b:
        return None
    path = meet_paths(path_a, path_b)
    return path and (qualifier_b if qualifier_a == "*" else qualifier_a, path)


def meet_paths(a, b):
    rest_a, rest_b = a[-1] == "*", b[-1] == "*"
    a, b = a[: len(a) - rest_a], b[: len(b) - rest_b]
    if len(a) < len(b) and not rest_a or len(b) < len(a) and not rest_b:
        return None
    path = []
    for x, y in itertools.zip_longest(a, b, fillvalue="*"):
        if x != y and "*" not in (x, y):
            return None
        path.append(y if x == "*" else x)
    return (*path, "*") if rest_a and rest_b else tuple(path)


def join(pattern):
    qualifier, path = pattern
    return ("" if qualifier is None else f"[{qualifier}]") + ":".join(path)


def prove(a, b, result):
    """By listing: the result permits what both permit, and nothing else."""
    patterns = [split(resource) for resource in (*a, *b, *result)]
    if len(patterns) > 100:
        return
    operations = {op for side in (a, b) for ops in side.values() for op in ops} | {"~"}
    for name, operation in itertools.product(map(join, names(*patterns)), operations):
        expected = permits(a, name, operation) and permits(b, name, operation)
        assert permits(result, name, operation) == expected, (a, b, result, name, operation)

