"""`purge` as a person types it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aijournal.journal.backup_files import BackupReason, list_backups
from aijournal.journal.journal import Journal
from aijournal.paths import Paths, make_private_folder
from aijournal.settings import Settings
from tests.cli.command_line import CommandLine

WORD = "xylophonequartz"


def is_written_anywhere(paths: Paths, word: str = WORD) -> bool:
    files = (path for path in paths.data.parent.rglob("*") if path.is_file())
    return any(word.encode() in path.read_bytes() for path in files)


def log(cli: CommandLine, *lines: str) -> list[str]:
    """Log entries, and return their numbers."""
    return [str(cli.json("log", line)["id"]) for line in lines]


def test_the_phrase_must_be_typed(cli: CommandLine, paths: Paths) -> None:
    (entry,) = log(cli, WORD)
    for typed in (b"", b"yes\n", b"purge everything\n"):
        answer = cli("purge", "--entry", entry, stdin=typed)
        assert answer.code == 1
        assert "Nothing was purged" in answer.err
    assert cli.ids("list") == [entry]
    assert is_written_anywhere(paths)
    answer = cli("purge", "--entry", entry, stdin=b"purge 1 entry\n")
    assert (answer.code, answer.out) == (0, "Purged 1 entry.\n")
    assert cli.ids("list") == []
    assert not is_written_anywhere(paths)


def test_several_entries_may_follow_one_option(cli: CommandLine) -> None:
    one, two, three, four = log(cli, "one", "two", "three", "four")
    assert cli("purge", "--entry", one, two, "--entry", three, "--yes").out == "Purged 3 entries.\n"
    assert cli.ids("list") == [four]


def test_backups_are_told_of_and_purged_when_asked(cli: CommandLine, paths: Paths) -> None:
    one, two = log(cli, WORD, "another")
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
        journal.backups.take(BackupReason.BY_HAND, datetime.now(UTC))
    kept = cli("purge", "--entry", two, "--yes")
    assert "Backups may still hold it until 20" in kept.err
    purged = cli("purge", "--entry", one, "--yes", "--backups")
    assert purged.code == 0
    assert purged.out.splitlines() == [
        "Purged 1 entry.",
        f"Written anew without it: {list_backups(paths)[0].path}",
    ]
    assert "snapshots of the disk" in purged.err
    assert not is_written_anywhere(paths)


def test_what_was_set_aside_is_told_of_and_purged_when_asked(cli: CommandLine, paths: Paths) -> None:
    one, two = log(cli, WORD, f"another {WORD}")
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
        saved = journal.place.save_elsewhere(paths.quarantine, datetime.now(UTC))
    kept = cli("purge", "--entry", two, "--yes")
    assert kept.code == 0
    assert f"Still holds it or cannot be opened, and stays until you remove it: {saved}" in kept.err
    damaged = paths.quarantine / "20261120T153000Z" / "journal.db"
    make_private_folder(damaged.parent)
    damaged.write_bytes(b"no journal at all")
    purged = cli("purge", "--entry", one, "--yes", "--backups")
    assert purged.out.splitlines() == ["Purged 1 entry.", f"Written anew without it: {saved}"]
    assert f"Could not be written anew, and may still hold it: {damaged}" in purged.err
    assert f"another {WORD}".encode() in saved.read_bytes(), "it was not purged from there"


def test_everything_goes_but_the_settings(cli: CommandLine, paths: Paths) -> None:
    log(cli, WORD)
    make_private_folder(paths.config)
    paths.settings.touch(mode=0o600)
    paths.settings.write_text("{}")
    assert cli("purge", "--all", stdin=b"purge everything\n").code == 0
    assert not is_written_anywhere(paths)
    assert paths.settings.exists()
    assert cli.ids("list") == []


def test_everything_of_an_open_journal_stays(cli: CommandLine, paths: Paths) -> None:
    (entry,) = log(cli, WORD)
    with Journal.open(paths, Settings(), ZoneInfo("UTC")):
        answer = cli("purge", "--all", "--yes")
    assert answer.code == 4
    assert "open in another aijournal" in answer.err
    assert cli.ids("list") == [entry]


def test_what_others_still_read_is_told(cli: CommandLine, paths: Paths) -> None:
    (entry,) = log(cli, WORD)
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
        reading = journal._db.execute("SELECT title FROM interaction UNION ALL SELECT 'and more'")
        assert reading.fetchone() == (WORD,)
        answer = cli("purge", "--entry", entry, "--yes")
        reading.close()
    assert answer.code == 4
    assert "Traces are left for now" in answer.err
    assert not is_written_anywhere(paths)


@pytest.mark.parametrize(
    "arguments", [[], ["--all", "--entry", "1"], ["7"], ["--all", "7"], ["--entry", "0"], ["--backups"]]
)
def test_it_must_be_said_what_to_purge(cli: CommandLine, arguments: list[str]) -> None:
    assert cli("purge", *arguments).code == 2


def test_an_entry_that_is_not_there_is_told(cli: CommandLine) -> None:
    answer = cli("purge", "--entry", "4711", "--yes")
    assert (answer.code, answer.out) == (1, "")
    assert "No such entry" in answer.err
