"""The command that holds the two meters side by side."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from aijournal.analysis.signals.table import SIGNALS
from aijournal.domain.assessment import Assessment, Door, Need
from aijournal.domain.entry_line import parse_entry_line
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.cli.command_line import CommandLine

_SEEN = {
    *("tokens", "tokens_are_lower_bound", "cost_usd", "active_days", "working_days", "active_working_days"),
    *("weeks", "active_weeks"),
}
_SIGNAL = {
    *("id", "fires", "measure", "value", "threshold", "low", "high", "n", "coverage", "evidence"),
    *("sentence", "guard", "dismissed"),
}


@pytest.fixture
def knew(cli: CommandLine, paths: Paths) -> CommandLine:
    """Judge twelve entries of the last twelve days, half of which brought what was known before."""
    now = datetime.now(UTC)
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
        for number in range(12):
            at = now - timedelta(days=number, minutes=5)
            line = parse_entry_line("asked @claude +1 10m 100k bottleneck:review", at)
            entry = journal.log(line, at, Door.QUICK_LOG)
            need = Need.KNEW if number % 2 else Need.SLOWER
            journal.assess(entry.interaction.id, Assessment(need=need), at)
    return cli


def test_an_empty_journal_has_a_mirror_that_says_so(cli: CommandLine) -> None:
    assert cli("mirror").out == "Nothing was recorded in this period.\n"
    document = cli.json("mirror")
    assert (document["from"], document["seen"]["tokens"]) == (None, None)
    assert [one["fires"] for one in document["signals"]] == [False] * len(SIGNALS)


def test_the_document_holds_both_meters_and_every_signal(knew: CommandLine) -> None:
    document = knew.json("mirror")
    assert set(document) == {"schema", "from", "to", "seen", "matters", "signals", "felt_measured"}
    assert set(document["seen"]) == _SEEN
    assert (document["seen"]["tokens"], document["seen"]["active_days"]) == (1_200_000, 12)
    assert document["matters"].keys() >= {
        "net_minutes",
        "vpt",
        "tier",
        "guard",
        "bottleneck_relief",
        "new_work",
    }
    assert document["matters"]["net_minutes"] == 120
    assert [one["id"] for one in document["signals"]] == [str(row.id) for row in SIGNALS]
    assert all(set(one) == _SIGNAL for one in document["signals"])


def test_a_signal_that_fires_is_a_question_with_its_evidence(knew: CommandLine) -> None:
    signal = next(one for one in knew.json("mirror")["signals"] if one["id"] == "G3")
    assert (signal["fires"], signal["value"], len(signal["evidence"])) == (True, 0.5, 6)
    assert signal["sentence"].endswith("?")
    known = {row["id"] for row in knew.json("list")["rows"] if row["assessment"]["need"] == "knew"}
    assert set(signal["evidence"]) == known
    out = knew("mirror").out
    assert "? G3  Answers you already knew" in out
    assert "It rests on 12 interactions, which took 100 % of the tokens." in out
    assert f"entries: {', '.join(map(str, signal['evidence']))}" in out


def test_a_target_is_not_held_against_filtered_work(knew: CommandLine, paths: Paths) -> None:
    paths.settings.parent.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text('{"quota_tokens": 100000}', encoding="utf-8")
    assert "without a filter" in knew("mirror", "--tool", "claude-code").out
    assert "without a filter" not in knew("mirror", "--from", "2026-01-01").out


def test_relief_is_of_bottlenecks_that_were_named(knew: CommandLine, paths: Paths) -> None:
    assert knew.json("mirror")["matters"]["bottleneck_relief"] is None
    assert "No bottleneck is named for this period." in knew("mirror").out
    now = datetime.now(UTC)
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
        journal.bottlenecks.add("review", date(2020, 1, 1), date(2020, 1, 31), now)
    assert knew.json("mirror")["matters"]["bottleneck_relief"] is None, "none was named for these days"
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
        journal.bottlenecks.add("review", now.date() - timedelta(days=5), None, now)
    assert knew.json("mirror")["matters"]["bottleneck_relief"] == 0.5
    assert "50 % of the minutes gained fell on bottlenecks that you named." in knew("mirror").out


def test_a_period_holds_for_the_meters(knew: CommandLine) -> None:
    today = datetime.now(UTC).date()
    document = knew.json("mirror", "--tz", "UTC", "--from", str(today - timedelta(days=2)))
    assert (document["seen"]["active_days"], document["matters"]["interactions"]) == (3, 3)


def test_a_signal_that_was_put_aside_stays_silent(knew: CommandLine, paths: Paths) -> None:
    now = datetime.now(UTC)
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
        journal.mirror.pause("G3", now.date() + timedelta(days=30), now)
    signal = next(one for one in knew.json("mirror")["signals"] if one["id"] == "G3")
    assert signal["dismissed"]
    assert "? G3" not in knew("mirror").out
