"""The form of a capability and its canonical text."""

import json_text
from refusal import Refusal, broken, entry, json_string

MAX_RESOURCES = 5000
MAX_OPERATIONS = 64
MAX_RESOURCE = 8192
MAX_OPERATION = 64


def utf16(text):
    """Sort key: order by UTF-16 code units."""
    return text.encode("utf-16-be")


def read(given):
    """Resource -> sorted, distinct operations, in order; from JSON text or an object."""
    value = json_text.parse(given, 40000, entry) if isinstance(given, str) else given
    if not isinstance(value, dict):
        raise Refusal(40000, rule="capability.type")
    if len(value) > MAX_RESOURCES:
        raise Refusal(40000, rule="capability.maxProperties")
    result = {}
    for resource in value:
        at = entry("$", resource)
        if not 1 <= len(resource) <= MAX_RESOURCE:
            raise Refusal(40000, at, "capability.propertyNames")
        result[resource] = read_operations(value[resource], at)
    # What a list says is looked at once each entry has its form.
    for resource, operations in result.items():
        if "*" in operations and len(operations) > 1:
            raise Refusal(40000, entry("$", resource), "capability.wildcard")
    return result


def read_operations(operations, path):
    if not isinstance(operations, list):
        raise Refusal(40000, path, "operations.type")
    if not 1 <= len(operations) <= MAX_OPERATIONS:
        raise Refusal(40000, path, "operations.maxItems" if operations else "operations.minItems")
    for index, operation in enumerate(operations):
        rule = broken("operation", operation, 1, MAX_OPERATION)
        if rule is not None:
            raise Refusal(40000, f"{path}[{index}]", rule)
    return sorted(set(operations), key=utf16)


def text(capability):
    """Canonical text of what `read` gave."""
    entries = (
        json_string(resource) + ":[" + ",".join(map(json_string, capability[resource])) + "]"
        for resource in sorted(capability, key=utf16)
    )
    return "{" + ",".join(entries) + "}"
