"""What a client and an auth server exchange, and revocation."""

from urllib.parse import parse_qsl, urlencode

import capability
import json_text
from refusal import Refusal, broken, out_of_range
from request import parse_key


def forward(text):
    body = json_text.parse(text, 40001)
    if not isinstance(body, dict):
        raise Refusal(40001)
    return body


def response_kind(content_type, text):
    media_type = content_type.partition(";")[0].strip().lower()
    if len(text.encode()) > json_text.MAX_BYTES:
        raise Refusal(40170)
    if media_type in ("text/plain", "application/jwt"):
        if text == "":
            raise Refusal(40170)
        return "token"
    if media_type != "application/json":
        raise Refusal(40170)
    value = json_text.parse(text, 40170)
    if isinstance(value, dict) and "token" in value:
        return "token-details"
    if isinstance(value, dict) and "keyName" in value and "mac" in value:
        return "token-request"
    raise Refusal(40170)


def query(params):
    """TokenParams as names and values; a capability object goes as canonical text."""
    result = {}
    for name, value in params.items():
        if isinstance(value, dict):
            value = capability.text(capability.read(value))
        result[name] = str(value)
    return result


def auth_url_request(given):
    method = given.get("authMethod", "GET")
    headers = {name.lower(): value for name, value in given.get("authHeaders", {}).items()}
    params = {**given.get("authParams", {}), **query(given.get("tokenParams", {}))}
    if method == "POST":
        headers["content-type"] = "application/x-www-form-urlencoded"
        return {"method": method, "url": given["authUrl"], "headers": headers, "body": urlencode(params)}
    base, _, own = given["authUrl"].partition("?")
    kept = [(name, value) for name, value in parse_qsl(own, keep_blank_values=True) if name not in params]
    pairs = urlencode([*kept, *params.items()])
    return {"method": method, "url": f"{base}?{pairs}" if pairs else base, "headers": headers, "body": None}


def revocation_request(given):
    key_name, _ = parse_key(given["key"])
    targets, options = given["targets"], given.get("options", {})
    if not 1 <= len(targets) <= 100:
        raise Refusal(40000, "$.targets", "revocationTargets.maxItems" if targets else "revocationTargets.minItems")
    for index, target in enumerate(targets):
        for name, rule in (
            ("type", broken("revocationType", target["type"], 1, 8192, lambda kind: ":" not in kind)),
            ("value", broken("filledText", target["value"], 1, 8192)),
        ):
            if rule is not None:
                raise Refusal(40000, f"$.targets[{index}].{name}", rule)
    body = {"targets": [f"{target['type']}:{target['value']}" for target in targets]}
    before = options.get("issuedBefore")
    if before is not None:
        rule = out_of_range("timestamp", before, 0)
        if rule is not None:
            raise Refusal(40003, "$.options.issuedBefore", rule)
        body["issuedBefore"] = before
    if "allowReauthMargin" in options:
        if not isinstance(options["allowReauthMargin"], bool):
            raise Refusal(40001, "$.options.allowReauthMargin")
        body["allowReauthMargin"] = options["allowReauthMargin"]
    return {"path": f"/keys/{key_name}/revokeTokens", "body": body}


def revocation_result(text):
    value = json_text.parse(text, 40001)
    if not isinstance(value, dict):
        raise Refusal(40001, rule="TokenRevocationResult.type")
    result = {name: count(value.get(name), f"$.{name}") for name in ("successCount", "failureCount")}
    results = value.get("results")
    if not isinstance(results, list):
        raise Refusal(40001, "$.results", f"batchResults.{'type' if 'results' in value else 'required'}")
    result["results"] = [read_result(item, f"$.results[{index}]") for index, item in enumerate(results)]
    return result


def count(value, path):
    if not json_text.is_integer(value) or value < 0:
        raise Refusal(40001, path)
    return value


def read_result(item, path):
    if not isinstance(item, dict):
        raise Refusal(40001, path)
    if not isinstance(item.get("target"), str) or item["target"] == "":
        raise Refusal(40001, f"{path}.target")
    if "error" in item:
        return {"target": item["target"], "error": read_error(item["error"], f"{path}.error")}
    return {"target": item["target"], **{name: count(item.get(name), f"{path}.{name}") for name in ("appliesAt", "issuedBefore")}}


def read_error(error, path):
    if not isinstance(error, dict):
        raise Refusal(40001, path)
    for name in ("code", "statusCode"):
        if name in error:
            count(error[name], f"{path}.{name}")
    return {name: error[name] for name in ("code", "statusCode", "message", "href") if name in error}
