"""Asks a token service whether a token is valid (RFC 7662): python3 introspect.py <url> <token>, key in ABLY_KEY."""

import base64
import json
import os
import sys
import urllib.parse
import urllib.request


def introspect(url: str, key: str, token: str) -> dict:
    request = urllib.request.Request(
        f"{url}/introspect",
        data=urllib.parse.urlencode({"token": token}).encode(),
        headers={"Authorization": "Basic " + base64.b64encode(key.encode()).decode()},
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


if __name__ == "__main__":
    answer = introspect(sys.argv[1], os.environ["ABLY_KEY"], sys.argv[2])
    if not answer["active"]:
        sys.exit("refused: the token is not valid")
    print(answer.get("sub", "anonymous"), answer["x-ably-capability"])
