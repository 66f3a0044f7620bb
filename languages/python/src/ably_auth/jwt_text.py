"""The compact form of JWTs: parts, JSON and signature (RFC 7515)."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import math
import re
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from typing import Callable, cast

from .decoding import ABSENT, Decoding, got, plain_object
from .errors import AblyAuthError, Issue, entry_path
from .gen import tables
from .gen.error_codes import INVALID_JWT, TOKEN_EXPIRED
from .gen.limits import JSON_MAX_DEPTH, TOKEN_TEXT_MAX_BYTES
from .json_text import is_well_formed, read_json_text


def jwt_error(
    reason: str, message: str, *, remediation: str | None = None, issues: Sequence[Issue] = ()
) -> AblyAuthError:
    """The error for a JWT that is refused: 40142 for ``expired``, 40144 for every other reason."""
    return AblyAuthError(
        TOKEN_EXPIRED if reason == "expired" else INVALID_JWT,
        message,
        remediation=remediation or tables.JWT_REMEDIATIONS.get(reason),
        reason=reason,
        issues=issues,
    )


def parts_of(token: object) -> list[str]:
    """The parts of a JWT in compact form: three of a signed one, five of an encrypted one."""
    if not isinstance(token, str):
        raise TypeError(f"token: expected a string, got {got(token)}")
    if len(token) > TOKEN_TEXT_MAX_BYTES:  # RSA4f
        raise jwt_error("malformed", f"JWT: expected at most {TOKEN_TEXT_MAX_BYTES} bytes, got {len(token)}")
    return token.split(".")


def decode_object(part: str, name: str) -> dict[str, object]:
    """Decodes the header or the claims; a member that is named twice is refused (RFC 7519 §4)."""
    try:
        # RFC 7515 §2: no padding, no white space.
        if not re.fullmatch(r"[A-Za-z0-9_-]*", part):
            raise ValueError
        text = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode()
    except (ValueError, binascii.Error):
        raise jwt_error("malformed", f"{name}: expected base64url of UTF-8 text, got other text") from None
    at = Decoding(lenient=False)
    value = read_json_text(at, "$", text, INVALID_JWT.code)
    if value is ABSENT:
        raise jwt_error("malformed", AblyAuthError.from_issues(at.issues, name).message)
    if isinstance(value, dict):
        return cast("dict[str, object]", value)
    raise jwt_error("malformed", f"{name}: expected a JSON object, got {got(value)}")


def signed(header: Mapping[str, str], claims: str, secret: bytes) -> str:
    """A JWT in compact form, signed with HS256."""
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":"))
    text = f"{_base64url(head.encode())}.{_base64url(claims.encode())}"
    return f"{text}.{signature_of(text, secret)}"


def signature_of(text: str, secret: bytes) -> str:
    """The signature of header and claims, in the one form that is accepted."""
    return _base64url(hmac.digest(secret, text.encode("utf-8", "surrogatepass"), "sha256"))


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


#: The error for a value: where it is, what was expected there, and the value.
Refuse = Callable[[str, str, object], AblyAuthError]


def json_of(value: object, path: str, refuse: Refuse, depth: int = JSON_MAX_DEPTH) -> str:
    """The JSON text of a value that JSON can say as it is, with each member and item read once."""
    if isinstance(value, str) and is_well_formed(value):
        return encode_basestring(value)
    if value is None or isinstance(value, (bool, int)) or (isinstance(value, float) and math.isfinite(value)):
        return json.dumps(value)
    if isinstance(value, (list, tuple)) and depth > 0:
        items = enumerate(tuple(cast("Sequence[object]", value)))
        return f"[{','.join(json_of(item, f'{path}[{index}]', refuse, depth - 1) for index, item in items)}]"
    members = plain_object(cast("object", value)) if depth > 0 else None
    if members is None:
        expected = f"JSON of at most {JSON_MAX_DEPTH} levels, well-formed Unicode"
        raise refuse(path, expected, cast("object", value))
    texts = [
        f"{json_of(name, path, refuse)}:{json_of(member, entry_path(path, name), refuse, depth - 1)}"
        for name, member in members.items()
    ]
    return f"{{{','.join(texts)}}}"
