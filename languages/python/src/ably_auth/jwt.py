"""Ably JWTs: created and verified (TN3)."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypedDict, cast

from .api_key import parse_api_key
from .capability import Capability, parse_capability
from .decode import decode, validate
from .decoding import ABSENT, Decoding, got, plain_object
from .errors import AblyAuthError, Issue, member_path
from .gen import tables
from .gen.error_codes import INVALID_PARAMETER_VALUE
from .gen.limits import JWT_ADVISED_MAX_BYTES, TOKEN_TEXT_MAX_BYTES, TTL_DEFAULT_MS, TTL_MAX_MS
from .jwt_text import decode_object, json_of, jwt_error, parts_of, signature_of, signed
from .options import Clock, KeyLookup, current_time, fixed_key, looked_up, require_function, require_whole
from .token_request import read_token_params


class AblyJwtParams(TypedDict, total=False):
    """What an Ably JWT is to say."""

    ttl: int
    """Lifetime in milliseconds, whole seconds; 60 minutes by default."""

    capability: str | Mapping[str, Sequence[str]]
    """JSON text or a dict; absent: what the key has."""

    clientId: str
    """Identity of the bearer; absent: anonymous."""

    revocationKey: str
    """Name by which the token can be revoked with a target of type ``revocationKey``."""

    channelClaims: Mapping[str, str]
    """By channel name: a text that the service attaches to messages of the bearer on that channel."""

    publishRates: Mapping[str, int | float]
    """By resource: the messages per second that one attachment of the bearer may publish."""

    claims: Mapping[str, object]
    """Claims of the app's own, ``nbf`` among them; they may not replace those that the other members set."""


@dataclass(frozen=True)
class CreatedJwt:
    """A JWT, and when it begins and ends."""

    #: The JWT in compact form.
    token: str
    #: When it was issued, in ms since the epoch; a whole second.
    issued: int
    #: When it expires, in ms since the epoch; a whole second.
    expires: int
    #: Present if the JWT is so long that it may not fit in an HTTP header.
    warning: str | None = None


@dataclass(frozen=True)
class VerifiedJwt:
    """What a verified JWT says."""

    key_name: str
    #: When it was issued, in ms since the epoch.
    issued: int
    #: When it expires, in ms since the epoch.
    expires: int
    #: What it asks for; None: what the key has. The token has the intersection of both.
    capability: Capability | None
    client_id: str | None
    revocation_key: str | None
    #: By channel name.
    channel_claims: Mapping[str, str]
    #: By resource: messages per second for one attachment.
    publish_rates: Mapping[str, int | float]
    #: Every claim, as it stands.
    claims: Mapping[str, object]


#: The members that mean in a JWT what they mean in TokenParams.
_SHARED = ("ttl", "capability", "clientId")
_EXPECTED = {"channelClaims": "a string", "publishRates": "a positive number"}


def create_ably_jwt(params: AblyJwtParams, *, key: str, now: Clock | None = None) -> CreatedJwt:
    """Creates an Ably JWT, signed with HS256 and the key secret.

    :param params: what it is to say; it stays as it is
    :param key: the whole API key, ``<appId>.<keyId>:<secret>``
    :param now: the time in ms since the epoch; the real one by default
    :raises TypeError: if an argument is wrong, or `now` does not return a whole number
    :raises AblyAuthError: 40003, 40000 or 40012 if the params are not valid; 40101 if the key is not

    >>> jwt = create_ably_jwt({"clientId": "alice"}, key="appId.keyId:keySecret")
    >>> len(jwt.token.split(".")), jwt.expires - jwt.issued
    (3, 3600000)
    """
    require_function("now", now)
    api_key = parse_api_key(key)
    given = plain_object(params)
    if given is None:
        raise TypeError(f"params: expected a dict, got {got(params)}")
    issued = current_time(now) // 1000
    claims = _to_claims(given, issued)
    header = {"typ": "JWT", "alg": "HS256", "kid": api_key.name}
    token = signed(header, json_of(claims, "claims", _refuse), api_key.secret.encode())
    if len(token) > TOKEN_TEXT_MAX_BYTES:
        message = f"expected a JWT of at most {TOKEN_TEXT_MAX_BYTES} bytes, got {len(token)}"
        raise _invalid("params", message, "Shorten the claims or the capability.")
    warning = None
    if len(token) > JWT_ADVISED_MAX_BYTES:
        warning = (
            f"The JWT has {len(token)} bytes and may not fit in an HTTP header ({JWT_ADVISED_MAX_BYTES} is safe). "
            "An Ably token stays short with any capability."
        )
    return CreatedJwt(token, issued * 1000, cast("int", claims["exp"]) * 1000, warning)


