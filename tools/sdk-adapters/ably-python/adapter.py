"""A conformance adapter for ably-python: every answer comes from the SDK, seen through its results or on a loopback server."""

import asyncio
import importlib.metadata
import json
import platform
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from ably import AblyRest
from ably.types.capability import Capability
from ably.types.tokendetails import TokenDetails
from ably.types.tokenrequest import TokenRequest

TOKEN_DETAILS = ("application/json", '{"token":"app.loopback","issued":1700000000000,"expires":1700003600000}')

# What the loopback server got since the last test, and what its auth server answers.
received = []
auth_answer = ("text/plain", "a.token")


class Loopback(BaseHTTPRequestHandler):
    """The auth server and the Ably service in one: /keys/... is the service, every other path is the auth server."""

    def answer(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        received.append({"method": self.command, "url": self.path, "headers": headers, "body": body or None})
        content_type, text = TOKEN_DETAILS if self.path.startswith("/keys/") else auth_answer
        self.send_response(200)
        self.send_header("content-type", content_type)
        self.send_header("content-length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Loopback)
threading.Thread(target=server.serve_forever, daemon=True).start()
PORT = server.server_address[1]


def rest(**options):
    return AblyRest(
        endpoint="127.0.0.1", port=PORT, tls=False, fallback_hosts=[], use_binary_protocol=False, **options
    )


def token_params(params):
    """TokenParams under the names that the SDK gives them; what is misspelt for the protocol is misspelt for the SDK."""
    names = {"clientId": "client_id", "client_id": "clientId"}
    return {names.get(name, name): value for name, value in params.items()}


async def ask_auth_server(case, answer):
    global auth_answer
    auth_answer = answer
    target = urlsplit(case["authUrl"])
    origin = f"{target.scheme}://{target.netloc}"
    names = {"authMethod": "auth_method", "authParams": "auth_params", "authHeaders": "auth_headers"}
    options = {names[name]: case[name] for name in names if name in case}
    options["auth_url"] = f"http://127.0.0.1:{PORT}" + case["authUrl"][len(origin) :]
    async with rest(**options) as ably:
        details = await ably.auth.request_token(token_params(case.get("tokenParams", {})))
    sent = dict(received[0])
    sent["url"] = origin + sent["url"]
    sent["headers"]["host"] = target.netloc
    return details, sent


async def create_token_request(case):
    defaults = {"default_token_params": token_params(case["defaultTokenParams"])} if "defaultTokenParams" in case else {}
    params = token_params(case["params"]) if "params" in case else None
    if "nonce" in case:
        params = {**(params or {}), "nonce": case["nonce"]}
    async with rest(key=case["key"], **defaults) as ably:
        request = await ably.auth.create_token_request(params)
    return {"request": request.to_dict()}


async def forward_token_request(case):
    await ask_auth_server({"authUrl": "http://auth.test/"}, ("application/json", case["text"]))
    posted = [request for request in received if request["url"].endswith("/requestToken")]
    if not posted:
        raise RuntimeError("ably-python sent no request to requestToken")
    return {"text": posted[0]["body"]}


async def auth_response_kind(case):
    details, _ = await ask_auth_server({"authUrl": "http://auth.test/"}, (case["contentType"], case["text"]))
    if len(received) > 1:
        return {"kind": "token-request"}
    return {"kind": "token" if details.token == case["text"] else "token-details"}


async def auth_url_request(case):
    _, sent = await ask_auth_server(case, ("text/plain", "a.token"))
    return sent


async def token_params_query(case):
    case = {"authUrl": "http://auth.test/", "tokenParams": case["params"]}
    _, sent = await ask_auth_server(case, ("text/plain", "a.token"))
    return {"query": dict(parse_qsl(urlsplit(sent["url"]).query, keep_blank_values=True))}


async def parse_api_key(case):
    async with rest(key=case["key"]) as ably:
        return {"name": ably.auth.auth_options.key_name, "secret": ably.auth.auth_options.key_secret}


async def canonicalize_capability(case):
    return {"text": str(Capability(case["capability"] if "capability" in case else case["text"]))}


async def parse_capability(case):
    return {"capability": Capability(case["text"]).to_dict()}


async def read_token_request(case):
    request = TokenRequest.from_json(case["text"]).to_dict()
    return {"request": {name: value for name, value in request.items() if value is not None}}


async def read_token_details(case):
    read = TokenDetails.from_json(case["text"])
    details = {**read.to_dict(), "capability": str(read.capability) if read.capability else None}
    return {"details": {name: value for name, value in details.items() if value is not None}}


OPERATIONS = {
    "create-token-request": create_token_request,
    "forward-token-request": forward_token_request,
    "auth-response-kind": auth_response_kind,
    "auth-url-request": auth_url_request,
    "token-params-query": token_params_query,
    "parse-api-key": parse_api_key,
    "canonicalize-capability": canonicalize_capability,
    "parse-capability": parse_capability,
    "read-token-request": read_token_request,
    "read-token-details": read_token_details,
}


def reply(message):
    if message["type"] == "hello":
        return {
            "type": "hello",
            "protocol": 1,
            "sdk": "ably-python",
            "version": importlib.metadata.version("ably"),
            "language": f"Python {platform.python_version()}",
            "operations": list(OPERATIONS),
            "features": ["fixed-nonce", "default-token-params"],
        }
    if message["operation"] not in OPERATIONS:
        return {"id": message["id"], "unsupported": True}
    received.clear()
    try:
        output = asyncio.run(OPERATIONS[message["operation"]](message["input"]))
        return {"id": message["id"], "ok": True, "output": output}
    except Exception as error:
        code = getattr(error, "code", None)
        detail = {"code": code} if code is not None else {}
        return {"id": message["id"], "ok": False, "error": {**detail, "message": f"{type(error).__name__}: {error}"}}


for line in sys.stdin.buffer:
    sys.stdout.write(json.dumps(reply(json.loads(line))) + "\n")
    sys.stdout.flush()
