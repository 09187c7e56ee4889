"""Commands about logs: `sources` and `import`."""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.journal.backup_files import list_backups
from aijournal.journal.journal import Journal
from aijournal.paths import Paths, make_private_folder
from aijournal.settings import Settings
from tests.cli.command_line import CommandLine


def _write_settings(home: Path, **settings: object) -> None:
    path = make_private_folder(home / "aijournal" / "config") / "settings.json"
    path.write_text(json.dumps(settings))
    path.chmod(0o600)


def _shortest(logs: Path) -> Path:
    """Return a log with so few records that no backup is taken before it is read."""
    return min(
        (log for log in logs.rglob("*.jsonl") if "agent" not in log.name), key=lambda log: log.stat().st_size
    )


def test_a_first_import_says_what_came_of_it(cli: CommandLine, logs: Path) -> None:
    assert logs.exists()
    out = cli("import").out
    assert "33 files, 0 unchanged" in out
    assert "0 rejected" in out
    assert "new: " in out


def test_a_second_import_finds_nothing_new(cli: CommandLine, logs: Path) -> None:
    assert logs.exists()
    first = cli.json("import")["sources"][0]
    row = cli.json("import")["sources"][0]
    assert first["calls_new"] > 0
    assert (row["files_unchanged"], row["records"], row["calls_new"]) == (33, 0, 0)


def test_an_import_looks_after_the_journal_as_the_window_does(
    cli: CommandLine, logs: Path, paths: Paths
) -> None:
    assert cli("log", "deleted yesterday").code == 0
    assert cli("log", "deleted long ago").code == 0
    long_ago, lately = (int(one) for one in cli.ids("list"))
    now = datetime.now(UTC)
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
        journal.trash.delete([long_ago], now - timedelta(days=31))
        journal.trash.delete([lately], now - timedelta(days=1))
    few = ("import", "claude-code", "--root", str(_shortest(logs)))
    assert cli(*few, "--dry-run").code == 0
    assert list_backups(paths) == ()
    assert cli(*few).code == 0
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
        assert len(journal.trash.contents()) == 1
        assert len(journal.entries(EVERYTHING, now, 1_000).rows) == list_backups(paths)[0].rows["interaction"]


def test_a_backup_that_fails_costs_no_import(cli: CommandLine, logs: Path, paths: Paths) -> None:
    assert cli("log", "something").code == 0
    paths.backups.write_text("a file where the folder would be")
    answer = cli("import", "claude-code", "--root", str(_shortest(logs)))
    assert answer.code == 0
    assert "backup" in answer.err
    assert len(cli.ids("list")) > 1


def test_a_dry_run_counts_alike_and_keeps_nothing(cli: CommandLine, logs: Path) -> None:
    assert logs.exists()
    rehearsed = cli.json("import", "--dry-run")["sources"][0]
    assert cli.ids("list") == []
    assert "nothing was kept" in cli("import", "--dry-run").out
    imported = cli.json("import")["sources"][0]
    assert {**rehearsed, "seconds": 0} == {**imported, "seconds": 0}


def test_what_was_rejected_is_counted_by_reason_and_the_first_are_named(cli: CommandLine, logs: Path) -> None:
    broken = next(logs.rglob("*.jsonl"))
    broken.write_bytes(b'{"type": "user", \n' + broken.read_bytes())
    answer = cli("import", "claude-code", "--root", str(logs), "--dry-run")
    assert "1 rejected" in answer.out
    assert f"{broken}, line 1: " in answer.err
    row = cli("import", "--json").document["sources"][0]
    assert (row["rejected"], sum(row["rejected_by_reason"].values())) == (1, 1)
    (reason,) = row["rejected_by_reason"]
    assert reason in answer.out


def test_a_source_that_is_switched_off_is_read_only_when_it_is_named(
    cli: CommandLine, logs: Path, home: Path
) -> None:
    assert logs.exists()
    _write_settings(home, sources_off=["claude-code"])
    assert [row["source"] for row in cli.json("import")["sources"] if row["files"]] == []
    (row,) = cli.json("import", "claude-code")["sources"]
    assert row["files"] == 33


def test_nothing_found_is_no_failure_unless_it_was_asked_for(cli: CommandLine) -> None:
    assert cli("import").code == 0
    assert cli("import", "claude-code").code == 1
    answer = cli("import", "claude-code", "--json")
    assert answer.code == 1
    assert answer.document["sources"][0]["files"] == 0


def test_an_import_names_what_is_there_and_counts_the_rest_in_one_line(cli: CommandLine, logs: Path) -> None:
    assert logs.exists()
    lines = cli("import").out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [lines[0], lines[-1]]
    assert lines[0].startswith("claude-code: ")
    missing = sum(row["files"] == 0 for row in cli.json("import")["sources"])
    assert lines[-1].startswith(f"{missing} other tools left no logs here; `aijournal sources`")


def test_one_line_says_that_nothing_was_found_and_what_to_do(cli: CommandLine) -> None:
    (line,) = cli("import").out.splitlines()
    assert line.startswith("No logs of AI tools were found here.")
    assert "aijournal import csv FILE" in line


def test_a_source_that_was_named_says_why_nothing_was_found(cli: CommandLine) -> None:
    answer = cli("import", "claude-code", "codex")
    assert [line.split(":")[0] for line in answer.out.splitlines()] == ["claude-code", "codex"]


@pytest.mark.skipif(sys.platform != "linux", reason="file names of other systems are text")
def test_a_folder_whose_name_is_no_text_can_be_imported(cli: CommandLine, logs: Path, home: Path) -> None:
    odd = home / os.fsdecode(b"odd-\xff-name")
    logs.rename(odd)
    (row,) = cli.json("import", "claude-code", "--root", str(odd))["sources"]
    assert row["files"] == 33
    assert cli("import", "claude-code", "--root", str(odd)).code == 0


def test_sources_say_why_nothing_was_found_and_how_long_tools_keep_their_logs(cli: CommandLine) -> None:
    row = next(row for row in cli.json("sources")["sources"] if row["source"] == "claude-code")
    assert (row["state"], row["last_read"], row["files"]) == ("not found", None, 0)
    out = cli("sources").out
    assert "not found" in out
    assert "30 days" in out
    assert "never" in out


def test_a_setting_that_cannot_be_used_is_said_beside_the_document(cli: CommandLine, home: Path) -> None:
    _write_settings(home, pause_minutes=0)
    answer = cli("sources", "--json")
    assert answer.code == 0
    assert answer.err.count("pause_minutes") == 1
    assert answer.document["schema"] == 1


def test_settings_that_cannot_be_read_stop_whatever_needs_them(cli: CommandLine, home: Path) -> None:
    _write_settings(home)
    (home / "aijournal" / "config" / "settings.json").write_text("{")
    for command in ("list", "import", "log x"):
        answer = cli(*command.split())
        assert answer.code == 1
        assert answer.err.count("\n") == 1
    assert cli("paths").code == 0
    assert cli("list", "--help").code == 0
