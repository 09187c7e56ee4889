"""The files that reports are compared with, byte for byte.

`python -m tests.export.write_goldens` writes them anew, for `git diff` to show what has changed.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtGui import QGuiApplication

from aijournal.demo import make_demo_journal
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.tokens import DEFAULT_WEIGHTS
from aijournal.export.chart_shapes import drawing
from aijournal.export.html import to_html
from aijournal.export.include import Include
from aijournal.export.journal_mirror import mirror_of
from aijournal.export.journal_report import entries_of, names_of, report_of
from aijournal.export.json_document import to_json
from aijournal.export.markdown import to_markdown
from aijournal.export.redaction import Redaction
from aijournal.export.review import Review, review
from aijournal.export.table import csv_lines
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
from aijournal.ui.reports.pdf import typeset
from tests.export.reviews import REVIEWS

GOLDEN: Final = Path(__file__).parent / "golden"
_ZONE: Final = ZoneInfo("Europe/Lisbon")
_TODAY: Final = date(2026, 11, 20)
_NOW: Final = datetime(2026, 11, 20, 12, tzinfo=UTC)
_DEMO: Final = {"demo": (), "demo_everything": tuple(Include)}


def on_paper(one: Review) -> str:
    """Return the words of a PDF and where everything in its charts stands; its bytes depend on fonts."""
    drawn = [
        repr(shape)
        for section in one.document.sections
        for chart in section.charts
        for shape in drawing(chart).shapes
    ]
    return "\n".join([typeset(one.document).toPlainText(), *drawn, ""])


TEXTS: Final[Mapping[str, Callable[[Review], str]]] = {
    "md": lambda one: to_markdown(one.document),
    "html": lambda one: to_html(one.document),
    "json": to_json,
    "pdf.txt": on_paper,
}


def invented() -> Mapping[str, bytes]:
    """Return by the name of its file each invented report in each format that is a document."""
    return _files(REVIEWS)


def of_demo_journal(folder: Path) -> Mapping[str, bytes]:
    """Return by the name of its file the report of the sample journal in each format, which is made below."""
    paths = find_paths({"AIJOURNAL_HOME": str(folder)})
    make_demo_journal(paths, _TODAY, zone=_ZONE)
    with Journal.open(paths, Settings(), _ZONE) as journal:
        made = {name: _review(journal, parts) for name, parts in _DEMO.items()}
        tables = {
            f"{name}.csv": "".join(
                csv_lines(entries_of(journal, EVERYTHING, _NOW), one.aliases, one.redaction)
            ).encode()
            for name, one in made.items()
        }
    return {**_files(made), **tables}


def _files(reviews: Mapping[str, Review]) -> Mapping[str, bytes]:
    return {
        f"{name}.{kind}": write(one).encode()
        for name, one in reviews.items()
        for kind, write in TEXTS.items()
    }


def _review(journal: Journal, parts: tuple[Include, ...]) -> Review:
    report = report_of(journal, EVERYTHING, DEFAULT_WEIGHTS, _TODAY)
    mirror = mirror_of(journal, EVERYTHING, None, _TODAY)
    return review(report, names_of(journal, EVERYTHING), Redaction.including(parts), mirror=mirror)


def _write_anew() -> None:
    application = QGuiApplication(["goldens", "-platform", "offscreen"])
    with TemporaryDirectory() as folder:
        files = {**invented(), **of_demo_journal(Path(folder))}
    for old in GOLDEN.iterdir():
        old.unlink()
    for name, content in files.items():
        (GOLDEN / name).write_bytes(content)
    application.shutdown()


if __name__ == "__main__":
    _write_anew()
