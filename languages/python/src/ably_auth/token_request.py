"""TokenRequests: created, read and verified."""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Callable, Generic, TypeVar, cast

from .api_key import ApiKey, parse_api_key
from .capability import Capability, read_canonical_text, read_capability
from .decode import decode, read
from .decoding import ABSENT, Decoding
from .errors import AblyAuthError, Leniency
from .gen import tables
from .gen.error_codes import INVALID_REQUEST_BODY, NOT_FOUND
from .gen.limits import NONCE_RANDOM_BITS, TIMESTAMP_MAX_SKEW_MS
from .gen.types import TokenParams, TokenRequest, UnsignedTokenRequest
from .options import Clock, KeyLookup, current_time, fixed_key, looked_up, require_function, require_whole
from .rule import Rule
from .sign_text import compute_mac, hmac_sha256, join_signed_fields

T = TypeVar("T")


@dataclass(frozen=True)
class ReadResult(Generic[T]):
    """What was read, and where the received form differed from what the protocol says."""

    #: The value, members in the order of the schema.
    value: T
    leniencies: tuple[Leniency, ...]


@dataclass(frozen=True)
class VerifiedTokenRequest:
    """A request that was signed with the key that it names, and is current."""

    #: The request as it was read, members in the order of the sign text.
    request: TokenRequest
    #: The capability of the request as it was parsed; None where the request has none.
    capability: Capability | None
    #: Where the received form differed from what the protocol says.
    leniencies: tuple[Leniency, ...]


class Signer:
    """Signs and verifies with one key, which it keeps to itself.

    >>> signer = Signer("appId.keyId:s3cret")
    >>> signer.verify_token_request(signer.create_token_request({"clientId": "alice"})).request["keyName"]
    'appId.keyId'
    """

    __slots__ = ("_key", "_max_skew_ms", "_nonce", "_now")

    def __init__(
        self,
        key: str,
        *,
        now: Clock | None = None,
        nonce: Callable[[], str] | None = None,
        max_skew_ms: int = TIMESTAMP_MAX_SKEW_MS,
    ) -> None:
        require_function("now", now)
        require_function("nonce", nonce)
        require_whole("max_skew_ms", max_skew_ms)
        self._key = parse_api_key(key)
        self._now, self._nonce, self._max_skew_ms = now, nonce, max_skew_ms

    @property
    def key_name(self) -> str:
        """The public part of the key."""
        return self._key.name

    def create_token_request(self, params: TokenParams | None = None) -> TokenRequest:
        """As the function of the same name."""
        return _create(params, self._key, self._now, self._nonce)

    def verify_token_request(self, request: str | bytes | Mapping[str, object]) -> VerifiedTokenRequest:
        """As the function of the same name; a request of another key is refused with 40400."""
        return _Candidate(request).conclude(self._key, self._now, self._max_skew_ms)

    def __repr__(self) -> str:
        return f"Signer(key_name={self.key_name!r})"


def create_token_request(
    params: TokenParams | None = None,
    *,
    key: str,
    now: Clock | None = None,
    nonce: Callable[[], str] | None = None,
) -> TokenRequest:
    """Creates a TokenRequest and signs it: anyone who gets it can obtain one token with it, without the key (RSA9).

    :param params: what is asked of the token: ttl and timestamp in ms, capability as JSON text or a dict, clientId,
        nonce; the service decides what is left out. It stays as it is
    :param key: the whole API key, ``<appId>.<keyId>:<secret>``
    :param now: the time in ms since the epoch; the real one by default (RSA9d)
    :param nonce: makes the nonce of 16 to 256 characters; 132 random bits by default (RSA9c)
    :returns: a dict with the names that go over the wire: answer it as JSON
    :raises TypeError: if an argument is wrong, or `now` does not return a whole number
    :raises AblyAuthError: 40003, 40000 or 40012 if the params are not valid, with every issue; 40101 if the key is not

    >>> list(create_token_request({"clientId": "alice", "ttl": 60_000}, key="appId.keyId:s3cret"))
    ['keyName', 'ttl', 'clientId', 'timestamp', 'nonce', 'mac']
    """
    require_function("now", now)
    require_function("nonce", nonce)
    return _create(params, parse_api_key(key), now, nonce)


