"""Draw pictures of the window from sample data: every page and what stands over it, light and dark.

    python packaging/screenshots.py --out DIR
    python packaging/screenshots.py --out DIR --only trends merge --state full --type 200 --rtl

Needs no display. The journal that is shown is invented and lies in a temporary folder. With `--large HOME` a
journal of one's own is shown as well, as a copy.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

from gallery.journals import ZONE, Shown, State, make_journals
from gallery.pseudo import right_to_left
from gallery.subjects import LINE, OVERLAYS, PAGES
from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from aijournal.importers.registry import ALL_IMPORTERS
from aijournal.settings import ColorScheme, Settings
from aijournal.ui.app import App
from aijournal.ui.clock import Clock
from aijournal.ui.theme import QT_ARGUMENTS
from aijournal.ui.worker import Worker

SIZE = QSize(1280, 820)
FONTS = ("Inter", "Cantarell", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
FONT_PIXELS = 14
INVENTED = (State.FULL, State.SMALL, State.EMPTY)
MS_TO_SETTLE = 350
QUESTIONS = 4  # a page may ask once more when it has heard an answer


@dataclass(frozen=True, slots=True)
class Look:
    """How the window looks: its colours, its type in percent of the usual, and where its lines begin."""

    scheme: ColorScheme
    percent: int
    is_mirrored: bool

    def ending(self, state: State) -> str:
        """Return how the name of a picture ends."""
        parts = [self.scheme.value]
        parts += [state.value] if state is not State.FULL else []
        parts += [str(self.percent)] if self.percent != 100 else []
        parts += ["rtl"] if self.is_mirrored else []
        return "-".join(parts)


def main() -> None:
    """Draw what was asked for and print where it is."""
    wanted = _options().parse_args()
    out: Path = wanted.out
    out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qt = QApplication(list(QT_ARGUMENTS))
    with tempfile.TemporaryDirectory(prefix="aijournal-") as folder:
        journals = make_journals(Path(folder), [State(state) for state in wanted.state], wanted.large)
        for scheme, percent, shown in product(wanted.scheme, wanted.type, journals):
            look = Look(ColorScheme(scheme), percent, wanted.rtl)
            for picture in _draw(qt, shown, look, wanted.only, out):
                print(picture, flush=True)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Draw pictures of the window from sample data.")
    states = [str(state) for state in INVENTED]
    add = partial(parser.add_argument, nargs="+")
    add(
        "--only", choices=[*PAGES, *OVERLAYS], default=[], metavar="WHAT", help=", ".join((*PAGES, *OVERLAYS))
    )
    add("--state", choices=states, default=states)
    add("--scheme", choices=["light", "dark"], default=["light", "dark"])
    add("--type", type=int, default=[100], metavar="PERCENT", help="sizes of type, such as 100 200")
    parser.add_argument("--out", type=Path, required=True, help="the folder for the pictures")
    parser.add_argument("--rtl", action="store_true", help="in a longer language, from right to left")
    parser.add_argument("--large", type=Path, metavar="HOME", help="a journal's home; a copy of it is shown")
    return parser


def _font(percent: int) -> QFont:
    """Return a font that people have; without any, every letter would be a box."""
    families = QFontDatabase.families()
    font = QFont(next((family for family in FONTS if family in families), families[0]))
    font.setPixelSize(round(FONT_PIXELS * percent / 100))
    return font


def _draw(qt: QApplication, shown: Shown, look: Look, only: Sequence[str], out: Path) -> Iterator[Path]:
    """Draw what was asked for in one window, or else the pages and, where there is most to see, the rest."""
    subjects = {**PAGES, **OVERLAYS} if only or shown.state is State.FULL else PAGES
    with right_to_left(qt) if look.is_mirrored else nullcontext(), _window(qt, shown, look) as app:
        app.window.today.quick_log.type(LINE if shown.state is State.FULL else "")
        for name in only or subjects:
            for part, widget in subjects[name](app, partial(_settle, app)):
                picture = out / f"{part}-{look.ending(shown.state)}.png"
                widget.grab().save(str(picture))
                yield picture


@contextmanager
def _window(qt: QApplication, shown: Shown, look: Look) -> Iterator[App]:
    os.environ["HOME"] = str(shown.home)  # paths are shown as people write them, from their home on
    qt.setFont(_font(look.percent))
    settings = Settings(color_scheme=look.scheme, is_introduced=True)
    app = App(qt, shown.paths, settings, Clock(ZONE, lambda: shown.now), ALL_IMPORTERS, shown.environment)
    app.window.resize(SIZE)
    app.show()
    try:
        yield app
    finally:
        app.close()


def _settle(app: App) -> None:
    """Give the page the time in which it shows what the journal answers, however long that takes."""
    waiting = QEventLoop()
    for worker in QUESTIONS * app.findChildren(Worker):
        worker.ask(lambda: None, lambda _: waiting.quit(), lambda _: waiting.quit())
        waiting.exec()
    QTimer.singleShot(MS_TO_SETTLE, waiting.quit)
    waiting.exec()


if __name__ == "__main__":
    main()
