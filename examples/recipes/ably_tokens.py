"""Ably JWTs and TokenRequests with Python's standard library. Python 3.8 or newer."""

import base64, hashlib, hmac, json, re, secrets, time

ONE_HOUR = 3_600_000  # ms: every ttl is in milliseconds


def ably_jwt(params, key):
    """Signs an Ably JWT. params: clientId, capability (a dict of lists), ttl; all optional."""
    name, secret = key.split(":", 1)  # the secret may contain colons
    now = int(time.time())
    claims = {"iat": now, "exp": now + params.get("ttl", ONE_HOUR) // 1000}  # in seconds
    if "capability" in params:
        claims["x-ably-capability"] = canonical(params["capability"])
    if "clientId" in params:
        claims["x-ably-clientId"] = checked(params["clientId"])
    parts = [{"typ": "JWT", "alg": "HS256", "kid": name}, claims]
    text = ".".join(base64url(to_json(part).encode()) for part in parts)
    return f"{text}.{base64url(sign(text, secret))}"


def token_request(params, key):
    """Signs a TokenRequest, with the same params. Each one can be exchanged for one token, within two minutes."""
    name, secret = key.split(":", 1)
    request = {"keyName": name, "timestamp": int(time.time() * 1000), "nonce": secrets.token_hex(16), **params}
    if "clientId" in params:
        checked(params["clientId"])
    if "capability" in params:
        request["capability"] = canonical(params["capability"])
    fields = ["keyName", "ttl", "capability", "clientId", "timestamp", "nonce"]
    text = "".join(f"{request.get(field, '')}\n" for field in fields)  # a line feed after every field
    return {**request, "mac": base64.b64encode(sign(text, secret)).decode()}


def canonical(capability):
    """The text of a capability: no spaces, everything sorted by UTF-16 code units, each operation once."""
    in_order = lambda names: sorted(set(names), key=lambda name: name.encode("utf-16-be"))
    return to_json({resource: in_order(capability[resource]) for resource in in_order(capability)})


def checked(client_id):
    """A line feed would end the field in the text that is signed, and could turn one user into another."""
    if not re.fullmatch(r"[^\x00-\x1f\x7f]+", client_id):
        raise ValueError("clientId: expected text without control characters")
    return client_id


def sign(text, secret):
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()


def to_json(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def base64url(octets):
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")
