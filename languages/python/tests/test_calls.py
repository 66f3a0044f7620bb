"""What the vectors cannot ask: wrong calls, values of Python alone, secrets, threads."""

from __future__ import annotations

import copy
import enum
import json
import unittest
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import Any

import ably_auth as ably

KEY = "appId.keyId:s3cret-text"


class Operation(str, enum.Enum):
    PUBLISH = "publish"


class WrongCalls(unittest.TestCase):
    def test_raise_type_error_before_any_work(self) -> None:
        wrong: list[Any] = [float("nan"), -1, "1", 1.5, True]
        for value in wrong:
            with self.subTest(value):
                with self.assertRaisesRegex(TypeError, "max_skew_ms"):
                    ably.verify_token_request({}, key=KEY, max_skew_ms=value)
                with self.assertRaisesRegex(TypeError, "clock_tolerance_ms"):
                    ably.verify_ably_jwt("a.b.c", key=KEY, clock_tolerance_ms=value)
                with self.assertRaisesRegex(TypeError, "now: expected a function"):
                    ably.create_token_request(key=KEY, now=value)
        for time in (float("nan"), "1", None, 1.5):
            answer: Any = time
            with self.subTest(time), self.assertRaisesRegex(TypeError, "now: must return"):
                ably.create_token_request(key=KEY, now=lambda: answer)  # noqa: B023
        bad: Any = None
        for call in (
            lambda: ably.create_token_request(key=bad),
            lambda: ably.verify_token_request({}, key=bad),
            lambda: ably.verify_ably_jwt(bad, key=KEY),
            lambda: ably.compute_mac("text", ""),
            lambda: ably.sign_text(bad),
            lambda: ably.embed_token({}, "t", secret="", place="claim"),
        ):
            with self.assertRaises(TypeError):
                call()

    def test_embed_no_token_that_has_no_utf8_form(self) -> None:
        for place in ("header", "claim"):
            with self.subTest(place), self.assertRaises(ably.AblyAuthError) as raised:
                ably.embed_token({"exp": 2}, "app.\ud83d", secret="s", place=place, inner_expires=2000)
            self.assertEqual(raised.exception.reason, "embedded")

    def test_blame_a_lookup_that_returns_no_key(self) -> None:
        request = ably.create_token_request(key=KEY)
        jwt = ably.create_ably_jwt({}, key=KEY).token
        answers: list[Any] = ["", "appId.keyId", 5, {}]
        for answer in answers:
            for call in (
                lambda answer=answer: ably.verify_token_request(request, key=lambda _: answer),
                lambda answer=answer: ably.verify_ably_jwt(jwt, key=lambda _: answer),
            ):
                with self.subTest(answer), self.assertRaises(ably.AblyAuthError) as raised:
                    call()
                self.assertEqual(raised.exception.code, 50003)

    def test_let_errors_of_a_lookup_through(self) -> None:
        def lookup(_: str) -> str:
            raise LookupError("the database is away")

        with self.assertRaisesRegex(LookupError, "away"):
            ably.verify_token_request(ably.create_token_request(key=KEY), key=lookup)


