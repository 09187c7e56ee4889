"""The encrypted copy of the benchmark is one, and every question is asked of both."""

from pathlib import Path

import pytest

from aijournal.errors import PassphraseNeededError
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
from tests.benchmarks.encrypted import measure_encrypted
from tests.benchmarks.questions import QUESTIONS, ZONE, large_journal


def test_a_plain_journal_is_measured_beside_its_encrypted_copy(tmp_path: Path) -> None:
    told: list[str] = []
    plain = large_journal(tmp_path, 20, told.append)
    names = [measure.name for measure in measure_encrypted(plain, tmp_path, 1, told.append)]
    assert len(names) == len(set(names)) == 1 + 2 * len(QUESTIONS)
    Journal.open(plain, Settings(), ZONE).close()
    with pytest.raises(PassphraseNeededError):
        Journal.open(find_paths({"AIJOURNAL_HOME": f"{plain.data.parent}.encrypted"}), Settings(), ZONE)
