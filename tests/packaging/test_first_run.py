import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from workbench.checkout import Checkout, Stop
from workbench.first_run import (
    FirstRun,
    entry_ids,
    first_run_without_screen,
    judge,
    take_pictures,
    verdict_options,
)

from aijournal.domain.assessment import Need, Outcome

# Stands for the program: answers `inbox` and `list`, fails at `value`, and writes down every other call.
PROGRAM = """
import json, os, pathlib, sys
name, *arguments = [argument for argument in sys.argv[1:] if argument not in ("-m", "aijournal")]
home = pathlib.Path(os.environ["AIJOURNAL_HOME"])
home.mkdir(parents=True, exist_ok=True)
rows = {"inbox": [7, 9], "list": [9, 3, 1]}
if name in rows:
    print(json.dumps({"schema": 1, "rows": [{"id": row} for row in rows[name]]}))
elif name == "value":
    sys.exit(5)
else:
    print(name, *arguments, os.environ["QT_QPA_PLATFORM"], file=open(home / "calls.txt", "a"))
"""
# Is the program itself: this Python, with the sources of this checkout.
REAL_PYTHON = f"""
import os, sys
os.environ["PYTHONPATH"] = {str(Path(__file__).parents[2] / "src")!r}
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


@pytest.fixture
def run(checkout: Checkout, add_program: Callable[[str, str], None]) -> FirstRun:
    add_program("python", PROGRAM)
    return FirstRun(checkout, checkout.root / "first-run")


def calls(run: FirstRun) -> list[str]:
    return (run.home / "calls.txt").read_text().splitlines()


def test_everything_stays_inside_the_folder(run: FirstRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIJOURNAL_HOME", "/home/user/journal")
    monkeypatch.setenv("CLAUDE_CONFIG_DIR", "/home/user/.claude")
    environment = run.environment()
    assert Path(environment["AIJOURNAL_HOME"]).is_relative_to(run.folder)
    assert environment["QT_QPA_PLATFORM"] == "offscreen"
    assert "CLAUDE_CONFIG_DIR" not in environment


def test_inbox_is_judged_first_and_nothing_twice(run: FirstRun) -> None:
    assert judge(run, 30) == 4
    assert [call.split()[1] for call in calls(run)] == ["7", "9", "3", "1"]
    assert calls(run)[0] == "assess 7 --outcome=+1 --need=slower --net=15 offscreen"


def test_no_more_are_judged_than_asked_for(run: FirstRun) -> None:
    assert judge(run, 1) == 1
    assert [call.split()[1] for call in calls(run)] == ["7"]


def test_failed_step_ends_it_and_names_the_command(run: FirstRun) -> None:
    with pytest.raises(Stop, match="`aijournal value` failed with exit code 5"):
        run.aijournal("value")


def test_verdicts_are_words_of_the_journal() -> None:
    outcomes = {f"{outcome.value:+d}" for outcome in Outcome if outcome.is_rated}
    for options in itertools.islice(verdict_options(), 10):
        said = dict(option.removeprefix("--").split("=") for option in options)
        assert said["outcome"] in outcomes
        assert said["need"] in set(Need)
        assert int(said["net"]) in range(-60, 61)


def test_ids_are_text_whatever_the_journal_uses() -> None:
    assert entry_ids('{"schema": 1, "rows": [{"id": 12, "title": null}, {"id": "a-1"}]}') == ["12", "a-1"]


def test_pictures_are_drawn_where_the_script_for_it_is_there(run: FirstRun) -> None:
    take_pictures(run)
    assert not run.home.exists()
    script = run.checkout.root / "packaging" / "screenshots.py"
    script.parent.mkdir()
    script.touch()
    take_pictures(run)
    assert calls(run) == [f"{script} --out {run.folder / 'screens'} offscreen"]


def test_main_job_is_done_without_a_screen(
    checkout: Checkout, add_program: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    add_program("python", REAL_PYTHON)
    assert first_run_without_screen(checkout, verdicts=2) == 0
    said = capsys.readouterr().out
    assert "0 rejected" in said
    assert "2 interactions judged" in said
    assert re.search(r"Felt; 2 of \d\d rated", said)
    folder = checkout.root / "build" / "first-run"
    assert re.search(r"\b2 of \d\d\b", (folder / "report.md").read_text(encoding="utf-8"))
    assert (folder / "home" / "data" / "journal.db").stat().st_size > 0
