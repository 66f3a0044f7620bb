import asyncio
import os

import httpx
from ably import AblyRealtime

SANDBOX = os.environ.get("SANDBOX", "http://127.0.0.1:9010")


async def main():
    sandbox = httpx.AsyncClient(base_url=SANDBOX)
    app = (await sandbox.post("/apps", json={"keys": [{}]})).json()
    service = {
        # A port is taken as a part of the endpoint.
        "endpoint": f'{app["endpoint"]}:{app["port"]}',
        "tls": False,
        "use_binary_protocol": os.environ.get("FORMAT") != "json",  # else MessagePack
        # Where it does not come back at once, it tries again after 15 seconds unless told otherwise.
        "disconnected_retry_timeout": 500,
    }

    # What the next token is for: the test changes it.
    wanted = {"clientId": "alice", "capability": '{"room":["subscribe"]}'}
    key = app["keys"][0]

    async def auth_callback(_params):
        [timestamp] = (await sandbox.get("/time")).json()
        answer = await sandbox.post(
            f'/keys/{key["keyName"]}/requestToken',
            auth=(key["keyName"], key["keySecret"]),
            json={"keyName": key["keyName"], "timestamp": timestamp, **wanted},
        )
        return answer.json()

    async def connect():
        client = AblyRealtime(auth_callback=auth_callback, **service)
        await client.connection.once_async("connected")
        return client

    def next_change(emitter, event):
        return asyncio.ensure_future(emitter.once_async(event))

    async def control(client, action):
        connection_id = client.connection.connection_manager.connection_id
        await sandbox.post(f"/sandbox/connections/{connection_id}/{action}")

    # Expiry, and revocation: the client is disconnected, obtains another token and comes back.
    for action in ("expire", "revoke"):
        # Another client for each: this SDK renews only the first token that is refused.
        client = await connect()
        dropped = next_change(client.connection, "disconnected")
        await control(client, action)
        print(action, (await dropped).reason.code)
        await client.connection.once_async("connected")
        await client.close()

    client = await connect()
    room = client.channels.get("room")
    await room.attach()

    # Downgrade: asked for another token, the client brings one that no longer permits the channel.
    wanted["capability"] = '{"elsewhere":["subscribe"]}'
    failed = next_change(room, "failed")
    await control(client, "prompt")
    print("downgrade", (await failed).reason.code, client.connection.state.value)

    # Mismatch: this SDK refuses a token for somebody else by itself, so the sandbox answers as the service would.
    await sandbox.post("/sandbox/refusals", json={"on": "connect", "code": 40102, "statusCode": 401})
    ended = next_change(client.connection, "failed")
    await control(client, "drop")
    print("mismatch", (await ended).reason.code)

    await sandbox.aclose()


asyncio.run(main())