def _to_claims(given: dict[str, object], issued: int) -> dict[str, object]:
    own = {name: given.pop(name, ABSENT) for name in ("revocationKey", "claims", "channelClaims", "publishRates")}
    # A misspelt clientId would silently give an anonymous token; a nonce or a timestamp would be lost.
    other = next((name for name in given if name not in _SHARED), None)
    if other is not None:
        at = Decoding(lenient=False)
        at.breach(tables.JWT_PARAMS_MEMBER, member_path("$", other), "additionalProperties", "another one")
        at.raise_issues("AblyJwtParams")
    asked, at = read_token_params(given)
    at.raise_issues("AblyJwtParams")
    ttl: int = asked.get("ttl", TTL_DEFAULT_MS)
    if ttl % 1000:
        raise _invalid("ttl", f"expected a multiple of 1000 ms, got {ttl}", "Pass whole seconds, in milliseconds.")
    revocation_key = own["revocationKey"]
    if revocation_key is not ABSENT and (not isinstance(revocation_key, str) or not revocation_key):
        raise _refuse("revocationKey", "a string that is not empty", revocation_key)
    claims = {} if own["claims"] is ABSENT else plain_object(own["claims"])
    if claims is None:
        raise _refuse("claims", "a plain object", own["claims"])
    clash = next((name for name in claims if re.match(r"(?:iat|exp)\Z|x-ably-|ably\.", name)), None)
    if clash is not None:
        raise _invalid(
            f"claims[{json_of(clash, '', _refuse)}]",
            "expected a claim of the app, got one of Ably's",
            "Pass it as ttl, capability, clientId, revocationKey, channelClaims or publishRates.",
        )
    claims["iat"] = issued
    claims["exp"] = issued + ttl // 1000
    for name, value in (
        ("x-ably-capability", asked.get("capability", ABSENT)),
        ("x-ably-clientId", asked.get("clientId", ABSENT)),
        ("x-ably-revocation-key", revocation_key),
    ):
        if value is not ABSENT:
            claims[name] = value
    for member, prefix in tables.SCOPED_CLAIMS.items():
        values = {} if own[member] is ABSENT else plain_object(own[member])
        if values is None:
            raise _refuse(member, "a plain object", own[member])
        for name, value in values.items():
            path = f"{member}[{json_of(name, member, _refuse)}]"
            if not name:
                raise _refuse(path, "a name", name)
            if not _accepts(member, value):
                raise _refuse(path, _EXPECTED[member], value)
            claims[prefix + name] = value
    for issue in validate("AblyJwtClaims", claims)[:1]:  # nbf of the app, a clock before 1970
        raise _invalid(f"claims{issue.path[1:]}", issue.message, issue.remediation)
    return claims


def _accepts(member: str, value: object) -> bool:
    if member == "channelClaims":
        return isinstance(value, str)
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < float("inf")


def _refuse(path: str, expected: str, value: object) -> AblyAuthError:
    return _invalid(path, f"expected {expected}, got {got(value)}", "Correct the member that the message names.")


def _invalid(path: str, message: str, remediation: str) -> AblyAuthError:
    return AblyAuthError(INVALID_PARAMETER_VALUE, f"{path}: {message}", path=f"$.{path}", remediation=remediation)


def verify_ably_jwt(
    token: str,
    *,
    key: str | KeyLookup,
    now: Clock | None = None,
    clock_tolerance_ms: int = 0,
) -> VerifiedJwt:
    """Verifies an Ably JWT: form, algorithm, key, signature, claims, life, in this order. HS256 alone is accepted.

    It does not know what the key may do, whether its tokens are revocable, nor what was revoked.

    :param token: the JWT in compact form, 128 KiB at most
    :param key: the whole key, or a function that finds it by the key name, whose own errors come through
    :param now: the time in ms since the epoch; the real one by default
    :param clock_tolerance_ms: how far the signer's clock may be ahead; it applies to ``iat`` and ``nbf``, never to
        ``exp``
    :raises TypeError: if an argument is wrong, or `now` does not return a whole number
    :raises AblyAuthError: 40142 if it has expired, else 40144, with a ``reason``; 40101 if `key` is not a valid API
        key; 50003 if the lookup returns anything else than an API key

    >>> key = "appId.keyId:keySecret"
    >>> verify_ably_jwt(create_ably_jwt({"clientId": "alice"}, key=key).token, key=key).client_id
    'alice'
    """
    require_function("now", now)
    require_whole("clock_tolerance_ms", clock_tolerance_ms)
    fixed = fixed_key(key)
    parts = parts_of(token)
    if len(parts) != 3:
        raise jwt_error("malformed", f"JWT: expected three parts, got {len(parts)}")
    key_name = _key_name_of(decode_object(parts[0], "JWT header"))
    found = looked_up(key, key_name) if fixed is None else fixed
    if found is None or found.name != key_name:
        raise jwt_error("kid-unknown", f"JWT header.kid: expected the name of a known key, got {key_name}")
    expected = signature_of(f"{parts[0]}.{parts[1]}", found.secret.encode())
    # Of the texts that decode to the same 32 bytes, one is accepted (RFC 4648 §3.5).
    if not hmac.compare_digest(expected.encode(), parts[2].encode("utf-8", "surrogatepass")):
        raise jwt_error("signature", "JWT signature: expected that of the key, got another")
    return _read_claims(key_name, decode_object(parts[1], "JWT claims"), current_time(now), clock_tolerance_ms)