def read_token_params(params: object) -> tuple[dict[str, Any], Decoding]:
    """The params with the capability as canonical text, and what is wrong with them."""
    at = Decoding(lenient=False, text_or_object=read_canonical_text)
    return read(at, tables.TOKEN_PARAMS, "$", params, required=True), at


def _create(
    params: TokenParams | None, key: ApiKey, now: Clock | None, nonce: Callable[[], str] | None
) -> TokenRequest:
    asked, at = read_token_params({} if params is None else params)
    at.raise_issues("TokenParams")
    # What the caller's own functions return is checked as if it stood in the params.
    if "timestamp" not in asked:  # RSA9d
        time = current_time(now)
        asked["timestamp"] = time if now is None else read(at, tables.TIMESTAMP, "$.timestamp", time, required=True)
    if "nonce" not in asked:  # RSA9c
        own = nonce is None
        asked["nonce"] = _fresh_nonce() if own else read(at, tables.NONCE, "$.nonce", nonce(), required=True)
    at.raise_issues("TokenParams")
    # Members in the order of the sign text; an absent one stays absent (RSA5, RSA6, TK2c).
    asked["keyName"] = key.name
    request = {name: asked[name] for name in tables.SIGNED_FIELDS if name in asked}
    request["mac"] = compute_mac(join_signed_fields(request), key.secret)  # RSA9g
    return cast("TokenRequest", request)


def _fresh_nonce() -> str:
    length = NONCE_RANDOM_BITS // 6  # a character of base64url has six bits
    return secrets.token_urlsafe(length)[:length]


def read_token_request(request: str | bytes | Mapping[str, object]) -> ReadResult[TokenRequest]:
    """Reads a signed TokenRequest as SDKs send it (TE6).

    Only types are checked: neither length nor range, nor the form of the MAC, nor the MAC. None, ``ttl: 0`` and an
    empty capability are read as absent, decimal strings as numbers, and unknown members are dropped.

    :param request: JSON text of 128 KiB at most, or a dict
    :raises AblyAuthError: 40001 if it is not a JSON object, names a member twice, is too large or has no keyName;
        40003, 40000, 40012 or 40101 if a member is missing or has another type

    >>> text = '{"keyName":"appId.keyId","ttl":"3600000","clientId":null,"timestamp":1000,"nonce":"n","mac":"m"}'
    >>> result = read_token_request(text)
    >>> result.value["ttl"], [leniency.kind for leniency in result.leniencies]
    (3600000, ['decimal-string', 'null'])
    """
    return read_leniently(tables.TOKEN_REQUEST, request, "TokenRequest")


def read_unsigned_token_request(request: str | bytes | Mapping[str, object]) -> ReadResult[UnsignedTokenRequest]:
    """Reads a TokenRequest without a MAC, which comes with Basic auth; it may lack a nonce.

    :raises AblyAuthError: as `read_token_request`; 40001 also if it has a MAC, which nobody would check

    >>> read_unsigned_token_request('{"keyName":"appId.keyId","timestamp":1000}').value
    {'keyName': 'appId.keyId', 'timestamp': 1000}
    """
    result: ReadResult[UnsignedTokenRequest]
    result = read_leniently(tables.UNSIGNED_TOKEN_REQUEST, request, "TokenRequest")
    if any(leniency.path == "$.mac" and leniency.kind != "null" for leniency in result.leniencies):
        raise AblyAuthError(
            INVALID_REQUEST_BODY,
            "TokenRequest.mac: expected no MAC in an unsigned request",
            path="$.mac",
            remediation="Read and verify a signed request with verify_token_request.",
        )
    return result


def read_leniently(rule: Rule, value: object, name: str) -> ReadResult[Any]:
    """Reads what arrives. Ranges, lengths and forms are not checked: public fixtures have short nonces and MACs."""
    read_value, at = decode(rule, value, lenient=True)
    if read_value is not ABSENT:
        return ReadResult(read_value, tuple(at.leniencies))
    mistyped = [issue for issue in at.issues if issue.keyword in ("type", "required")]
    raise AblyAuthError.from_issues(mistyped or at.issues, name)


