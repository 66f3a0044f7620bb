"""TokenRequests per second, ably-python beside ably-auth: a line `<side> <input> <count>` is answered with the CPU time in ns."""

import asyncio
import json
import os
import sys
import sysconfig
import time
from pathlib import Path

KEY = "xVLyHw.A-pwh7:r8Vx1tJ0bN3kQ5yLwZ7aHdC2"
TTL = 3_600_000


def ours():
    sys.path.insert(0, str(Path(__file__).parents[3] / "languages/python/src"))
    from ably_auth import Signer

    create = Signer(KEY).create_token_request

    async def run(params):
        for each in params:
            create(each)

    return "clientId", run


def theirs():
    from ably import AblyRest

    create = AblyRest(key=KEY).auth.create_token_request

    async def run(params):
        for each in params:
            await create(each)

    return "client_id", run


SIDES = {"ours": ours, "theirs": theirs}


def capability(form, text, number):
    if form == "same":
        return text
    return text.replace("42", str(number)) if form == "other" else json.loads(text)


async def measure(side, form, count, text):
    client_id, run = side
    params = [{client_id: "alice", "ttl": TTL, "capability": capability(form, text, each)} for each in range(count)]
    start = time.process_time_ns()
    await run(params)
    return time.process_time_ns() - start


async def start(name, text):
    if name in SIDES:
        await measure(SIDES[name](), "same", 1, text)
    library = sysconfig.get_path("stdlib") + os.sep
    files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    loaded = [file for file in files if file and not file.startswith(library) and file != __file__]
    print(time.process_time_ns(), sum(map(os.path.getsize, loaded)))


async def serve(text):
    sides = {name: load() for name, load in SIDES.items()}
    for line in sys.stdin:
        side, form, count = line.split()
        print(await measure(sides[side], form, int(count), text), flush=True)


asyncio.run(start(sys.argv[2], sys.argv[1]) if len(sys.argv) > 2 else serve(sys.argv[1]))
