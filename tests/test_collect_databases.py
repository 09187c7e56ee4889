"""From other tools' databases to the journal: nothing twice, and nothing lost while they are locked."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from aijournal.collect import ImportResult, collect, peek
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.reading import Importer, SourceState
from aijournal.importers.amazon_q.importer import AmazonQ
from aijournal.importers.cursor.importer import Cursor
from aijournal.importers.kiro.importer import Kiro
from aijournal.importers.llm.importer import Llm
from aijournal.importers.opencode.importer import OpenCode
from aijournal.importers.reading import databases
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
from tests.corpus import assert_accounted
from tests.importers.cursor_files import answered, globals_of, write_conversation
from tests.importers.cursor_files import asked as asked_in_cursor
from tests.importers.database_files import contents, locked
from tests.importers.kiro_files import answer as kiro_answer
from tests.importers.kiro_files import beside, turn, write_session
from tests.importers.kiro_files import prompt as kiro_prompt
from tests.importers.llm_files import response, write_responses
from tests.importers.opencode_files import answer, prompt, took, write_files, write_rows
from tests.importers.q_files import asked, conversation, step, write_amazon_q

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    paths = find_paths({"AIJOURNAL_HOME": str(tmp_path / "aijournal")})
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "tool"
    made.mkdir()
    return made


def read(journal: Journal, importer: Importer, root: Path) -> ImportResult:
    (result,) = collect(journal, [importer], {}, NOW, root=root)
    assert_accounted(result)
    return result


def write(importer: Importer, folder: Path, number: int) -> None:
    """Write one more prompt with its answer."""
    name, seconds = f"{number:02}", 10 * number
    if isinstance(importer, OpenCode):
        messages = [
            prompt(f"msg_{name}", seconds),
            answer(f"msg_{name}a", f"msg_{name}", seconds + 1, took(10, 20)),
        ]
        write_rows(folder / "opencode.db", "ses_1", messages)
    elif isinstance(importer, Llm):
        write_responses(folder / "logs.db", response(name, seconds))
    elif isinstance(importer, AmazonQ):
        steps = [step(asked(), one, 10 * one) for one in range(number + 1)]
        write_amazon_q(folder / "data.sqlite3", ("/home/dev/shop", conversation(*steps)))
    elif isinstance(importer, Kiro):
        lines = [
            line
            for one in range(number + 1)
            for line in (kiro_prompt(f"u{one}", one), kiro_answer(f"a{one}"))
        ]
        write_session(folder / "sessions", lines, beside(turn("", 1, ids=["u0"])))
    else:
        values: list[tuple[str, Any]] = [
            (f"u{name}", asked_in_cursor(seconds)),
            (f"a{name}", answered(seconds + 1)),
        ]
        write_conversation(globals_of(folder), "c-1", values)


@pytest.mark.parametrize(
    "importer", [OpenCode(), Llm(), AmazonQ(), Kiro(), Cursor()], ids=lambda one: one.source
)
def test_what_is_new_is_imported_once(journal: Journal, folder: Path, importer: Importer) -> None:
    write(importer, folder, 0)
    before = contents(folder)
    first = read(journal, importer, folder)
    assert (first.state, first.exchanges_new, first.calls_new) == (SourceState.FOUND, 1, 1)
    again = read(journal, importer, folder)
    assert (again.files_unchanged, again.records, again.calls_new) == (1, 0, 0)
    assert contents(folder) == before
    write(importer, folder, 1)
    later = read(journal, importer, folder)
    assert (later.exchanges_new, later.calls_new, later.problems) == (1, 1, ())
    (entry,) = journal.entries(EVERYTHING, NOW, 10).rows
    assert (entry.interaction.exchanges, entry.interaction.calls) == (2, 2)
    assert peek([importer], entry)


def test_a_locked_database_is_a_problem_until_it_is_read(
    journal: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "_BUSY_SECONDS", 0.05)
    write(OpenCode(), folder, 0)
    read(journal, OpenCode(), folder)
    write(OpenCode(), folder, 1)
    with locked(folder / "opencode.db"):
        kept_out = read(journal, OpenCode(), folder)
    assert (kept_out.state, kept_out.records, kept_out.calls_new) == (SourceState.FOUND, 0, 0)
    assert [problem.reason for problem in kept_out.problems] == [
        "cannot be read: its tool keeps it locked; it is read next time"
    ]
    assert read(journal, OpenCode(), folder).calls_new == 1


def test_a_session_that_moved_into_the_database_counts_once(journal: Journal, folder: Path) -> None:
    messages = [prompt("msg_1", 0), answer("msg_2", "msg_1", 1, took(10, 20))]
    write_files(folder, "ses_1", messages)
    assert read(journal, OpenCode(), folder).calls_new == 1
    write_rows(folder / "opencode.db", "ses_1", messages)
    moved = read(journal, OpenCode(), folder)
    assert (moved.calls_new, moved.duplicates) == (0, 2)
    (entry,) = journal.entries(EVERYTHING, NOW, 10).rows
    assert entry.prompt
    assert entry.prompt.path == folder / "opencode.db"
