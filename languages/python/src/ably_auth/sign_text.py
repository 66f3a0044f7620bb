"""The text that a MAC covers, and the MAC."""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Mapping

from .decoding import Decoding, got, plain_object, whole_number
from .gen import tables
from .rule import Integer, Rule

#: What must not be in a field: what could be read as its end, or has no UTF-8 form.
_UNSIGNABLE = re.compile("[\0-\x1f\x7f\ud800-\udfff]")
_UNSIGNABLE_CAPABILITY = re.compile("[\n\ud800-\udfff]")  # JSON escapes the other control characters itself
_RULES: Mapping[str, Rule] = {member.name: member.rule for member in tables.TOKEN_REQUEST.members}


def sign_text(request: Mapping[str, object]) -> str:
    """The text that the MAC of a request covers: each field with a line feed after it, an absent one empty (RSA9g).

    The text is not escaped. So that no two requests share it, control characters in keyName, clientId and nonce, a
    line feed in the capability, and text that has no UTF-8 form are refused. Length and range are not checked.

    :param request: its members as they stand; the capability is signed literally
    :raises AblyAuthError: 40001, 40003, 40000 or 40012, by the field that cannot be signed

    >>> sign_text({"keyName": "appId.keyId", "timestamp": 1000, "nonce": "abcde100"})
    'appId.keyId\\n\\n\\n\\n1000\\nabcde100\\n'
    """
    members = plain_object(request)
    if members is None:
        raise TypeError(f"request: expected a dict, got {got(request)}")
    at = Decoding(lenient=False)
    for name in tables.SIGNED_FIELDS:
        if name not in members:
            continue
        value, rule = members[name], _RULES[name]
        if isinstance(rule, Integer):
            number = whole_number(value)
            if number is None or abs(number) >= 2**53:
                at.report(rule, f"$.{name}", "type", "another value")
            else:
                members[name] = number
        elif not isinstance(value, str):
            at.report(rule, f"$.{name}", "type", got(value))
        elif (_UNSIGNABLE_CAPABILITY if name == "capability" else _UNSIGNABLE).search(value):
            at.report(rule, f"$.{name}", "pattern", "a control character or a lone surrogate")
        else:
            members[name] = str.__str__(value)
    at.raise_issues("request")
    return join_signed_fields(members)


def join_signed_fields(request: Mapping[str, object]) -> str:
    """Each field with a line feed after it, an absent one as the empty string. The fields must be signable."""
    return "".join([f"{request.get(name, '')}\n" for name in tables.SIGNED_FIELDS])


def compute_mac(text: str, secret: str) -> str:
    """HMAC-SHA-256 of a text's UTF-8 bytes, keyed with the secret's, as base64 with padding (RSA9g).

    :param text: the sign text, see `sign_text`
    :param secret: the part of the API key after the first colon

    >>> compute_mac("a_key_name\\n1000\\n\\na_id\\n1000\\nabcde100\\n", "a_secret")
    'sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ='
    """
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError("text: expected a string")
    if not isinstance(secret, str) or not secret:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError("secret: expected a string that is not empty")
    return base64.b64encode(hmac_sha256(text.encode(), secret)).decode("ascii")


def hmac_sha256(message: bytes, secret: str) -> bytes:
    """The MAC as bytes."""
    return hmac.digest(secret.encode(), message, "sha256")
