"""The JSON Schema examples: every valid value is valid, and every invalid one has the issue that its file names."""

from __future__ import annotations

import json
import unittest
from pathlib import Path

from ably_auth import validate
from ably_auth.gen.tables import TYPES

EXAMPLES = Path(__file__).parents[3] / "schemas" / "examples"


class Examples(unittest.TestCase):
    def test_every_example(self) -> None:
        files = sorted(EXAMPLES.glob("*/*.json"))
        self.assertEqual({file.parent.name for file in files}, set(TYPES))
        for file in files:
            with self.subTest(f"{file.parent.name}/{file.name}"):
                example = json.loads(file.read_text(encoding="utf-8"))
                issues = validate(file.parent.name, example["value"])
                if example["valid"]:
                    self.assertEqual(issues, ())
                else:
                    found = [{"path": each.path, "keyword": each.keyword, "code": each.code} for each in issues]
                    self.assertIn(example["issue"], found)

    def test_refuses_an_unknown_type(self) -> None:
        with self.assertRaises(ValueError):
            validate("Nothing", {})
