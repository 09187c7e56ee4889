"""A real journal in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aijournal.journal.journal import Journal
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return find_paths({"AIJOURNAL_HOME": str(tmp_path / "home")})


@pytest.fixture
def journal(paths: Paths) -> Iterator[Journal]:
    with Journal.open(paths, Settings(), NEW_YORK) as opened:
        yield opened
