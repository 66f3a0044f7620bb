"""Answers the tests of `ably-auth conformance run` with this package."""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path
from typing import Any, Callable, cast

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

import ably_auth as ably

Input = dict[str, Any]


def _clock(given: Input) -> Callable[[], int] | None:
    return None if "now" not in given else lambda: given["now"]


def _create(given: Input) -> Input:
    nonce = None if "nonce" not in given else lambda: given["nonce"]
    params = given.get("params", {})
    return {"request": ably.create_token_request(params, key=given["key"], now=_clock(given), nonce=nonce)}


def _verify(given: Input) -> Input:
    verified = ably.verify_token_request(given["text"], key=given["key"], now=_clock(given))
    return {"request": verified.request}


def _parse_api_key(given: Input) -> Input:
    key = ably.parse_api_key(given["key"])
    return {"name": key.name, "secret": key.secret}


def _create_jwt(given: Input) -> Input:
    return {"token": ably.create_ably_jwt(given["params"], key=given["key"], now=_clock(given)).token}


def _verify_jwt(given: Input) -> Input:
    tolerance = {} if "clockToleranceMs" not in given else {"clock_tolerance_ms": given["clockToleranceMs"]}
    jwt = ably.verify_ably_jwt(given["token"], key=given["key"], now=_clock(given), **tolerance)
    verified: Input = {
        "keyName": jwt.key_name,
        "issued": jwt.issued,
        "expires": jwt.expires,
        "channelClaims": dict(jwt.channel_claims),
        "publishRates": dict(jwt.publish_rates),
        "capability": None if jwt.capability is None else jwt.capability.text,
        "clientId": jwt.client_id,
        "revocationKey": jwt.revocation_key,
    }
    return {"verified": {name: value for name, value in verified.items() if value is not None}}


def _embed(given: Input) -> Input:
    token = ably.embed_token(
        given["outerClaims"],
        given["token"],
        secret=given["secret"],
        place=given["place"],
        inner_expires=given.get("innerExpires"),
    )
    return {"token": token}


def _extract(given: Input) -> Input:
    found = ably.extract_embedded_token(given["jwt"])
    if found is None:
        return {"embedded": None}
    embedded: Input = {"token": found.token, "place": found.place}
    if found.outer_expires is not None:
        embedded["outerExpires"] = found.outer_expires
    return {"embedded": embedded}


OPERATIONS: dict[str, Callable[[Input], Input]] = {
    "create-token-request": _create,
    "parse-api-key": _parse_api_key,
    "read-token-request": lambda given: {"request": ably.read_token_request(given["text"]).value},
    "read-token-details": lambda given: {"details": ably.read_token_details(given["text"]).value},
    "canonicalize-capability": lambda given: {
        "text": ably.canonicalize_capability(given["text"] if "text" in given else given["capability"])
    },
    "parse-capability": lambda given: {"capability": dict(ably.parse_capability(given["text"]))},
    "permits": lambda given: {
        "permits": ably.permits(given["capability"], given["resource"], given["operation"]),
    },
    "covers": lambda given: {"covers": ably.covers(given["outer"], given["inner"])},
    "intersect": lambda given: {"text": ably.intersect(given["a"], given["b"]).text},
    "sign-text": lambda given: {"text": ably.sign_text(given["request"])},
    "mac": lambda given: {"mac": ably.compute_mac(given["text"], given["secret"])},
    "verify-token-request": _verify,
    "create-jwt": _create_jwt,
    "verify-jwt": _verify_jwt,
    "embed-token": _embed,
    "extract-embedded-token": _extract,
}
HELLO: Input = {
    "type": "hello",
    "protocol": 1,
    "sdk": "ably-auth (Python)",
    "version": "0.1.0",
    "language": f"Python {platform.python_version()}",
    "operations": list(OPERATIONS),
    "features": ["fixed-nonce", "fixed-clock", "clock-tolerance"],
}


def answer(test: Input) -> Input:
    """The answer to one line."""
    if test["type"] == "hello":
        return HELLO
    try:
        return {"id": test["id"], "ok": True, "output": OPERATIONS[test["operation"]](test["input"])}
    except ably.AblyAuthError as error:
        rule = error.issues[0].rule if error.issues else None
        known = {"code": error.code, "path": error.path, "reason": error.reason, "rule": rule, "message": error.message}
        return {
            "id": test["id"],
            "ok": False,
            "error": {name: known[name] for name in known if known[name] is not None},
        }
    except Exception as error:  # noqa: BLE001 - any other error of the package is a crash
        message = f"{type(error).__name__}: {error}"
        is_crash = not isinstance(error, TypeError)
        return {"id": test["id"], "ok": False, "error": {"message": message, "crash": is_crash}}


for line in sys.stdin.buffer:
    sys.stdout.buffer.write(json.dumps(answer(cast("Input", json.loads(line)))).encode() + b"\n")
    sys.stdout.buffer.flush()
