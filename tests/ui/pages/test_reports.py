"""The page Reports: what is previewed is what is written, and nothing leaves that was not looked at."""

import json
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QListWidgetItem
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Assessment, Door, Need, Outcome
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.period import Period
from aijournal.domain.period_choice import PeriodChoice, Span
from aijournal.domain.review import PickedItem, ReviewText, ReviewWords
from aijournal.export.formats import USED, ReportFormat
from aijournal.export.include import Include
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.pages.reports import ReportsPage
from aijournal.ui.reports import preview_card
from aijournal.ui.screen import Screen
from tests.processes import run_python
from tests.ui.stage import NOW, staged, with_journal
from tests.ui.walking import spoken_name

SPACE = Qt.Key.Key_Space
CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def log_work(journal: Journal, count: int = 60) -> None:
    """Log judged work on three projects, over two months, with words of every kind."""
    with journal.together():
        for number in range(count):
            said = Assessment(
                (Outcome.HELPED, Outcome.HELPED_A_LOT, Outcome.HURT)[number % 3],
                Need.SLOWER,
                net_minutes=20.0 - 15 * (number % 3),
                note=f"note {number}",
                unblocked="the release" if number == 7 else None,
                bottleneck="waiting for Rookery" if number % 4 == 0 else None,
            )
            line = EntryLine(
                f"title {number}",
                project=("shop", "quillwort", "maps")[number % 3],
                tool="codex" if number % 2 else "nightjar-bot",
                task="debugging" if number % 2 else "invoices",
                tags=("late",),
                url=f"https://tracker.example/{number}",
                started_at=NOW - timedelta(days=number),
                typed_tokens=9_000,
                assessment=said,
            )
            journal.log(line, NOW, Door.QUICK_LOG)


@dataclass
class Stage:
    """The page as a person finds it, with what they would do."""

    app: App
    page: ReportsPage
    qtbot: QtBot
    paths: Paths

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.page.is_settled, timeout=10_000)

    def choose(self, kind: ReportFormat, *parts: Include) -> bytes:
        """Choose a format and switch parts on; return the bytes that are previewed."""
        self.page.switches.choose(kind)
        for part in Include:
            self.page.switches.box(part).setChecked(part in parts)
        self.settle()
        assert self.page.made is not None
        return self.page.made.content

    def save(self, place: Path) -> None:
        """Save as somebody who names a file in the dialog."""
        self.page.save()
        self.qtbot.waitUntil(lambda: self.page.findChild(QFileDialog) is not None)
        dialog = self.page.findChild(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(place.parent))
        dialog.selectFile(place.name)
        dialog.fileSelected.emit(str(place))
        dialog.close()

    def words(self) -> ReviewWords:
        return with_journal(self.paths, lambda journal: journal.review.of(EVERYTHING))

    @property
    def toast(self) -> str:
        return self.app.window.toast._words.text()


@pytest.fixture
def fill() -> Callable[[Journal], object]:
    """Return what the journal of the stage holds."""
    return log_work


@pytest.fixture
def stage(
    qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot, fill: Callable[[Journal], object]
) -> Iterator[Stage]:
    with_journal(paths, fill)
    with staged(qapp, paths, {"HOME": str(home)}) as app:
        app.show()
        qtbot.waitUntil(lambda: app.session.is_open)
        app.window.show_page(Screen.REPORTS)
        stage = Stage(app, app.window.pages.reports, qtbot, paths)
        stage.settle()
        yield stage


@pytest.mark.parametrize("kind", ReportFormat)
def test_the_bytes_that_are_written_are_those_that_are_previewed(
    stage: Stage, kind: ReportFormat, tmp_path: Path
) -> None:
    content = stage.choose(kind, Include.NAMES, Include.TITLES)
    if kind.is_text:
        assert stage.page.preview.text.toPlainText() == content.decode()
    else:
        assert stage.page.preview.pages.count == content.count(b"/Type /Page\n")
    for row in range(stage.page.findings.list.count()):
        stage.page.findings.list.item(row).setCheckState(Qt.CheckState.Checked)
    with_journal(stage.paths, partial(log_work, count=3))  # which is not previewed yet
    place = tmp_path / f"mine.{kind}"
    stage.save(place)
    stage.qtbot.waitUntil(place.exists)
    assert place.read_bytes() == content
    stage.qtbot.waitUntil(lambda: stage.toast.startswith("Saved to "))
    assert stage.toast.endswith(place.name)


