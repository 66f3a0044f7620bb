"""The examples of the docstrings and of the README, executed."""

from __future__ import annotations

import contextlib
import doctest
import importlib
import io
import pkgutil
import re
import unittest
from pathlib import Path

import ably_auth


class Documentation(unittest.TestCase):
    def test_examples_of_docstrings(self) -> None:
        attempted = 0
        for module in pkgutil.iter_modules(ably_auth.__path__):
            result = doctest.testmod(importlib.import_module(f"ably_auth.{module.name}"))
            self.assertEqual(result.failed, 0, module.name)
            attempted += result.attempted
        self.assertGreater(attempted, 20)

    def test_code_of_the_readme(self) -> None:
        text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
        code = "\n".join(re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE))
        expected = re.findall(r"^ *print\(.*\)  # (.*)$", code, re.MULTILINE)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(code, {})
        self.assertEqual(printed.getvalue().splitlines(), expected)
        self.assertGreater(len(expected), 5)
