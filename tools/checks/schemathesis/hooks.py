"""What Schemathesis must know of the token service beyond its OpenAPI document."""

import json
import time

import msgpack
import schemathesis


@schemathesis.serializer("application/x-msgpack")
def write_msgpack(_, value):
    # MessagePack has integers of 64 bits; larger ones are sent as floats.
    bounded = json.loads(json.dumps(value), parse_int=lambda text: int(text) if len(text) < 19 else float(text))
    return msgpack.packb(bounded)


@schemathesis.deserializer("application/x-msgpack")
def read_msgpack(_, response):
    return msgpack.unpackb(response.content)


@schemathesis.hook
def map_case(_, case):
    """Names the key that exists, and a current time, in every second request: the rest gets no further than these."""
    body = case.body
    if isinstance(body, dict) and "keyName" in body and len(str(body)) % 2 == 0:
        body["keyName"] = "appId.keyId"
        if "timestamp" in body:
            body["timestamp"] = int(time.time() * 1000)
        body.pop("mac", None)
        case.path_parameters = {"keyName": "appId.keyId"}
    elif isinstance(body, dict) and "targets" in body and len(str(body)) % 2 == 0:
        case.path_parameters = {"keyName": "appId.keyId"}
    return case
