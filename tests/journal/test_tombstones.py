"""Deleted stays deleted: no log, no fork and no copy brings back what was deleted."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.facts import ExchangeKind
from aijournal.journal.journal import Journal
from tests.journal.builders import NOW, a_call, add, an_exchange
from tests.journal.dumps import assert_sums_fit, dump

AT = NOW - timedelta(hours=5)
LATER = NOW - timedelta(hours=1)


def delete_first(journal: Journal) -> None:
    """Delete the oldest entry, and empty the trash: the tombstones alone are left of it."""
    oldest = journal.entries(EVERYTHING, NOW, 100).rows[-1].interaction.id
    journal.trash.delete([oldest], NOW)
    journal.trash.empty(NOW, older_than=timedelta(0))


def test_a_log_read_again_brings_nothing_back_and_every_record_is_accounted_for(journal: Journal) -> None:
    work = [an_exchange(1, AT), an_exchange(2, LATER)]
    add(journal, *work)
    delete_first(journal)
    before = dump(journal)
    again = add(journal, *work)
    assert (again.records, again.imported, again.duplicates, again.ignored) == (6, 0, 3, 3)
    assert dump(journal) == before


def test_a_fork_brings_back_nothing_but_what_is_new_in_it(journal: Journal) -> None:
    """A fork is a copy under another conversation, without prompt groups, that then goes on."""
    original = [an_exchange(1, AT), an_exchange(2, AT + timedelta(minutes=5))]
    add(journal, *original)
    delete_first(journal)
    copies = [replace(one, conversation_id="c-fork", prompt_group=None) for one in original]
    added = add(journal, *copies, an_exchange(3, LATER, conversation_id="c-fork"))
    assert (added.records, added.imported, added.ignored) == (9, 3, 6)
    (entry,) = journal.entries(EVERYTHING, NOW, 10).rows
    assert (entry.interaction.exchanges, entry.interaction.calls) == (1, 2)
    assert_sums_fit(journal)


def test_a_call_does_not_come_back_under_another_exchange(journal: Journal) -> None:
    """The call was seen in a run before, which would own it but for the person's exchange."""
    call = a_call("msg_1_0", AT)
    add(journal, an_exchange(1, AT, calls=2))
    delete_first(journal)
    run = an_exchange(8, AT, calls=0, kind=ExchangeKind.RUN, conversation_id="c-run", prompt_records=0)
    only_copies = add(journal, replace(run, calls=(call,)))
    assert (only_copies.records, only_copies.ignored, only_copies.exchanges_new) == (1, 1, 0)
    with_own = add(journal, replace(run, calls=(call, a_call("msg_8", AT))))
    assert (with_own.imported, with_own.ignored, with_own.calls_new) == (1, 1, 1)
    assert journal.totals(EVERYTHING).total.calls == 1
    assert_sums_fit(journal)


def test_a_copy_of_which_every_call_was_deleted_leaves_its_prompt_out_as_well(journal: Journal) -> None:
    add(journal, an_exchange(1, AT))
    delete_first(journal)
    copy = replace(an_exchange(1, AT), native_id="u-copy", conversation_id="c-copy")
    added = add(journal, copy)
    assert (added.records, added.imported, added.ignored) == (3, 0, 3)
    assert journal.entries(EVERYTHING, NOW, 10).rows == ()


def test_deleting_a_fork_leaves_the_original(journal: Journal) -> None:
    add(journal, an_exchange(1, AT))
    add(journal, replace(an_exchange(1, AT), conversation_id="c-fork", prompt_group=None))
    add(journal, an_exchange(2, LATER, conversation_id="c-fork"))
    fork = journal.entries(EVERYTHING, NOW, 10).rows[0].interaction.id
    journal.trash.delete([fork], NOW)
    assert journal.totals(EVERYTHING).total.calls == 2
    assert add(journal, an_exchange(1, AT)).duplicates == 3
    assert_sums_fit(journal)


def test_a_call_that_rides_on_anothers_record_is_no_record(journal: Journal) -> None:
    extra = a_call("msg_extra", AT, is_extra=True)
    one = an_exchange(1, AT)
    work = replace(one, calls=(*one.calls, extra))
    add(journal, work)
    delete_first(journal)
    again = add(journal, work)
    assert again.ignored == 3
    assert again.calls_new == 0


def test_the_same_native_id_of_another_source_is_another_exchange(journal: Journal) -> None:
    add(journal, an_exchange(1, AT))
    delete_first(journal)
    digests = {row[0] for row in journal._db.execute("SELECT hash FROM tombstone")}
    assert len(digests) == 3
    assert {len(digest) for digest in digests} == {16}
    other = replace(an_exchange(1, AT), source="codex")
    (sifted,) = journal.imports._facts._tombstones.sift([[other]])
    assert (list(sifted.sightings), sifted.left_out) == ([other], 0)


def test_tombstones_tell_nothing_without_the_journals_secret(journal: Journal) -> None:
    add(journal, an_exchange(1, AT))
    delete_first(journal)
    first = dump(journal)["tombstone"]
    journal._db.execute("DELETE FROM tombstone")
    journal._db.execute("UPDATE journal_key SET secret = randomblob(32)")
    add(journal, an_exchange(1, AT))
    delete_first(journal)
    assert not set(first) & set(dump(journal)["tombstone"])


@pytest.mark.parametrize("is_undone", [True, False])
def test_what_was_left_out_is_read_once_the_deletion_is_undone(journal: Journal, *, is_undone: bool) -> None:
    """The exchange went on while it was in the trash: its log must be read from its start again."""
    log = Path("/logs/one.jsonl")
    add(journal, an_exchange(1, AT, calls=2))
    add(journal, an_exchange(2, LATER, calls=1))
    oldest = journal.entries(EVERYTHING, NOW, 10).rows[-1].interaction.id
    journal.trash.delete([oldest], NOW)
    before = journal.imports.files_read("claude-code")[log]
    grown = an_exchange(1, AT, calls=3)
    assert add(journal, grown).ignored == 4
    assert journal.imports.files_read("claude-code")[log].bookmark.offset > 0
    if is_undone:
        journal.undo()
    else:
        journal.trash.restore(journal.trash.contents()[0].id, NOW)
    after = journal.imports.files_read("claude-code")[log]
    assert (after.size, after.bookmark.offset, after.bookmark.line) == (-1, 0, 0)
    assert before.size > 0
    assert add(journal, grown).calls_new == 1
    assert_sums_fit(journal)


def test_undoing_a_deletion_has_nothing_read_again_that_was_not_left_out(journal: Journal) -> None:
    add(journal, an_exchange(1, AT))
    before = journal.imports.files_read("claude-code")
    journal.trash.delete([journal.entries(EVERYTHING, NOW, 10).rows[0].interaction.id], NOW)
    journal.undo()
    assert journal.imports.files_read("claude-code") == before
