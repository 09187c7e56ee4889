"""What a tool charged for a response: the fullest sighting tells, in whatever order they came."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from aijournal.domain.facts import Call, Charge
from aijournal.domain.tokens import TokenUsage

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
USAGE = TokenUsage(output_tokens=5)


def call(*charges: Charge, seconds: int = 0, model: str | None = "auto") -> Call:
    return Call("c-1", AT + timedelta(seconds=seconds), USAGE, model, charges=charges)


def credit(amount: str) -> Charge:
    return Charge(Decimal(amount), "credit")


def test_a_call_is_charged_nothing_that_is_not_told() -> None:
    assert Call("c-1", AT, USAGE).charges == ()


def test_the_sighting_that_was_charged_more_is_the_later_one() -> None:
    for early, late in (
        (call(), call(credit("0.1"))),
        (call(credit("0.1")), call(credit("0.1"), credit("0.2"))),
    ):
        assert early.completed_by(late).charges == late.charges
        assert late.completed_by(early).charges == late.charges


def test_charges_of_other_units_are_told_apart_alike_in_both_orders() -> None:
    one, other = call(credit("1")), call(Charge(Decimal(1), "request"))
    assert one.completed_by(other).charges == other.completed_by(one).charges


def test_a_sighting_that_says_nothing_new_changes_nothing() -> None:
    known = call(credit("0.1"))
    assert known.completed_by(call(credit("0.1"), seconds=5)) is known
    assert known.completed_by(call(seconds=5)) is known


def test_charges_are_kept_when_something_else_is_completed() -> None:
    known = call(credit("0.1"), model=None).completed_by(call(seconds=-5))
    assert (known.charges, known.model, known.at) == ((credit("0.1"),), "auto", AT - timedelta(seconds=5))
