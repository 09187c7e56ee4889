"""What a person says: `log` and `assess`."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from aijournal.cli.commands.writing import ASSESSMENT_OPTIONS
from aijournal.domain.assessment import Assessment
from tests.cli.command_line import CommandLine

_SET_BY_THE_PROGRAM = {"assessed_at", "rework_asked_at", "seconds_taken", "door"}


@pytest.fixture
def entry(cli: CommandLine) -> str:
    return str(cli.json("log", "a piece of work #shop")["id"])


def _assessment(cli: CommandLine, *arguments: str) -> dict[str, Any]:
    verdict: dict[str, Any] = cli.json(*arguments)["assessment"]
    return {name: value for name, value in verdict.items() if name not in _SET_BY_THE_PROGRAM}


def test_a_line_can_be_typed_without_quotes(cli: CommandLine) -> None:
    row = cli.json("log", "fixed", "flaky", "test", "-1", "-10m", "#shop")
    assert (row["title"], row["project"]) == ("fixed flaky test", "shop")
    assert (row["assessment"]["outcome"], row["assessment"]["net_minutes"]) == (-1, -10)


@pytest.mark.parametrize("text", ["-1 lost the thread", "-10m lost the thread", "−2 lost the thread"])
def test_a_line_may_begin_with_a_minus(cli: CommandLine, text: str) -> None:
    assert cli.json("log", text)["title"] == "lost the thread"


def test_a_line_can_be_piped_in_so_that_no_shell_history_keeps_it(cli: CommandLine) -> None:
    answer = cli("log", "-", "--json", stdin="Übersetzung geprüft +1\nnot this line\n".encode())
    assert answer.document["title"] == "Übersetzung geprüft"


def test_bytes_that_are_no_text_are_still_an_entry(cli: CommandLine) -> None:
    answer = cli("log", "-", "--json", stdin=b"broken \xff\x1b[2J bytes +1")
    assert (answer.code, answer.document["title"]) == (0, "broken \N{REPLACEMENT CHARACTER} [2J bytes")


def test_a_verdict_alone_is_an_entry(cli: CommandLine) -> None:
    assert cli.json("log", "+2")["assessment"]["outcome"] == 2


def test_the_answer_says_what_was_understood(cli: CommandLine) -> None:
    out = cli("log", "fixed flaky test #shop @claude +2 -10m").out
    assert "fixed flaky test" in out
    assert "+2 helped a lot" in out
    assert "−10 min" in out


def test_every_field_of_an_assessment_has_an_option() -> None:
    declared = {option.field for option in ASSESSMENT_OPTIONS}
    assert declared == {field.name for field in fields(Assessment)} - _SET_BY_THE_PROGRAM


def test_every_option_says_its_field(cli: CommandLine, entry: str) -> None:
    said = _assessment(
        cli,
        *("assess", entry, "--outcome", "-1", "--need", "slower", "--net", "-1h10m", "--rework", "5"),
        *("--unaided", "45m", "--forecast-without", "60", "--forecast-with", "30", "--accepted", "as_is"),
        *("--not-again", "--bottleneck", "review", "--new-work", "--quality", "worse", "--motive", "counted"),
        *("--unblocked", "the release", "--note", "long", "--confidence", "0.5", "--left-me", "drained"),
    )
    assert said == {
        "outcome": -1,
        "need": "slower",
        "net_minutes": -70,
        "rework_minutes": 5,
        "unaided_minutes": 45,
        "forecast_without_minutes": 60,
        "forecast_with_minutes": 30,
        "accepted": "as_is",
        "would_do_again": False,
        "bottleneck": "review",
        "new_work": True,
        "quality": "worse",
        "motive": "counted",
        "unblocked": "the release",
        "note": "long",
        "confidence": 0.5,
        "left_me": "drained",
    }


def test_the_exchange_that_was_useful_is_named_by_its_place(cli: CommandLine, logs: Path) -> None:
    assert logs.exists()
    assert cli("import").code == 0
    row = next(row for row in cli.json("list")["rows"] if row["exchanges"] > 2)
    entry = str(row["id"])
    assert cli("assess", entry, "--useful", "2").code == 0
    exchanges = cli.json("show", entry)["exchange_list"]
    assert [one["useful"] for one in exchanges] == [place == 1 for place in range(row["exchanges"])]
    answer = cli("assess", entry, "--useful", "99")
    assert answer.code == 2
    assert f"has {row['exchanges']} exchanges" in answer.err


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [("+2", 2), ("2", 2), ("+1", 1), ("+0", 0), ("0", 0), ("-1", -1), ("-2", -2), ("unsure", "unsure")],
)
def test_outcomes(cli: CommandLine, entry: str, typed: str, outcome: object) -> None:
    assert _assessment(cli, "assess", entry, "--outcome", typed)["outcome"] == outcome
    assert _assessment(cli, "assess", entry, f"--outcome={typed}")["outcome"] == outcome


def test_a_revision_leaves_the_rest_as_it_was(cli: CommandLine, entry: str) -> None:
    cli("assess", entry, "--outcome", "+1", "--note", "long")
    said = _assessment(cli, "assess", entry, "--net", "15")
    assert (said["outcome"], said["note"], said["net_minutes"]) == (1, "long", 15)


def test_a_note_can_be_piped_in(cli: CommandLine, entry: str) -> None:
    answer = cli("assess", entry, "--note", "-", "--json", stdin=b"two\nlines\n")
    assert answer.document["assessment"]["note"] == "two\nlines"


def test_an_empty_pipe_says_nothing(cli: CommandLine, entry: str) -> None:
    cli("assess", entry, "--note", "kept")
    assert cli("assess", entry, "--note", "-").code == 2
    assert cli.json("show", entry)["assessment"]["note"] == "kept"


def test_bytes_that_are_no_text_are_kept_as_far_as_they_are(cli: CommandLine, entry: str) -> None:
    assert _assessment(cli, "assess", entry, "--note", "a\udcffb")["note"] == "a\N{REPLACEMENT CHARACTER}b"
