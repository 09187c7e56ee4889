"""The pane with its real journal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Accepted, Assessment, Door, LeftMe, Motive, Need, Outcome, Quality
from aijournal.domain.entry import Entry
from aijournal.domain.facts import Charge
from aijournal.domain.tokens import DEFAULT_WEIGHTS
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.fields import FIELD_ACTIONS
from aijournal.ui.entry_detail.line_field import LineField
from aijournal.ui.entry_detail.long_form import LongForm
from aijournal.ui.entry_detail.pane import EntryPane
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.prompt_peek import PromptPeek
from aijournal.ui.theme import Theme
from tests.journal.builders import add, an_exchange
from tests.ui.journal_stage import HeldThread, entries, logged, the_entry
from tests.ui.stage import CLOCK, NOW, with_journal

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


def _pane(theme: Theme, thread: JournalThread, peek: PromptPeek) -> EntryPane:
    titles, prompts = PromptLines(peek), PromptLines(peek)
    drafts = DraftKeeper(thread, CLOCK, thread)
    pane = EntryPane(
        theme, thread, CLOCK, DEFAULT_WEIGHTS, titles, prompts, drafts=drafts, bindings=Bindings()
    )
    titles.setParent(pane)
    prompts.setParent(pane)
    pane.resize(420, 900)
    pane.show()
    pane.activateWindow()
    return pane


@pytest.fixture
def pane(theme: Theme, thread: JournalThread, peek: PromptPeek) -> Iterator[EntryPane]:
    pane = _pane(theme, thread, peek)
    yield pane
    pane.close()
    pane.deleteLater()


@pytest.fixture
def imported(paths: Paths) -> tuple[Entry, Entry]:
    """Return an entry of two exchanges and one of one."""
    first, second = NOW - timedelta(hours=1), NOW - timedelta(hours=5)
    with_journal(
        paths,
        lambda journal: add(
            journal,
            an_exchange(1, first, location=None),
            an_exchange(2, first + timedelta(minutes=5), location=None),
            an_exchange(3, second, conversation_id="c-2", location=None),
        ),
    )
    one, two = entries(paths)
    return one, two


def _show(pane: EntryPane, entry: Entry | None, qtbot: QtBot) -> None:
    pane.show_entry(entry)
    qtbot.waitUntil(lambda: pane.is_settled)


def _texts(pane: EntryPane) -> dict[Field, str]:
    return {field: pane.sheet.fields[field].text() for field in (Field.TITLE, *FIELD_ACTIONS)}


def _chosen(pane: EntryPane) -> list[str]:
    verdict = pane.sheet.verdict
    buttons = (*verdict._outcomes.buttons, *verdict._needs.buttons)
    return [button.text() for button in buttons if button.isChecked()]


def test_an_entry_is_shown_with_everything(pane: EntryPane, paths: Paths, qtbot: QtBot) -> None:
    number = logged(paths, 8)[0]
    _show(pane, the_entry(paths, number), qtbot)
    assert _texts(pane) == {
        Field.TITLE: "entry 0",
        Field.PROJECT: "shop",
        Field.TASK: "debugging",
        Field.TAGS: "late",
        Field.MINUTES: "15",
        Field.NOTE: "",
    }
    assert _chosen(pane) == ["helped"]
    assert "Fri 20 Nov 2026, 19:00" in pane.sheet.facts.text().replace("\u00a0", " ")
    assert pane.sheet.exchanges.isHidden()
    shown = [label.text().replace("\u00a0", " ") for label in pane.sheet.said.findChildren(QLabel)]
    assert shown == ["said", "Fri 20 Nov 2026, 19:00 · in the quick log"]


def test_what_the_tool_charged_stands_beside_the_tokens(
    pane: EntryPane, paths: Paths, imported: tuple[Entry, Entry], qtbot: QtBot
) -> None:
    charge = Charge(Decimal("0.42"), "credit")
    at = imported[0].interaction.started_at
    again = an_exchange(1, at, location=None)
    calls = tuple(replace(call, charges=(charge,)) for call in again.calls)
    with_journal(paths, lambda journal: add(journal, replace(again, calls=calls)))
    _show(pane, imported[0], qtbot)
    assert " · 0.84 credits" in pane.sheet.facts.text().replace("\u00a0", " ")
    tree = pane.sheet.exchanges.tree.model()
    first = tree.index(0, 0)
    assert "weighted · 0.84 credits" in tree.data(first, ACCESSIBLE)
    assert "out · 0.42 credits" in tree.data(tree.index(0, 0, first), ACCESSIBLE).replace("\u00a0", " ")
    pane.reload()
    qtbot.waitUntil(lambda: pane.is_settled)
    assert "credits" in pane.sheet.facts.text()
    _show(pane, imported[1], qtbot)
    assert "credits" not in pane.sheet.facts.text()


def test_exchanges_stand_under_it(pane: EntryPane, imported: tuple[Entry, Entry], qtbot: QtBot) -> None:
    _show(pane, imported[0], qtbot)
    assert pane.sheet.exchanges._heading.text() == "2 exchanges · 4 calls"
    assert pane.sheet.exchanges.tree.model().rowCount() == 2
    _show(pane, imported[1], qtbot)
    assert pane.sheet.exchanges._heading.text() == "1 exchange · 2 calls"


def test_rows_that_fly_by_are_not_put_into_the_pane(pane: EntryPane, paths: Paths, qtbot: QtBot) -> None:
    numbers = logged(paths, 5)
    titles: list[str] = []
    for number in numbers:
        pane.show_entry(the_entry(paths, number))
        titles.append(pane.sheet.fields.title.text())
    assert titles == [""] * 5
    qtbot.waitUntil(lambda: pane.sheet.fields.title.text() == "entry 4")
    assert pane.entry is not None


def test_a_key_means_the_current_entry_even_before_it_is_shown(
    pane: EntryPane, paths: Paths, qtbot: QtBot
) -> None:
    numbers = logged(paths, 3)
    _show(pane, the_entry(paths, numbers[0]), qtbot)
    pane.show_entry(the_entry(paths, numbers[1]))
    with qtbot.waitSignal(pane.said):
        assert pane.press("verdict.rate_1")
    judged = the_entry(paths, numbers[1]).assessment
    assert judged is not None
    assert judged.outcome is Outcome.HURT_A_LOT
    assert pane.sheet.fields.title.text() == "entry 1"
    pane.show_entry(the_entry(paths, numbers[2]))
    assert pane.press("entry.project")
    assert pane.sheet.fields[Field.PROJECT].text() == "notes"
    pane.show_entry(the_entry(paths, numbers[0]))
    pane.take_focus()
    assert pane.sheet.fields.title.text() == "entry 0"


@pytest.mark.parametrize(("field", "action"), FIELD_ACTIONS.items(), ids=str)
def test_fields_have_keys(pane: EntryPane, paths: Paths, qtbot: QtBot, field: Field, action: str) -> None:
    _show(pane, the_entry(paths, logged(paths, 1)[0]), qtbot)
    assert pane.press(action)
    qtbot.waitUntil(pane.sheet.fields[field].hasFocus)
    assert pane.has_keyboard
    assert not pane.press("entries.edit")


def test_a_key_without_an_entry_means_nothing(pane: EntryPane) -> None:
    assert not pane.press("verdict.rate_4")
    assert not pane.press("verdict.task")


def test_a_verdict_is_shown_when_it_is_saved_and_not_before(
    theme: Theme, held: HeldThread, peek: PromptPeek, paths: Paths, qtbot: QtBot
) -> None:
    number = logged(paths, 2)[1]
    pane = _pane(theme, held, peek)
    held.let_go(qtbot)  # of what was typed before: nothing
    pane.show_entry(the_entry(paths, number))
    qtbot.waitUntil(lambda: bool(pane.sheet.fields.title.text()))
    pane.sheet.verdict._outcomes.buttons[3].click()
    assert _chosen(pane) == []
    with qtbot.waitSignal(pane.said) as said:
        pane.sheet.verdict._needs.buttons[1].click()
    assert said.args == ["Judged “helped”.", True]
    qtbot.waitUntil(lambda: _chosen(pane) == ["helped", "slower without"])
    judged = the_entry(paths, number).assessment
    assert judged is not None
    assert (judged.outcome, judged.need, judged.door) == (Outcome.HELPED, Need.SLOWER, Door.DETAIL)
    pane.close()
    pane.deleteLater()


def test_a_pressed_key_of_the_same_verdict_stays_chosen(pane: EntryPane, paths: Paths, qtbot: QtBot) -> None:
    _show(pane, the_entry(paths, logged(paths, 1)[0]), qtbot)
    pane.sheet.verdict._outcomes.buttons[3].click()
    assert _chosen(pane) == ["helped"]


def test_enter_saves_and_escape_leaves(pane: EntryPane, paths: Paths, qtbot: QtBot) -> None:
    number = logged(paths, 1)[0]
    _show(pane, the_entry(paths, number), qtbot)
    pane.take_focus()
    title = pane.sheet.fields.title
    qtbot.waitUntil(title.hasFocus)
    QTest.keyClicks(title, "new ")
    with qtbot.waitSignal(pane.said) as said:
        QTest.keyClick(title, Qt.Key.Key_Return)
    assert said.args == ["Changed the title.", True]
    assert the_entry(paths, number).interaction.title == "new entry 0"
    QTest.keyClicks(title, "slip ")
    with qtbot.waitSignal(pane.left):
        QTest.keyClick(title, Qt.Key.Key_Escape)
    assert title.text() == "new entry 0"
    with qtbot.waitSignal(pane.left):
        QTest.keyClick(pane, Qt.Key.Key_Escape)


def test_leaving_the_page_saves_what_was_typed(pane: EntryPane, paths: Paths, qtbot: QtBot) -> None:
    number = logged(paths, 1)[0]
    _show(pane, the_entry(paths, number), qtbot)
    tags = pane.sheet.fields[Field.TAGS]
    tags.setFocus()
    QTest.keyClicks(tags, "x, ")
    with qtbot.waitSignal(pane.said):
        pane.hide()
    assert the_entry(paths, number).interaction.tags == ("late", "x")


def test_the_title_that_is_not_there_is_hinted_at(
    pane: EntryPane, imported: tuple[Entry, Entry], qtbot: QtBot
) -> None:
    _show(pane, imported[0], qtbot)
    assert pane.sheet.fields.title.text() == ""
    assert pane.sheet.fields.title.placeholderText() == "shop · Claude Code"


def test_names_come_when_the_caret_does(pane: EntryPane, paths: Paths, qtbot: QtBot) -> None:
    _show(pane, the_entry(paths, logged(paths, 6)[1]), qtbot)
    pane.press("entry.project")
    project = pane.sheet.fields[Field.PROJECT]
    assert isinstance(project, LineField)
    qtbot.waitUntil(lambda: project._names.stringList() == ["maps", "notes", "shop"])


def test_exchanges_that_come_late_never_stand_under_another_entry(
    theme: Theme, held: HeldThread, peek: PromptPeek, imported: tuple[Entry, Entry], qtbot: QtBot
) -> None:
    pane = _pane(theme, held, peek)
    held.let_go(qtbot)  # of what was typed before: nothing
    tree = pane.sheet.exchanges.tree
    pane.show_entry(imported[0])
    held.let_go(qtbot)
    assert tree.model().rowCount() == 2
    pane.show_entry(imported[1])
    qtbot.waitUntil(lambda: bool(held.answers))
    pane.show_entry(imported[0])
    qtbot.waitUntil(lambda: not pane._rest.isActive())
    held.let_go(qtbot)  # the answer of the other entry
    assert tree.model().rowCount() == 2
    held.let_go(qtbot)
    assert tree.model().rowCount() == 2
    pane.show_entry(imported[1])
    qtbot.waitUntil(lambda: tree.model().rowCount() == 0)  # too late: rather nothing than what is wrong
    held.let_go(qtbot)
    assert tree.model().rowCount() == 1
    pane.close()
    pane.deleteLater()


def _picks(line: LineField) -> QAbstractItemView:
    """Return the list of names under a field."""
    picks = line.completer().popup()
    assert picks is not None
    return picks


def _open_long_form(pane: EntryPane, entry: Entry, qtbot: QtBot) -> LongForm:
    _show(pane, entry, qtbot)
    form = pane.sheet.long_form
    with qtbot.waitSignal(pane._long_answers._question.answered):
        assert pane.press("entry.more")
    return form


def _key(*keys: Qt.Key) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)


def test_the_long_form_is_folded_and_stays_as_it_was_left(
    pane: EntryPane, paths: Paths, qtbot: QtBot
) -> None:
    first, second = (the_entry(paths, number) for number in logged(paths, 2))
    _show(pane, first, qtbot)
    form = pane.sheet.long_form
    assert not form.choices[Field.QUALITY].isVisible()
    assert pane.press("entry.more")
    assert QApplication.focusWidget() in form.choices[Field.ACCEPTED].buttons
    _show(pane, second, qtbot)
    assert form.choices[Field.QUALITY].isVisible()
    assert pane.press("entry.more")
    assert form.fold.hasFocus()
    assert not form.choices[Field.QUALITY].isVisible()
    _key(Qt.Key.Key_Return)
    assert form.is_open
    _key(Qt.Key.Key_Space)
    assert not form.is_open


def test_what_stands_in_the_long_form_is_not_said_twice(pane: EntryPane, paths: Paths, qtbot: QtBot) -> None:
    number = logged(paths, 1)[0]
    said = Assessment(quality=Quality.BETTER)
    with_journal(paths, lambda journal: journal.assess(number, said, NOW))
    _show(pane, the_entry(paths, number), qtbot)

    def shown() -> list[str]:
        labels = pane.sheet.said.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible()][::2]

    assert shown() == ["result", "said"]
    pane.press("entry.more")
    assert shown() == ["said"]
    pane.press("entry.more")
    assert shown() == ["result", "said"]


def test_every_field_of_the_long_form_is_filled_in_by_keys_alone(
    pane: EntryPane, paths: Paths, qtbot: QtBot
) -> None:
    number = logged(paths, 2)[1]
    _open_long_form(pane, the_entry(paths, number), qtbot)
    right, tab, space = Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Space
    _key(right, space, tab)  # kept: partly
    _key(right, right, space, tab)  # result: better
    _key(space, tab)  # again: yes
    _key(right, space, tab)  # new work: no
    _key(right, right, space, tab)  # why with AI: to be counted
    _key(space, tab)  # left you: drained
    for text in ("flaky builds", "the release", "90", "5", "1h", "20m", "75"):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)
        _key(tab)
    expected = Assessment(
        accepted=Accepted.PARTLY,
        quality=Quality.BETTER,
        would_do_again=True,
        is_new_work=False,
        motive=Motive.COUNTED,
        left_me=LeftMe.DRAINED,
        bottleneck="flaky builds",
        unblocked="the release",
        unaided_minutes=90.0,
        rework_minutes=5.0,
        forecast_without_minutes=60.0,
        forecast_with_minutes=20.0,
        confidence=0.75,
        assessed_at=NOW,
        door=Door.DETAIL,
    )
    qtbot.waitUntil(lambda: the_entry(paths, number).assessment == expected)
    qtbot.waitUntil(lambda: pane.entry == the_entry(paths, number))
    texts = {field: line.text() for field, line in pane.sheet.long_form.lines.items()}
    assert texts[Field.FORECAST_WITHOUT] == "60"
    assert texts[Field.CONFIDENCE] == "75 %"


def test_the_chosen_answer_again_is_open_again(pane: EntryPane, paths: Paths, qtbot: QtBot) -> None:
    number = logged(paths, 1)[0]
    form = _open_long_form(pane, the_entry(paths, number), qtbot)
    mostly = form.choices[Field.ACCEPTED].buttons[2]
    with qtbot.waitSignal(pane.said) as said:
        mostly.click()
    assert said.args == ["Kept: mostly.", True]
    assert mostly.isChecked()
    with qtbot.waitSignal(pane.said) as said:
        mostly.click()
    assert said.args == ["Left open: kept.", True]
    assert not mostly.isChecked()
    judged = the_entry(paths, number).assessment
    assert judged is not None
    assert (judged.accepted, judged.outcome) == (None, Outcome.HELPED)


def test_what_was_said_last_is_offered_and_nothing_is_kept_until_it_is_taken(
    pane: EntryPane, paths: Paths, qtbot: QtBot
) -> None:
    first, second, *_ = (number for at, number in enumerate(logged(paths, 11)) if at in (0, 5, 10))
    said = Assessment(quality=Quality.SAME, rework_minutes=20.0, would_do_again=True)
    with_journal(paths, lambda journal: journal.assess(first, said, NOW))
    form = _open_long_form(pane, the_entry(paths, second), qtbot)
    same, rework = form.choices[Field.QUALITY].buttons[1], form.lines[Field.REWORK]
    assert same.is_offered
    assert not same.isChecked()
    assert (rework.text(), rework.placeholderText()) == ("", "= 20 min")
    assert the_entry(paths, second).assessment is None
    with qtbot.waitSignal(pane.said):
        _key(Qt.Key.Key_Tab, Qt.Key.Key_Equal)
    qtbot.waitUntil(lambda: same.isChecked() and not same.is_offered)
    rework.setFocus()
    with qtbot.waitSignal(pane.said):
        _key(Qt.Key.Key_Equal)
    assert rework.text() == "20"
    taken = the_entry(paths, second).assessment
    assert taken is not None
    assert (taken.quality, taken.rework_minutes, taken.would_do_again) == (Quality.SAME, 20.0, None)


def test_nothing_is_offered_of_another_kind_of_work(pane: EntryPane, paths: Paths, qtbot: QtBot) -> None:
    first, second = logged(paths, 2)
    with_journal(paths, lambda journal: journal.assess(first, Assessment(quality=Quality.SAME), NOW))
    form = _open_long_form(pane, the_entry(paths, first), qtbot)
    form.offer({Field.MOTIVE: "chose"})
    pane.show_entry(the_entry(paths, second))
    pane.take_focus()  # before the journal can have answered
    assert pane.sheet.fields.title.text() == "entry 1"
    assert not any(button.is_offered for row in form.choices.values() for button in row.buttons)


def test_the_bottlenecks_of_the_day_are_offered_first(pane: EntryPane, paths: Paths, qtbot: QtBot) -> None:
    number = logged(paths, 1)[0]
    yesterday = NOW.date() - timedelta(days=1)

    def name_bottlenecks(journal: Journal) -> None:
        journal.bottlenecks.add("of yesterday", yesterday, yesterday, NOW)
        journal.bottlenecks.add("of today", NOW.date(), NOW.date(), NOW)

    with_journal(paths, name_bottlenecks)
    form = _open_long_form(pane, the_entry(paths, number), qtbot)
    line = form.lines[Field.BOTTLENECK]
    line.setFocus()
    _key(Qt.Key.Key_Down)
    picks = _picks(line)
    qtbot.waitUntil(picks.isVisible)
    QTest.keyClick(picks, Qt.Key.Key_Down)
    with qtbot.waitSignal(pane.said) as said:
        QTest.keyClick(picks, Qt.Key.Key_Return)
        _key(Qt.Key.Key_Return)
    assert said.args == ["Bottleneck: of today.", True]


def test_escape_gives_up_what_was_typed_into_the_long_form(
    pane: EntryPane, paths: Paths, qtbot: QtBot
) -> None:
    number = logged(paths, 2)[1]
    form = _open_long_form(pane, the_entry(paths, number), qtbot)
    form.lines[Field.UNBLOCKED].setFocus()
    QTest.keyClicks(form.lines[Field.UNBLOCKED], "a slip")
    with qtbot.waitSignal(pane.left):
        _key(Qt.Key.Key_Escape)
    assert form.lines[Field.UNBLOCKED].text() == ""
    form.choices[Field.MOTIVE].focus()
    with qtbot.waitSignal(pane.left):
        _key(Qt.Key.Key_Escape)
    assert the_entry(paths, number).assessment is None


def test_the_useful_exchange_is_marked_by_a_key_and_unmarked_by_the_same(
    pane: EntryPane, imported: tuple[Entry, Entry], paths: Paths, qtbot: QtBot
) -> None:
    number = imported[0].interaction.id
    detail = with_journal(paths, lambda journal: journal.entry(number, NOW))
    assert detail is not None
    _show(pane, imported[0], qtbot)
    exchanges = pane.sheet.exchanges
    assert not exchanges._after.isVisible()
    assert pane.press("entry.enough")
    assert exchanges.tree.hasFocus()
    assert the_entry(paths, number).assessment is None
    with qtbot.waitSignal(pane.said) as said:
        pane.press("entry.enough")
    assert said.args == ["Marked: enough after this exchange.", True]
    judged = the_entry(paths, number).assessment
    assert judged is not None
    assert judged.useful_exchange_id == detail.exchanges[0].id
    assert exchanges._after.text().replace("\u202f", " ") == (
        "Enough after number 1 of 2: 50 % of the weighted tokens came after it."
    )
    pane.take_focus()
    with qtbot.assertNotEmitted(pane.said, wait=50):
        pane.press("entry.enough")  # from elsewhere it only leads there
    _key(Qt.Key.Key_Down)
    with qtbot.waitSignal(pane.said):
        exchanges.mark.click()
    assert exchanges._after.text() == "Enough after the last of them: nothing came after it."
    with qtbot.waitSignal(pane.said) as said:
        pane.press("entry.enough")
    assert said.args == ["Took the mark away.", True]
    assert the_entry(paths, number).assessment is None
    assert not exchanges._after.isVisible()


def test_a_single_exchange_is_not_marked(
    pane: EntryPane, imported: tuple[Entry, Entry], qtbot: QtBot
) -> None:
    _show(pane, imported[1], qtbot)
    assert not pane.sheet.exchanges.mark.isVisible()
    assert not pane.press("entry.enough")


def test_a_mark_without_an_exchange_under_the_keyboard_leads_there_first(
    pane: EntryPane, imported: tuple[Entry, Entry], paths: Paths, qtbot: QtBot
) -> None:
    _show(pane, imported[0], qtbot)
    pane.sheet.exchanges.mark.click()
    assert pane.sheet.exchanges.tree.hasFocus()
    assert the_entry(paths, imported[0].interaction.id).assessment is None


def test_without_an_entry_nothing_is_shown(pane: EntryPane, paths: Paths, qtbot: QtBot) -> None:
    _show(pane, the_entry(paths, logged(paths, 1)[0]), qtbot)
    pane.show_entry(None)
    qtbot.waitUntil(pane.sheet.isHidden)
    assert pane.entry is None


def test_markup_is_text_in_every_part(pane: EntryPane, paths: Paths, qtbot: QtBot) -> None:
    markup = "<img src=/canary><b>bold</b>"
    entry = the_entry(paths, logged(paths, 1)[0])
    assert entry.assessment is not None
    words = replace(entry.interaction, title=markup, project=markup, task=markup, tags=(markup,), tool=markup)
    said = replace(entry.assessment, note=markup, bottleneck=markup)
    _show(pane, replace(entry, interaction=words, assessment=said), qtbot)
    assert _texts(pane)[Field.TITLE] == _texts(pane)[Field.NOTE] == markup
    for label in pane.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
    for edit in pane.findChildren(QPlainTextEdit):
        assert edit.toPlainText() in ("", markup)
    assert "<img\u00a0src=/canary><b>bold</b>" in pane.sheet.facts.text()
