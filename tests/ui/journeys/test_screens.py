"""Each screen from end to end: reached and used by keys alone, and the real journal asked after."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from aijournal.domain.assessment import Need, Outcome
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_order import EntryOrder, SortKey
from aijournal.domain.mirror import SignalId
from aijournal.domain.period import Period
from aijournal.journal.backup_files import BackupReason, list_backups
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import load_settings
from aijournal.ui.charts.calendar_chart import CalendarChart
from aijournal.ui.entry_table.columns import USUAL, ColumnName
from aijournal.ui.screen import Screen
from tests.ui.journeys.hands import CONTROL, LOG, READ, REDO, SHIFT, UNDO, Hands
from tests.ui.stage import NOW

ENTER, ESCAPE, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space
DOWN, RIGHT, LEFT = Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left
ALL, COLUMNS, SAVE = (Qt.Key.Key_A, CONTROL), (Qt.Key.Key_C, CONTROL | SHIFT), (Qt.Key.Key_S, CONTROL)
TODAY = NOW.date()


def _found(journal: Journal, title: str) -> tuple[Entry, ...]:
    return journal.entries(EntryFilter(search=title), NOW, 10).rows


def _the(journal: Journal, number: int) -> Entry:
    detail = journal.entry(number, NOW)
    assert detail is not None
    return detail.entry


def _open_row(hands: Hands) -> int:
    entry = hands.app.window.today.inbox._view.entry
    assert entry is not None
    return entry.interaction.id


def test_today(hands: Hands) -> None:
    """Log a line, take it back and do it again; read the logs; judge, set aside, and take that back."""
    hands.go(Screen.SETTINGS)
    hands.go(Screen.TODAY)
    hands.press(LOG)
    hands.type("asked about the layout #shop @chatgpt !design +1 5m")
    hands.press(ENTER)
    hands.told("Logged “asked about the layout”.")
    named = partial(_found, title="asked about the layout")
    (logged,) = hands.known(named)
    work, said = logged.interaction, logged.assessment
    assert (work.project, work.tool, work.task) == ("shop", "chatgpt", "design")
    assert said is not None
    assert (said.outcome, said.net_minutes) == (Outcome.HELPED, 5.0)
    hands.press(UNDO)
    hands.told("Taken back: ")
    assert hands.known(named) == ()
    hands.press(REDO)
    hands.told("Done again: ")
    assert [entry.interaction.id for entry in hands.known(named)] == [work.id]

    inbox = hands.app.window.today.inbox
    before = inbox.waiting
    hands.press(READ)
    hands.until(lambda: inbox.waiting > before and not hands.app.reading.is_reading)
    hands.press(ESCAPE)
    assert hands.on == "Inbox, waiting for your verdict"
    first, waiting = _open_row(hands), inbox.waiting
    hands.type("27e")
    hands.until(lambda: inbox.waiting == waiting - 1)
    judged = hands.known(partial(_the, number=first)).assessment
    assert judged is not None
    assert (judged.outcome, judged.net_minutes, judged.need) == (Outcome.HURT, -30.0, Need.NOT_NEEDED)
    second = _open_row(hands)
    hands.type("s")
    hands.told("Set aside until tomorrow.")
    assert second not in hands.known(_waiting)
    hands.type("u")
    hands.until(lambda: _open_row(hands) == second)
    assert second in hands.known(_waiting)
    assert first not in hands.known(_waiting)


def _waiting(journal: Journal) -> list[int]:
    return [entry.interaction.id for entry in journal.inbox(NOW, 1_000)]


def test_journal(hands: Hands) -> None:
    """Search; sort; choose columns; keep that as a view; open an entry, edit it, and take that back."""
    page = hands.app.window.pages.journal
    hands.go(Screen.JOURNAL)
    hands.until(lambda: page.table.count > 0 and page.table.is_settled)
    hands.press(Qt.Key.Key_Slash)
    assert hands.on == "Search"
    hands.type("test")
    wanted = hands.known(lambda journal: journal.numbers(EntryFilter(search="test")))
    assert 10 < len(wanted) < page.table.count
    hands.until(lambda: page.table.count == len(wanted))

    hands.press(DOWN, Qt.Key.Key_O, RIGHT, RIGHT)
    assert hands.on == "Heading Project: Enter sorts by it"
    hands.press(ENTER)
    assert hands.on == "Heading Project: from A to Z"
    hands.press(COLUMNS)
    hands.until(lambda: QApplication.activePopupWidget() is not None)
    hands.press(DOWN, DOWN, DOWN, SPACE, ENTER)
    columns = tuple(column for column in USUAL if column is not ColumnName.TOOL)
    assert page.table.columns == columns
    hands.press(SAVE)
    hands.until(lambda: hands.on == "Name for what the page shows")
    hands.type("tests by project")
    hands.press(ENTER)
    hands.told("Saved the view “tests by project”.")
    (saved,) = [
        one for one in hands.known(lambda journal: journal.saved_views.all()) if one.name.startswith("tests")
    ]
    assert saved.view.wanted == EntryFilter(search="test")
    assert saved.view.order == EntryOrder(SortKey.PROJECT, is_descending=False)
    assert saved.view.columns == tuple(column.lasting for column in columns)
    hands.press(DOWN)
    hands.until(lambda: page.table.is_settled and hands.on.startswith("Entries, by Project"))

    hands.type("jj")
    hands.until(lambda: page.table.entry is not None and page.pane.is_settled)
    assert page.table.entry is not None
    before = page.table.entry
    assert before.interaction.id in wanted
    hands.press(ENTER)
    assert hands.on == "title"
    hands.press(ALL)
    hands.type("told what the tests are for")
    hands.press(ENTER)
    hands.told("Changed the title.")
    now = partial(_the, number=before.interaction.id)
    assert hands.known(now).interaction.title == "told what the tests are for"
    hands.press(ESCAPE, UNDO)
    hands.told("Taken back: ")
    assert hands.known(now) == before


def test_trends(hands: Hands) -> None:
    """Read the days of the calendar one by one, and open the entries behind one of them in the Journal."""
    window = hands.app.window
    hands.go(Screen.TRENDS)
    hands.until(lambda: window.trends.view is not None and window.trends.is_settled)
    hands.press(LEFT)
    hands.until(lambda: hands.on == "Period: 3 months" and window.trends.is_settled)
    assert window.trends.view is not None
    hands.tab_to(f"Chart: {window.trends.view.calendar.sentence}")
    chart = QApplication.focusWidget()
    assert isinstance(chart, CalendarChart)
    newest = chart.points[-1].day
    hands.press(LEFT, LEFT, Qt.Key.Key_Up)
    day = newest - timedelta(days=15)
    assert chart.at is not None
    assert chart.points[chart.at].day == day
    behind = hands.known(lambda journal: journal.numbers(EntryFilter(period=Period(day, day))))
    assert len(behind) >= 2
    hands.press(ENTER)
    slip = window.trends.sides.calendar.behind if window.trends.sides.calendar else None
    assert slip is not None
    hands.until(slip.list.hasFocus)
    listed = slip.list.rows.entries
    assert sorted(entry.interaction.id for entry in listed) == sorted(behind)
    hands.press(DOWN, ENTER)
    assert window.shown_screen is Screen.JOURNAL
    table = window.pages.journal.table
    hands.until(lambda: table.count == len(behind) and table.is_settled and table.entry is not None)
    assert table.entry is not None
    assert table.entry.interaction.id == listed[1].interaction.id


def test_mirror(hands: Hands) -> None:
    """Look at what is behind a question, at one entry of it in the Journal, and put the question aside."""
    window, asked = hands.app.window, SignalId.STRETCH
    page = window.pages.mirror
    hands.go(Screen.MIRROR)
    hands.until(lambda: page.view is not None and asked in page.questions.rows)
    hands.type("j")
    assert hands.on == "Show the evidence: Long conversations of little use"
    hands.type("e")
    row = page.questions.rows[asked]
    hands.until(lambda: bool(row.evidence.rows.entries))
    meant = row.evidence.rows.entries[1].interaction
    hands.tab_to("Entries behind: Long conversations of little use")
    hands.press(DOWN, ENTER)
    assert window.shown_screen is Screen.JOURNAL
    table = window.pages.journal.table
    hands.until(lambda: table.count == len(row.evidence_ids) and table.entry is not None)
    assert table.entry is not None
    assert table.entry.interaction.id == meant.id

    hands.go(Screen.MIRROR)
    hands.until(lambda: page.questions.current is not None)
    hands.type("n")
    hands.told("is not asked before Friday 18 December.")
    assert hands.known(_paused) == {asked: TODAY + timedelta(days=27)}
    hands.press(UNDO)
    hands.told("Taken back: ")
    assert hands.known(_paused) == {}
    hands.until(lambda: asked in page.questions.rows)


def _paused(journal: Journal) -> object:
    return journal.mirror.paused()


def test_reports(hands: Hands, tmp_path: Path) -> None:
    """Pick work, tell of it, tick what was found, and save; what lies on the disk is what was previewed."""
    page = hands.app.window.pages.reports
    hands.go(Screen.REPORTS)
    hands.until(lambda: page.is_settled)
    assert hands.on == "Markdown"
    hands.press((Qt.Key.Key_N, CONTROL | SHIFT))
    hands.until(lambda: page.words.slip.is_settled and bool(page.words.slip.list.rows.entries))
    assert hands.on == "Search for work to tell of"
    hands.press(DOWN, ENTER)
    hands.told("Picked. Tell what it was about.")
    hands.until(lambda: hands.on.startswith("The situation: "))
    hands.type("a flaky test; ask dev@client.example")
    hands.press(Qt.Key.Key_Tab)
    assert hands.on.startswith("What AI did: ")
    hands.until(lambda: page.is_settled and page.findings.list.count() == 1)
    (told,) = hands.known(lambda journal: journal.review.of(EVERYTHING)).picked
    assert told.item.situation == "a flaky test; ask dev@client.example"

    hands.press(SAVE)
    assert hands.on == "What was found in the words that leave"
    hands.press(SPACE, SAVE)
    hands.until(lambda: page.findChild(QFileDialog) is not None)
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert page.made is not None
    place = tmp_path / "mine.md"
    hands.until(dialog.isVisible)
    name = dialog.findChild(QLineEdit)
    assert isinstance(name, QLineEdit)
    name.setText(str(place))
    QTest.keyClick(name, ENTER)
    hands.told("Saved to ")
    assert hands.toast.endswith("mine.md")
    assert place.read_bytes() == page.made.content
    written = place.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")  # as Qt hands it out
    assert page.preview.text.toPlainText() == written
    assert r"dev\@client.example" in written


def test_sources(hands: Hands) -> None:
    """Try what a log would bring, which keeps nothing; read it; and take back what was read."""
    page, reading = hands.app.window.pages.sources, hands.app.reading
    before = hands.known(_numbers)
    hands.go(Screen.SOURCES)
    hands.until(lambda: "claude-code" in page.cards)
    hands.tab_to("Claude Code: Try it first")
    hands.press(SPACE)
    hands.until(lambda: page.strip._words.text().endswith("Nothing was kept.") and not reading.is_reading)
    tried = page.strip._words.text()
    assert tried.startswith("Tried it: ")
    assert hands.known(_numbers) == before

    hands.tab_to("Claude Code: Read new logs")
    hands.press(SPACE)
    hands.until(lambda: page.strip._words.text().startswith("Read ") and not reading.is_reading)
    brought = hands.known(_numbers) - before
    assert tried == f"Tried it: {len(brought)} new interactions, {_exchanges(tried)}. Nothing was kept."
    assert page.strip._words.text() == f"Read {len(brought)} new interactions, {_exchanges(tried)}."
    assert len(brought) > 20

    hands.tab_to("Take back what was read")
    hands.press(SPACE)
    hands.told("Took back what was read: ")
    assert hands.known(_numbers) == before
    trash = hands.known(lambda journal: journal.trash.contents())
    assert sum(item.entries for item in trash) == len(brought)


def _numbers(journal: Journal) -> set[int]:
    return set(journal.numbers(EVERYTHING))


def _exchanges(words: str) -> str:
    return words.split(", ")[1].split(".", maxsplit=1)[0]


def test_safety(hands: Hands, demo: Paths) -> None:
    """Make a backup, compare the journal with it, check everything."""
    page = hands.app.window.pages.safety
    entries = len(hands.known(_numbers))
    made_before = [one.path for one in list_backups(demo)]
    hands.go(Screen.SAFETY)
    hands.until(lambda: page.view is not None)
    assert hands.on == "Back up now"
    hands.press(SPACE)
    hands.told(f"Backed up {entries} entries, and verified.")
    (made,) = [one for one in list_backups(demo) if one.reason is BackupReason.BY_HAND]
    assert made.path not in made_before
    assert made.rows["interaction"] == entries
    hands.until(lambda: made in [row.backup for row in page.backups.rows])
    hands.tab_to(next(row for row in page.backups.rows if row.backup == made).restore.accessibleName())
    hands.press(SPACE)
    slip = page.backups.slip
    hands.until(lambda: slip.words.text().startswith("It holds the same entries as the journal"))
    hands.press(ESCAPE)
    assert not slip.isVisible()
    hands.tab_to("Check everything")
    hands.press(SPACE)
    hands.until(lambda: page.journal.said.text().startswith("All is well: the journal is sound"))
    assert len(hands.known(_numbers)) == entries


def test_settings(hands: Hands, demo: Paths) -> None:
    """Find a setting by its words, change it, and take that back; the settings file follows."""
    page = hands.app.window.pages.settings
    hands.go(Screen.SETTINGS)
    hands.until(lambda: page.view is not None)
    assert load_settings(demo.settings).opens_next
    assert hands.on == "Search"
    hands.type("open the next row")
    hands.until(lambda: page.search.found.text() == "1 found")
    hands.press(DOWN)
    assert hands.on == "Open the next row after a verdict"
    hands.press(SPACE)
    hands.told("Open the next row after a verdict: off.")
    assert not load_settings(demo.settings).opens_next
    hands.press(UNDO)
    hands.told("Taken back: ")
    assert load_settings(demo.settings).opens_next
