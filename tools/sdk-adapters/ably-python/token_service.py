"""Obtains tokens of a token service with ably-python, and uses them: prints what came of it as one JSON object.

Usage: token_service.py <port> <authUrl> <key> <key with a narrow capability> <key with revocable tokens>
"""

import asyncio
import json
import sys
import time

import httpx
from ably import AblyException, AblyRest
from ably.types.tokendetails import TokenDetails

PORT, AUTH_URL, KEY, NARROW, REVOCABLE = sys.argv[1:]
ORIGIN = f"http://127.0.0.1:{PORT}"


def rest(binary, **options):
    return AblyRest(
        endpoint="127.0.0.1", port=int(PORT), tls=False, fallback_hosts=[], use_binary_protocol=binary, **options
    )


async def use(client, name="chat:room"):
    """Publishes, and reads back what was published."""
    channel = client.channels.get(name)
    await channel.publish("greeting", "hello")
    newest = (await channel.history()).items[0]
    return f"{newest.data} {newest.client_id or ''}".strip()


async def code_of(attempt):
    try:
        return await attempt
    except AblyException as error:
        return error.code


async def passed(milliseconds):
    while time.time() * 1000 <= milliseconds:
        await asyncio.sleep(0.001)


async def run(binary):
    result = {}
    async with rest(binary, key=KEY, use_token_auth=True) as client:
        result["key"] = await use(client)
        details = await client.auth.request_token({"client_id": "älice", "ttl": 60_000})
        result["ttl"] = details.expires - details.issued
    async with rest(binary, token_details=details) as client:
        result["tokenDetails"] = await use(client)

    async def sign(params):
        async with rest(binary, key=KEY) as signer:
            return await signer.auth.create_token_request({**params, "client_id": "alice"})

    async with rest(binary, auth_callback=sign) as client:
        result["authCallback"] = await use(client)
    async with rest(binary, auth_url=AUTH_URL) as client:
        result["authUrl"] = await use(client)
    async with rest(binary, key=NARROW, use_token_auth=True) as client:
        asked = {"chat:a": ["*"], "news": ["subscribe"]}
        result["narrowed"] = str((await client.auth.request_token({"capability": asked})).capability)
        result["outside"] = await code_of(use(client, "news"))
    async with rest(binary, key="appId.keyId:another", use_token_auth=True) as client:
        result["anotherSecret"] = await code_of(use(client))
    async with rest(binary, key=KEY) as signer:
        used = await signer.auth.create_token_request()

    async def again(_params):
        return used

    async with rest(binary, auth_callback=again) as client:
        await client.auth.request_token()
        result["usedNonce"] = await code_of(client.auth.request_token())
    async with rest(binary, key=KEY) as client:
        short = await client.auth.request_token({"ttl": 1})
    await passed(short.expires)
    # Without its times the SDK cannot see that the token has expired: the service has to say so.
    async with rest(
        binary, key=KEY, use_token_auth=True, token_details=TokenDetails(token=short.token)
    ) as client:
        result["renewed"] = await use(client)
        result["expired"] = client.auth.token_details.token != short.token
    async with rest(binary, key=REVOCABLE, use_token_auth=True, client_id=f"bob-{str(binary).lower()}") as client:
        await use(client)
        before = client.auth.token_details
        await passed(before.issued)
        name, _, secret = REVOCABLE.partition(":")
        targets = {"targets": [f"clientId:bob-{str(binary).lower()}"]}
        httpx.post(f"{ORIGIN}/keys/{name}/revokeTokens", json=targets, auth=(name, secret)).raise_for_status()
        result["replaced"] = await use(client)
        result["revoked"] = client.auth.token_details.token != before.token
    return result


print(json.dumps({"JSON": asyncio.run(run(False)), "MessagePack": asyncio.run(run(True))}))
