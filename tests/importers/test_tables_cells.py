"""Cells of tables: what people and their tools write for numbers, times and verdicts."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.domain.assessment import Need, Outcome
from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.tables import cells
from aijournal.importers.tables.mapping import TimeUnit

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("cell", "has_comma", "number"),
    [
        ("1200", False, "1200"),
        ("1,200", False, "1200"),
        ("1.200", True, "1200"),
        ("1.200,5", True, "1200.5"),
        ("1,200.5", False, "1200.5"),
        ("1 200", False, "1200"),
        ("1\u00a0200\u202f300", False, "1200300"),
        ("1'200", False, "1200"),
        ("12,34,567", False, "1234567"),
        ("5,5", True, "5.5"),
        ("-5.5", False, "-5.5"),
        ("−5,5", True, "-5.5"),
        ("'-5.5", False, "-5.5"),
        ("$0.04", False, "0.04"),
        ("-$3", False, "-3"),
        ("3,20 €", True, "3.20"),
        ("12k", False, "12000"),
        ("1.2M", False, "1200000"),
        ("12.0", False, "12.0"),
        ("1e3", False, "1000"),
        (".5", False, "0.5"),
    ],
)
def test_numbers_however_they_are_written(cell: str, has_comma: bool, number: str) -> None:  # noqa: FBT001  # a case
    assert cells.number(cell, has_decimal_comma=has_comma) == Decimal(number)


@pytest.mark.parametrize("cell", ["", "  ", "-", "–", "n/a", "NULL", "None", "NaN"])
def test_nothing_is_not_zero(cell: str) -> None:
    assert cells.number(cell) is None
    assert cells.tokens(cell) is None
    assert cells.minutes(cell, TimeUnit.MINUTES) is None


@pytest.mark.parametrize(
    "cell", ["1,5", "1.2.3", "many", "٣", "Infinity", "1e400", "9" * 50, "1" + " " * 90 + "2", "k"]
)
def test_what_is_no_number_is_none_of_another_size(cell: str) -> None:
    with pytest.raises(UnusableRecordError, match="an unreadable number"):
        cells.number(cell)


@pytest.mark.parametrize("cell", ["1.5", "-1", "1e13", "x", "1,5"])
def test_tokens_are_whole_and_not_too_many(cell: str) -> None:
    with pytest.raises(UnusableRecordError, match="an impossible number of tokens"):
        cells.tokens(cell)


def test_tokens_as_other_programs_write_them() -> None:
    assert cells.tokens("1.200", has_decimal_comma=True) == 1200
    assert cells.tokens("1200.0") == 1200
    assert cells.tokens("0") == 0


@pytest.mark.parametrize(
    ("cell", "unit", "minutes"),
    [
        ("20", TimeUnit.MINUTES, 20),
        ("90", TimeUnit.SECONDS, 1.5),
        ("1500", TimeUnit.MILLISECONDS, 0.025),
        ("1.5", TimeUnit.HOURS, 90),
        ("20m", TimeUnit.SECONDS, 20),
        ("1h30m", TimeUnit.SECONDS, 90),
        ("1 h 30 min", TimeUnit.SECONDS, 90),
        ("90 s", TimeUnit.MINUTES, 1.5),
        ("2 hours", TimeUnit.MINUTES, 120),
        ("1500 ms", TimeUnit.MINUTES, 0.025),
        ("0:20", TimeUnit.SECONDS, 20),
        ("01:00:30", TimeUnit.SECONDS, 60.5),
        ("-10", TimeUnit.MINUTES, -10),
        ("−10 min", TimeUnit.MINUTES, -10),
        ("+15", TimeUnit.MINUTES, 15),
    ],
)
def test_time_spans(cell: str, unit: TimeUnit, minutes: float) -> None:
    assert cells.minutes(cell, unit) == pytest.approx(minutes)


@pytest.mark.parametrize("cell", ["soon", "1:2:3:4", "999999999", "9999999h", "--5", "1::2"])
def test_time_spans_that_cannot_be(cell: str) -> None:
    with pytest.raises(UnusableRecordError):
        cells.minutes(cell, TimeUnit.MINUTES)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-02T13:05:00Z",
        "2026-03-02 13:05:00 UTC",
        "2026-03-02T14:05:00+01:00",
        "2026-03-02 14:05",
        "02.03.2026 14:05",
        "2.3.2026, 14:05:00",
        "02.03.26 14:05",
        "03/02/2026 02:05 PM",
        "3/2/2026 2:05:00 p.m.",
        "2026/03/02 14:05",
        "2 Mar 2026 14:05",
        "March 2, 2026 at 2:05 PM",
        "Mon, 2 March 2026 14:05",
        "Mon, 02 Mar 2026 13:05:00 GMT",
        "02-Mar-2026 14:05",
        "1772456700",
        "1772456700.0",
        "1772456700000",
        "20260302T140500",
    ],
)
def test_times_however_they_are_written(cell: str) -> None:
    told = cells.moment(cell, BERLIN, is_day_first=False)
    assert (told, told.tzinfo) == (datetime(2026, 3, 2, 13, 5, tzinfo=UTC), UTC)


def test_the_day_may_come_first() -> None:
    assert cells.moment("03/02/2026 10:00", UTC, is_day_first=True) == datetime(2026, 2, 3, 10, tzinfo=UTC)
    assert cells.moment("03/02/2026 10:00", UTC, is_day_first=False) == datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize("cell", ["2026-03-02", "02.03.2026", "2 March 2026", "20260302"])
def test_a_day_alone_is_that_day_at_noon(cell: str) -> None:
    assert cells.moment(cell, BERLIN, is_day_first=True) == datetime(2026, 3, 2, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", "no time"),
        ("-", "no time"),
        ("soon", "an unreadable time"),
        ("31.02.2026", "an unreadable time"),
        ("13/13/2026", "an unreadable time"),
        ("2026-03-02 25:00", "an unreadable time"),
        ("3/2/2026 13:05 PM", "an unreadable time"),
        ("45000.5", "an unreadable time"),
        ("x" * 5_000, "an unreadable time"),
        ("1980-01-01", "an impossible time"),
        ("2200-01-01T00:00:00Z", "an impossible time"),
        ("0001-01-01T00:00:00+14:00", "an impossible time"),
        ("9999-12-31T23:59:59-14:00", "an impossible time"),
        ("500000000", "an impossible time"),
    ],
)
def test_times_that_cannot_be(cell: str, reason: str) -> None:
    with pytest.raises(UnusableRecordError, match=reason):
        cells.moment(cell, UTC, is_day_first=False)


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [
        ("+2", Outcome.HELPED_A_LOT),
        ("2", Outcome.HELPED_A_LOT),
        ("2.0", Outcome.HELPED_A_LOT),
        ("'+1", Outcome.HELPED),
        ("0", Outcome.NO_DIFFERENCE),
        ("±0 no difference", Outcome.NO_DIFFERENCE),
        ("-0", Outcome.NO_DIFFERENCE),
        ("−1 hurt", Outcome.HURT),
        ("-2", Outcome.HURT_A_LOT),
        ("Helped a lot", Outcome.HELPED_A_LOT),
        ("no difference", Outcome.NO_DIFFERENCE),
        ("hurt_a_lot", Outcome.HURT_A_LOT),
        ("unsure", Outcome.UNSURE),
        ("", None),
        ("-", None),
    ],
)
def test_verdicts_as_numbers_or_words(cell: str, outcome: Outcome | None) -> None:
    assert cells.outcome(cell) is outcome


@pytest.mark.parametrize("cell", ["3", "5", "yes", "1.5", "+2 hurt", "great", "-3"])
def test_other_scales_are_no_verdicts(cell: str) -> None:
    with pytest.raises(UnusableRecordError, match="an unreadable verdict"):
        cells.outcome(cell)


def test_needs() -> None:
    assert [
        cells.need(one) for one in ("could_not", "Slower without it", "not needed", "already knew", "")
    ] == [
        Need.COULD_NOT,
        Need.SLOWER,
        Need.NOT_NEEDED,
        Need.KNEW,
        None,
    ]
    with pytest.raises(UnusableRecordError):
        cells.need("maybe")


def test_tags_and_notes() -> None:
    assert cells.tags("ci; #flaky, ci | web shop\n") == ("ci", "flaky", "web shop")
    assert len(cells.tags(",".join(map(str, range(500))))) == 50
    assert cells.note("  one\r\ntwo\x00 \n\n") == "one\ntwo"
    assert cells.note(" ") is None
    assert cells.note("'=SUM(A1)") == "=SUM(A1)"


@given(st.text(max_size=90))
def test_nothing_else_is_ever_raised(text: str) -> None:
    readers = (
        cells.number,
        cells.tokens,
        cells.amount,
        cells.outcome,
        cells.need,
        lambda cell: cells.minutes(cell, TimeUnit.SECONDS),
        lambda cell: cells.moment(cell, BERLIN, is_day_first=True),
    )
    for read in readers:
        try:
            read(text)
        except UnusableRecordError as error:
            assert len(str(error)) < 60  # noqa: PT017  # it may be raised or not
    assert not any(set(tag) & {"\n", "\x00", ","} for tag in cells.tags(text))
    cells.note(text)


@given(st.from_regex(r"[0-9.,:/\- TZkMhmsap+'±$€]{1,24}", fullmatch=True))
def test_nor_for_what_looks_like_something(text: str) -> None:
    test_nothing_else_is_ever_raised.hypothesis.inner_test(text)  # type: ignore[attr-defined]  # hypothesis adds it
