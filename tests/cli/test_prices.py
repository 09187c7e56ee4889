"""`prices` says which price list is used and how old it is, and takes a newer one."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from aijournal.paths import Paths
from aijournal.pricing import load_prices
from aijournal.resources import resource
from tests.cli.command_line import CommandLine

SHIPPED = load_prices()


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    document = json.loads(resource("prices.json").read_bytes())
    as_of = SHIPPED.as_of + timedelta(days=1)
    file = tmp_path / "newer.json"
    file.write_text(json.dumps({**document, "as_of": as_of.isoformat()}), encoding="utf-8")
    return file


def test_the_list_is_told_with_its_day_age_source_and_licence(cli: CommandLine) -> None:
    document = cli.json("prices")
    assert document["as_of"] == SHIPPED.as_of.isoformat()
    assert document["age_days"] >= 0
    assert (document["source"], document["licence"], document["own"]) == (SHIPPED.source, "MIT", False)
    said = cli("prices").out
    assert f"as of {SHIPPED.as_of}" in said
    assert "(MIT), came with the program" in said
    assert f"as of {SHIPPED.as_of}" in cli("doctor").out


def test_a_newer_list_is_taken_and_forgotten(cli: CommandLine, newer: Path) -> None:
    assert cli("prices", "import", str(newer)).code == 0
    assert cli.json("prices")["own"] is True
    assert "brought by you" in cli("doctor").out
    assert "came with the program, are used again" in cli("prices", "forget").out
    assert "are used already" in cli("prices", "forget").out
    assert cli.json("prices")["own"] is False


def test_a_list_that_is_not_newer_is_refused_in_one_line(cli: CommandLine) -> None:
    answer = cli("prices", "import", str(resource("prices.json")))
    assert (answer.code, answer.out) == (1, "")
    assert "not newer" in answer.err


def test_costs_are_worked_out_by_the_list_that_was_taken(cli: CommandLine, newer: Path) -> None:
    cli("prices", "import", str(newer))
    report = cli("report", "--include", "cost").out
    assert (SHIPPED.as_of + timedelta(days=1)).isoformat() in report


def test_a_damaged_list_of_ones_own_needs_attention(cli: CommandLine, paths: Paths, newer: Path) -> None:
    cli("prices", "import", str(newer))
    paths.prices.write_bytes(b"{}")
    answer = cli("doctor")
    assert answer.code == 1
    assert "! prices" in answer.out
    assert "came with the program" in cli("prices").out
