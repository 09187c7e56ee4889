"""The stage of the window's tests; whatever a test leaves behind on it fails the test."""

import gc
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from gallery.trials import run_trial
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from aijournal.demo import make_demo_journal, write_sample_logs
from aijournal.paths import HOME_VARIABLE, Paths, find_paths
from aijournal.ui.app import App
from aijournal.ui.theme import Theme
from tests.ui.stage import BERLIN, NOW, OFFSCREEN_WARNINGS, Neighbours, flush_deletions, staged, with_journal

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen platform say what it cannot do; any other warning of Qt fails the test."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN_WARNINGS, extend=True))


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """Fail where a thread, a timer or a top-level widget outlives its test.

    What there was before it is kept out of the garbage collector's rounds, which would take longer with every
    test, and out of the search for what the test left.
    """
    gc.freeze()
    threads = set(threading.enumerate())
    widgets = set(map(id, qapp.topLevelWidgets()))
    yield
    flush_deletions()
    qapp.setStyleSheet("")
    qapp.setPalette(qapp.style().standardPalette())
    left = [thread.name for thread in threading.enumerate() if thread not in threads]
    assert not left, f"threads left running: {left}"
    shown = [str(widget) for widget in qapp.topLevelWidgets() if id(widget) not in widgets]
    assert not shown, f"top-level widgets left: {shown}"
    timers = [
        str(one) for one in gc.get_objects() if isinstance(one, QTimer) and isValid(one) and one.isActive()
    ]
    assert not timers, f"timers left running: {timers}"
    del timers
    gc.collect()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Write numbers and days as in Britain, wherever the test runs."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """Return the look, in light colours as the system gives none."""
    theme = Theme(qapp)
    yield theme
    theme.deleteLater()


@pytest.fixture
def neighbours(qtbot: QtBot) -> Neighbours:
    """Return a window with two buttons that no key meant for the part between them may press."""
    neighbours = Neighbours()
    qtbot.addWidget(neighbours)
    return neighbours


@pytest.fixture(scope="session")
def half_a_year(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """Make half a year of sample data once, with a trial; copy it, as tests change what they are given."""
    made = find_paths({HOME_VARIABLE: str(tmp_path_factory.mktemp("half-a-year"))})
    make_demo_journal(made, NOW.date(), zone=BERLIN)
    with_journal(made, lambda journal: run_trial(journal, NOW))
    return made


@pytest.fixture
def demo(half_a_year: Paths, paths: Paths) -> Paths:
    """Give the test half a year of sample data of its own."""
    shutil.copytree(half_a_year.data, paths.data)
    return paths


@pytest.fixture
def logs(home: Path) -> Path:
    """Leave some weeks of sample logs where Claude Code would, and return the home that holds them."""
    return write_sample_logs(home, NOW.date(), zone=BERLIN)


@pytest.fixture
def app(qapp: QApplication, paths: Paths, home: Path) -> Iterator[App]:
    """Play the program with an empty journal."""
    with staged(qapp, paths, {"HOME": str(home)}) as app:
        yield app
