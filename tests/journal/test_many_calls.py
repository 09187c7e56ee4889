"""Many calls at once: however many a statement holds, each is stored as it was said, once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from aijournal.domain.call_rows import CallRows, row_of
from aijournal.domain.facts import Call
from aijournal.domain.tokens import TokenUsage
from aijournal.journal.journal import Journal
from aijournal.pricing import PROMPT_STEPS, prompt_step
from tests.journal.builders import MODEL, NOW, a_call, add, an_exchange
from tests.journal.dumps import assert_sums_fit

_STORED = """
SELECT
  call.native_id, at, name, is_sidechain, input_tokens, cache_write_tokens, cache_read_tokens,
  output_tokens, cache_write_1h_tokens, reasoning_tokens, output_is_lower_bound
FROM call JOIN model ON model.id = model_id WHERE call.source = 'claude-code' ORDER BY call.native_id
"""


def _usage(number: int) -> TokenUsage:
    read = None if number % 3 == 0 else 3 * number
    return TokenUsage(number, 2 * number, read, 5 * number, number, None, number % 2 == 0)


def _calls(numbers: Iterable[int]) -> tuple[Call, ...]:
    """Return calls that differ in all they say, and in what they leave out."""
    return tuple(
        a_call(
            f"msg_{number * 7919 % 1000:03}-{number}",
            NOW + timedelta(milliseconds=number),
            usage=_usage(number),
            model=f"{MODEL}-{number % 4}",
            is_sidechain=number % 5 == 0,
        )
        for number in numbers
    )


def _row(call: Call) -> tuple[object, ...]:
    usage = call.usage
    at = int((call.at - NOW) / timedelta(milliseconds=1)) + int(NOW.timestamp()) * 1000
    return (
        call.native_id, at, call.model, int(call.is_sidechain), usage.input_tokens, usage.cache_write_tokens,
        usage.cache_read_tokens, usage.output_tokens, usage.cache_write_1h_tokens, usage.reasoning_tokens,
        int(usage.output_is_lower_bound),
    )  # fmt: skip


def _in_rows(calls: tuple[Call, ...]) -> CallRows:
    return CallRows(tuple(map(row_of, calls)))


def test_rows_are_stored_as_calls_are(journal: Journal) -> None:
    calls = _calls(range(70))
    add(journal, replace(an_exchange(1, NOW), calls=calls[:10]))  # which come again, as rows

    added = add(journal, replace(an_exchange(1, NOW), calls=_in_rows(calls)))

    assert added.calls_new == 60
    assert journal._db.execute(_STORED).fetchall() == sorted(map(_row, calls))
    assert_sums_fit(journal)


def test_the_rollup_knows_how_long_prompts_are(journal: Journal) -> None:
    sizes = sorted({size + more for size in (1, *PROMPT_STEPS) for more in (-1, 0, 1)})
    calls = tuple(a_call(f"msg_{size}", NOW, usage=TokenUsage(size, 0, 0, 1)) for size in sizes)

    add(journal, replace(an_exchange(1, NOW), calls=_in_rows(calls)))

    found = journal._db.execute("SELECT prompt_step, sum(calls) FROM token_slot GROUP BY 1 ORDER BY 1")
    assert found.fetchall() == sorted(Counter(map(prompt_step, sizes)).items())


@pytest.mark.parametrize("count", [1, 2, 63, 64, 65, 66, 129, 200])
def test_each_of_many_calls_is_stored_as_it_was_said(journal: Journal, count: int) -> None:
    calls = _calls(range(count))

    added = add(journal, replace(an_exchange(1, NOW), calls=calls))

    assert added.calls_new == count
    assert journal._db.execute(_STORED).fetchall() == sorted(map(_row, calls))
    assert_sums_fit(journal)


def test_calls_that_are_known_are_written_anew_among_many_that_are_not(journal: Journal) -> None:
    add(journal, replace(an_exchange(1, NOW), calls=_calls(range(0, 300, 3))))
    settled = [
        replace(one, usage=replace(one.usage, output_is_lower_bound=False)) for one in _calls(range(300))
    ]

    added = add(journal, replace(an_exchange(1, NOW), calls=tuple(settled)))

    assert (added.calls_new, added.calls_completed) == (200, 50)
    assert journal._db.execute(_STORED).fetchall() == sorted(map(_row, settled))
    assert_sums_fit(journal)


def test_calls_of_an_exchange_that_turns_out_to_be_of_another_project_are_summed_there(
    journal: Journal,
) -> None:
    at = NOW - timedelta(hours=2)
    add(journal, an_exchange(1, at, project="maps"))
    add(journal, an_exchange(1, at, project="shop"), an_exchange(2, at, project="shop"))
    assert journal.checks.full().findings == ()