def test_they_are_those_of_the_command_line(stage: Stage, home: Path) -> None:
    shown = {kind: stage.choose(kind) for kind in ReportFormat if kind.is_text}
    stage.app.close()
    where = {"AIJOURNAL_HOME": str(stage.paths.data.parent), "TZ": "Europe/Berlin"}
    period = ("--from", "2026-08-24")
    for kind, content in shown.items():
        answer = run_python(home, "-m", "aijournal", "report", "--format", kind, *period, **where)
        assert answer.returncode == 0, answer.stderr
        assert _without_pace(answer.stdout) == _without_pace(content.decode())


def _without_pace(text: str) -> list[str]:
    """Return lines without those that count from today, which is another day there."""
    return [line for line in text.splitlines() if "your pace" not in line and "quarter" not in line]


@pytest.mark.parametrize("kind", ReportFormat)
def test_a_switch_that_can_be_reached_changes_the_report_and_no_other_does(
    stage: Stage, kind: ReportFormat
) -> None:
    redacted = stage.choose(kind)
    for part in Include:
        box = stage.page.switches.box(part)
        assert box.isEnabled() is (part in USED[kind])
        if box.isEnabled() and part is not Include.MODELS:  # nothing that is typed here has a model
            assert stage.choose(kind, part) != redacted, part
        assert box.accessibleDescription()


def test_what_is_left_out_is_counted(stage: Stage) -> None:
    stage.choose(ReportFormat.MARKDOWN)
    said = [line.text() for line in stage.page.left_out.lines if not line.isHidden()]
    assert said == [
        "Prompts and answers: the journal does not hold them",
        "Projects: 3",
        "Tools that few others have: 1, told by aliases",
        "Task types of your own: 1, told by aliases",
        "Tags: 1",
        "Bottlenecks: 1, told by aliases",
        "Titles: 60",
        "Entries with notes: 60",
        "Links: 60",
        "Days and times of day: told by months",
        "Token totals",
        "Cost",
        "Questions of the mirror",
    ]
    stage.choose(ReportFormat.CSV, *Include)
    assert [line.text() for line in stage.page.left_out.lines if not line.isHidden()] == [
        said[0],
        "Cost",
        "Questions of the mirror",
    ]


def test_only_what_the_filters_mean_is_reported(stage: Stage) -> None:
    stage.page.filter_bar.show_question(EVERYTHING, PeriodChoice(Span.DAYS, Period(NOW.date(), NOW.date())))
    content = stage.choose(ReportFormat.CSV)
    assert len(content.splitlines()) == 2
    empty = Period(NOW.date() - timedelta(days=900), NOW.date() - timedelta(days=899))
    stage.page.filter_bar.show_question(EVERYTHING, PeriodChoice(Span.DAYS, empty))
    stage.choose(ReportFormat.MARKDOWN)
    assert stage.page.preview.note.text() == "Nothing happened in these days. Choose others above."


