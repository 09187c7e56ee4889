"""Draw pictures of the window from sample data: every page, light and dark, empty, small and full.

    python packaging/screenshots.py --out DIR

Needs no display. The journal that is shown is invented and lies in a temporary folder.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from aijournal.collect import collect
from aijournal.demo import make_demo_journal, write_sample_logs
from aijournal.domain.assessment import Assessment, Need, Outcome
from aijournal.importers.registry import ALL_IMPORTERS
from aijournal.journal.backup_files import BackupReason
from aijournal.journal.journal import Journal
from aijournal.paths import Paths, find_paths
from aijournal.settings import ColorScheme, Settings
from aijournal.ui.app import App
from aijournal.ui.clock import Clock
from aijournal.ui.main_window import Screen

SIZE = QSize(1280, 820)
FONTS = ("Inter", "Cantarell", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
FONT_PIXELS = 14
NOW = datetime(2026, 11, 20, 15, 2, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Lisbon")
STATES = ("full", "small", "empty")
SMALL_VERDICT = Assessment(Outcome.HELPED, Need.SLOWER, net_minutes=15)
LINE = "fixed flaky login test #shop @claude +2 20m 12k"
MS_TO_SETTLE = 350
QUESTIONS = 3  # a page may ask once more when it has heard the first answer


def main() -> None:
    """Draw all pictures and print where they are."""
    parser = argparse.ArgumentParser(description="Draw pictures of the window from sample data.")
    parser.add_argument("--out", type=Path, required=True, help="the folder for the pictures")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qt = QApplication([])
    qt.setFont(_font())
    with tempfile.TemporaryDirectory(prefix="aijournal-") as folder:
        _fill(Path(folder))
        for scheme, state in product((ColorScheme.LIGHT, ColorScheme.DARK), STATES):
            for picture in _draw(qt, Path(folder, state), scheme, out):
                print(picture)


def _font() -> QFont:
    """Return a font that people have; without any, every letter would be a box."""
    families = QFontDatabase.families()
    found = next((family for family in FONTS if family in families), families[0])
    font = QFont(found)
    font.setPixelSize(FONT_PIXELS)
    return font


def _paths(home: Path) -> Paths:
    return find_paths({"AIJOURNAL_HOME": str(home / "aijournal")})


def _fill(states: Path) -> None:
    """Make the journals that are shown: one of half a year, one of its first days, and none at all."""
    make_demo_journal(_paths(states / "full"), NOW.date(), zone=ZONE)
    with Journal.open(_paths(states / "full"), Settings(), ZONE) as journal:
        for hours, reason in ((40, BackupReason.BEFORE_IMPORT), (26, BackupReason.AUTOMATIC)):
            journal.backups.take(reason, NOW - timedelta(hours=hours))
    for state in ("full", "small"):
        write_sample_logs(states / state, NOW.date(), zone=ZONE)
    with Journal.open(_paths(states / "small"), Settings(), ZONE) as journal:
        collect(journal, ALL_IMPORTERS, {"HOME": str(states / "small")}, NOW)
        for entry in journal.inbox(NOW, 100)[3:8]:
            journal.assess(entry.interaction.id, SMALL_VERDICT, NOW)


def _draw(qt: QApplication, home: Path, scheme: ColorScheme, out: Path) -> Iterator[Path]:
    """Draw each page of one window."""
    with _window(qt, home, scheme) as app:
        window = app.window
        window.today.quick_log.type(LINE if home.name == "full" else "")
        for screen in Screen:
            window.show_page(screen)
            _settle(app)
            suffix = "" if home.name == "full" else f"-{home.name}"
            picture = out / f"{screen.name.lower()}-{scheme.value}{suffix}.png"
            window.grab().save(str(picture))
            yield picture


@contextmanager
def _window(qt: QApplication, home: Path, scheme: ColorScheme) -> Iterator[App]:
    os.environ["HOME"] = str(home)  # paths are shown as people write them, from their home on
    settings = Settings(color_scheme=scheme)
    app = App(qt, _paths(home), settings, Clock(ZONE, lambda: NOW), ALL_IMPORTERS, {"HOME": str(home)})
    app.window.resize(SIZE)
    app.show()
    try:
        yield app
    finally:
        app.close()


def _settle(app: App) -> None:
    """Give the page the time in which it shows what the journal answers, however long that takes."""
    waiting = QEventLoop()
    for _ in range(QUESTIONS):
        app.journal.read(lambda _: None, lambda _: waiting.quit())
        waiting.exec()
    QTimer.singleShot(MS_TO_SETTLE, waiting.quit)
    waiting.exec()


if __name__ == "__main__":
    main()
