"""What a person says: `log` and `assess`."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from aijournal.cli.commands.writing import ASSESSMENT_OPTIONS, AssessmentOption
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


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("1h 30m", 90), ("8 h 20 min", 500), ("+15 min", 15), ("−1 h 05 min", -65), ("-1h 10m", -70)],
)
def test_minutes_are_read_as_they_are_printed(
    cli: CommandLine, entry: str, typed: str, minutes: float
) -> None:
    assert _assessment(cli, "assess", entry, "--net", typed)["net_minutes"] == minutes


@pytest.mark.parametrize("typed", ["1 5", "30 m 5", "1h 5"])
def test_minutes_that_could_be_two_numbers_are_refused(cli: CommandLine, entry: str, typed: str) -> None:
    assert cli("assess", entry, "--net", typed).code == 2


@pytest.mark.parametrize(("typed", "share"), [("50 %", 0.5), ("50%", 0.5), ("0.5", 0.5), ("100%", 1.0)])
def test_a_share_is_read_as_it_is_printed(cli: CommandLine, entry: str, typed: str, share: float) -> None:
    assert _assessment(cli, "assess", entry, "--confidence", typed)["confidence"] == share


@pytest.mark.parametrize("typed", ["101 %", "-1%", "%", "nan%", "50"])
def test_what_is_no_share_is_refused(cli: CommandLine, entry: str, typed: str) -> None:
    assert cli("assess", entry, "--confidence", typed).code == 2


def test_rework_stands_beside_what_was_claimed(cli: CommandLine) -> None:
    entry = str(cli.json("log", "work +1 15m")["id"])
    both = "+15 min, 30 min of rework since"
    assert both in cli("assess", entry, "--rework", "30m").out
    assert both in cli("show", entry).out
    assert both in cli("list").out
    said = cli.json("show", entry)["assessment"]
    assert (said["net_minutes"], said["rework_minutes"]) == (15, 30)


def test_what_was_said_can_be_taken_back(cli: CommandLine, entry: str) -> None:
    cli("assess", entry, "--outcome", "+1", "--net", "15", "--not-again", "--note", "long")
    said = _assessment(cli, "assess", entry, "--clear", "net", "--clear", "again", "--need", "knew")
    assert said["net_minutes"] is None
    assert said["would_do_again"] is None
    assert (said["outcome"], said["note"], said["need"]) == (1, "long", "knew")


@pytest.mark.parametrize("option", ASSESSMENT_OPTIONS, ids=lambda option: option.name)
def test_every_field_can_be_taken_back(cli: CommandLine, entry: str, option: AssessmentOption) -> None:
    assert f"--{option.name}" in option.flag
    assert cli("assess", entry, "--clear", option.name).code == 0


def test_the_useful_exchange_can_be_taken_back(cli: CommandLine, logs: Path) -> None:
    assert cli("import", "claude-code", "--root", str(logs)).code == 0
    row = next(row for row in cli.json("list")["rows"] if row["exchanges"] > 2)
    entry = str(row["id"])
    assert cli("assess", entry, "--useful", "2").out.endswith(" · useful up to exchange 2\n")
    assert cli("assess", entry, "--clear", "useful").out.endswith(" · useful exchange: not said\n")
    assert not any(one["useful"] for one in cli.json("show", entry)["exchange_list"])


def test_all_taken_back_is_no_verdict(cli: CommandLine, entry: str) -> None:
    cli("assess", entry, "--outcome", "+1")
    assert cli.json("assess", entry, "--clear", "outcome")["assessment"] is None


@pytest.mark.parametrize("arguments", [["--net", "5", "--clear", "net"], ["--clear", "colour"]])
def test_what_cannot_be_taken_back_is_wrong_usage(cli: CommandLine, entry: str, arguments: list[str]) -> None:
    assert cli("assess", entry, *arguments).code == 2


def test_the_answer_names_what_is_known_now(cli: CommandLine, entry: str) -> None:
    answer = cli("assess", entry, "--need", "slower", "--confidence", "0.5", "--unaided", "90").out
    assert answer.endswith(" · need: slower without it · without AI: 1 h 30 min · confidence: 50 %\n")
    assert cli("assess", entry, "--clear", "need", "--clear", "net").out.endswith(
        " · no verdict · net minutes: not said · need: not said\n"
    )
    assert cli("assess", entry, "--outcome", "+1", "--net", "5").out.endswith(" · +1 helped · +5 min\n")
