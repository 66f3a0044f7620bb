"""JWTs of an app's own that carry an Ably token."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from .decoding import ABSENT, got, plain_object, whole_number
from .errors import AblyAuthError
from .gen.types import TokenDetails
from .json_text import is_well_formed
from .jwt_text import decode_object, json_of, jwt_error, parts_of, signed
from .options import require_whole

_MEMBER = "x-ably-token"


@dataclass(frozen=True)
class EmbeddedToken:
    """A token that a JWT carries."""

    #: The Ably token or Ably JWT.
    token: str
    place: Literal["header", "claim"]
    #: When the outer JWT says that it expires, in ms since the epoch; None if it does not say, or is encrypted.
    outer_expires: int | float | None


def embed_token(
    outer_claims: Mapping[str, object],
    token: str | TokenDetails,
    *,
    secret: str | bytes,
    place: Literal["header", "claim"],
    inner_expires: int | None = None,
) -> str:
    """Creates a JWT of the app's own, signed with HS256, that carries an Ably token or an Ably JWT.

    The outer signature is the app's: the Ably service does not check it, only the inner token grants anything.

    :param outer_claims: the claims of the app, among them ``exp`` in seconds since the epoch
    :param token: the token, or its TokenDetails
    :param secret: what the app signs with
    :param place: the JOSE header ``x-ably-token``, or the claim of that name
    :param inner_expires: when the token expires, in ms since the epoch; needed if the token itself does not say
    :raises TypeError: if an argument is wrong
    :raises AblyAuthError: 40144 with reason ``embedded`` if the outer JWT would outlive the inner token, if it is not
        known when that expires, if there is no token, or another one among the claims, or if JSON cannot say the claims

    >>> outer = embed_token({"exp": 2}, {"token": "app.token", "expires": 2000}, secret="of the app", place="claim")
    >>> extract_embedded_token(outer)
    EmbeddedToken(token='app.token', place='claim', outer_expires=2000)
    """
    if place not in ("header", "claim"):
        raise TypeError('place: expected "header" or "claim"')
    if inner_expires is not None:
        require_whole("inner_expires", inner_expires)
    if not isinstance(secret, (str, bytes)) or not secret:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError("secret: expected a string or bytes, not empty")
    claims = plain_object(outer_claims)
    if claims is None:
        raise TypeError(f"outer_claims: expected a dict, got {got(outer_claims)}")
    details = {"token": token} if isinstance(token, str) else plain_object(cast("object", token)) or {}
    text = details.get("token")
    if not isinstance(text, str) or not text or not is_well_formed(text):
        raise _refuse("token", "a token or TokenDetails", token if text is None else text)
    expires = details.get("expires", ABSENT)
    if expires is not ABSENT and whole_number(expires) is None:
        raise _refuse("token.expires", "whole milliseconds since the epoch", expires)
    # Readers would differ on which of two tokens counts.
    if _MEMBER in claims:
        raise _refuse(f'outer_claims["{_MEMBER}"]', "no token", claims[_MEMBER])
    known = _expiry_of_jwt(text) if expires is ABSENT else cast("int", expires)
    _refuse_outliving(claims.get("exp"), inner_expires if known is None else known)
    header = {"typ": "JWT", "alg": "HS256"}
    (header if place == "header" else claims)[_MEMBER] = text
    return signed(
        header, json_of(claims, "outer_claims", _refuse), secret.encode() if isinstance(secret, str) else secret
    )


def extract_embedded_token(jwt: str) -> EmbeddedToken | None:
    """Finds the Ably token that a JWT of an app carries, in the JOSE header or, if it is not encrypted, in the claims.

    The outer signature is not checked: it is the app's own.

    :param jwt: the outer JWT in compact form, signed (three parts) or encrypted (five)
    :raises AblyAuthError: 40144 if it is malformed, or carries two different tokens
    :returns: None if the JWT carries no token
    """
    parts = parts_of(jwt)
    if len(parts) not in (3, 5):
        raise jwt_error("malformed", f"JWT: expected three or five parts, got {len(parts)}")
    claims = decode_object(parts[1], "JWT claims") if len(parts) == 3 else {}
    in_header = _token_in(decode_object(parts[0], "JWT header"), "header")
    in_claims = _token_in(claims, "claims")
    if in_header is not None and in_claims is not None and in_header != in_claims:
        raise jwt_error("embedded", f'JWT claims["{_MEMBER}"]: expected the token of the header, got another')
    token = in_claims if in_header is None else in_header
    if token is None:
        return None
    return EmbeddedToken(token, "claim" if in_header is None else "header", _milliseconds(claims.get("exp")))


def _token_in(part: dict[str, object], name: str) -> str | None:
    if _MEMBER not in part:
        return None
    token = part[_MEMBER]
    if isinstance(token, str) and token:
        return token
    raise jwt_error("embedded", f'JWT {name}["{_MEMBER}"]: expected a token, got {got(token)}')


def _milliseconds(seconds: Any) -> int | float | None:
    """A time of a JWT in ms; None where it is not a finite number."""
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not math.isfinite(seconds):
        return None
    return seconds * 1000


def _expiry_of_jwt(token: str) -> int | float | None:
    """When a JWT says that it expires, in ms; None for an opaque token (TN1)."""
    parts = parts_of(token)
    if len(parts) != 3:
        return None
    try:
        return _milliseconds(decode_object(parts[1], "JWT claims").get("exp"))
    except AblyAuthError:
        return None  # an opaque token may hold dots too


def _refuse_outliving(exp: object, expires: float | None) -> None:
    outer = _milliseconds(exp)
    if outer is None:
        raise _refuse("outer_claims.exp", "a time in seconds since the epoch", exp)
    if expires is None:
        raise jwt_error(
            "embedded",
            "inner_expires: expected when the token expires, got nothing",
            remediation="Pass the TokenDetails, or inner_expires in milliseconds since the epoch.",
        )
    if outer > expires:
        raise jwt_error(
            "embedded",
            f"outer_claims.exp: expected at most the expiry of the inner token, got {outer - expires} ms more",
            remediation="Let the outer JWT expire with the inner token or before it.",
        )


def _refuse(path: str, expected: str, value: object) -> AblyAuthError:
    message = f"{path}: expected {expected}, got {got(value)}"
    return jwt_error("embedded", message, remediation="Correct the argument that the message names.")
