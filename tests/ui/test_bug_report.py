import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from aijournal.crash_report import redacted_report
from aijournal.ui.bug_report import BugReports

PRIVATE = "my salary talk with /home/someone/plans.txt"


def _break() -> None:
    try:
        os.environ[PRIVATE]
    except KeyError as error:
        raise ValueError(PRIVATE) from error


def _caught() -> ValueError:
    with pytest.raises(ValueError, match="salary") as caught:
        _break()
    return caught.value


@pytest.fixture
def reports(qapp: object, capsys: pytest.CaptureFixture[str]) -> Iterator[BugReports]:
    assert qapp
    before = sys.excepthook, threading.excepthook
    reports = BugReports()
    yield reports
    reports.restore()
    assert (sys.excepthook, threading.excepthook) == before
    assert PRIVATE not in "".join(capsys.readouterr())


def _text(reports: BugReports) -> str:
    return reports._dialog._text.toPlainText() if reports._dialog else ""


def test_a_report_says_where_and_holds_nothing_that_was_worked_on() -> None:
    report = redacted_report(_caught())
    assert "ValueError" in report
    assert "KeyError" in report
    assert "test_bug_report.py" in report
    assert "in _break" in report
    assert PRIVATE not in report
    assert str(Path(__file__).parent) not in report


def test_a_bug_is_shown_once_and_copied_only_when_asked(reports: BugReports, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("mine")
    error = _caught()
    sys.excepthook(type(error), error, None)
    sys.excepthook(type(error), error, None)
    qtbot.waitUntil(lambda: bool(_text(reports)))
    assert "ValueError" in _text(reports)
    assert QGuiApplication.clipboard().text() == "mine"
    dialog = reports._dialog
    assert dialog is not None
    next(button for button in dialog.findChildren(QPushButton) if "Copy" in button.text()).click()
    assert QGuiApplication.clipboard().text() == _text(reports)
    dialog.reject()
    assert reports._dialog is None


def test_a_bug_on_another_thread_is_shown_here(reports: BugReports, qtbot: QtBot) -> None:
    thread = threading.Thread(target=_break)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(_text(reports)))
    assert reports._dialog is not None
    reports._dialog.reject()
