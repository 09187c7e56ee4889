"""A table to the journal: facts and verdicts, once, and back again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aijournal.collect import peek
from aijournal.collect_table import TableResult, collect_table, take_back_table
from aijournal.domain.assessment import Assessment, Door, Need, Outcome
from aijournal.domain.entry import Entry, EntryWords
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.reading import SourceState
from aijournal.importers.tables.detecting import detect
from aijournal.importers.tables.mapping import Field
from aijournal.importers.tables.saved import save_mapping, table_of_source
from aijournal.importers.tables.table import Table
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.importers.table_files import NOTE, write_lines, write_notes, write_table, write_usage

NOW = datetime(2026, 3, 21, 12, 0, 0, 123456, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
ZONE = ZoneInfo("Europe/Berlin")
LINK = "https://example.org/1"
FULL = (*NOTE, "was good", LINK)
PLAIN = ("2026-03-03", "9:30", "Wrote mail", "office", "", "", "", "", "", "", "")


@pytest.fixture
def journal(paths: Paths) -> Iterator[Journal]:
    with Journal.open(paths, Settings(), ZONE) as opened:
        yield opened


def collected(journal: Journal, path: Path, now: datetime = NOW, *, dry_run: bool = False) -> TableResult:
    table = Table(mapping=replace(detect(path), tool="acme", keeps_titles=True), zone=ZONE)
    result = collect_table(journal, table, path, now, dry_run=dry_run)
    for one in result.imports:
        assert one.records == one.imported + one.duplicates + one.ignored + one.rejected
    return result


def entries(journal: Journal) -> list[Entry]:
    """Return all entries, the oldest first."""
    return list(reversed(journal.entries(EVERYTHING, NOW, 1_000).rows))


def verdicts(journal: Journal) -> list[Outcome | None]:
    return [entry.assessment.outcome if entry.assessment else None for entry in entries(journal)]


def test_a_row_of_notes_is_an_entry_with_its_verdict(journal: Journal, tmp_path: Path) -> None:
    result = collected(journal, write_notes(tmp_path, FULL, PLAIN))
    noted, plain = entries(journal)
    one = noted.interaction
    assert (one.source, one.tool, one.project, one.task, one.tags) == (
        *("csv", "acme", "shop", "debugging"),
        ("ci", "flaky"),
    )
    assert (one.title, one.url, one.started_at) == (
        *("Fixed a flaky test", LINK),
        datetime(2026, 3, 2, 13, 5, tzinfo=UTC),
    )
    assert noted.assessment == Assessment(
        outcome=Outcome.HELPED_A_LOT,
        need=Need.SLOWER,
        net_minutes=20,
        note="was good",
        assessed_at=one.ended_at,
        door=Door.BULK,
    )
    assert (plain.assessment, plain.interaction.title, plain.interaction.project) == (None, None, "office")
    assert [entry.interaction.id for entry in result.judged] == [one.id]
    assert (result.passed_over, result.imports[0].interactions_new) == (0, 2)


def test_the_same_table_twice_brings_nothing_new(journal: Journal, tmp_path: Path) -> None:
    path = write_notes(tmp_path, FULL, PLAIN)
    collected(journal, path)
    before = entries(journal)
    again = collected(journal, path, LATER)
    assert (again.imports[0].files_unchanged, again.judged, again.passed_over) == (1, (), 1)
    copy = collected(journal, write_notes(tmp_path, FULL, PLAIN, name="copy.csv"), LATER)
    assert (copy.imports[0].duplicates, copy.imports[0].imported, copy.judged) == (2, 0, ())
    assert [one.assessment for one in entries(journal)] == [one.assessment for one in before]
    assert [one.interaction.uid for one in entries(journal)] == [one.interaction.uid for one in before]


def test_rows_that_were_added_come_and_verdicts_that_were_filled_in(journal: Journal, tmp_path: Path) -> None:
    path = write_notes(tmp_path, FULL, PLAIN)
    collected(journal, path)
    judged = (*PLAIN[:4], "-5", "-1", "", "", "", "", "")
    result = collected(journal, write_notes(tmp_path, FULL, judged, ("2026-03-04", "10:00", "New")), LATER)
    assert (result.imports[0].interactions_new, len(result.judged), result.passed_over) == (1, 1, 1)
    assert (result.imports[0].records, result.imports[0].imported) == (1, 1)
    assert verdicts(journal) == [Outcome.HELPED_A_LOT, Outcome.HURT, None]


def test_the_person_s_own_verdict_stays(journal: Journal, tmp_path: Path) -> None:
    path = write_notes(tmp_path, FULL)
    mapping = detect(path).with_columns(dict.fromkeys((Field.OUTCOME, Field.NEED, Field.NET)))
    mapping = mapping.with_columns(dict.fromkeys((Field.NOTE, Field.TASK, Field.TAGS, Field.LINK)))
    collect_table(journal, Table(mapping=mapping, zone=ZONE), path, NOW)
    (entry,) = entries(journal)
    journal.assess(entry.interaction.id, Assessment(outcome=Outcome.HURT), NOW)
    result = collected(journal, path, LATER)
    assert (result.judged, result.passed_over, result.imports[0].duplicates) == ((), 1, 1)
    assert verdicts(journal) == [Outcome.HURT]


def test_so_do_the_person_s_own_words(journal: Journal, tmp_path: Path) -> None:
    tagged = (*PLAIN[:8], "mail", "", "")
    collected(journal, write_notes(tmp_path, tagged, PLAIN))
    plain, noted = sorted(entries(journal), key=lambda entry: not entry.interaction.tags)
    journal.edit(plain.interaction.id, EntryWords(tags=("mine",)), NOW)
    journal.assess(noted.interaction.id, Assessment(note="mine"), NOW)
    judged = (*PLAIN[:4], "", "+1", "", "", "", "", "")
    result = collected(journal, write_notes(tmp_path, tagged, judged, name="copy.csv"), LATER)
    assert result.judged == ()
    assert {entry.interaction.tags for entry in entries(journal)} == {("mine",), ()}
    assert verdicts(journal) == [None, None]


def test_old_rows_are_not_asked_about_because_new_ones_came(journal: Journal, tmp_path: Path) -> None:
    old = [("2026-01-02", f"10:{minute}", "Old") for minute in range(10, 30)]
    collected(journal, write_notes(tmp_path, *old))
    asked = journal.inbox_count(NOW)
    collected(journal, write_notes(tmp_path, *old, ("2026-03-20", "10:00", "New")), LATER)
    assert journal.inbox_count(LATER) == asked + 1


def test_of_several_rows_of_one_entry_the_first_that_says_anything_counts(
    journal: Journal, tmp_path: Path
) -> None:
    rows = [
        ("Timestamp", "Session", "Outcome"),
        *((f"2026-03-02 10:0{n}", "s", o) for n, o in enumerate(["", "+1", "-2"])),
    ]
    result = collected(journal, write_table(tmp_path / "t.csv", rows))
    assert (len(result.judged), result.passed_over) == (1, 1)
    assert verdicts(journal) == [Outcome.HELPED]
    assert entries(journal)[0].interaction.exchanges == 3


def test_tools_that_rows_name_are_sources_of_their_own(journal: Journal, tmp_path: Path) -> None:
    rows = [
        ("Timestamp", "Tool", "Title", "Outcome"),
        ("2026-03-02 10:00", "Claude", "a", "+1"),
        ("2026-03-02 11:00", "Our Bot", "b", "-1"),
        ("2026-03-02 12:00", "", "c", "0"),
        ("soon", "Our Bot", "d", "0"),
    ]
    result = collected(journal, write_table(tmp_path / "t.csv", rows))
    assert {one.source: (one.records, one.rejected) for one in result.imports} == {
        "csv": (1, 0),
        "csv:claude-code": (1, 0),
        "csv:our-bot": (2, 1),
    }
    assert [(entry.interaction.tool, entry.interaction.title) for entry in entries(journal)] == [
        ("claude-code", "a"),
        ("Our Bot", "b"),
        ("acme", "c"),
    ]
    assert verdicts(journal) == [Outcome.HELPED, Outcome.HURT, Outcome.NO_DIFFERENCE]


def test_the_importer_of_a_source_is_found_again(journal: Journal, tmp_path: Path, paths: Paths) -> None:
    rows = [
        ("Timestamp", "Tool", "Title"),
        ("2026-03-02 10:00", "Our Bot", "Asked the bot"),
        ("2026-03-02 11:00", "", "Asked"),
    ]
    path = write_table(tmp_path / "t.csv", rows)
    save_mapping(paths.mappings, "own", detect(path))
    for name in ("csv", "own"):
        collect_table(journal, Table(name, detect(path), ZONE), path, NOW)
    peeked = {}
    for entry in entries(journal):
        found = table_of_source(entry.interaction.source or "", paths.mappings, ZONE)
        assert found
        peeked[found.source] = peek([found], entry)
    assert peeked == {
        "csv:our-bot": "Asked the bot",
        "csv": "Asked",
        "own:our-bot": "Asked the bot",
        "own": "Asked",
    }
    assert table_of_source("claude-code", paths.mappings, ZONE) is None
    assert table_of_source("../x", paths.mappings, ZONE) is None


def test_other_columns_complete_what_was_read(journal: Journal, tmp_path: Path) -> None:
    path = write_usage(tmp_path)
    mapping = detect(path)
    collect_table(journal, Table(mapping=mapping.with_columns({Field.INPUT: None})), path, NOW)
    result = collect_table(journal, Table(mapping=mapping), path, LATER)
    assert result.imports[0].calls_completed == 1
    (entry,) = entries(journal)
    assert (entry.interaction.usage.input_tokens, entry.interaction.usage.output_tokens) == (1200, 80)


def test_a_dry_run_tells_the_same_and_keeps_nothing(journal: Journal, tmp_path: Path) -> None:
    path = write_notes(tmp_path, FULL, PLAIN)
    rehearsed = collected(journal, path, dry_run=True)
    assert entries(journal) == []
    result = collected(journal, path)
    assert (
        (len(rehearsed.judged), rehearsed.passed_over) == (len(result.judged), result.passed_over) == (1, 0)
    )
    assert rehearsed.imports[0].interactions_new == result.imports[0].interactions_new == 2


def test_a_cancelled_reading_judges_nothing_and_the_next_one_does(journal: Journal, tmp_path: Path) -> None:
    path = write_notes(tmp_path, FULL, PLAIN)
    table = Table(mapping=detect(path), zone=ZONE)
    assert collect_table(journal, table, path, NOW, is_cancelled=lambda: True).judged == ()
    assert verdicts(journal) in ([], [None, None])
    assert len(collect_table(journal, table, path, LATER).judged) == 1


@pytest.mark.parametrize("content", [None, "", "Title\nx\n"])
def test_what_is_no_table_is_told_and_changes_nothing(
    journal: Journal, tmp_path: Path, content: str | None
) -> None:
    path = tmp_path / "t.csv"
    if content is not None:
        path.write_text(content)
    result = collect_table(journal, Table(), path, NOW)
    assert result.imports[0].state is not SourceState.FOUND
    assert entries(journal) == []


def test_taking_it_back_takes_back_all_of_it(journal: Journal, tmp_path: Path) -> None:
    result = collected(journal, write_notes(tmp_path, FULL, PLAIN))
    back = take_back_table(journal, result, LATER)
    assert (back.entries, back.verdicts) == (2, 1)
    assert entries(journal) == []
    assert sum(item.entries for item in journal.trash.contents()) == 2
    assert journal.undo(LATER)
    assert journal.undo(LATER)
    assert verdicts(journal) == [Outcome.HELPED_A_LOT, None]


def test_taking_back_leaves_what_was_there_before_and_what_was_said_since(
    journal: Journal, tmp_path: Path
) -> None:
    collected(journal, write_notes(tmp_path, PLAIN))
    judged = (*PLAIN[:4], "-5", "-1", "", "", "", "", "")
    other = ("2026-03-05", "10:00", "Other", "shop", "5", "+1")
    result = collected(journal, write_notes(tmp_path, judged, FULL, other), LATER)
    assert verdicts(journal) == [Outcome.HELPED_A_LOT, Outcome.HURT, Outcome.HELPED]
    changed = entries(journal)[2].interaction
    journal.edit(changed.id, EntryWords(title="Mine now"), LATER)
    back = take_back_table(journal, result, LATER)
    assert (back.entries, back.verdicts) == (1, 2)
    assert [(one.interaction.project, one.interaction.title) for one in entries(journal)] == [
        ("office", "Wrote mail"),
        (None, "Mine now"),
    ]
    assert verdicts(journal) == [None, Outcome.HELPED]
    assert take_back_table(journal, result, LATER).entries == 0


def test_many_rows_are_judged_in_one_go(journal: Journal, tmp_path: Path) -> None:
    begun = datetime(2026, 3, 1, tzinfo=UTC)
    rows = (
        {"at": (begun + timedelta(minutes=n)).isoformat(), "outcome": n % 5 - 2, "id": f"row-{n:05}"}
        for n in range(300)
    )
    path = write_lines(tmp_path / "t.jsonl", *rows)
    result = collected(journal, path)
    assert len(result.judged) == 300
    assert collected(journal, path, LATER).passed_over == 300
    assert take_back_table(journal, result, LATER).entries == 300
