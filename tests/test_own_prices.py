"""A newer price list can be brought by hand, and nothing that is no price list can."""

import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from aijournal.errors import AijournalError
from aijournal.own_prices import PricesInForce, forget_prices, prices_in_force, take_prices
from aijournal.paths import Paths
from aijournal.pricing import load_prices
from aijournal.resources import resource

SHIPPED = load_prices()
TODAY = SHIPPED.as_of + timedelta(days=60)
LATER = SHIPPED.as_of + timedelta(days=30)


def price_list(file: Path, as_of: date, **changes: Any) -> Path:
    """Write the program's own list under another date."""
    document = json.loads(resource("prices.json").read_bytes())
    file.write_text(json.dumps({**document, "as_of": as_of.isoformat(), **changes}), encoding="utf-8")
    return file


def test_without_another_the_list_of_the_program_is_used(paths: Paths) -> None:
    assert prices_in_force(paths) == PricesInForce(SHIPPED)
    assert SHIPPED.licence == "MIT"
    assert SHIPPED.models > 1_000
    assert SHIPPED.age(TODAY) == 60
    assert not paths.prices.exists()


def test_a_newer_list_is_used_once_it_was_taken_and_until_it_is_forgotten(
    paths: Paths, tmp_path: Path
) -> None:
    file = price_list(tmp_path / "prices.json", LATER)
    assert take_prices(paths, file, TODAY).as_of == LATER
    file.unlink()
    found = prices_in_force(paths)
    assert (found.prices.as_of, found.is_own, found.problem) == (LATER, True, "")
    if os.name == "posix":
        assert paths.prices.stat().st_mode & 0o077 == 0
    assert forget_prices(paths)
    assert not forget_prices(paths)
    assert prices_in_force(paths) == PricesInForce(SHIPPED)


def test_a_program_that_brings_newer_prices_uses_them_again(paths: Paths, tmp_path: Path) -> None:
    take_prices(paths, price_list(tmp_path / "newer.json", LATER), TODAY)
    price_list(paths.prices, SHIPPED.as_of - timedelta(days=1))
    assert prices_in_force(paths) == PricesInForce(SHIPPED)


@pytest.mark.parametrize("as_of", [SHIPPED.as_of, SHIPPED.as_of - timedelta(days=1)])
def test_a_list_that_is_not_newer_is_refused(paths: Paths, tmp_path: Path, as_of: date) -> None:
    with pytest.raises(AijournalError, match="not newer"):
        take_prices(paths, price_list(tmp_path / "old.json", as_of), TODAY)
    assert not paths.prices.exists()


def test_a_list_from_the_future_is_refused(paths: Paths, tmp_path: Path) -> None:
    with pytest.raises(AijournalError, match="future"):
        take_prices(paths, price_list(tmp_path / "far.json", TODAY + timedelta(days=2)), TODAY)
    assert not paths.prices.exists()


def broken_rule(file: Path) -> Path:
    provider = {"id": "a", "models": [{"id": "m", "match": {"any_of": [{"regex": "("}]}, "prices": []}]}
    return price_list(file, LATER, providers=[provider])


@pytest.mark.parametrize("kind", ["words", "nothing", "folder", "no models", "broken rule", "huge"])
def test_what_is_no_price_list_is_refused_and_changes_nothing(
    paths: Paths, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "file.json"
    if kind == "words":
        file.write_text("as of today")
    elif kind == "folder":
        file.mkdir()
    elif kind == "no models":
        price_list(file, LATER, providers=[])
    elif kind == "broken rule":
        broken_rule(file)
    elif kind == "huge":
        with file.open("wb") as sparse:
            sparse.truncate(33 << 20)
    kept = price_list(tmp_path / "kept.json", LATER - timedelta(days=1))
    take_prices(paths, kept, TODAY)
    before = paths.prices.read_bytes()
    with pytest.raises(AijournalError) as refused:
        take_prices(paths, file, TODAY)
    assert "Nothing was changed" in refused.value.message or "untouched" in refused.value.message
    assert paths.prices.read_bytes() == before


def test_an_own_list_that_got_damaged_is_told_of_and_not_used(paths: Paths, tmp_path: Path) -> None:
    take_prices(paths, price_list(tmp_path / "newer.json", LATER), TODAY)
    paths.prices.write_bytes(b"{}")
    found = prices_in_force(paths)
    assert (found.prices, found.is_own) == (SHIPPED, False)
    assert str(paths.prices) in found.problem
