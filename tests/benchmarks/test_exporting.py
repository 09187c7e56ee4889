"""A whole journal is written and read beside a copy of its file, and left as it was."""

from pathlib import Path

from aijournal.journal.journal import Journal
from aijournal.settings import Settings
from tests.benchmarks.exporting import measure_exporting
from tests.benchmarks.questions import ZONE, large_journal
from tests.journal.dumps import lasting


def test_writing_and_reading_are_measured_against_a_copy(tmp_path: Path) -> None:
    paths = large_journal(tmp_path, 20, lambda _: None)
    with Journal.open(paths, Settings(), ZONE) as journal:
        before = lasting(journal)
    measures = list(measure_exporting(paths, tmp_path))
    assert [one.name for one in measures] == ["export / engine's backup", "import of it / engine's backup"]
    assert all(one.ratio > 0 for one in measures)
    with Journal.open(paths, Settings(), ZONE) as journal:
        assert lasting(journal) == before