def _key_name_of(header: dict[str, object]) -> str:
    read_header, at = decode(tables.ABLY_JWT_HEADER, header, lenient=False)
    if at.issues:
        raise _issue_error("header", at.issues, "malformed", {"$.alg": "algorithm", "$.kid": "kid-missing"})
    # RFC 7515 §4.1.11: an extension that must be understood, and none is.
    if "crit" in header:
        message = f"JWT header.crit: expected no critical extension, got {got(header['crit'])}"
        raise jwt_error("malformed", message, remediation="Sign without the header crit.")
    return read_header["kid"]


def _read_claims(key_name: str, claims: dict[str, object], now: int, tolerance_ms: int) -> VerifiedJwt:
    read_value, at = decode(tables.ABLY_JWT_CLAIMS, claims, lenient=False)
    if at.issues:
        reasons = {'$["x-ably-capability"]': "capability"}
        if at.issues[0].keyword == "required":
            reasons.update({"$.iat": "iat-missing", "$.exp": "exp-missing"})
        raise _issue_error("claims", at.issues, "claims", reasons)
    known: dict[str, Any] = read_value
    iat: int = known["iat"]
    exp: int = known["exp"]
    if exp <= iat or exp - iat > TTL_MAX_MS // 1000:
        raise jwt_error("ttl", f"JWT claims.exp: expected 1 to {TTL_MAX_MS // 1000} s after iat, got {exp - iat} s")
    for claim, reason, seconds in (("iat", "iat-in-future", iat), ("nbf", "not-yet-valid", known.get("nbf", iat))):
        ahead = seconds * 1000 - now
        if ahead > tolerance_ms:
            raise jwt_error(reason, f"JWT claims.{claim}: expected a time in the past, got one {ahead} ms ahead")
    if exp * 1000 <= now:
        message = f"JWT claims.exp: expected a time in the future, got one {now - exp * 1000} ms ago"
        raise jwt_error("expired", message)
    return VerifiedJwt(
        key_name=key_name,
        issued=iat * 1000,
        expires=exp * 1000,
        capability=_read_capability(known.get("x-ably-capability")),
        client_id=known.get("x-ably-clientId"),
        revocation_key=known.get("x-ably-revocation-key"),
        channel_claims=_read_scoped(claims, "channelClaims"),
        publish_rates=_read_scoped(claims, "publishRates"),
        claims=MappingProxyType(claims),
    )


def _read_capability(text: str | None) -> Capability | None:
    if text is None:
        return None
    try:
        return parse_capability(text)
    except AblyAuthError as error:
        raise jwt_error("capability", f'JWT claims["x-ably-capability"]: {error.message}') from error


def _read_scoped(claims: Mapping[str, object], member: str) -> Mapping[str, Any]:
    prefix = tables.SCOPED_CLAIMS[member]
    found = {claim: value for claim, value in claims.items() if claim.startswith(prefix)}
    for claim, value in found.items():
        if not _accepts(member, value):
            where = json_of(claim, "", _refuse)
            raise jwt_error("claims", f"JWT claims[{where}]: expected {_EXPECTED[member]}, got {got(value)}")
    return MappingProxyType({claim[len(prefix) :]: value for claim, value in found.items()})


def _issue_error(part: str, issues: Sequence[Issue], otherwise: str, reasons: Mapping[str, str]) -> AblyAuthError:
    # The algorithm first: with another one nothing else in the header means anything.
    first = next((issue for issue in issues if issue.path == "$.alg"), issues[0])
    reason = reasons.get(first.path, otherwise)
    return jwt_error(reason, f"JWT {part}{first.path[1:]}: {first.message}", issues=issues)
