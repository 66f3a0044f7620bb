"""Guards for the arguments of a call. What cannot be compared must never make a check pass."""

from __future__ import annotations

import time
from typing import Callable, Optional, cast

from .api_key import ApiKey, parse_api_key
from .errors import AblyAuthError
from .gen.error_codes import SERVICE_UNAVAILABLE

#: The time in whole milliseconds since the epoch.
Clock = Callable[[], int]
#: Finds the whole API key by its name; None says that there is no such key.
KeyLookup = Callable[[str], Optional[str]]


def require_function(name: str, value: object) -> None:
    """Raises TypeError for an optional callback that cannot be called."""
    if value is not None and not callable(value):
        raise TypeError(f"{name}: expected a function")


def require_whole(name: str, value: object) -> None:
    """Raises TypeError for a duration or a time that is not a whole number, 0 or more."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{name}: expected whole milliseconds, 0 or more")


def current_time(now: Clock | None) -> int:
    """The time in whole milliseconds since the epoch, by the caller's clock or the real one."""
    if now is None:
        return time.time_ns() // 1_000_000
    value = cast("object", now())
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise TypeError("now: must return whole milliseconds since the epoch")


def fixed_key(key: str | KeyLookup) -> ApiKey | None:
    """The key itself, checked before any work; None where it is to be looked up."""
    return None if callable(key) else parse_api_key(key)


def looked_up(key: str | KeyLookup, name: str) -> ApiKey | None:
    """The key of that name. Anything else than a key from the lookup blames the service, not the request."""
    answer: object = key(name) if callable(key) else key
    if answer is None:
        return None
    try:
        found = parse_api_key(answer)  # pyright: ignore[reportArgumentType]
    except (AblyAuthError, TypeError):
        raise AblyAuthError(
            SERVICE_UNAVAILABLE,
            "key: the lookup returned something that is not an API key",
            remediation="Return the whole key from the lookup, or None for a key name that it does not know.",
        ) from None
    return found if found.name == name else None
