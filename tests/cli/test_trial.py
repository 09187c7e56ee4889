"""Trials from the command line: run one, read one of somebody else, and say what they found."""

import math
import os
from datetime import timedelta
from pathlib import Path

import pytest

from aijournal.errors import ExitCode
from tests.cli.command_line import CommandLine
from tests.cli.trial_tables import COLUMNS, write_trial

RESULT = {
    *("schema", "name", "n_treatment", "n_control", "refused", "effect", "low", "high", "residual_sd"),
    *("permutation_p", "sequence_low", "sequence_high", "calibration", "guard"),
}
REAL = "AIJOURNAL_METR_TABLE"
REAL_COLUMNS = (
    "task=issue_id,arm=ai_treatment,forecast_control=predicted_time_no_ai,"
    "forecast_treatment=predicted_time_ai_allowed,actual_minutes=initial_implementation_time,"
    "rework_minutes=post_review_implementation_time,participant=dev_id"
)
FORECAST = ("--forecast-control", "60", "--forecast-treatment", "40m", "--chance", "80 %")


@pytest.fixture
def begun(cli: CommandLine) -> CommandLine:
    assert cli("trial", "begin", "Speed", "--question", "Does it help?", "--stop-tasks", "30").code == 0
    return cli


def start(cli: CommandLine, *more: str) -> dict[str, object]:
    return cli.json("trial", "start", "speed", "fix the flaky test", *FORECAST, "--yes", *more)


def test_begin_prints_the_plan(cli: CommandLine) -> None:
    row = cli.json("trial", "begin", "Pace", "--treatment", "plan first", "--control", "as it comes")
    assert (row["name"], row["treatment"], row["control"]) == ("Pace", "plan first", "as it comes")
    assert (row["outcome"], row["stop_tasks"], row["imported"], row["ended_at"]) == (
        "minutes",
        None,
        False,
        None,
    )
    assert "seed" not in row
    again = cli("trial", "begin", "pace")
    assert (again.code, again.out) == (ExitCode.FAILED, "")
    assert "name of another one" in again.err


def test_a_task_is_locked_drawn_timed_and_done(begun: CommandLine) -> None:
    task = start(begun, "--size", "s", "--type", "debugging")
    assert (task["task"], task["title"], task["type"], task["size"]) == (
        1,
        "fix the flaky test",
        "debugging",
        "S",
    )
    assert (task["forecast_control"], task["forecast_treatment"], task["chance"]) == (60.0, 40.0, 0.8)
    assert task["arm"] in {"control", "treatment"}
    assert task["running"] is True
    done = begun.json("trial", "done", "speed", "--minutes", "33", "--violated")
    assert (done["actual_minutes"], done["violated"], done["running"]) == (33.0, True, False)
    (row,) = begun.json("trial", "list", "speed")["rows"]
    assert row == {key: value for key, value in done.items() if key not in {"schema", "name"}}
    assert begun.json("trial", "list")["rows"][0]["done"] == 1
    words = begun("trial", "list", "speed").out
    assert "done, not as drawn" in words
    assert "33 min" in words


def test_the_clock_pauses_and_goes_on(begun: CommandLine) -> None:
    start(begun)
    assert begun.json("trial", "pause", "speed")["running"] is False
    refused = begun("trial", "pause", "speed")
    assert (refused.code, "Which task?" in refused.err) == (ExitCode.FAILED, True)
    assert begun.json("trial", "resume", "speed")["running"] is True
    done = begun.json("trial", "done", "speed")
    assert 0 < float(done["actual_minutes"]) < 1


def test_a_task_is_named_where_several_could_be_meant(begun: CommandLine) -> None:
    start(begun)
    start(begun)
    answer = begun("trial", "done", "speed", "--minutes", "5")
    assert (answer.code, answer.out) == (ExitCode.FAILED, "")
    assert "1 (fix the flaky test), 2 (fix the flaky test)" in answer.err
    assert begun.json("trial", "done", "speed", "--task", "2", "--minutes", "5")["task"] == 2
    assert begun("trial", "done", "speed", "--task", "9", "--minutes", "5").code == ExitCode.FAILED
    assert begun.json("trial", "rework", "speed", "3")["rework_minutes"] == 3.0


