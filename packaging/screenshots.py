"""Draw pictures of the window from sample logs: every page, light and dark, empty and full.

    python packaging/screenshots.py --out DIR

Needs no display. The journal that is shown is invented and lies in a temporary folder.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from aijournal.collect import collect
from aijournal.demo import write_sample_logs
from aijournal.domain.assessment import Assessment, Need, Outcome
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.importers.registry import ALL_IMPORTERS
from aijournal.journal.journal import Journal
from aijournal.paths import Paths, find_paths
from aijournal.settings import ColorScheme, Settings
from aijournal.ui.app import App
from aijournal.ui.clock import Clock

SIZE = QSize(1280, 820)
FONTS = ("Inter", "Cantarell", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
FONT_PIXELS = 14
NOW = datetime(2026, 11, 20, 15, 2, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Lisbon")
STRETCHES = 13  # of some three weeks each
DAYS_LEFT_UNJUDGED = range(118, 160)
TASKS = {"debugging": 16.0, "tests": 10.0, "review": -6.0, "status mails": 0.0, "boilerplate": 24.0}
OUTCOMES = (
    (-25.0, Outcome.HURT_A_LOT),
    (-2.0, Outcome.HURT),
    (3.0, Outcome.NO_DIFFERENCE),
    (25.0, Outcome.HELPED),
)
LINE = "fixed flaky login test #shop @claude +2 20m 12k"
SECONDS_TO_SETTLE = 0.8


def main() -> None:
    """Draw all pictures and print where they are."""
    parser = argparse.ArgumentParser(description="Draw pictures of the window from sample logs.")
    parser.add_argument("--out", type=Path, required=True, help="the folder for the pictures")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qt = QApplication([])
    qt.setFont(_font())
    with tempfile.TemporaryDirectory(prefix="aijournal-") as folder:
        full, empty = Path(folder, "full"), Path(folder, "empty")
        _fill(full)
        for scheme in (ColorScheme.LIGHT, ColorScheme.DARK):
            for home in (full, empty):
                for picture in _draw(qt, home, scheme, out):
                    print(picture)


def _font() -> QFont:
    """Return a font that people have; without any, every letter would be a box."""
    families = QFontDatabase.families()
    found = next((family for family in FONTS if family in families), families[0])
    font = QFont(found)
    font.setPixelSize(FONT_PIXELS)
    return font


def _paths(home: Path) -> Paths:
    return find_paths({"AIJOURNAL_HOME": str(home)})


def _fill(home: Path) -> None:
    """Read months of sample logs into a journal and judge most of them, the same way every time."""
    for number in range(STRETCHES):
        write_sample_logs(home, NOW.date() - timedelta(days=20 * number), seed=number, zone=ZONE)
    with Journal.open(_paths(home), Settings(), ZONE) as journal:
        collect(journal, ALL_IMPORTERS, {"HOME": str(home)}, NOW)
        _judge(journal, Random(5))  # noqa: S311 - invented verdicts, no secret


def _judge(journal: Journal, chance: Random) -> None:
    for entry in journal.entries(EVERYTHING, NOW, 10_000).rows:
        days_ago = (NOW.date() - entry.interaction.local_day).days
        is_forgotten = days_ago in DAYS_LEFT_UNJUDGED or chance.random() < 0.25
        is_waiting = days_ago < 4 and chance.random() < 0.6
        if is_waiting or (is_forgotten and not entry.interaction.is_audit):
            continue
        task = chance.choice(list(TASKS))
        minutes = round(chance.gauss(TASKS[task], 14) / 5) * 5.0
        journal.set_task(entry.interaction.id, task, NOW)
        journal.assess(entry.interaction.id, _verdict(minutes, chance), NOW)


def _verdict(minutes: float, chance: Random) -> Assessment:
    """Return a verdict that goes with its minutes."""
    outcome = next((outcome for limit, outcome in OUTCOMES if minutes < limit), Outcome.HELPED_A_LOT)
    return Assessment(outcome=outcome, need=chance.choice(list(Need)), net_minutes=minutes)


def _draw(qt: QApplication, home: Path, scheme: ColorScheme, out: Path) -> Iterator[Path]:
    """Draw each page of one window."""
    with _window(qt, home, scheme) as app:
        window = app.window
        window.today.quick_log.type(LINE if home.name == "full" else "")
        for index, name in enumerate(("today", "trends")):
            window.show_page(index)
            _settle(qt)
            suffix = "" if home.name == "full" else "-empty"
            picture = out / f"{name}-{scheme.value}{suffix}.png"
            window.grab().save(str(picture))
            yield picture


@contextmanager
def _window(qt: QApplication, home: Path, scheme: ColorScheme) -> Iterator[App]:
    settings = Settings(color_scheme=scheme)
    app = App(qt, _paths(home), settings, Clock(ZONE, lambda: NOW), ALL_IMPORTERS, {"HOME": str(home)})
    app.window.resize(SIZE)
    app.show()
    try:
        yield app
    finally:
        app.close()


def _settle(qt: QApplication) -> None:
    """Give the page the time in which it shows what the journal answers."""
    until = monotonic() + SECONDS_TO_SETTLE
    while monotonic() < until:
        qt.processEvents()


if __name__ == "__main__":
    main()