def test_a_long_report_is_cut_on_the_screen_alone(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(preview_card, "MOST_CHARACTERS", 1_000)
    content = stage.choose(ReportFormat.CSV)
    assert stage.page.preview.text.toPlainText() == content.decode()[:1_000]
    below = content.decode().count("\n", 1_000)
    assert (
        stage.page.preview.more.text() == f"{below} lines more are not shown here, and are written as well."
    )
    stage.save(tmp_path / "long.csv")
    stage.qtbot.waitUntil((tmp_path / "long.csv").exists)
    assert (tmp_path / "long.csv").read_bytes() == content


def test_nothing_leaves_before_what_was_found_was_seen(stage: Stage) -> None:
    with_journal(stage.paths, lambda journal: journal.kept_names.add("Title 7", NOW))
    content = stage.choose(ReportFormat.CSV, Include.TITLES)
    stage.qtbot.waitUntil(stage.page.findings.isVisible)
    assert [one.text() for one in _rows(stage)] == ["name · ti… · in a title"]
    stage.page.save()
    stage.page.copy()
    assert stage.page.findChild(QFileDialog) is None
    assert QApplication.clipboard().text() != content.decode()
    assert stage.page.findings.list.hasFocus()
    QTest.keyClick(stage.page.findings.list, SPACE)
    assert not stage.page.findings.left
    stage.page.copy()
    assert QApplication.clipboard().text() == content.decode()
    stage.choose(ReportFormat.CSV)
    stage.qtbot.waitUntil(stage.page.findings.isHidden)
    stage.choose(ReportFormat.CSV, Include.TITLES)
    assert not stage.page.findings.left, "what was seen once is remembered"
    seen = b"Title 7"
    assert not any(seen.lower() in path.read_bytes().lower() for path in stage.paths.state.rglob("*.json"))


def _rows(stage: Stage) -> list[QListWidgetItem]:
    return [stage.page.findings.list.item(row) for row in range(stage.page.findings.list.count())]


def test_names_behind_aliases_are_found_in_own_words(stage: Stage) -> None:
    stage.page.words.texts[ReviewText.LEARNED].setPlainText("quillwort pays; write to dev@quillwort.example")
    stage.page.words.finish()
    stage.qtbot.waitUntil(lambda: stage.page.findings.list.count() > 1, timeout=5_000)
    assert [one.text() for one in _rows(stage)] == [
        "e-mail address · dev@… · in what you learned",
        "name · qui… · in what you learned · 2 times",
    ]


def test_work_is_picked_and_told_of_by_keys_alone(stage: Stage) -> None:
    page = stage.page
    QTest.keyClick(stage.app.window, Qt.Key.Key_N, CHORD)
    stage.qtbot.waitUntil(lambda: page.words.slip.is_settled and bool(page.words.slip.list.rows.entries))
    assert page.words.slip.search.hasFocus()
    assert page.words.slip.list.rows.entries[0].interaction.title == "title 7", (
        "what got unblocked comes first"
    )
    QTest.keyClick(page.words.slip.search, Qt.Key.Key_Return)
    stage.qtbot.waitUntil(lambda: len(page.words.forms) == 1)
    (form,) = page.words.forms.values()
    stage.qtbot.waitUntil(form.field("situation").hasFocus)
    QTest.keyClicks(form.field("situation"), "It was stuck")
    QTest.keyClick(form.field("situation"), Qt.Key.Key_Tab)
    assert form.field("ai_did").hasFocus()
    stage.qtbot.waitUntil(lambda: [one.item.situation for one in stage.words().picked] == ["It was stuck"])
    stage.qtbot.waitUntil(lambda: "It was stuck" in page.preview.text.toPlainText())
    stage.settle()
    QTest.keyClick(stage.app.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.qtbot.waitUntil(lambda: [one.item.situation for one in stage.words().picked] == [""])
    stage.qtbot.waitUntil(lambda: form.field("situation").text() == "")


def test_nothing_is_filled_in_but_by_the_button(stage: Stage) -> None:
    entry = with_journal(stage.paths, lambda journal: journal.review.candidates(EVERYTHING, NOW, 1)[0])
    stage.page.words.slip.picked.emit(entry)
    stage.qtbot.waitUntil(lambda: len(stage.page.words.forms) == 1)
    (form,) = stage.page.words.forms.values()
    assert form.item.parts == ()
    form.from_note.click()
    stage.qtbot.waitUntil(lambda: form.item.situation == "the release")
    form.drop.click()
    stage.qtbot.waitUntil(lambda: not stage.page.words.forms)
    assert stage.words().picked == ()
    assert stage.toast == "Left out of the review."


def test_words_that_were_typed_outlive_the_program(
    stage: Stage, qapp: QApplication, home: Path, qtbot: QtBot
) -> None:
    field = stage.page.words.texts[ReviewText.NEXT]
    field.setFocus()
    QTest.keyClicks(field, "A trial")
    stage.app.parts.drafts.flush()
    qtbot.waitUntil(lambda: _draft(stage.paths) == "A trial")
    field.blockSignals(True)  # as if the program was killed: nothing more is heard of the field
    stage.app.close()
    with staged(qapp, stage.paths, {"HOME": str(home)}) as again:
        again.show()
        qtbot.waitUntil(lambda: again.session.is_open)
        again.window.show_page(Screen.REPORTS)
        words = again.window.pages.reports.words
        qtbot.waitUntil(lambda: words.texts[ReviewText.NEXT].text() == "A trial")
        qtbot.waitUntil(lambda: stage.words().next == "A trial")
        qtbot.waitUntil(lambda: not _draft(stage.paths), timeout=5_000)


def _draft(paths: Paths) -> str:
    return with_journal(paths, lambda journal: journal.drafts.get("review/next"))


def test_what_is_being_typed_is_in_what_is_saved(stage: Stage, tmp_path: Path) -> None:
    field = stage.page.words.texts[ReviewText.LEARNED]
    field.setFocus()
    QTest.keyClicks(field, "Short prompts")
    stage.save(tmp_path / "mine.md")
    stage.qtbot.waitUntil((tmp_path / "mine.md").exists)
    assert "Short prompts" in (tmp_path / "mine.md").read_text()
    assert stage.words().learned == "Short prompts"


def test_words_that_could_not_be_kept_stay_and_are_tried_again(stage: Stage) -> None:
    words = stage.page.words
    uid = with_journal(stage.paths, lambda journal: journal.review.pick(1, NOW))
    stage.qtbot.waitUntil(lambda: uid in words.forms, timeout=5_000)
    form = words.forms[uid]
    stage.app.journal.entries_changed.disconnect(stage.page.refresh)  # the window has not heard of it yet
    with_journal(stage.paths, lambda journal: journal.review.drop(uid, NOW))
    form.field("situation").setPlainText("It was stuck")
    assert words.finish()
    stage.qtbot.waitUntil(stage.app.window.furniture.notice.isVisible)
    assert form.item.situation == "It was stuck"
    with_journal(stage.paths, lambda journal: journal.review.pick(1, NOW))
    assert words.finish()
    stage.qtbot.waitUntil(lambda: [one.item.situation for one in stage.words().picked] == ["It was stuck"])


def test_the_keyboard_goes_through_the_items_as_they_are_read(stage: Stage) -> None:
    words = stage.page.words
    for number in (1, 2):
        with_journal(stage.paths, partial(_pick, number=number))
    stage.qtbot.waitUntil(lambda: len(words.forms) == 2, timeout=5_000)
    stage.settle()
    stage.qtbot.waitUntil(stage.app.window.isActiveWindow)
    stops = [*(stop for form in words.forms.values() for stop in form.stops), *words.texts.values()]
    for one, other in pairwise(stops):
        one.setFocus()
        QTest.keyClick(one, Qt.Key.Key_Tab)
        reached = QApplication.focusWidget()
        assert reached is not None
        assert spoken_name(reached) == spoken_name(other)
        assert reached is other


def test_an_item_is_moved_up_by_keys_alone_and_back_again(stage: Stage) -> None:
    words = stage.page.words
    for number in (1, 2):
        with_journal(stage.paths, partial(_pick, number=number))
    stage.qtbot.waitUntil(lambda: len(words.forms) == 2, timeout=5_000)
    first, second = words.forms.values()
    stage.qtbot.waitUntil(second.earlier.isVisible)
    assert not first.earlier.isVisible()
    second.field("situation").show_text("It was stuck")
    assert second.finish()
    QTest.keyClick(second.earlier, Qt.Key.Key_Space)
    stage.qtbot.waitUntil(lambda: _items(stage) == [second.item.uid, first.item.uid])
    stage.qtbot.waitUntil(first.earlier.isVisible)
    assert second.y() < first.y()
    assert not second.earlier.isVisible()
    assert second.item.situation == "It was stuck"
    QTest.keyClick(stage.app.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.qtbot.waitUntil(lambda: _items(stage) == [first.item.uid, second.item.uid])


def _items(stage: Stage) -> list[str]:
    return [one.item.uid for one in stage.words().picked]


def _pick(journal: Journal, *, number: int) -> str:
    return journal.review.pick(number, NOW)


def test_a_name_is_added_and_removed(stage: Stage) -> None:
    names = stage.page.names
    names.new.setText("Quillwort AG")
    QTest.keyClick(names.new, Qt.Key.Key_Return)
    stage.qtbot.waitUntil(lambda: [row.name for row in names.list.rows] == ["Quillwort AG"])
    assert names.new.text() == ""
    names.new.setText("quillwort ag")
    names.add.click()
    stage.qtbot.waitUntil(stage.app.window.furniture.notice.isVisible)
    names.list.setFocus()
    QTest.keyClick(names.list, Qt.Key.Key_Delete)
    stage.qtbot.waitUntil(lambda: not names.list.rows)
    assert "kept_name" not in stage.paths.settings.read_text() if stage.paths.settings.exists() else True


@pytest.mark.parametrize("taken", ["own", "folder", "missing"])
def test_a_place_that_cannot_be_written_is_said_calmly(stage: Stage, tmp_path: Path, taken: str) -> None:
    (tmp_path / "folder").mkdir()
    places = {"own": stage.paths.data / "mine.md", "folder": tmp_path / "folder"}
    place = places.get(taken, tmp_path / "missing" / "mine.md")
    made = stage.page.made
    assert made is not None
    before = sorted(stage.paths.data.iterdir())
    stage.page.save_to(made, place)
    stage.qtbot.waitUntil(stage.app.window.furniture.notice.isVisible)
    said = stage.app.window.furniture.notice._message.text()
    assert "another place" in said
    assert "--out" not in said
    assert sorted(path for path in stage.paths.data.iterdir() if "-wal" not in path.name) == [
        path for path in before if "-wal" not in path.name
    ]
    assert stage.page.is_settled


def test_only_its_owner_can_read_what_was_saved(stage: Stage, tmp_path: Path) -> None:
    stage.save(tmp_path / "mine.md")
    stage.qtbot.waitUntil((tmp_path / "mine.md").exists)
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "mine.md").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".md"] == ["mine.md"]


def test_nothing_is_previewed_while_contents_are_hidden(stage: Stage) -> None:
    QTest.keyClick(stage.app.window, Qt.Key.Key_H, CHORD)
    stage.qtbot.waitUntil(lambda: stage.app.window.is_furnished and stage.app.parts.veil.is_drawn)
    stage.app.window.show_page(Screen.REPORTS)
    page = stage.app.window.pages.reports
    stage.qtbot.waitUntil(page.empty.isVisible)
    assert not page.preview.isVisible()
    assert page.made is None
    assert not page.can_run("report.save")


@pytest.mark.parametrize("fill", [lambda _: None], ids=["an empty journal"])
def test_an_empty_journal_says_why(stage: Stage) -> None:
    assert stage.page.empty.isVisible()
    assert not stage.page.preview.isVisible()
    stage.page.empty.action.click()
    assert stage.app.window.shown_screen is Screen.TODAY


def _log_unjudged(journal: Journal) -> None:
    journal.log(EntryLine("not judged", started_at=NOW), NOW, Door.QUICK_LOG)


@pytest.mark.parametrize("fill", [_log_unjudged], ids=["nothing judged"])
def test_a_journal_without_verdicts_says_why_there_is_no_figure(stage: Stage) -> None:
    assert stage.page.preview.note.text().startswith("None of the 1 entry is judged yet")


def test_a_report_that_takes_long_can_be_stopped(stage: Stage) -> None:
    stage.page.reporting.make()
    stage.page._show_working()
    assert stage.page.working.isVisible()
    stage.page.working.ask_stop()
    stage.qtbot.waitUntil(lambda: not stage.page.working.isVisible())
    if stage.page.made is None:
        assert stage.page.preview.facts.text().startswith("Stopped before the end.")
    stage.page.copy()
    stage.settle()
    stage.qtbot.waitUntil(lambda: stage.toast == "Copied the report.")


def test_json_is_marked_as_private_on_the_screen_too(stage: Stage) -> None:
    stage.choose(ReportFormat.JSON)
    assert json.loads(stage.page.preview.text.toPlainText())["private"] is True


def test_items_in_the_words_are_told_in_the_report(stage: Stage) -> None:
    def tell(journal: Journal) -> None:
        uid = journal.review.pick(1, NOW)
        journal.review.write(PickedItem(uid, "A flaky test", link="https://tracker.example/1"), NOW)

    with_journal(stage.paths, tell)
    stage.qtbot.waitUntil(lambda: "A flaky test" in stage.page.preview.text.toPlainText(), timeout=5_000)
    assert "A flaky test" not in stage.choose(ReportFormat.CSV).decode()
    assert "It is kept for the other formats" in stage.page.words.why.text()
