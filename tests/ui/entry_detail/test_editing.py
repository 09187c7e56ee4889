"""Typed words become acts that can be undone; nothing that was typed is lost."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2 as sqlite

from aijournal.domain.assessment import Accepted, Door, LeftMe, Motive, Need, Outcome, Quality
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.editing import EntryEditing
from aijournal.ui.journal_thread import JournalThread
from tests.ui.journal_stage import logged, the_entry
from tests.ui.stage import CLOCK, NOW, with_journal


@pytest.fixture
def numbers(paths: Paths) -> list[int]:
    return logged(paths, 3)


@pytest.fixture
def editing(thread: JournalThread, numbers: list[int], paths: Paths) -> Iterator[EntryEditing]:
    """Return an editing that has turned to the second entry, which nobody judged."""
    editing = EntryEditing(thread, CLOCK, DraftKeeper(thread, CLOCK, thread))
    editing.begin(the_entry(paths, numbers[1]))
    yield editing
    editing.deleteLater()


def _saved(editing: EntryEditing, qtbot: QtBot) -> str:
    with qtbot.waitSignal(editing.said) as said:
        editing.save()
    words, can_undo = said.args
    assert can_undo is True
    return str(words)


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        (Field.TITLE, "another title", "Changed the title."),
        (Field.PROJECT, "attic", "Changed the project."),
        (Field.TASK, "review", "Changed the task type."),
        (Field.TAGS, "ci, late", "Changed the tags."),
        (Field.NOTE, "to be read again", "Changed the note."),
        (Field.MINUTES, "1h", "Net minutes: +1 h."),
    ],
)
def test_a_field_is_saved_told_and_taken_back(
    editing: EntryEditing,
    numbers: list[int],
    paths: Paths,
    qtbot: QtBot,
    *,
    field: Field,
    text: str,
    told: str,
) -> None:
    before = the_entry(paths, numbers[1])
    editing.type(field, text)
    assert _saved(editing, qtbot) == told
    after = the_entry(paths, numbers[1])
    assert after != before
    assert editing.entry == after
    assert editing.text(field) in (text, "60")
    with_journal(paths, Journal.undo)
    assert the_entry(paths, numbers[1]) == before


def test_several_words_are_one_act(
    editing: EntryEditing, numbers: list[int], paths: Paths, qtbot: QtBot
) -> None:
    editing.type(Field.TITLE, "both")
    editing.type(Field.TAGS, "x")
    assert _saved(editing, qtbot) == "Changed the entry."
    with_journal(paths, Journal.undo)
    entry = the_entry(paths, numbers[1]).interaction
    assert (entry.title, entry.tags) == ("entry 1", ())


def test_what_is_as_it_was_is_no_act(editing: EntryEditing, qtbot: QtBot) -> None:
    editing.type(Field.TITLE, "x")
    editing.type(Field.TITLE, "entry 1")
    editing.type(Field.PROJECT, "maps ")
    with qtbot.assertNotEmitted(editing.said, wait=50):
        editing.save()
    assert editing.text(Field.PROJECT) == "maps"


def test_turning_to_another_entry_saves(
    editing: EntryEditing, numbers: list[int], paths: Paths, qtbot: QtBot
) -> None:
    editing.type(Field.TITLE, "typed and left")
    with qtbot.waitSignal(editing.said):
        editing.begin(the_entry(paths, numbers[2]))
    assert editing.text(Field.TITLE) == "entry 2"
    assert the_entry(paths, numbers[1]).interaction.title == "typed and left"


def test_what_makes_no_sense_is_kept_until_its_entry_is_opened_again(
    editing: EntryEditing, numbers: list[int], paths: Paths, qtbot: QtBot
) -> None:
    editing.type(Field.MINUTES, "soon")
    with qtbot.waitSignal(editing.said) as said:
        editing.begin(the_entry(paths, numbers[2]))
    assert said.args == ["Minutes are written like 25, 1h or -10.", False]
    assert editing.text(Field.MINUTES) == ""
    editing.begin(the_entry(paths, numbers[1]))
    assert editing.text(Field.MINUTES) == "soon"
    assert the_entry(paths, numbers[1]).assessment is None


def test_a_note_is_saved_even_beside_minutes_that_make_no_sense(
    editing: EntryEditing, numbers: list[int], paths: Paths, qtbot: QtBot
) -> None:
    editing.type(Field.MINUTES, "soon")
    editing.type(Field.NOTE, "a note")
    with qtbot.waitSignals([editing.said, editing.said]):
        editing.save()
    said = the_entry(paths, numbers[1]).assessment
    assert said is not None
    assert (said.note, said.net_minutes) == ("a note", None)
    assert editing.text(Field.MINUTES) == "soon"


def test_minutes_and_note_can_be_emptied(
    editing: EntryEditing, numbers: list[int], paths: Paths, qtbot: QtBot
) -> None:
    editing.type(Field.MINUTES, "20")
    _saved(editing, qtbot)
    editing.type(Field.NOTE, "not for long")
    _saved(editing, qtbot)
    editing.type(Field.NOTE, " ")
    assert _saved(editing, qtbot) == "Changed the note."
    said = the_entry(paths, numbers[1]).assessment
    assert said is not None
    assert (said.net_minutes, said.note) == (20.0, None)
    editing.type(Field.MINUTES, "")
    assert _saved(editing, qtbot) == "Left open: net minutes."
    assert the_entry(paths, numbers[1]).assessment is None
    with_journal(paths, Journal.undo)
    said = the_entry(paths, numbers[1]).assessment
    assert said is not None
    assert said.net_minutes == 20.0


def test_blanks_in_an_open_field_are_no_act(editing: EntryEditing, qtbot: QtBot) -> None:
    editing.type(Field.REWORK, "  ")
    with qtbot.assertNotEmitted(editing.said, wait=50):
        editing.save()
    assert editing.text(Field.REWORK) == ""


@pytest.mark.parametrize(
    ("field", "text", "name", "value", "told"),
    [
        (Field.ACCEPTED, "as_is", "accepted", Accepted.AS_IS, "Kept: as is."),
        (Field.QUALITY, "better", "quality", Quality.BETTER, "Result: better."),
        (Field.AGAIN, "no", "would_do_again", False, "Again: no."),
        (Field.NEW_WORK, "yes", "is_new_work", True, "New work: yes."),
        (Field.MOTIVE, "counted", "motive", Motive.COUNTED, "Why with AI: to be counted."),
        (Field.LEFT_ME, "drained", "left_me", LeftMe.DRAINED, "Left you: drained."),
        (Field.BOTTLENECK, " flaky  builds ", "bottleneck", "flaky builds", "Bottleneck: flaky builds."),
        (Field.UNBLOCKED, "the release", "unblocked", "the release", "Unblocked: the release."),
        (Field.UNAIDED, "1h 30m", "unaided_minutes", 90.0, "Without AI: 1 h 30."),
        (Field.REWORK, "0", "rework_minutes", 0.0, "Rework: 0 min."),
        (Field.FORECAST_WITHOUT, "60", "forecast_without_minutes", 60.0, "Forecast without AI: 1 h."),
        (Field.FORECAST_WITH, "20m", "forecast_with_minutes", 20.0, "Forecast with AI: 20 min."),
        (Field.CONFIDENCE, "80 %", "confidence", 0.8, "Sure: 80 %."),
        (Field.USEFUL, "7", "useful_exchange_id", 7, "Marked: enough after this exchange."),
    ],
)
def test_an_answer_of_the_long_form_is_one_act_that_can_be_undone(
    editing: EntryEditing,
    numbers: list[int],
    paths: Paths,
    qtbot: QtBot,
    *,
    field: Field,
    text: str,
    name: str,
    value: object,
    told: str,
) -> None:
    with qtbot.waitSignal(editing.said) as said:
        editing.choose(field, text)
    assert said.args == [told, True]
    assert getattr(the_entry(paths, numbers[1]).assessment, name) == value
    with_journal(paths, Journal.undo)
    assert the_entry(paths, numbers[1]).assessment is None


def test_the_chosen_answer_again_takes_it_back_and_leaves_the_others(
    editing: EntryEditing, numbers: list[int], paths: Paths, qtbot: QtBot
) -> None:
    with qtbot.waitSignals([editing.said, editing.said]):
        editing.choose(Field.QUALITY, "better")
        editing.choose(Field.AGAIN, "yes")
    with qtbot.waitSignal(editing.said) as said:
        editing.choose(Field.QUALITY, "better")
    assert said.args == ["Left open: result.", True]
    assert editing.text(Field.QUALITY) == ""
    judged = the_entry(paths, numbers[1]).assessment
    assert judged is not None
    assert (judged.quality, judged.would_do_again, judged.door) == (None, True, Door.DETAIL)


def test_an_answer_pressed_twice_at_once_is_open_again(
    editing: EntryEditing, numbers: list[int], paths: Paths, qtbot: QtBot
) -> None:
    with qtbot.waitSignals([editing.said, editing.said]):
        editing.choose(Field.MOTIVE, "chose")
        editing.choose(Field.MOTIVE, "chose")
    assert the_entry(paths, numbers[1]).assessment is None


def test_an_answer_leaves_alone_what_is_being_typed_elsewhere(
    editing: EntryEditing, numbers: list[int], paths: Paths, qtbot: QtBot
) -> None:
    editing.type(Field.REWORK, "soon")
    with qtbot.waitSignal(editing.said) as said:
        editing.choose(Field.LEFT_ME, "same")
    assert said.args == ["Left you: same.", True]
    assert editing.text(Field.REWORK) == "soon"
    judged = the_entry(paths, numbers[1]).assessment
    assert judged is not None
    assert judged.left_me is LeftMe.SAME


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        (Field.REWORK, "-10", "Minutes are written like 25 or 1h."),
        (Field.FORECAST_WITH, "an hour", "Minutes are written like 25 or 1h."),
        (Field.CONFIDENCE, "0.8", "How sure you are is written in percent, like 80."),
        (Field.CONFIDENCE, "101", "How sure you are is written in percent, like 80."),
    ],
)
def test_an_answer_that_makes_no_sense_is_kept_and_explained(
    editing: EntryEditing,
    numbers: list[int],
    paths: Paths,
    qtbot: QtBot,
    *,
    field: Field,
    text: str,
    told: str,
) -> None:
    editing.type(field, text)
    with qtbot.waitSignal(editing.said) as said:
        editing.save()
    assert said.args == [told, False]
    assert editing.text(field) == text
    assert the_entry(paths, numbers[1]).assessment is None


def test_a_verdict_is_one_act_each(
    editing: EntryEditing, numbers: list[int], paths: Paths, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(editing.said) as said:
        editing.give_outcome(Outcome.HURT)
    assert said.args == ["Judged “hurt”.", True]
    with qtbot.waitSignal(editing.said) as said:
        editing.give_need(Need.KNEW)
    assert said.args == ["Judged “knew the answer”.", True]
    judged = the_entry(paths, numbers[1]).assessment
    assert judged is not None
    assert (judged.outcome, judged.need, judged.door) == (Outcome.HURT, Need.KNEW, Door.DETAIL)
    with_journal(paths, Journal.undo)
    judged = the_entry(paths, numbers[1]).assessment
    assert judged is not None
    assert (judged.outcome, judged.need) == (Outcome.HURT, None)


def test_the_same_verdict_again_is_no_act(editing: EntryEditing, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editing.said):
        editing.give_outcome(Outcome.HELPED)
    with qtbot.waitSignal(editing.said):
        editing.give_need(Need.SLOWER)
    with qtbot.assertNotEmitted(editing.said, wait=50):
        editing.give_outcome(Outcome.HELPED)
        editing.give_need(Need.SLOWER)


def test_a_revised_verdict_keeps_the_door_by_which_it_came(
    thread: JournalThread, numbers: list[int], paths: Paths, qtbot: QtBot
) -> None:
    judged = the_entry(paths, numbers[0])
    assert judged.assessment is not None
    editing = EntryEditing(thread, CLOCK, DraftKeeper(thread, CLOCK, thread))
    editing.begin(judged)
    with qtbot.waitSignal(editing.said):
        editing.give_outcome(Outcome.HURT)
    revised = the_entry(paths, numbers[0]).assessment
    assert revised is not None
    assert (revised.outcome, revised.net_minutes, revised.door) == (Outcome.HURT, 15.0, Door.QUICK_LOG)
    editing.deleteLater()


def test_what_changed_elsewhere_comes_into_the_fields_but_not_over_what_is_typed(
    editing: EntryEditing, numbers: list[int], paths: Paths
) -> None:
    editing.type(Field.TITLE, "being typed")
    words = the_entry(paths, numbers[1])
    elsewhere = with_journal(paths, lambda journal: journal.set_task(numbers[1], "review", NOW))
    assert words != elsewhere
    editing.begin(elsewhere)
    assert (editing.text(Field.TITLE), editing.text(Field.TASK)) == ("being typed", "review")


def test_two_acts_in_a_row_do_not_undo_one_another(
    editing: EntryEditing, numbers: list[int], paths: Paths, qtbot: QtBot
) -> None:
    editing.type(Field.TITLE, "first")
    editing.save()
    assert editing.text(Field.TITLE) == "first"
    editing.type(Field.TAGS, "second")
    with qtbot.waitSignals([editing.said, editing.said]):
        editing.save()
    entry = the_entry(paths, numbers[1]).interaction
    assert (entry.title, entry.tags) == ("first", ("second",))


def test_giving_up_puts_back_what_was_there(editing: EntryEditing, qtbot: QtBot) -> None:
    editing.type(Field.TITLE, "a slip")
    with qtbot.waitSignal(editing.entry_changed):
        editing.forget(Field.TITLE)
    assert editing.text(Field.TITLE) == "entry 1"
    with qtbot.assertNotEmitted(editing.said, wait=50):
        editing.save()


def test_what_the_journal_refuses_stands_in_its_field_again(
    editing: EntryEditing, numbers: list[int], paths: Paths, qtbot: QtBot
) -> None:
    other = sqlite.connect(str(paths.journal), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # as another program would that writes for long
    editing.type(Field.TITLE, "refused")
    with qtbot.waitSignal(editing.failed, timeout=15_000):
        editing.save()
    other.execute("ROLLBACK")
    other.close()
    assert editing.text(Field.TITLE) == "refused"
    assert _saved(editing, qtbot) == "Changed the title."
    assert the_entry(paths, numbers[1]).interaction.title == "refused"


def test_what_is_refused_after_leaving_waits_for_its_entry(
    editing: EntryEditing, numbers: list[int], paths: Paths, qtbot: QtBot
) -> None:
    second, third = the_entry(paths, numbers[1]), the_entry(paths, numbers[2])
    editing.begin(third)
    with_journal(paths, Journal.undo)  # it was logged last, so that it is gone now
    editing.type(Field.TITLE, "refused")
    with qtbot.waitSignal(editing.failed):
        editing.begin(second)
    assert editing.text(Field.TITLE) == "entry 1"
    editing.begin(third)
    assert editing.text(Field.TITLE) == "refused"


def test_without_an_entry_nothing_is_said(thread: JournalThread, qtbot: QtBot) -> None:
    editing = EntryEditing(thread, CLOCK, DraftKeeper(thread, CLOCK, thread))
    with qtbot.assertNotEmitted(editing.said, wait=50):
        editing.begin(None)
        editing.type(Field.TITLE, "x")
        editing.give_outcome(Outcome.HELPED)
        editing.give_need(Need.KNEW)
        editing.save()
    assert editing.text(Field.TITLE) == ""
    editing.deleteLater()
