"""Every text of the program comes through translation, so that it can be said in any language."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from gallery.pseudo import outside_of_translation, pseudo_language
from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.demo import write_sample_logs
from aijournal.domain.assessment import Assessment
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.kept_trial import KeptTask
from aijournal.domain.tools import TOOLS
from aijournal.importers.registry import ALL_IMPORTERS
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.screen import Screen
from aijournal.ui.tables.table_dialog import TableDialog
from tests.importers.table_files import NOTE, write_notes
from tests.ui.stage import BERLIN, NOW, staged, with_journal
from tests.ui.walking import settle, texts

_SIZE = QSize(1280, 820)
_ALL_IN_SIGHT = QSize(1280, 4_000)  # what is out of sight is not drawn yet, and says nothing
_WORD = re.compile(r"[^\W\d_]{3,}")
_PATH = re.compile(r"[~.]?(?:/[\w.*-]+)+")


def _words_of(texts: Iterable[str | None]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(text or "")}


# What is the same in every language: keys, codes, and the names of tools.
_SAME = frozenset(
    {"aijournal", "Ctrl", "Shift", "Alt", "Esc", "USD", "CSV", "min"}
    | _words_of(tool.title for tool in TOOLS)
)


@pytest.fixture
def app(qapp: QApplication, demo: Paths, home: Path, qtbot: QtBot) -> Iterator[App]:
    """Play the program in the language that nobody speaks, on half a year of sample data."""
    write_sample_logs(home, NOW.date(), zone=BERLIN)
    with pseudo_language(qapp), staged(qapp, demo, {"HOME": str(home)}, importers=ALL_IMPORTERS) as app:
        app.window.resize(_SIZE)
        app.show()
        qtbot.waitUntil(lambda: app.window.today.inbox.waiting > 0)
        yield app


def _words_of_the_journal(paths: Paths) -> set[str]:
    """Return every word that a person or a log brought, which nobody translates."""
    known: set[str] = set()
    for entry in with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 10_000).rows):
        one = entry.interaction
        said = entry.assessment or Assessment()
        known |= _words_of((one.title, one.project, one.task, one.tool, one.model, one.source, *one.tags))
        known |= _words_of((said.note, said.unblocked, said.bottleneck))
    for trial in with_journal(paths, lambda journal: journal.trials.all()):
        plan = trial.plan
        known |= _words_of((plan.name, plan.question, plan.control, plan.treatment))
        for task in with_journal(paths, partial(_tasks_of, trial=trial.id)):
            known |= _words_of((task.title, task.task, task.refusal))
    return known


def _tasks_of(journal: Journal, *, trial: int) -> tuple[KeptTask, ...]:
    return journal.trials.tasks(trial)


@pytest.mark.parametrize("screen", Screen, ids=lambda screen: screen.name.lower())
def test_every_text_comes_through_translation(app: App, paths: Paths, screen: Screen, qtbot: QtBot) -> None:
    known = _words_of_the_journal(paths) | _SAME | _calendar_words()
    app.window.resize(_ALL_IN_SIGHT)
    app.window.show_page(screen)
    settle(app, qtbot)
    if screen is Screen.TRENDS:
        qtbot.waitUntil(lambda: app.window.trends.is_settled)
        assert not any(card.is_due for card in app.window.trends.cards)
    if screen is Screen.TRIALS:
        qtbot.waitUntil(lambda: app.window.pages.trials.is_settled)
    said = list(texts(app.window))
    assert len(said) > 20
    untranslated = [str(one) for one in said if _words_of([_left(one.text)]) - known]
    assert not untranslated, "\n".join(untranslated)


def test_every_text_about_a_table_comes_through_translation(app: App, tmp_path: Path, qtbot: QtBot) -> None:
    path = write_notes(tmp_path, NOTE, ("soon", "", "Not yet"))
    app.window.show_page(Screen.SOURCES)
    app.window.pages.sources.look_at_table(path)
    dialog = app.window.pages.sources.findChild(TableDialog)
    assert isinstance(dialog, TableDialog)
    qtbot.waitUntil(lambda: dialog.view.read.isEnabled() and bool(dialog.view.columns.rows))
    known = _words_of(path.read_text().split()) | _words_of(path.parts) | _SAME | _calendar_words()
    known |= {"Our", "Bot", "bot", "our"}
    untranslated = [str(one) for one in texts(dialog) if _words_of([_left(one.text)]) - known]
    assert not untranslated, "\n".join(untranslated)


def _left(text: str) -> str:
    return _PATH.sub(" ", outside_of_translation(text))


def _calendar_words() -> set[str]:
    """Return the words of Qt's own locale data: months, weekdays and the like."""
    locale, lengths = QLocale(), (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    months = [locale.monthName(month, length) for month in range(1, 13) for length in lengths]
    days = [locale.dayName(day, length) for day in range(1, 8) for length in lengths]
    return _words_of((*months, *days))
