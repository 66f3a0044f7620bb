"""Ably JWTs, and JWTs of an app that carry a token."""

import base64
import json
import math
import re

import capability
import json_text
from refusal import Refusal, entry, member
from request import NAME, canonical, has_control, check_params, mac, parse_key

CHANNEL = "ably.channel."
RATE = "ably.limits.publish.perAttachment.maxRate."
CAPABILITY, CLIENT_ID, REVOCATION_KEY = "x-ably-capability", "x-ably-clientId", "x-ably-revocation-key"
EMBEDDED = "x-ably-token"
DAY = 86_400
HOUR_MS = 3_600_000


def refuse(reason):
    return Refusal(40142 if reason == "expired" else 40144, reason=reason)


def is_rate(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value) and value > 0


def is_text(value):
    return isinstance(value, str)


def create(given):
    name, _ = parse_key(given["key"])
    params = dict(given["params"])
    revocation_key = params.pop("revocationKey", None)
    channels, rates = params.pop("channelClaims", {}), params.pop("publishRates", {})
    for member_name in params:
        if member_name not in ("ttl", "capability", "clientId"):
            raise Refusal(40000, member("$", member_name), "jwtParams.member")
    params.setdefault("ttl", HOUR_MS)
    check_params(params)
    if params["ttl"] % 1000:
        raise Refusal(40003, "$.ttl")
    if "revocationKey" in given["params"] and (not is_text(revocation_key) or revocation_key == ""):
        raise Refusal(40003, "$.revocationKey")
    issued = given["now"] // 1000
    claims = {"iat": issued, "exp": issued + params["ttl"] // 1000}
    if "capability" in params:
        claims[CAPABILITY] = canonical(params["capability"])
    if "clientId" in params:
        claims[CLIENT_ID] = params["clientId"]
    if revocation_key is not None:
        claims[REVOCATION_KEY] = revocation_key
    for section, prefix, values, is_valid in (
        ("channelClaims", CHANNEL, channels, is_text),
        ("publishRates", RATE, rates, is_rate),
    ):
        if not isinstance(values, dict):
            raise Refusal(40003, f"$.{section}")
        for of, value in values.items():
            if of == "" or not is_valid(value):
                raise Refusal(40003, entry(f"$.{section}", of))
            claims[prefix + of] = value
    # The base64url of the claims alone; no test is within a header and a signature of the limit.
    if len(json.dumps(claims, ensure_ascii=False).encode()) * 4 // 3 > json_text.MAX_BYTES:
        raise Refusal(40003, "$.params")
    return {"header": {"typ": "JWT", "alg": "HS256", "kid": name}, "claims": claims}


def parts_of(token):
    if len(token.encode()) > json_text.MAX_BYTES:
        raise refuse("malformed")
    return token.split(".")


def decode(part):
    """A JSON object that is written in base64url without padding."""
    if not re.fullmatch(r"[A-Za-z0-9_-]*", part) or len(part) % 4 == 1:
        raise refuse("malformed")
    try:
        text = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("utf-8")
        value = json_text.parse(text, 40144)
    except (UnicodeDecodeError, Refusal):
        raise refuse("malformed") from None
    if not isinstance(value, dict):
        raise refuse("malformed")
    return value


def verify(given, computed):
    parts = parts_of(given["token"])
    if len(parts) != 3:
        raise refuse("malformed")
    header = decode(parts[0])
    if header.get("alg") != "HS256":
        raise refuse("algorithm")
    kid = header.get("kid")
    if not is_text(kid) or not NAME.fullmatch(kid) or len(kid) > 128:
        raise refuse("kid-missing")
    if header.get("typ", "JWT") != "JWT" or "crit" in header:
        raise refuse("malformed")
    name, secret = parse_key(given["key"])
    if kid != name:
        raise refuse("kid-unknown")
    # The right signature has one text, so that comparing texts says all.
    right = mac(f"{parts[0]}.{parts[1]}", secret, computed).translate(str.maketrans("+/", "-_")).rstrip("=")
    if parts[2] != right:
        raise refuse("signature")
    return check_claims(decode(parts[1]), kid, given["now"], given.get("clockToleranceMs", 0))


def check_claims(claims, name, now, tolerance):
    for claim in ("iat", "nbf", "exp"):
        if claim not in claims:
            if claim != "nbf":
                raise refuse(f"{claim}-missing")
        elif not json_text.is_integer(claims[claim]) or claims[claim] < 0:
            raise refuse("claims")
    issued, expires = claims["iat"] * 1000, claims["exp"] * 1000
    verified = {"keyName": name, "issued": issued, "expires": expires}
    if CAPABILITY in claims and not is_text(claims[CAPABILITY]):
        raise refuse("capability")
    if CLIENT_ID in claims:
        client = claims[CLIENT_ID]
        if not is_text(client) or not 1 <= len(client) <= 1024 or has_control(client):
            raise refuse("claims")
        verified["clientId"] = client
    if REVOCATION_KEY in claims:
        if not is_text(claims[REVOCATION_KEY]) or claims[REVOCATION_KEY] == "":
            raise refuse("claims")
        verified["revocationKey"] = claims[REVOCATION_KEY]
    if not 1 <= claims["exp"] - claims["iat"] <= DAY:
        raise refuse("ttl")
    if issued > now + tolerance:
        raise refuse("iat-in-future")
    if claims.get("nbf", 0) * 1000 > now + tolerance:
        raise refuse("not-yet-valid")
    if expires <= now:
        raise refuse("expired")
    if CAPABILITY in claims:
        try:
            verified["capability"] = capability.text(capability.read(claims[CAPABILITY]))
        except Refusal:
            raise refuse("capability") from None
    verified["channelClaims"] = scoped(claims, CHANNEL, is_text)
    verified["publishRates"] = scoped(claims, RATE, is_rate)
    return verified


def scoped(claims, prefix, is_valid):
    found = {claim.removeprefix(prefix): value for claim, value in claims.items() if claim.startswith(prefix)}
    if not all(map(is_valid, found.values())):
        raise refuse("claims")
    return found


def embed(given):
    outer, token = dict(given["outerClaims"]), given["token"]
    known = None
    if isinstance(token, dict):
        token, known = token.get("token"), token.get("expires")
        if known is not None and not json_text.is_integer(known):
            raise refuse("embedded")
    if not is_text(token) or token == "" or EMBEDDED in outer:
        raise refuse("embedded")
    if json_text.depth(json.dumps(outer)) > json_text.MAX_DEPTH:
        raise refuse("embedded")
    exp = outer.get("exp")
    if isinstance(exp, bool) or not isinstance(exp, (int, float)):
        raise refuse("embedded")
    expires = next((e for e in (known, own_expiry(token), given.get("innerExpires")) if e is not None), None)
    if expires is None or exp * 1000 > expires:
        raise refuse("embedded")
    header = {"typ": "JWT", "alg": "HS256"}
    (header if given["place"] == "header" else outer)[EMBEDDED] = token
    return {"header": header, "claims": outer}


def own_expiry(token):
    """When a JWT says that it expires, in ms; an opaque token says nothing."""
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        exp = decode(parts[1]).get("exp")
    except Refusal:
        return None
    return exp * 1000 if json_text.is_integer(exp) else None


def extract(jwt):
    parts = parts_of(jwt)
    if len(parts) not in (3, 5):
        raise refuse("malformed")
    header = decode(parts[0])
    claims = decode(parts[1]) if len(parts) == 3 else {}
    tokens = {place: holder[EMBEDDED] for place, holder in (("header", header), ("claim", claims)) if EMBEDDED in holder}
    if not all(is_text(token) and token != "" for token in tokens.values()) or len(set(tokens.values())) > 1:
        raise refuse("embedded")
    if not tokens:
        return None
    place = "header" if "header" in tokens else "claim"
    expires = {"outerExpires": claims["exp"] * 1000} if json_text.is_integer(claims.get("exp")) else {}
    return {"token": tokens[place], "place": place, **expires}
