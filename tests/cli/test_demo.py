"""`demo` makes a journal of sample data in a folder of its own, and touches nothing else."""

import os
from pathlib import Path

import pytest

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
from tests.cli.command_line import CommandLine


def test_a_demo_is_a_journal_that_says_what_it_is(cli: CommandLine, tmp_path: Path) -> None:
    made = cli.json("demo", "--into", str(tmp_path / "show"))
    paths = find_paths({"AIJOURNAL_HOME": made["home"]})
    with Journal.open(paths, Settings(), Settings().zone()) as journal:
        assert journal.is_demo
    assert list(Path(made["logs"]).rglob("*.jsonl"))
    assert cli.json("list")["rows"] == []  # the person's own journal is as it was


def test_a_demo_shows_figures_with_their_range(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = cli.json("demo", "--into", str(tmp_path / "show"))
    monkeypatch.setenv("AIJOURNAL_HOME", made["home"])
    total = cli.json("value")["total"]
    assert total["guard"] is None
    assert total["vpt_low"] < total["vpt"] < total["vpt_high"]
    trend = cli.json("trend")
    assert any(point["vpt"] is None for point in trend["points"])
    assert trend["marks"]


def test_a_demo_never_overwrites(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep me")
    answer = cli("demo", "--into", str(tmp_path / "mine"))
    assert (answer.code, answer.out) == (1, "")
    assert "Nothing was changed" in answer.err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_a_second_demo_takes_the_place_of_the_first(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(tmp_path / "show")
    made = cli.json("demo", "--into", folder)
    own_home = os.environ["AIJOURNAL_HOME"]
    monkeypatch.setenv("AIJOURNAL_HOME", made["home"])
    assert cli("log", "tried this out +1").code == 0
    monkeypatch.setenv("AIJOURNAL_HOME", own_home)
    assert cli.json("demo", "--into", folder) == made
    monkeypatch.setenv("AIJOURNAL_HOME", made["home"])
    assert cli.json("list", "--search", "tried")["rows"] == []
    assert cli.json("list")["more"]


def test_a_demo_that_is_open_is_left_alone(cli: CommandLine, tmp_path: Path) -> None:
    made = cli.json("demo", "--into", str(tmp_path / "show"))
    paths = find_paths({"AIJOURNAL_HOME": made["home"]})
    with Journal.open(paths, Settings(), Settings().zone()) as journal:
        before = journal.outline(EVERYTHING, 1).count
        answer = cli("demo", "--into", str(tmp_path / "show"))
        assert (answer.code, answer.out) == (4, "")
        assert "close it and try again" in answer.err
        assert journal.outline(EVERYTHING, 1).count == before


def test_a_persons_own_journal_is_no_demo_wherever_it_lies(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "show" / "aijournal"
    monkeypatch.setenv("AIJOURNAL_HOME", str(own))
    assert cli("log", "my own work +1").code == 0
    before = (own / "data" / "journal.db").read_bytes()
    answer = cli("demo", "--into", str(tmp_path / "show"))
    assert (answer.code, answer.out) == (1, "")
    assert (own / "data" / "journal.db").read_bytes() == before


def test_a_persons_own_logs_stay_out_of_a_demo(
    cli: CommandLine, tmp_path: Path, logs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert logs.exists()
    made = cli.json("demo", "--into", str(tmp_path / "show"))
    monkeypatch.setenv("AIJOURNAL_HOME", made["home"])
    assert cli.json("import")["sources"] == []
    (row,) = cli.json("import", "claude-code", "--root", str(Path(made["logs"], ".claude")))["sources"]
    assert row["calls_new"] > 0
