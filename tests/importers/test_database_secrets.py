"""No importer reads what tools keep secret, whatever else it reads of the same database."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aijournal.domain.reading import Importer
from aijournal.importers.amazon_q.importer import AmazonQ
from aijournal.importers.cursor.importer import Cursor
from aijournal.importers.kiro.importer import Kiro
from aijournal.importers.llm.importer import Llm
from aijournal.importers.opencode.importer import OpenCode
from aijournal.importers.registry import importer_of
from tests.importers.cursor_files import answered, globals_of, write_conversation, write_workspace
from tests.importers.cursor_files import asked as asked_in_cursor
from tests.importers.database_files import contents, fill, leave_in_wal, trace
from tests.importers.every_source import WRITE
from tests.importers.llm_files import response, write_turns
from tests.importers.opencode_files import answer, prompt, write_rows
from tests.importers.q_files import asked, conversation, step, write_amazon_q, write_kiro
from tests.importers.readings import read

# Tables, columns and keys with secrets, and what stands in them here.
SECRETS = (
    *("account", "control_account", "credential", "auth_kv", "history", '"state"', "canary", "cursorauth"),
    *("select *", "access_token", "system", "sqlite_master", "sqlite_schema"),
)


def _opencode(folder: Path) -> Path:
    return write_rows(folder / "opencode.db", "ses_1", [prompt("msg_1", 0), answer("msg_2", "msg_1", 2)])


def _llm(folder: Path) -> Path:
    return write_turns(folder / "logs.db", response("t-1", 0))


def _amazon_q(folder: Path) -> Path:
    return write_amazon_q(folder / "data.sqlite3", ("/home/dev/shop", conversation(step(asked(), 1))))


def _kiro(folder: Path) -> Path:
    return write_kiro(folder / "data.sqlite3", ("/home/dev/shop", conversation(step(asked(), 1))))


def _cursor(folder: Path) -> Path:
    path = globals_of(folder)
    write_workspace(folder, "w1", '{"folder":"file:///home/dev/shop"}', "c-1")
    fill(
        folder / "workspaceStorage" / "w1" / "state.vscdb",
        ["INSERT OR REPLACE INTO ItemTable VALUES ('cursorAuth/accessToken', 'canary')"],
    )
    return write_conversation(path, "c-1", [("b-1", asked_in_cursor(0)), ("b-2", answered(2))])


TOOLS: list[tuple[Importer, Callable[[Path], Path]]] = [
    (OpenCode(), _opencode),
    (Llm(), _llm),
    (AmazonQ(), _amazon_q),
    (Kiro(), _kiro),
    (Cursor(), _cursor),
]


@pytest.mark.parametrize(("importer", "write"), TOOLS, ids=lambda value: getattr(value, "source", ""))
@pytest.mark.parametrize("in_wal", [False, True])
def test_no_statement_names_a_secret_and_no_file_changes(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    importer: Importer,
    write: Callable[[Path], Path],
    *,
    in_wal: bool,
) -> None:
    folder = tmp_path / "tool"
    folder.mkdir()
    path = write(folder)
    if in_wal:
        leave_in_wal(path)
    before = contents(folder)
    assert b"canary" in b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file()) or (
        importer.source == "llm"
    )
    statements = trace(monkeypatch)
    told = read(importer, path)
    (exchange,) = told.exchanges.values()
    assert exchange.location
    assert importer.peek(exchange.location)
    assert len(told.calls) == 1
    assert any(statement.startswith("select") for statement in statements.text.splitlines())
    assert [secret for secret in SECRETS if secret in statements.text] == []
    assert contents(folder) == before


IN_DATABASES = ("opencode", "amazon-q", "kiro", "cursor", "llm", "zed", "goose", "open-webui")
KEPT_SECRET = ("account", "credential", "auth_kv", "oauth_session", "api_key", "secrets")


def test_these_are_all_the_sources_that_write_a_database(home: Path) -> None:
    found = set()
    for source, write in WRITE.items():
        (home / source).mkdir()
        if write(home / source).read_bytes().startswith(b"SQLite format 3"):
            found.add(source)
    assert found == set(IN_DATABASES)


@pytest.mark.parametrize("source", IN_DATABASES)
def test_secrets_beside_what_is_read_are_named_by_no_statement(
    home: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    (home / "tool").mkdir()
    path = WRITE[source](home / "tool")
    fill(path, [f"CREATE TABLE IF NOT EXISTS {name} (token TEXT)" for name in KEPT_SECRET])
    importer = importer_of(source)
    assert importer is not None
    statements = trace(monkeypatch)
    assert read(importer, path).calls
    assert any(statement.startswith("select") for statement in statements.text.splitlines())
    assert [name for name in (*KEPT_SECRET, "sqlite_master") if name in statements.text] == []
