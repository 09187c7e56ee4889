"""What tools charge in units of their own: kept beside the tokens, through all that rows go through."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from aijournal.domain.entry import EntryDetail
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.facts import Call, Charge, Exchange
from aijournal.domain.period import Period
from aijournal.domain.tokens import TokenUsage
from aijournal.domain.totals import GroupBy
from aijournal.journal.charges import charges_of, charges_text
from aijournal.journal.connection import writing
from aijournal.journal.journal import Journal
from aijournal.journal.purge import purge_entries
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW, add, an_exchange
from tests.journal.dumps import assert_sums_fit, dump


def credit(amount: str) -> Charge:
    return Charge(Decimal(amount), "credit")


REQUEST = Charge(Decimal(1), "request")
TURNS = ((credit("0.11"),), (credit("0.31"), REQUEST), ())


def charged_work(*turns: tuple[Charge, ...]) -> Exchange:
    """Return a prompt answered by a call a turn, of whose tokens nothing is said."""
    calls = tuple(
        Call(f"turn_{place}", NOW + timedelta(seconds=place), TokenUsage(), "auto", charges=charges)
        for place, charges in enumerate(turns or TURNS)
    )
    return replace(an_exchange(1, NOW - timedelta(minutes=9)), calls=calls)


def detail(journal: Journal) -> EntryDetail:
    (row,) = journal.entries(EVERYTHING, NOW, 10).rows
    found = journal.entry(row.interaction.id, NOW)
    assert found is not None
    return found


def kept(journal: Journal, table: str = "call") -> list[str | None]:
    rows = journal._db.execute(f"SELECT charges FROM {table} ORDER BY native_id")  # noqa: S608 - a name
    return [text for (text,) in rows]


def test_charges_are_read_as_they_were_told(journal: Journal) -> None:
    add(journal, charged_work())
    (exchange,) = detail(journal).exchanges
    assert tuple(call.charges for call in exchange.calls) == TURNS
    assert exchange.charges == detail(journal).charges == (credit("0.42"), REQUEST)
    assert kept(journal) == ['[["credit","0.11"]]', '[["credit","0.31"],["request","1"]]', None]


def test_charges_are_summed_for_whom_they_are_asked(journal: Journal) -> None:
    add(journal, charged_work())
    earlier = charged_work((credit("0.1"),), (credit("0.1"),))
    at = NOW - timedelta(days=3)
    add(
        journal,
        replace(
            earlier,
            native_id="p-earlier",
            conversation_id="earlier",
            started_at=at,
            ended_at=at,
            calls=tuple(replace(call, native_id=f"e-{call.native_id}", at=at) for call in earlier.calls),
        ),
    )
    table = journal.charges(EVERYTHING, GroupBy.DAY)
    assert table.total == (credit("0.62"), REQUEST)
    assert [table.of(day) for day in sorted(filter(None, table.groups))] == [
        (credit("0.2"),),
        (credit("0.42"), REQUEST),
    ]
    lately = EntryFilter(Period(at.date() + timedelta(days=2), None))
    assert journal.charges(lately).groups == {None: (credit("0.42"), REQUEST)}
    assert journal.charges(EntryFilter(is_rated=True)).total == ()
    assert journal.charges(EntryFilter(is_rated=False), GroupBy.SOURCE).of("claude-code") == table.total
    keys = {row.key for row in journal.totals(EVERYTHING, GroupBy.DAY).rows}
    assert table.groups.keys() <= keys


def test_charges_are_no_tokens(journal: Journal) -> None:
    add(journal, charged_work((Charge(Decimal(9_000), "token"),)))
    one = detail(journal).entry.interaction
    assert (one.usage, one.weighted_tokens, one.calls_without_tokens) == (TokenUsage(), None, 1)
    assert journal.totals(EVERYTHING).total.usage == TokenUsage()


def test_reading_again_brings_nothing_new(journal: Journal) -> None:
    work = charged_work((REQUEST, credit("0.20"), credit("0.1")))
    add(journal, work)
    before = dump(journal)
    again = add(journal, work)
    assert (again.imported, again.calls_new, again.calls_completed) == (0, 0, 0)
    assert dump(journal) == before


def test_a_log_that_grew_charges_more(journal: Journal) -> None:
    add(journal, charged_work(()))
    for amount, completed in (("0.11", 1), ("0.2", 1), ("0.15", 0)):
        added = add(journal, charged_work((credit(amount),)))
        assert (added.imported, added.calls_new, added.calls_completed) == (completed, 0, completed)
    assert detail(journal).charges == (credit("0.2"),)


def test_deleting_and_undoing_bring_charges_back(journal: Journal) -> None:
    add(journal, charged_work())
    before, texts = dump(journal), kept(journal)
    journal.trash.delete([detail(journal).entry.interaction.id], NOW)
    assert (kept(journal), kept(journal, "trash_call")) == ([], texts)
    journal.undo()
    assert dump(journal) == before
    journal.trash.delete([detail(journal).entry.interaction.id], NOW)
    (item,) = journal.trash.contents()
    journal.trash.restore(item.id, NOW)
    assert dump(journal)["call"] == before["call"]
    assert_sums_fit(journal)


def test_purging_leaves_no_byte_of_a_unit(paths: Paths) -> None:
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        add(journal, charged_work((Charge(Decimal(3), "xylophonequartz"),)))
        assert purge_entries(journal.trash, paths, [detail(journal).entry.interaction.id]).is_traceless
    files = list(paths.data.glob("journal.db*"))
    assert files
    assert not any(b"xylophonequartz" in path.read_bytes() for path in files)


def test_a_check_finds_only_what_nobody_wrote(journal: Journal) -> None:
    add(journal, charged_work(), an_exchange(2, NOW))
    assert journal.checks.full().is_sound
    with writing(journal._db):
        journal._db.execute("""UPDATE call SET charges = '[["credit","0.1' WHERE native_id = 'turn_0'""")
        journal._db.execute("UPDATE call SET charges = CAST(x'ff' AS TEXT) WHERE native_id = 'turn_2'")
    (finding,) = journal.checks.full().findings
    assert finding == "What was charged for 2 calls cannot be read any more."


def test_a_damaged_text_says_nothing(journal: Journal) -> None:
    add(journal, charged_work())
    with writing(journal._db):
        journal._db.execute("UPDATE call SET charges = '[[1]]' WHERE native_id = 'turn_0'")
    assert detail(journal).charges == (credit("0.31"), REQUEST)


def test_what_was_charged_is_found_without_looking_at_every_call(journal: Journal) -> None:
    query = "EXPLAIN QUERY PLAN SELECT charges FROM call WHERE charges IS NOT NULL"
    assert "call_charged" in str(journal._db.execute(query).fetchall())


@pytest.mark.parametrize(
    ("charges", "text"),
    [
        ((), None),
        ((REQUEST, credit("0.10")), '[["credit","0.1"],["request","1"]]'),
        ((credit("0.1"), credit("0.02")), '[["credit","0.12"]]'),
        ((credit("1E+3"), Charge(Decimal("0E-9"), "Büro “x”")), '[["Büro “x”","0"],["credit","1000"]]'),
    ],
)
def test_one_content_has_one_text(charges: tuple[Charge, ...], text: str | None) -> None:
    assert charges_text(charges) == text
    assert charges_text(charges_of(text)) == text
    assert charges_text(tuple(reversed(charges))) == text
