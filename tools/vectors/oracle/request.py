"""API keys, sign text and MAC; creating, reading and verifying requests."""

import base64
import hashlib
import hmac
import re

import capability
import json_text
from refusal import Refusal, broken, member, out_of_range

NAME = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
MAX_TTL = 86_400_000
WINDOW = 120_000
CODES = {"keyName": 40001, "ttl": 40003, "capability": 40000, "clientId": 40012, "timestamp": 40003, "nonce": 40003, "mac": 40101}
SIGNED = ("keyName", "ttl", "capability", "clientId", "timestamp", "nonce")
CAPABILITY_TEXT = {"TokenRequest": "signedCapabilityText", "TokenDetails": "grantedCapability"}
INTEGERS = ("ttl", "timestamp", "issued", "expires")


def parse_key(key):
    name, colon, secret = key.partition(":")
    if key != key.strip().strip("\ufeff"):
        raise Refusal(40101, rule="apiKey.whiteSpace")
    if not colon:
        raise Refusal(40101, rule="apiKey.colon")
    if not NAME.fullmatch(name) or len(name) > 128:
        raise Refusal(40101, rule="apiKey.name")
    if not 1 <= len(secret) <= 256 or not all("!" <= character <= "~" for character in secret):
        raise Refusal(40101, rule="apiKey.secret")
    return name, secret


def has_control(value):
    return any(character < " " or character == "\x7f" for character in value)


def is_printable(value):
    return not has_control(value)


def sign_text(request):
    for name in ("keyName", "clientId", "nonce"):
        if has_control(request.get(name, "")):
            raise Refusal(CODES[name], f"$.{name}", f"{name}.pattern")
    if "\n" in request.get("capability", ""):
        raise Refusal(40000, "$.capability", "signedCapabilityText.pattern")
    return "".join(f"{request.get(name, '')}\n" for name in SIGNED)


def mac(text, secret, computed):
    digest = hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
    result = base64.b64encode(digest).decode()
    computed.append({"text": text, "secret": secret, "mac": result})
    return result


def check(request):
    """Ranges and lengths, of what is there."""
    for name, rule in (
        ("ttl", lambda ttl: out_of_range("ttl", ttl, 1, MAX_TTL)),
        ("timestamp", lambda timestamp: out_of_range("timestamp", timestamp, 0)),
        ("clientId", lambda client: broken("clientId", client, 1, 1024, is_printable)),
        ("nonce", lambda nonce: broken("nonce", nonce, 16, 256, is_printable)),
    ):
        value = request.get(name)
        if value is not None and rule(value) is not None:
            raise Refusal(CODES[name], f"$.{name}", rule(value))


def check_params(params):
    for name in params:
        if name not in CODES or name in ("keyName", "mac"):
            raise Refusal(40000, member("$", name), "TokenParams.additionalProperties")
    check(params)


def create(given, computed):
    params = given.get("params", given.get("defaultTokenParams", {}))
    key_name, secret = parse_key(given["key"])
    check_params(params)
    request = {"keyName": key_name, **params}
    if "capability" in params:
        request["capability"] = canonical(params["capability"])
    for name, source in (("timestamp", "now"), ("nonce", "nonce")):
        if source in given and name not in params:
            request[name] = given[source]
    check(request)
    if "timestamp" in request and "nonce" in request:
        request["mac"] = mac(sign_text(request), secret, computed)
    elif "\n" in request.get("capability", ""):
        raise Refusal(40000, "$.capability", "signedCapabilityText.pattern")
    return {name: request[name] for name in (*SIGNED, "mac") if name in request}


def read_capability(given):
    """A capability inside another document: the path goes on into it, into its text too."""
    try:
        return capability.read(given)
    except Refusal as refusal:
        raise Refusal(refusal.code, "$.capability" + refusal.path[1:], refusal.rule) from None


def canonical(given):
    text = capability.text(read_capability(given))
    if text == "{}":
        raise Refusal(40000, "$.capability", "capability.empty")
    return text


def read_members(text, type_name, rules, required):
    value = json_text.parse(text, 40001)
    if not isinstance(value, dict):
        raise Refusal(40001, rule=f"{type_name}.type")
    result = {}
    for name, code in rules.items():
        item = value.get(name)
        if name in INTEGERS:
            if isinstance(item, str) and re.fullmatch(r"0|-?[1-9][0-9]*", item):
                item = int(item)
            if item is not None and not json_text.is_integer(item):
                raise Refusal(code, f"$.{name}", f"{'ttl' if name == 'ttl' else 'timestamp'}.type")
            if name == "ttl" and item == 0:
                item = None
        elif item is not None and not isinstance(item, str):
            raise Refusal(code, f"$.{name}", f"{CAPABILITY_TEXT[type_name] if name == 'capability' else name}.type")
        if name == "capability" and item == "":
            item = None
        if item is None and name in required:
            raise Refusal(code, f"$.{name}", f"{name}.required")
        if item is not None:
            result[name] = item
    return result


def read_request(text):
    return read_members(text, "TokenRequest", CODES, ("keyName", "timestamp", "nonce", "mac"))


def read_details(text):
    rules = {"token": 40001, "keyName": 40001, "issued": 40001, "expires": 40001, "capability": 40001, "clientId": 40012}
    return read_members(text, "TokenDetails", rules, ("token",))


def verify(given, computed):
    request = read_request(given["text"])
    if not NAME.fullmatch(request["keyName"]) or len(request["keyName"]) > 128:
        raise Refusal(40001, "$.keyName", broken("keyName", request["keyName"], 1, 128, NAME.fullmatch))
    check(request)
    text = sign_text(request)
    key_name, secret = parse_key(given["key"])
    if request["keyName"] != key_name:
        raise Refusal(40400, "$.keyName")
    # The right MAC has one text, so that comparing texts says all.
    if request["mac"] != mac(text, secret, computed):
        raise Refusal(40101, "$.mac", "mac.match")
    # After the MAC: nobody without the secret gets a capability read.
    if "capability" in request:
        read_capability(request["capability"])
    if abs(request["timestamp"] - given["now"]) > WINDOW:
        raise Refusal(40104, "$.timestamp", "timestamp.current")
    return request
