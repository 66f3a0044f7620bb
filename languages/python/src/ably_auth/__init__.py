"""Signs and verifies Ably TokenRequests and JWTs, by the typed specification of Ably's token authentication."""

from .api_key import ApiKey, parse_api_key
from .capability import (
    Capability,
    CapabilityInput,
    canonicalize_capability,
    covers,
    parse_capability,
    permits,
    unknown_operations,
)
from .decode import validate
from .embedded_token import EmbeddedToken, embed_token, extract_embedded_token
from .errors import AblyAuthError, Issue, Leniency
from .gen.types import TokenDetails, TokenParams, TokenRequest, UnsignedTokenRequest
from .intersection import intersect
from .jwt import AblyJwtParams, CreatedJwt, VerifiedJwt, create_ably_jwt, verify_ably_jwt
from .options import Clock, KeyLookup
from .sign_text import compute_mac, sign_text
from .token_details import is_token_expired, read_token_details
from .token_request import (
    ReadResult,
    Signer,
    VerifiedTokenRequest,
    create_token_request,
    read_token_request,
    read_unsigned_token_request,
    verify_token_request,
)

__all__ = [
    "AblyAuthError",
    "AblyJwtParams",
    "ApiKey",
    "Capability",
    "CapabilityInput",
    "Clock",
    "CreatedJwt",
    "EmbeddedToken",
    "Issue",
    "KeyLookup",
    "Leniency",
    "ReadResult",
    "Signer",
    "TokenDetails",
    "TokenParams",
    "TokenRequest",
    "UnsignedTokenRequest",
    "VerifiedJwt",
    "VerifiedTokenRequest",
    "canonicalize_capability",
    "compute_mac",
    "covers",
    "create_ably_jwt",
    "create_token_request",
    "embed_token",
    "extract_embedded_token",
    "intersect",
    "is_token_expired",
    "parse_api_key",
    "parse_capability",
    "permits",
    "read_token_details",
    "read_token_request",
    "read_unsigned_token_request",
    "sign_text",
    "unknown_operations",
    "validate",
    "verify_ably_jwt",
    "verify_token_request",
]