def test_chance_is_asked_about_and_a_no_is_kept(begun: CommandLine) -> None:
    asked = begun("trial", "start", "speed", "a deadline", *FORECAST, stdin=b"n\ntoo urgent\n")
    assert asked.code == 0
    assert "Willing to leave it to chance?" in asked.err
    assert "refused: too urgent" in asked.out
    drawn = begun("trial", "start", "speed", "no deadline", *FORECAST, stdin=b"y\n")
    assert drawn.out.startswith("Drawn: task 2 · no deadline · with")
    stopped = begun("trial", "start", "speed", "never mind", *FORECAST, stdin=b"")
    assert stopped.code == ExitCode.INTERRUPTED
    rows = begun.json("trial", "list", "speed")["rows"]
    assert [(one["arm"] is None, one["refusal"]) for one in rows] == [(True, "too urgent"), (False, None)]
    assert begun.json("trial", "result", "speed")["refused"] == 1


def test_contradictions_are_wrong_usage(begun: CommandLine) -> None:
    for more in (("--yes", "--refuse", "no"), ("--json",), ("--size", "XL"), ("--chance", "2")):
        answer = begun("trial", "start", "speed", "a task", *FORECAST, *more)
        assert (answer.code, answer.out) == (ExitCode.USAGE, ""), more
    assert begun("trial", "start", "speed", "a task", "--yes").code == ExitCode.USAGE
    assert (
        begun("trial", "start", "speed", "a task", "--forecast-control", "0", "--yes").code == ExitCode.FAILED
    )
    assert begun("trial", "start", "sleep", "a task", *FORECAST, "--yes").code == ExitCode.FAILED
    assert begun.json("trial", "list", "speed")["rows"] == []


def test_a_result_says_what_is_missing(begun: CommandLine) -> None:
    start(begun)
    begun("trial", "done", "speed", "--minutes", "20")
    document = begun.json("trial", "result", "speed")
    assert set(document) >= RESULT
    assert (document["schema"], document["name"], document["coverage"], document["tier"]) == (
        *(1, "Speed", 1.0),
        "randomised",
    )
    assert document["n_treatment"] + document["n_control"] == 1
    held_back = ("effect", "low", "high", "residual_sd", "permutation_p", "sequence_low", "sequence_high")
    assert [document[key] for key in held_back] == [None] * 7
    assert "more finished tasks with the treatment" in document["guard"]
    words = begun("trial", "result", "speed").out
    assert document["guard"] in words
    assert "randomised · 1 of 1 drawn tasks (100 %)" in words


def test_entries_are_linked_to_a_task(begun: CommandLine) -> None:
    start(begun)
    entry = begun.json("log", "robot work 12k")["id"]
    assert begun.json("trial", "link", "speed", str(entry))["entries"] == [entry]
    assert begun("trial", "link", "speed", "99").code == ExitCode.FAILED


def test_a_trial_ends_and_is_deleted(begun: CommandLine) -> None:
    assert begun.json("trial", "end", "speed")["ended_at"] is not None
    assert begun("trial", "start", "speed", "a task", *FORECAST, "--yes").code == ExitCode.FAILED
    assert begun("trial", "delete", "speed", stdin=b"n\n").out == "Nothing was changed.\n"
    assert begun("trial", "delete", "speed", "--yes").out == "Deleted “Speed” with 0 tasks.\n"
    assert begun("trial", "list").out.startswith("There are no trials yet.")
    assert begun.json("trial", "list") == {"schema": 1, "rows": []}


@pytest.mark.parametrize("effect", [0.188, -0.3])
def test_a_known_effect_is_recovered_from_a_table(cli: CommandLine, tmp_path: Path, effect: float) -> None:
    table = write_trial(tmp_path / "trial.csv", 246, effect)
    came = cli.json("trial", "import", str(table), "--name", "Look-alike")
    assert (came["records"], came["rejected"], came["drawn"], came["imported"]) == (246, 0, 246, True)
    found = cli.json("trial", "result", "look-alike")
    assert (found["n_treatment"], found["n_control"], found["coverage"], found["guard"]) == (
        123,
        123,
        1.0,
        None,
    )
    # The same noise stands in either arm, so that the arms differ by the effect alone, but for the slope.
    assert found["effect"] == pytest.approx(effect, abs=0.02)
    assert found["low"] < effect < found["high"]
    assert math.log1p(found["high"]) - math.log1p(found["low"]) == pytest.approx(
        2 * 1.97 * 2 * 0.6 / math.sqrt(246), rel=0.05
    )
    assert found["residual_sd"] == pytest.approx(0.6, abs=0.02)
    assert found["permutation_p"] < 0.1 if effect > 0 else found["permutation_p"] < 0.001
    assert found["sequence_low"] < found["low"]
    assert found["calibration"]["treatment"]["ratio"] == pytest.approx(1 + effect, abs=0.001)
    assert found["sentence"] in cli("trial", "result", "look-alike").out