def verify_token_request(
    request: str | bytes | Mapping[str, object],
    *,
    key: str | KeyLookup,
    now: Clock | None = None,
    max_skew_ms: int = TIMESTAMP_MAX_SKEW_MS,
) -> VerifiedTokenRequest:
    """Verifies a signed TokenRequest: its form, its key, its MAC, what its capability says and its timestamp.

    It does not know used nonces: anyone who issues tokens must also refuse a request with the key name, timestamp and
    nonce of an earlier one. Nor does it know what the key may do. The MAC is checked over the capability text as it
    stands.

    :param request: JSON text of 128 KiB at most, or a dict; read as by `read_token_request`
    :param key: the whole key, or a function that finds it by the key name, whose own errors come through
    :param now: the time in ms since the epoch; the real one by default
    :param max_skew_ms: how far the timestamp may be from `now`, either way
    :raises TypeError: if an argument is wrong, or `now` does not return a whole number
    :raises AblyAuthError: 40001, 40003, 40000 or 40012 if the request is malformed; 40400 if the key is not known;
        40101 if the MAC is wrong; 40000 if its capability is not valid; 40104 if the timestamp is not current; 50003
        if the lookup returns something that is not a key

    >>> request = create_token_request({"clientId": "alice"}, key="appId.keyId:s3cret")
    >>> verify_token_request(request, key="appId.keyId:s3cret").request["clientId"]
    'alice'
    """
    require_function("now", now)
    require_whole("max_skew_ms", max_skew_ms)
    fixed = fixed_key(key)
    candidate = _Candidate(request)
    found = looked_up(key, candidate.request["keyName"]) if fixed is None else fixed
    return candidate.conclude(found, now, max_skew_ms)


class _Candidate:
    """A request that is well-formed; whether it is genuine is not known yet."""

    def __init__(self, given: object) -> None:
        request, at = decode(tables.TOKEN_REQUEST, given, lenient=True)
        # The form of the MAC is checked with the MAC.
        malformed = [issue for issue in at.issues if issue.path != "$.mac" or issue.keyword != "pattern"]
        if malformed:
            raise AblyAuthError.from_issues(malformed, "TokenRequest")
        self.request = cast("TokenRequest", request)
        self._leniencies = tuple(at.leniencies)
        self._mac_has_form = not at.issues

    def conclude(self, key: ApiKey | None, now: Clock | None, max_skew_ms: int) -> VerifiedTokenRequest:
        """Checks the MAC, then what it vouches for: an unauthenticated caller must not buy the work of the rest."""
        request = self.request
        if key is None or key.name != request["keyName"]:
            raise AblyAuthError(NOT_FOUND, "TokenRequest.keyName: no such key", path="$.keyName")
        at = Decoding(lenient=True)
        capability = None
        if not self._mac_has_form or not _mac_matches(request, key.secret):
            at.breach(tables.MAC_MATCH, "$.mac", "const", "another one")
        elif "capability" in request:
            capability = read_capability(at, "$.capability", request["capability"])
        if not at.issues:
            _require_current(at, request["timestamp"] - current_time(now), max_skew_ms)
        at.raise_issues("TokenRequest")
        return VerifiedTokenRequest(request, capability, self._leniencies)


def _mac_matches(request: TokenRequest, secret: str) -> bool:
    expected = hmac_sha256(join_signed_fields(cast("Mapping[str, object]", request)).encode(), secret)
    return hmac.compare_digest(expected, base64.b64decode(request["mac"]))


def _require_current(at: Decoding, skew: int, max_skew_ms: int) -> None:
    if abs(skew) > max_skew_ms:
        where = "behind" if skew < 0 else "ahead of"
        got = f"{abs(skew)} ms {where} it, with {max_skew_ms} ms allowed"
        at.breach(tables.TIMESTAMP_CURRENT, "$.timestamp", "minimum" if skew < 0 else "maximum", got)
