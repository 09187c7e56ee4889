"""The sum of what a log held, where it held one of a kind."""

import pytest
from pytestqt.qtbot import QtBot

from aijournal.journal.ledger import LastRun
from aijournal.ui.sources.counts_row import CountsRow
from tests.ui.stage import NOW


@pytest.mark.parametrize(
    ("duplicates", "words"),
    [
        (1, ["1 record", "0 imported", "1 duplicate", "0 ignored", "0 rejected"]),
        (2, ["2 records", "0 imported", "2 duplicates", "0 ignored", "0 rejected"]),
    ],
)
def test_one_record_is_one(duplicates: int, words: list[str], qtbot: QtBot) -> None:
    row = CountsRow()
    qtbot.addWidget(row)
    row.show_last_run("Codex", LastRun(NOW, NOW, duplicates, 0, duplicates, 0, 0, {}))
    assert [term.text() for term in row._terms] == words
