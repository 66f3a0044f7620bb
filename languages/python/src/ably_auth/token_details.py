"""TokenDetails: read, and asked whether they have expired."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from .decoding import got, plain_object
from .gen import tables
from .gen.types import TokenDetails
from .options import Clock, current_time, require_function
from .token_request import ReadResult, read_leniently


def read_token_details(details: str | bytes | Mapping[str, object]) -> ReadResult[TokenDetails]:
    """Reads a TokenDetails as a service or an auth server sends it (TD7).

    Only types are checked; only ``token`` is required. None and an empty capability are read as absent, decimal
    strings as numbers, and unknown members are dropped (RSF1).

    :param details: JSON text of 128 KiB at most, or a dict
    :raises AblyAuthError: 40001 if it is not a JSON object, names a member twice, is too large, has no token or a
        member of another type; 40012 if that is the clientId

    >>> read_token_details('{"token":"t","expires":"2000"}').value
    {'token': 't', 'expires': 2000}
    """
    return read_leniently(tables.TOKEN_DETAILS, details, "TokenDetails")


def is_token_expired(details: TokenDetails, *, now: Clock | None = None) -> bool | None:
    """Whether a token has expired by the given clock; None where its expiry is not known (RSA4b1).

    :param now: the time in ms since the epoch, of the service's clock where its offset is known (RSA10k)

    >>> is_token_expired({"token": "t", "expires": 2000}, now=lambda: 2000)
    True
    """
    require_function("now", now)
    members = plain_object(cast("object", details))
    if members is None:
        raise TypeError(f"details: expected a dict, got {got(details)}")
    expires = members.get("expires")
    # Anything but a time counts as not known: NaN compares false, and the token would never expire.
    if not isinstance(expires, (int, float)) or isinstance(expires, bool) or expires != expires:
        return None
    return expires <= current_time(now)