def test_the_real_table_gives_what_was_published(cli: CommandLine) -> None:
    if REAL not in os.environ:
        pytest.skip(f"{REAL} names no table")
    cli("trial", "import", os.environ[REAL], "--name", "METR", "--columns", REAL_COLUMNS)
    found = cli.json("trial", "result", "METR")
    assert (found["n_treatment"], found["n_control"]) == (136, 110)
    assert found["effect"] == pytest.approx(0.188, abs=0.001)
    assert (found["low"], found["high"]) == (pytest.approx(0.012, abs=0.001), pytest.approx(0.395, abs=0.001))
    assert found["residual_sd"] == pytest.approx(0.637, abs=0.001)
    ratios = [found["calibration"][arm]["ratio"] for arm in ("control", "treatment")]
    # With unknown rework taken as the mean of the arm, as for the effect, they are 0.835 and 1.330; without
    # the 16 tasks of which it is unknown, 0.834 and 1.331.
    assert ratios == [pytest.approx(0.835, abs=0.002), pytest.approx(1.331, abs=0.002)]


def test_rows_that_cannot_be_read_are_counted_with_the_reason(cli: CommandLine, tmp_path: Path) -> None:
    rows = (
        *("a,control,60,,30,,,,", "b,TREATMENT,60,40,1h30m,5,large,2026-01-02,me", ",control,60,,30,,,,"),
        *(
            "c,both,60,,30,,,,",
            "d,,60,,30,,,,",
            "e,control,,,30,,,,",
            "f,control,0,,30,,,,",
            "g,control,60,,,,,,",
        ),
        *("h,control,60,,-4,,,,", "i,control,nan,,5,,,,", "j,control,60,,5,-1,,,", "k,control,60,,5,,XXL,,"),
        *("l,control,60,,5,,,whenever,", "m,control,1e999,,5,,,,", 'n,control,"60', ",,,,,,,,"),
    )
    table = tmp_path / "trial.csv"
    table.write_text("\n".join((",".join(COLUMNS), *rows)) + "\n", encoding="utf-8")
    came = cli.json("trial", "import", str(table), "--name", "Odd")
    assert came["drawn"] == 2
    assert came["records"] == came["drawn"] + came["rejected"] == 15
    assert came["rejected_by_reason"] == {
        "an arm that is neither treatment nor control": 2,
        "no forecast of the control": 2,
        "an impossible forecast": 2,
        "a task without a title": 1,
        "no actual minutes": 1,
        "impossible minutes": 1,
        "impossible rework": 1,
        "an unknown size": 1,
        "an unreadable time": 1,
        "a quote that does not end": 1,
    }
    first, second = cli.json("trial", "list", "Odd")["rows"]
    assert (first["arm"], first["size"], first["rework_minutes"]) == ("control", "M", None)
    assert (second["arm"], second["size"], second["actual_minutes"]) == ("treatment", "L", 90.0)
    assert second["locked_at"].startswith("2026-01-02")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "has no rows with columns"),
        (b"\xff\xfe\x00\x01" * 50, "no column for"),
        (b"task,arm\nx,control\n", "no column for forecast_control, actual_minutes"),
        (b"task,arm,forecast_control,actual_minutes\n", "it has no rows"),
        (b"task,arm,forecast_control,actual_minutes\nx,maybe,1,2\n", "neither treatment nor control"),
    ],
)
def test_what_is_no_table_of_a_trial_is_refused(
    cli: CommandLine, tmp_path: Path, content: bytes, why: str
) -> None:
    table = tmp_path / "trial.csv"
    table.write_bytes(content)
    answer = cli("trial", "import", str(table), "--name", "None")
    assert (answer.code, answer.out) == (ExitCode.FAILED, "")
    assert why in answer.err
    assert "Nothing was imported" in answer.err
    missing = cli("trial", "import", str(tmp_path / "gone.csv"), "--name", "None")
    assert (missing.code, "cannot be read" in missing.err) == (ExitCode.FAILED, True)
    assert cli.json("trial", "list")["rows"] == []


