"""What lies in a place, whatever somebody points to."""

import os
from pathlib import Path

import pytest

from aijournal.demo import write_sample_logs
from aijournal.domain.reading import SourceState
from aijournal.importers.registry import ALL_IMPORTERS
from aijournal.ui.log_reading import LogSources
from aijournal.ui.sources.finding import FoundPlace, holds_too_much, look_into
from tests.importers.table_files import write_lines, write_notes, write_usage
from tests.ui.stage import BERLIN, NOW

CURSOR_HEAD = (
    "Date,User,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,"
    "Total Tokens,Cost"
)
NAMES = tuple(one.source for one in ALL_IMPORTERS)


@pytest.fixture
def sources(home: Path) -> LogSources:
    return LogSources(ALL_IMPORTERS, {"HOME": str(home)})


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return write_sample_logs(tmp_path / "old computer", NOW.date(), zone=BERLIN)


def _look(sources: LogSources, *paths: Path, names: tuple[str, ...] = NAMES) -> tuple[FoundPlace, ...]:
    return look_into(paths, names, sources)


def _claims(found: tuple[FoundPlace, ...]) -> list[tuple[Path, str]]:
    return [(one.path, claim.source) for one in found for claim in one.claims]


def test_a_home_holds_the_logs_of_each_tool_where_it_keeps_them(sources: LogSources, old: Path) -> None:
    assert _claims(_look(sources, old)) == [
        (old / ".claude" / "projects", "claude-code"),
        (old / ".codex" / "sessions", "codex"),
    ]


def test_a_tools_own_folder_and_one_inside_it_are_found(sources: LogSources, old: Path) -> None:
    assert _claims(_look(sources, old / ".claude")) == [(old / ".claude", "claude-code")]
    inside = old / ".codex" / "sessions"
    assert (inside, "codex") in _claims(_look(sources, inside))


def test_only_the_source_that_was_named_is_looked_for(sources: LogSources, old: Path) -> None:
    assert _claims(_look(sources, old, names=("codex",))) == [(old / ".codex" / "sessions", "codex")]


def test_what_is_named_twice_is_looked_into_once(sources: LogSources, old: Path) -> None:
    assert len(_look(sources, old / ".claude", old / ".claude")) == 1


def test_a_file_that_is_no_log_and_a_place_that_is_not_there_have_a_reason(
    sources: LogSources, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("hello")
    binary = tmp_path / "odd.jsonl"
    binary.write_bytes(b"\x00\xff" * 90)
    reasons = [one.reason for one in _look(sources, notes, binary, tmp_path / "nothing", Path("/a\0b"))]
    assert reasons[0].endswith("notes.txt is not a .jsonl log.")
    assert "nothing at its beginning is a JSON record" in reasons[1]
    assert reasons[2].startswith("There is nothing at")
    assert all(reasons)


def test_a_table_that_no_tool_wrote_is_told_from_logs_and_from_prose(
    sources: LogSources, old: Path, tmp_path: Path
) -> None:
    log = min((old / ".claude" / "projects").glob("*/*.jsonl"))
    prose = tmp_path / "prose.txt"
    prose.write_text("What I did today, and why\n")
    one_column = tmp_path / "names.csv"
    one_column.write_text("name\nshop\n")
    cursor = tmp_path / "cursor.csv"
    cursor.write_text(f"{CURSOR_HEAD}\n2026-03-02T14:05:00Z,u,Included,acme-1,No,1,2,3,4,10,0.04\n")
    lines = write_lines(tmp_path / "b.jsonl", {"at": "2026-03-02T10:00:00Z", "tokens": 7})
    found = _look(
        sources, write_notes(tmp_path), write_usage(tmp_path), lines, log, prose, one_column, cursor
    )
    assert [one.is_table for one in found] == [True, True, True, False, False, False, False]
    assert all(one.reason and not one.claims for one in found[:3])
    assert [claim.source for claim in found[3].claims] == ["claude-code"]
    assert [claim.source for claim in found[6].claims] == ["cursor-csv"]


@pytest.mark.skipif(os.name == "nt", reason="names are always text there")
def test_a_name_that_is_no_utf_8_is_found_like_any_other(sources: LogSources, old: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(old) + b"/caf\xe9"))
    odd.mkdir()
    log = next((old / ".claude" / "projects").glob("*/*.jsonl"))
    (odd / "session.jsonl").write_bytes(log.read_bytes())
    (found,) = _look(sources, odd)
    assert [claim.state for claim in found.claims] == [SourceState.FOUND]


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes in folders there")
def test_a_pipe_keeps_nobody_waiting(sources: LogSources, tmp_path: Path) -> None:
    pipe = tmp_path / "log.jsonl"
    os.mkfifo(pipe)
    (found,) = _look(sources, pipe)
    assert "neither a folder nor a file" in found.reason


def test_a_folder_with_too_much_in_it_is_not_looked_through(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path)
    assert not holds_too_much(tmp_path)
    assert holds_too_much(tmp_path, most=20)
    assert holds_too_much(tmp_path, seconds=-1.0)


def test_a_large_home_is_not_looked_through_for_the_logs_that_lie_in_their_place(
    sources: LogSources, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aijournal.ui.sources.finding.holds_too_much", lambda _: True)
    assert len(_claims(_look(sources, old))) == 2
    (refused,) = _look(sources, old / ".claude" / "projects")
    assert refused.is_too_large
