"""`doctor` says whether all is well, and what is not."""

import pytest

from aijournal.journal.connection import CONFIGURATION
from aijournal.paths import Paths
from aijournal.settings import Settings, save_settings
from tests.cli.command_line import CommandLine


def findings(cli: CommandLine) -> dict[str, tuple[bool, str]]:
    document = cli("doctor", "--json").document
    return {one["name"]: (one["is_well"], one["words"]) for one in document["findings"]}


def test_a_new_journal_is_well(cli: CommandLine, paths: Paths) -> None:
    answer = cli("doctor")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.endswith("All is well.\n")
    said = findings(cli)
    assert str(paths.journal) in said["journal"][1]
    assert said["settings of the engine"] == (True, "all as they must be")


def test_a_file_that_others_may_open_needs_attention(cli: CommandLine, paths: Paths) -> None:
    cli("doctor")
    paths.journal_lock.chmod(0o644)
    answer = cli("doctor")
    assert answer.code == 1
    assert "! permissions" in answer.out
    assert "journal.lock" in findings(cli)["permissions"][1]


def test_sources_are_told_apart(cli: CommandLine) -> None:
    assert findings(cli)["Codex"][1].startswith("not found")


def test_the_engine_answers_for_every_fixed_setting(cli: CommandLine) -> None:
    engine = cli("doctor", "--json").document["engine"]
    assert engine.pop("version").startswith("3.")
    assert engine == CONFIGURATION


def test_the_place_is_looked_at(cli: CommandLine, paths: Paths) -> None:
    assert findings(cli)["file system"][0]
    paths.data.chmod(0o755)
    assert findings(cli)["permissions"] == (False, "others may open data; chmod go= closes them")


def test_it_is_told_where_the_time_zone_comes_from(
    cli: CommandLine, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    assert findings(cli)["time zone"] == (True, "Asia/Kolkata, from TZ")
    save_settings(paths.settings, Settings(time_zone="Europe/Lisbon"))
    assert findings(cli)["time zone"] == (True, "Europe/Lisbon, from the setting time_zone")