class Values(unittest.TestCase):
    def test_any_mapping_and_tuples_are_read(self) -> None:
        members: OrderedDict[str, Sequence[str]] = OrderedDict(b=("subscribe", Operation.PUBLISH), a=["*"])
        capability = MappingProxyType(members)
        self.assertEqual(ably.canonicalize_capability(capability), '{"a":["*"],"b":["publish","subscribe"]}')

    def test_texts_of_an_enum_are_signed_as_their_value(self) -> None:
        class Client(str, enum.Enum):
            ALICE = "alice"

        request = ably.create_token_request({"clientId": Client.ALICE}, key=KEY)
        self.assertIs(type(request.get("clientId")), str)
        self.assertEqual(ably.verify_token_request(json.dumps(request), key=KEY).request.get("clientId"), "alice")

    def test_what_is_no_json_is_refused(self) -> None:
        values: list[Any] = [{1: ["*"]}, {"a": {"*"}}, {"a": "publish"}, [("a", ["*"])], object(), {"a": [b"publish"]}]
        for value in values:
            with self.subTest(value), self.assertRaises(ably.AblyAuthError):
                ably.parse_capability(value)

    def test_bytes_are_json_text(self) -> None:
        request = ably.create_token_request({"clientId": "é😀"}, key=KEY)
        text = json.dumps(request, ensure_ascii=False).encode()
        self.assertEqual(ably.read_token_request(text).value, request)
        for wrong in (b"\xff", b"{", b" " * 131_073):
            with self.assertRaises(ably.AblyAuthError):
                ably.read_token_request(wrong)

    def test_an_object_is_bounded_as_its_text_is(self) -> None:
        escapes = (131_072 - len('{"token":""}')) // 6
        ably.read_token_details({"token": "\1" * escapes})
        large: list[dict[str, object]] = [{"token": "t", "keyName": "k" * 131_072}, {"token": "\1" * (escapes + 1)}]
        for details in large:
            with self.assertRaisesRegex(ably.AblyAuthError, "bytes of JSON text"):
                ably.read_token_details(details)

    def test_arguments_stay_as_they_are(self) -> None:
        params: Any = {"ttl": 1000, "capability": {"b": ["subscribe", "publish"], "a": ["*"]}, "clientId": "alice"}
        before = copy.deepcopy(params)
        ably.create_token_request(params, key=KEY)
        params["claims"] = before["claims"] = {"sub": "x"}
        ably.create_ably_jwt(params, key=KEY)
        self.assertEqual(params, before)
        self.assertEqual(list(params["capability"]), ["b", "a"])

    def test_deep_and_long_json_is_refused_without_work(self) -> None:
        for text in ("[" * 100_000, '{"a":' * 30_000, '"' + "\\" * 100_000, "1" * 100_000, "[1e999]", "NaN"):
            with self.subTest(text[:9]), self.assertRaises(ably.AblyAuthError):
                ably.read_token_request(text)


class Secrets(unittest.TestCase):
    def test_are_in_no_text(self) -> None:
        key = ably.parse_api_key(KEY)
        signer = ably.Signer(KEY)
        texts = [repr(key), str(key), f"{[key]}", repr(signer), repr(getattr(key, "__dict__", {}))]
        for wrong in ("appId.keyId:s3cret-text ", "appIdkeyId:s3cret-text", "s3cret-text", "a.b:s3cret-text\u00e9"):
            with self.assertRaises(ably.AblyAuthError) as raised:
                ably.parse_api_key(wrong)
            texts.append(f"{raised.exception} {raised.exception!r} {raised.exception.to_dict()}")
        for text in texts:
            self.assertNotIn("s3cret", text)


class Threads(unittest.TestCase):
    def test_share_a_signer_and_a_capability(self) -> None:
        signer = ably.Signer(KEY)
        capability = ably.parse_capability({"chat:*": ["publish"], "*": ["history"]})

        def work(number: int) -> tuple[str, bool]:
            request = signer.create_token_request({"clientId": str(number)})
            verified = signer.verify_token_request(request)
            return verified.request.get("clientId", ""), ably.permits(capability, f"chat:{number}", "publish")

        with ThreadPoolExecutor(8) as pool:
            self.assertEqual(list(pool.map(work, range(200))), [(str(number), True) for number in range(200)])

    def test_never_share_a_nonce(self) -> None:
        def nonce(_: int) -> str:
            return ably.create_token_request(key=KEY)["nonce"]

        with ThreadPoolExecutor(8) as pool:
            nonces = list(pool.map(nonce, range(1000)))
        self.assertEqual(len(set(nonces)), 1000)
        self.assertEqual({len(nonce) for nonce in nonces}, {22})


if __name__ == "__main__":
    unittest.main()
