"""What is written for a review: kept, told of the right entries, undone, and purged with its entry."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from aijournal.domain.assessment import Door
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.period import Period
from aijournal.domain.review import OwnWords, PickedItem, ReviewText
from aijournal.errors import AijournalError
from aijournal.journal.content import is_empty
from aijournal.journal.journal import Journal
from aijournal.journal.purge import purge_entries
from aijournal.paths import Paths
from tests.journal.builders import NOW, add, an_exchange
from tests.journal.dumps import dump
from tests.journal.test_purge import holding, open_journal

if TYPE_CHECKING:
    from collections.abc import Callable

WORD = "xylophonequartz"


def log(journal: Journal, title: str, project: str = "shop", days: int = 0) -> int:
    line = EntryLine(title, project=project, started_at=NOW - timedelta(days=days))
    return journal.log(line, NOW, Door.QUICK_LOG).interaction.id


def tell(journal: Journal, number: int, situation: str = "It was stuck") -> PickedItem:
    item = PickedItem(
        journal.review.pick(number, NOW), situation, "Found it", "Checked it", "Done", "https://x.example"
    )
    journal.review.write(item, NOW)
    return item


def test_items_come_in_the_order_in_which_they_were_picked(journal: Journal) -> None:
    first, second = log(journal, "first", days=9), log(journal, "second")
    told = [tell(journal, number, f"item {number}") for number in (second, first)]
    words = journal.review.of(EVERYTHING)
    assert [one.item for one in words.picked] == told
    assert [(one.number, one.title) for one in words.picked] == [(second, "second"), (first, "first")]
    assert words.picked[1].day == NOW.date() - timedelta(days=9)
    assert words.told == OwnWords(tuple(told))


def test_two_items_change_places_and_back_again(journal: Journal) -> None:
    told = [tell(journal, log(journal, title), title) for title in ("first", "second", "third")]
    before = dump(journal)
    journal.review.exchange(told[2].uid, told[0].uid, NOW)
    assert [one.item for one in journal.review.of(EVERYTHING).picked] == [told[2], told[1], told[0]]
    after = dump(journal)
    assert journal.undo() == "Ordered the review anew"
    assert dump(journal) == before
    assert journal.redo() == "Ordered the review anew"
    assert dump(journal) == after
    with pytest.raises(AijournalError, match="told of no more"):
        journal.review.exchange(told[2].uid, "gone", NOW)
    assert dump(journal) == after


def test_only_items_of_the_entries_that_are_meant_are_told(journal: Journal) -> None:
    tell(journal, log(journal, "here"))
    tell(journal, log(journal, "other project", project="maps"))
    tell(journal, log(journal, "long ago", days=100))
    recent = Period(NOW.date() - timedelta(days=7), None)
    words = journal.review.of(EntryFilter(project="shop", period=recent))
    assert ([one.title for one in words.picked], words.others) == (["here"], 2)
    assert len(journal.review.of(EVERYTHING).picked) == 3


def test_texts_are_kept_and_an_empty_one_is_none(journal: Journal) -> None:
    for kind in ReviewText:
        journal.review.say(kind, f"said of {kind}", NOW)
    words = journal.review.of(EVERYTHING)
    assert (words.changed, words.learned, words.next) == (
        "said of changed",
        "said of learned",
        "said of next",
    )
    journal.review.say(ReviewText.NEXT, " ", NOW)
    assert journal.review.of(EVERYTHING).next == ""


def test_every_change_can_be_taken_back_and_done_again(journal: Journal) -> None:
    number = log(journal, "one")
    states = [dump(journal)]
    uid = journal.review.pick(number, NOW)
    acts: tuple[Callable[[], object], ...] = (
        lambda: journal.review.write(PickedItem(uid, "It was stuck"), NOW),
        lambda: journal.review.say(ReviewText.LEARNED, "a", NOW),
        lambda: journal.review.say(ReviewText.LEARNED, "b", NOW),
        lambda: journal.review.say(ReviewText.LEARNED, "", NOW),
        lambda: journal.kept_names.add("Quillwort", NOW),
        lambda: journal.kept_names.remove("Quillwort", NOW),
        lambda: journal.review.drop(uid, NOW),
    )
    states.append(dump(journal))
    for act in acts:
        act()
        states.append(dump(journal))
    for state in reversed(states[:-1]):
        assert journal.undo() is not None
        assert dump(journal) == state
    for state in states[1:]:
        assert journal.redo() is not None
        assert dump(journal) == state


def test_picking_or_saying_the_same_again_changes_nothing(journal: Journal) -> None:
    item = tell(journal, log(journal, "one"))
    journal.review.say(ReviewText.NEXT, "more", NOW)
    before, label = dump(journal), "Wrote for the review"
    journal.review.pick(1, NOW)
    journal.review.write(item, NOW)
    journal.review.say(ReviewText.NEXT, "more", NOW)
    assert dump(journal) == before
    assert journal.undo() == label


def test_what_is_gone_is_said(journal: Journal) -> None:
    with pytest.raises(AijournalError, match="deleted elsewhere"):
        journal.review.pick(77, NOW)
    with pytest.raises(AijournalError, match="put out of the review elsewhere"):
        journal.review.drop("u", NOW)
    with pytest.raises(AijournalError, match="put out of the review elsewhere"):
        journal.review.write(PickedItem("u"), NOW)


def test_an_item_rests_while_its_entry_is_in_the_trash(journal: Journal) -> None:
    number = log(journal, "one")
    tell(journal, number)
    journal.trash.delete([number], NOW)
    words = journal.review.of(EVERYTHING)
    assert (words.picked, words.others) == ((), 1)
    journal.undo()
    assert len(journal.review.of(EVERYTHING).picked) == 1
    journal.trash.delete([number], NOW)
    journal.trash.empty(NOW, older_than=timedelta(0))
    assert journal.review.of(EVERYTHING).others == 0


def test_an_item_goes_on_with_the_entry_that_its_own_became_a_part_of(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW - timedelta(days=2)))
    add(journal, an_exchange(2, NOW - timedelta(days=1), conversation_id="c-2"))
    later, earlier = journal.numbers(EVERYTHING)
    item = tell(journal, later)
    journal.reshaping.merge([earlier, later], NOW)
    (picked,) = journal.review.of(EVERYTHING).picked
    assert (picked.item, picked.number) == (item, earlier)


def test_an_entry_is_purged_with_what_was_told_of_it(paths: Paths) -> None:
    with open_journal(paths) as journal:
        number = log(journal, "one")
        tell(journal, number, WORD)
        tell(journal, number, f"{WORD} again")
        journal.undo()
        tell(journal, log(journal, "two"), "Something else")
    assert holding(paths.data)
    with open_journal(paths) as journal:
        purge_entries(journal.trash, paths, [number])
    assert not holding(paths.data)
    with open_journal(paths) as journal:
        assert [one.item.situation for one in journal.review.of(EVERYTHING).picked] == ["Something else"]


def test_names_are_one_however_they_are_spelled(journal: Journal) -> None:
    for name in ("Quillwort AG", "  acme   "):
        journal.kept_names.add(name, NOW)
    assert journal.kept_names.all() == ("acme", "Quillwort AG")
    for name in ("quillwort-ag", "ACME"):
        with pytest.raises(AijournalError, match="in the list"):
            journal.kept_names.add(name, NOW)
    with pytest.raises(AijournalError, match="empty"):
        journal.kept_names.add(" ", NOW)


def test_words_alone_are_worth_a_backup(paths: Paths) -> None:
    with open_journal(paths) as journal:
        assert is_empty(journal._db.conn)
        journal.kept_names.add("Quillwort", NOW)
        assert not is_empty(journal._db.conn)


def test_what_is_told_of_days_that_nobody_worked_is_nothing(journal: Journal) -> None:
    assert journal.review.of(EntryFilter(period=Period(date(2020, 1, 1), date(2020, 1, 2)))).picked == ()
