"""`demo` makes a journal of sample data in a folder of its own, and touches nothing else."""

import os
from pathlib import Path

import pytest

from aijournal.demo import QUOTAS, Profile
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings, load_settings
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


def test_of_two_whose_meters_are_equal_the_mirror_asks_only_the_one_that_pads(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"padder": ["G1", "G2", "G3", "G4", "G6", "G7", "G10"], "craftsman": []}
    seen = []
    for profile, signals in asked.items():
        made = cli.json("demo", "--into", str(tmp_path / profile), "--profile", profile)
        with monkeypatch.context() as there:
            there.setenv("AIJOURNAL_HOME", made["home"])
            document, out = cli.json("mirror"), cli("mirror").out
        assert [one["id"] for one in document["signals"] if one["fires"]] == signals
        assert [line.split()[1] for line in out.splitlines() if line.startswith("? ")] == signals
        assert "minutes gained fell on bottlenecks that you named." in out
        seen.append(document["seen"])
    assert seen[0] == seen[1]
    assert seen[0]["active_days"] == seen[0]["active_working_days"] >= 65


def test_a_profile_comes_with_its_quota_and_takes_it_along(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(tmp_path / "show")
    own_home = os.environ["AIJOURNAL_HOME"]
    quotas = []
    for profile in ("craftsman", "typical"):
        monkeypatch.setenv("AIJOURNAL_HOME", own_home)
        made = cli.json("demo", "--into", folder, "--profile", profile)
        quotas.append(load_settings(find_paths({"AIJOURNAL_HOME": made["home"]}).settings).quota)
    assert quotas == [QUOTAS[Profile.CRAFTSMAN], None]


def test_help_says_whose_journal_a_demo_can_show(cli: CommandLine) -> None:
    out = cli("demo", "--help").out
    assert "[typical|padder|craftsman]" in out
    assert "one pads it" in " ".join(out.split())
    assert cli("demo", "--profile", "nobody").code == 2


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
