"""Generated logs with the truth about them, and importers that find them in another order."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from aijournal.collect import ImportResult
from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, Importer, LogFile
from tests.generator import GENERATOR

ZONES = ("UTC", "America/New_York", "Asia/Kolkata")

needs_generator = pytest.mark.skipif(
    not GENERATOR.exists(), reason="the corpus generator is not beside the project"
)


@dataclass(frozen=True)
class Corpus:
    """The logs of one tool, and the truth about them."""

    root: Path
    truth: dict[str, Any]


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

    @property
    def kept_days(self) -> int | None:
        return self.inner.kept_days

    @property
    def is_confirmed(self) -> bool:
        return self.inner.is_confirmed

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