def test_columns_under_other_names_are_told(cli: CommandLine, tmp_path: Path) -> None:
    table = tmp_path / "trial.csv"
    table.write_text("Was;Gruppe;Soll;Ist\neins;1.0;60;30\nzwei;0;50;40\n", encoding="utf-8")
    named = "task=Was,arm=Gruppe,forecast_control=Soll"
    came = cli.json(
        "trial", "import", str(table), "--name", "x", "--columns", named, "--columns", "actual-minutes=Ist"
    )
    assert (came["drawn"], came["rejected"]) == (2, 0)
    assert [row["arm"] for row in cli.json("trial", "list", "x")["rows"]] == ["treatment", "control"]
    for wrong in ("task", "task=", "colour=Was"):
        assert cli("trial", "import", str(table), "--name", "y", "--columns", wrong).code == ExitCode.USAGE
    absent = cli("trial", "import", str(table), "--name", "y", "--columns", "task=Wer")
    assert (absent.code, "no column “Wer”" in absent.err) == (ExitCode.FAILED, True)


def test_a_huge_table_ends_where_a_trial_does(cli: CommandLine, tmp_path: Path) -> None:
    table = tmp_path / "trial.csv"
    rows = "".join(f"task {number},control,60,30\n" for number in range(12_000))
    table.write_text(f"task,arm,forecast_control,actual_minutes\n{rows}", encoding="utf-8")
    came = cli.json("trial", "import", str(table), "--name", "Huge")
    assert (came["drawn"], came["rejected"]) == (10_000, 2_000)
    assert came["rejected_by_reason"] == {"more tasks than a trial can have": 2_000}


def test_hostile_words_command_no_terminal(cli: CommandLine) -> None:
    name = "=cmd|' /C calc'!A0 \x1b[31m <img src=x>"
    cli("trial", "begin", name, "--question", "\x1b]0;x\x07?")
    cli("trial", "start", name, "\x1b[2J task", *FORECAST, "--yes")
    for words in (("list",), ("list", name), ("result", name)):
        answer = cli("trial", *words)
        assert (answer.code, "\x1b" in answer.out) == (0, False), words


def test_help_names_what_there_is(cli: CommandLine) -> None:
    words = cli("trial", "--help").out
    for name in ("begin", "start", "done", "list", "result", "import", "rework", "end", "delete"):
        assert f"  {name} " in words
    assert cli("trial", "--passphrase-fd", "x", "list").code == ExitCode.USAGE


def test_a_week_later_rework_is_asked_about(begun: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    start(begun)
    begun("trial", "done", "speed", "--minutes", "20")
    assert begun.json("trial", "list")["rows"][0]["rework_due"] == []
    monkeypatch.setattr("aijournal.journal.trial_tasks.ASKED_AFTER", timedelta(0))
    assert begun.json("trial", "list")["rows"][0]["rework_due"] == [1]
    assert "Was there rework after task 1 of “Speed”" in begun("trial", "list").out


def test_what_was_claimed_stands_beside_what_was_measured(cli: CommandLine, tmp_path: Path) -> None:
    table = write_trial(tmp_path / "trial.csv", 40, -0.3)
    cli("trial", "import", str(table), "--name", "x")
    assert cli.json("trial", "result", "x")["felt_measured"] is None
    for place in range(2, 26, 2):
        cli("trial", "done", "x", "--task", str(place), "--minutes", "60", "--claim", "60")
    felt = cli.json("trial", "result", "x")["felt_measured"]
    assert (felt["claimed"], felt["n"], felt["guard"]) == (12, 20, None)
    assert felt["low"] < felt["share"] < felt["high"]
    assert cli("trial", "result", "x").out.splitlines()[-1].startswith("For every hour")


def test_begin_says_what_can_be_known_by_when(cli: CommandLine) -> None:
    told = cli("trial", "begin", "Speed", "--stop-tasks", "60").out
    assert "With 60 tasks, an effect of 36 % is seen in four of five trials." in told
    assert "To see an effect of 20 % takes 230 tasks, of 30 % 92, of half 26." in told
    start(cli, "--size", "s")
    row = cli.json("trial", "begin", "Again", "--stop-tasks", "20")
    assert row["outlook"][:2] == [
        "With 20 tasks, an effect of 55 % is seen in four of five trials.",
        "At your own pace, 1 a week, 20 tasks take about 20 weeks.",
    ]
