from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aijournal.errors import AijournalError, PassphraseError
from aijournal.journal.backup_files import Backup, BackupReason
from aijournal.journal.content import ComparedEntry, Difference
from aijournal.ui.safety.restore_slip import RestoreSlip
from tests.ui.stage import BERLIN, NOW

BACKUP = Backup(
    path=Path("/backups/journal-1.aijbackup"),
    taken_at=NOW,
    reason=BackupReason.BY_HAND,
    rows={"interaction": 7},
    sha256="0" * 64,
    is_encrypted=False,
    state="v4",
    schema_version=4,
)
NOTHING = Difference((), (), ())


def _entry(number: int, title: str | None = "retry on 502") -> ComparedEntry:
    return ComparedEntry(f"u-{number}", NOW - timedelta(hours=number), title)


@pytest.fixture
def slip(qtbot: QtBot) -> RestoreSlip:
    slip = RestoreSlip(BERLIN)
    qtbot.addWidget(slip)
    slip.begin(BACKUP, None)
    return slip


def test_nothing_can_be_restored_before_it_was_compared(slip: RestoreSlip, qtbot: QtBot) -> None:
    assert slip.heading.text() == "The backup of 20 Nov 2026, 19:00"
    assert slip.words.text() == "Comparing it with the journal …"
    assert not slip.agree.isVisible()
    with qtbot.assertNotEmitted(slip.restore_asked, wait=10):
        slip.agreed.emit()


def test_every_kind_of_difference_is_counted_and_named(slip: RestoreSlip, qtbot: QtBot) -> None:
    many = tuple(_entry(number) for number in range(6))
    slip.show_difference(BACKUP, Difference(many, (_entry(1, None),), (_entry(2, "<b>"),)))
    assert slip.words.text().startswith(
        "6 entries only in the journal, which would go; 1 entry only in the backup, which would come back; "
        "1 entry with other words or verdicts there. The journal as it is now is backed up first"
    )
    here, there, changed = slip.details.text().splitlines()
    assert here.endswith("“retry on 502”, …")
    assert there == "only there: 20 Nov 18:00, without a title"
    assert changed == "changed: “<b>”"
    with qtbot.waitSignal(slip.restore_asked) as asked:
        slip.agree.click()
    assert asked.args == [BACKUP, ""]


def test_no_difference_is_said_too(slip: RestoreSlip) -> None:
    slip.show_difference(BACKUP, NOTHING)
    assert slip.words.text().startswith("It holds the same entries as the journal")
    assert not slip.details.isVisible()


def test_an_answer_for_another_backup_is_not_shown(slip: RestoreSlip) -> None:
    slip.show_difference(replace(BACKUP, taken_at=NOW - timedelta(days=1)), NOTHING)
    assert slip.words.text() == "Comparing it with the journal …"


def test_a_backup_with_another_passphrase_asks_for_it(slip: RestoreSlip, qtbot: QtBot) -> None:
    slip.show_error(BACKUP, PassphraseError("Wrong passphrase", "It opens nothing."))
    assert slip.passphrase.isVisible()
    assert "another passphrase" in slip.words.text()
    QTest.keyClicks(slip.passphrase, "the old one")
    with qtbot.waitSignal(slip.compare_asked) as asked:
        QTest.keyClick(slip.passphrase, Qt.Key.Key_Return)
    assert asked.args == [BACKUP, "the old one"]
    slip.show_error(BACKUP, PassphraseError("Wrong passphrase", "It opens nothing."))
    assert slip.words.text() == "That passphrase does not open it. Nothing was changed."
    slip.show_difference(BACKUP, NOTHING)
    with qtbot.waitSignal(slip.restore_asked) as wanted:
        slip.agree.click()
    assert wanted.args == [BACKUP, "the old one"]


def test_a_damaged_backup_cannot_be_restored(slip: RestoreSlip) -> None:
    slip.show_error(BACKUP, AijournalError("The backup is damaged", "It is not what it was."))
    assert slip.words.text() == "The backup is damaged. It is not what it was."
    assert not slip.agree.isVisible()
