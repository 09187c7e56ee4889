"""`demo` makes a journal of sample data in a folder of its own, and touches nothing else."""

from pathlib import Path

import pytest

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
