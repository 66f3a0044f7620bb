"""Expected values of the test vectors, by an implementation that shares no code with the packages.

Reads a JSON list of {operation, input}; writes a list of {result, output | error, macs}, where `macs` are those that
were computed on the way, for openssl to confirm.
"""

import json
import sys

import capability
import exchange
import jwt
import meaning
import request
from refusal import Refusal

read = capability.read

OPERATIONS = {
    "canonicalize-capability": lambda i, _: {"text": capability.text(read(i["text"] if "text" in i else i["capability"]))},
    "parse-capability": lambda i, _: {"capability": read(i["text"])},
    "permits": lambda i, _: {"permits": meaning.permits(read(i["capability"]), i["resource"], i["operation"])},
    "covers": lambda i, _: {"covers": meaning.covers(read(i["outer"]), read(i["inner"]))},
    "intersect": lambda i, _: {"text": meaning.intersect(read(i["a"]), read(i["b"]))},
    "sign-text": lambda i, _: {"text": request.sign_text(i["request"])},
    "mac": lambda i, macs: {"mac": request.mac(i["text"], i["secret"], macs)},
    "create-token-request": request.create,
    "read-token-request": lambda i, _: {"request": request.read_request(i["text"])},
    "read-token-details": lambda i, _: {"details": request.read_details(i["text"])},
    "verify-token-request": lambda i, macs: {"request": request.verify(i, macs)},
    "forward-token-request": lambda i, _: {"body": exchange.forward(i["text"])},
    "auth-response-kind": lambda i, _: {"kind": exchange.response_kind(i["contentType"], i["text"])},
    "auth-url-request": lambda i, _: exchange.auth_url_request(i),
    "token-params-query": lambda i, _: {"query": exchange.query(i["params"])},
    "parse-api-key": lambda i, _: dict(zip(("name", "secret"), request.parse_key(i["key"]))),
    "revocation-request": lambda i, _: exchange.revocation_request(i),
    "revocation-result": lambda i, _: {"result": exchange.revocation_result(i["text"])},
    "create-jwt": lambda i, _: jwt.create(i),
    "verify-jwt": lambda i, macs: {"verified": jwt.verify(i, macs)},
    "embed-token": lambda i, _: jwt.embed(i),
    "extract-embedded-token": lambda i, _: {"embedded": jwt.extract(i["jwt"])},
}


def answer(case):
    macs = []
    try:
        output = OPERATIONS[case["operation"]](case["input"], macs)
    except Refusal as refusal:
        error = {"code": refusal.code, "path": refusal.path, "rule": refusal.rule, "reason": refusal.reason}
        said = {name: value for name, value in error.items() if value is not None}
        return {"result": "invalid", "error": said, "macs": macs}
    return {"result": "valid", "output": output, "macs": macs}


if __name__ == "__main__":
    json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
