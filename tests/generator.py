"""The generator of logs with a known truth, where it lies beside the checkout; needs no test tools."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

GENERATOR = Path(__file__).parents[2] / "shared" / "bench" / "gen_corpus.py"


def generate(home: Path, *arguments: str) -> dict[str, Any]:
    """Write logs into a home that is not there yet, and return the truth about them."""
    command = [sys.executable, str(GENERATOR), "--home", str(home), *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    truth: dict[str, Any] = json.loads((home / "TRUTH.json").read_text())
    return truth
