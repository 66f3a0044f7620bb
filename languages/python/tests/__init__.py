"""Run by `python3 -m unittest`, against the sources."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
