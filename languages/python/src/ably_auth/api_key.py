"""API keys: a public name and a secret."""

from __future__ import annotations

from .decoding import Decoding
from .gen import tables
from .gen.limits import KEY_NAME_MAX_LENGTH, KEY_SECRET_MAX_LENGTH


class ApiKey:
    """An API key in its two parts. Printing it shows the name alone."""

    __slots__ = ("_name", "_secret")

    def __init__(self, name: str, secret: str) -> None:
        self._name = name
        self._secret = secret

    @property
    def name(self) -> str:
        """The public part, ``<appId>.<keyId>`` (RSA17g)."""
        return self._name

    @property
    def secret(self) -> str:
        """The secret part: anyone who has it can sign for the key."""
        return self._secret

    def __repr__(self) -> str:
        return f"ApiKey(name={self._name!r})"


def parse_api_key(key: str) -> ApiKey:
    """Splits an API key at its first colon into name and secret (RSA11).

    :param key: the whole key, ``<appId>.<keyId>:<secret>``
    :raises TypeError: if the key is not a string
    :raises AblyAuthError: 40101 if it is not a valid API key; no message quotes it

    >>> key = parse_api_key("appId.keyId:s3cret")
    >>> key.name, key.secret
    ('appId.keyId', 's3cret')
    >>> key
    ApiKey(name='appId.keyId')
    """
    if not isinstance(key, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"key: expected a string, got {type(key).__name__}")
    name, colon, secret = key.partition(":")  # the first: a secret may hold colons
    at = Decoding(lenient=False)
    if key.strip().strip("\ufeff") != key:  # a byte order mark too
        at.breach(tables.API_KEY_WHITE_SPACE, "$", "pattern", "white space or a line end around it")
    elif not colon:
        at.breach(tables.API_KEY_COLON, "$", "pattern", "none")
    elif len(name) > KEY_NAME_MAX_LENGTH:
        at.breach(tables.API_KEY_NAME, "$", "maxLength", f"{len(name)} characters")
    elif not tables.PATTERNS["KEY_NAME"].fullmatch(name):
        dots = name.count(".")
        at.breach(tables.API_KEY_NAME, "$", "pattern", "other characters" if dots == 1 else f"{dots} dots")
    elif not 1 <= len(secret) <= KEY_SECRET_MAX_LENGTH:
        at.breach(tables.API_KEY_SECRET, "$", "pattern", f"{len(secret)} characters")
    elif not tables.PATTERNS["API_KEY"].fullmatch(key):
        at.breach(tables.API_KEY_SECRET, "$", "pattern", "other characters")
    at.raise_issues("key")
    return ApiKey(name, secret)
