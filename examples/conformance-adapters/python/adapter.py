"""A conformance adapter: reads a line, answers a line. Put your SDK in the place of the functions under OPERATIONS."""
import base64, hashlib, hmac, json, platform, secrets, sys, time

def create_token_request(key, params=None, **_):
    # In your adapter, two lines: call your SDK, and return the request as it would put it on the wire.
    name, secret = key.split(":", 1)
    request = {"keyName": name, **(params or {}), "timestamp": int(time.time() * 1000), "nonce": secrets.token_hex(16)}
    if isinstance(request.get("capability"), dict):
        request["capability"] = json.dumps(request["capability"])
    fields = ["keyName", "ttl", "capability", "clientId", "timestamp", "nonce"]
    text = "".join(f"{request.get(field, '')}\n" for field in fields)
    request["mac"] = mac(text, secret)["mac"]
    return {"request": request}

def mac(text, secret):
    digest = hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
    return {"mac": base64.b64encode(digest).decode()}

def parse_api_key(key):
    name, secret = key.split(":", 1)
    return {"name": name, "secret": secret}

OPERATIONS = {"create-token-request": create_token_request, "mac": mac, "parse-api-key": parse_api_key}
HELLO = {"type": "hello", "protocol": 1, "sdk": "example-python", "version": "1.0.0",
         "language": f"Python {platform.python_version()}", "operations": list(OPERATIONS)}

def answer(test):
    if test["type"] == "hello":
        return HELLO
    try:
        return {"id": test["id"], "ok": True, "output": OPERATIONS[test["operation"]](**test["input"])}
    except Exception as error:  # what your SDK raises is its refusal; by its name and message the runner tells a crash
        detail = {"code": getattr(error, "code", None), "message": f"{type(error).__name__}: {error}"}
        return {"id": test["id"], "ok": False, "error": detail}

for line in sys.stdin.buffer:
    sys.stdout.buffer.write(json.dumps(answer(json.loads(line))).encode() + b"\n")
    sys.stdout.buffer.flush()
