"""Rows of calls say what the calls say."""

from datetime import UTC, datetime

from aijournal.domain.call_rows import CallRows, call_of, native_id_of, row_of, told_and_repeated
from aijournal.domain.facts import Call
from aijournal.domain.tokens import TokenUsage

AT = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
FULL = Call(
    native_id="msg_1",
    at=AT,
    usage=TokenUsage(1, 2, 3, 4, 5, 6, output_is_lower_bound=True),
    model="claude-opus-4-5",
    provider="anthropic",
    is_sidechain=True,
    earlier_outputs=(1, 2),
    repeats=7,
)
BARE = Call("msg_2", AT, TokenUsage())
EXTRA = Call("msg_1:advisor:0", AT, TokenUsage(output_tokens=8), is_extra=True, repeats=2)


def test_a_row_tells_all_of_a_call() -> None:
    for call in (FULL, BARE, EXTRA):
        again = call_of(row_of(call))
        assert again == call
        assert (again.earlier_outputs, again.repeats) == (call.earlier_outputs, call.repeats)
        assert native_id_of(row_of(call)) == call.native_id


def test_rows_are_a_sequence_of_calls() -> None:
    rows = CallRows((row_of(FULL), row_of(BARE), row_of(EXTRA)))
    assert list(rows) == [FULL, BARE, EXTRA]
    assert (len(rows), rows[1]) == (3, BARE)
    assert list(rows[-2:]) == [BARE, EXTRA]
    assert rows == (FULL, BARE, EXTRA)
    assert rows == CallRows(rows.rows)
    assert hash(rows) == hash((FULL, BARE, EXTRA))
    assert rows != (FULL, BARE)
    assert repr(rows[:1]) == repr((FULL,))
    assert not CallRows(())


def test_rows_count_records() -> None:
    assert told_and_repeated([row_of(call) for call in (FULL, BARE, EXTRA)]) == (4, 7)
