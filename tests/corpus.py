"""Generated logs with the truth about them, and importers that find them in another order."""

import json
import random
import runpy
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from aijournal.collect import ImportResult
from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, Importer, LogFile

GENERATOR = Path(__file__).parents[2] / "shared" / "bench" / "gen_corpus.py"
ZONES = ("UTC", "America/New_York", "Asia/Kolkata")

needs_generator = pytest.mark.skipif(
    not GENERATOR.exists(), reason="the corpus generator is not beside the project"
)


def generate(home: Path, *arguments: str) -> dict[str, Any]:
    """Write a corpus into a home that is not there yet, and return the truth about it."""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()):
        patch.setattr(sys, "argv", [str(GENERATOR), "--home", str(home), *arguments])
        runpy.run_path(str(GENERATOR), run_name="__main__")
    truth: dict[str, Any] = json.loads((home / "TRUTH.json").read_text())
    return truth


@dataclass(frozen=True)
class Reordered:
    """An importer that finds its files in another order, or only some of them."""

    inner: Importer
    seed: int
    share: float = 1.0

    @property
    def source(self) -> str:
        return self.inner.source

    @property
    def tool(self) -> str:
        return self.inner.tool

    @property
    def retention(self) -> str:
        return self.inner.retention

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        found = self.inner.discover(environment, root)
        files = list(found.files)
        random.Random(self.seed).shuffle(files)
        return replace(found, files=tuple(files[: int(len(files) * self.share)]))

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        return self.inner.read(file, since)

    def peek(self, location: LogLocation) -> str | None:
        return self.inner.peek(location)


def assert_accounted(result: ImportResult) -> None:
    """Check that every record fell into exactly one of four."""
    assert result.records == result.imported + result.duplicates + result.ignored + result.rejected
    assert result.rejected == sum(result.rejected_by_reason.values())
