"""What is drawn: every page, and what stands over a page for a while."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PySide6.QtWidgets import QWidget

from aijournal.ui.app import App
from aijournal.ui.day_review.window import DayReview
from aijournal.ui.entry_table.table import EntryTable
from aijournal.ui.screen import Screen
from aijournal.ui.tables.table_dialog import TableDialog
from aijournal.ui.window_request import WindowRequest

LINE = "fixed flaky login test #shop @claude +2 20m 12k"
_TYPED = "read"
_ROWS_TO_MERGE = (3, 4, 5)
_NOTES = """Date,Time,Tool,What I did,Project,Net minutes,Outcome,Task type,Input tokens,Output tokens,Credits
2026-03-02,14:05,Our Bot,Fixed the flaky login test,shop,20,+2,debugging,12400,830,1.5
2026-03-02,16:20,Our Bot,Wrote the release notes,shop,10,+1,writing,3100,1200,0.8
2026-03-03,9:30,Our Bot,Asked why the build is slow,maps,-5,-1,debugging,52000,2400,4.2
2026-03-04,11:15,,Sorted the backlog,shop,,,planning,,,
someday,,Our Bot,Not done yet,,,,,,,
"""

# Yields the name of each picture with the widget to draw, once that has settled; puts away what it opened.
Subject = Callable[[App, Callable[[], None]], Iterator[tuple[str, QWidget]]]


def _page(app: App, settle: Callable[[], None], screen: Screen) -> Iterator[tuple[str, QWidget]]:
    app.window.show_page(screen)
    settle()
    yield screen.name.lower(), app.window


def _palette(app: App, settle: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    palette = app.window.overlays.palette
    app.window.show_page(Screen.TODAY)
    palette.ask()
    settle()
    yield "palette", app.window
    palette.line.setText(_TYPED)
    settle()
    yield "palette-typed", app.window
    palette.close()


def _shortcuts(app: App, settle: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    app.window.show_page(Screen.TODAY)
    app.window.overlays.sheet.ask()
    settle()
    yield "shortcuts", app.window
    app.window.overlays.sheet.close()


def _quick_log(app: App, settle: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    app.show(WindowRequest.QUICK_LOG)
    app.quick_log.quick_log.type(LINE)
    settle()
    yield "quick-log", app.quick_log
    app.quick_log.quick_log.type("")
    settle()
    app.quick_log.close()


def _day_review(app: App, settle: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    app.window.show_page(Screen.TODAY)
    app.acts.review_day()
    settle()
    review = app.window.today.findChild(DayReview)
    while isinstance(review, DayReview) and review.step is not None:
        step = review.step
        yield f"day-review-{step.value + 1}", review
        review.go_on()
        settle()
        if app.window.today.findChild(DayReview) is None or review.step is step:
            break


def _merge(app: App, settle: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    page = app.window.pages.journal
    app.window.show_page(Screen.JOURNAL)
    settle()
    page.pane.merge_selected(_numbers(page.table, _ROWS_TO_MERGE))
    settle()
    yield "merge", app.window
    page.pane.slip.put_away()


def _numbers(table: EntryTable, rows: Sequence[int]) -> tuple[int, ...]:
    """Return the journal's numbers of the entries in some rows."""
    numbers = []
    for row in rows:
        table.view.setCurrentIndex(table.view.model().index(row, 0))
        numbers += [table.entry.interaction.id] if table.entry else []
    return tuple(numbers)


def _table(app: App, settle: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    page = app.window.pages.sources
    app.window.show_page(Screen.SOURCES)
    with tempfile.TemporaryDirectory(prefix="aijournal-") as folder:
        path = Path(folder, "notes of spring.csv")
        path.write_text(_NOTES, encoding="utf-8")
        page.look_at_table(path)
        settle()
        dialog = page.findChild(TableDialog)
        if isinstance(dialog, TableDialog):
            yield "table", dialog
            dialog.reject()


def _first_run(app: App, settle: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    app.window.toast.hide()
    app.welcome.begin()
    steps = app.welcome.first_run
    for number in range(len(steps.steps) if steps else 0):
        settle()
        yield f"first-run-{number + 1}", app.window
        if steps is not None:
            steps.skip_step()
    settle()
    app.window.toast.hide()


PAGES: Final[Mapping[str, Subject]] = MappingProxyType(
    {screen.name.lower(): partial(_page, screen=screen) for screen in Screen}
)
OVERLAYS: Final[Mapping[str, Subject]] = MappingProxyType(
    {
        "palette": _palette,
        "shortcuts": _shortcuts,
        "day-review": _day_review,
        "merge": _merge,
        "table": _table,
        "first-run": _first_run,
        "quick-log": _quick_log,
    }
)
