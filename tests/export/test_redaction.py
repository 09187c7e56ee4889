from datetime import date

import pytest

from aijournal.export.aliases import AliasKind
from aijournal.export.include import Include
from aijournal.export.redaction import Redaction


def test_nothing_is_told_by_default() -> None:
    assert not any(getattr(Redaction(), part) for part in Include)
    assert Redaction().told == frozenset()


@pytest.mark.parametrize("part", Include)
def test_each_part_has_one_switch(part: Include) -> None:
    redaction = Redaction.including([part])
    assert [other for other in Include if getattr(redaction, other)] == [part]


def test_all_parts_can_be_told() -> None:
    redaction = Redaction.including(Include)
    assert all(getattr(redaction, part) for part in Include)
    assert redaction.told == set(AliasKind)


def test_models_are_told_by_a_switch_of_their_own() -> None:
    assert Redaction(models=True).told == {AliasKind.MODEL}
    assert Redaction(names=True).told == set(AliasKind) - {AliasKind.MODEL}


def test_days_become_months_unless_times_are_told() -> None:
    assert Redaction().day(date(2026, 3, 2)) == "2026-03"
    assert Redaction(times=True).day(date(2026, 3, 2)) == "2026-03-02"


def test_a_year_has_four_digits() -> None:
    assert Redaction().day(date(987, 3, 2)) == "0987-03"
