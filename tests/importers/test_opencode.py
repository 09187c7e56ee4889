"""OpenCode's sessions, from its database and from its files: what was asked, and what each answer took."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aijournal.domain.facts import ExchangeKind, LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.opencode.importer import OpenCode
from aijournal.importers.reading import databases
from aijournal.importers.reading.databases import with_wal
from tests.importers.database_files import contents, fill, in_use, leave_in_wal, locked
from tests.importers.opencode_files import Message, answer, prompt, took, write_files, write_rows
from tests.importers.readings import Said, file_at, read, read_on, said

BEGAN = datetime(2026, 3, 2, 12, 58, 16, tzinfo=UTC)
SHOP = "ses_shop"

Write = Callable[..., Path]


def after(seconds: float) -> datetime:
    return BEGAN + timedelta(seconds=seconds)


@pytest.fixture(params=["rows", "files"])
def write(request: pytest.FixtureRequest, tmp_path: Path) -> Write:
    """Write sessions as either generation keeps them; returns the log that the last one is in."""

    def written(
        session: str, *messages: Message, parent: str | None = None, directory: str = "/home/dev/shop"
    ) -> Path:
        if request.param == "rows":
            return write_rows(tmp_path / "opencode.db", session, messages, parent=parent, directory=directory)
        return write_files(tmp_path / "opencode", session, messages, parent=parent, directory=directory)

    return written


def test_a_prompt_with_a_tool_loop(write: Write) -> None:
    told = read(
        OpenCode(),
        write(
            SHOP,
            prompt("msg_1", 0),
            answer("msg_2", "msg_1", 2, took(1200, 340, 60, 5000, total=6600), finish="tool-calls"),
            answer("msg_3", "msg_1", 9, took(300, 50)),
            prompt("msg_4", 60, "And now?"),
            answer("msg_5", "msg_4", 62),
        ),
    )
    assert told.calls_of == {"msg_1": ["msg_2", "msg_3"], "msg_4": ["msg_5"]}
    assert (told.records, told.prompts, told.sightings, told.ignored) == (5, 2, 3, 0)
    first = told.exchanges["msg_1"]
    assert (first.kind, first.conversation_id, first.project) == (ExchangeKind.PROMPT, SHOP, "shop")
    assert (first.started_at, first.ended_at, first.is_scripted) == (after(0), after(14), False)
    call = told.calls["msg_2"]
    assert (call.at, call.model, call.provider) == (after(2), "gpt-5", "openai")
    assert call.usage == TokenUsage(1200, 0, 5000, 400, reasoning_tokens=60)


@pytest.mark.parametrize(
    ("tokens", "usage"),
    [
        # The total tells whether the output holds the reasoning.
        (took(1200, 340, 60, 5000, total=6600), TokenUsage(1200, 0, 5000, 400, reasoning_tokens=60)),
        (took(1200, 400, 60, 5000, total=6600), TokenUsage(1200, 0, 5000, 400, reasoning_tokens=60)),
        (took(1200, 400, 60, 5000), TokenUsage(1200, 0, 5000, 400, reasoning_tokens=60)),
        (took(1200, 400, 60, 5000, total=9999), TokenUsage(1200, 0, 5000, 400, reasoning_tokens=60)),
        (took(10, 20, 0, 30, 40, total=100), TokenUsage(10, 40, 30, 20, reasoning_tokens=0)),
        # What is not told is unknown.
        ({"input": 10, "output": 20}, TokenUsage(10, None, None, 20)),
        ({"input": 10, "cache": {"read": 5}}, TokenUsage(10, None, 5, None)),
        (took(0, 0), TokenUsage()),
        (took(10, 5, 6), TokenUsage(10, 0, 0, 5)),
    ],
)
def test_tokens_come_in_four_disjoint_buckets(write: Write, tokens: Message, usage: TokenUsage) -> None:
    told = read(OpenCode(), write(SHOP, prompt("msg_1", 0), answer("msg_2", "msg_1", 2, tokens)))
    assert told.calls["msg_2"].usage == usage


def test_an_answer_without_tokens_says_nothing_about_them(write: Write) -> None:
    silent = answer("msg_2", "msg_1", 2)
    del silent["tokens"]
    told = read(OpenCode(), write(SHOP, prompt("msg_1", 0), silent))
    assert told.calls["msg_2"].usage == TokenUsage()


def test_an_answer_that_failed_is_a_call_of_unknown_size(write: Write) -> None:
    failed = answer("msg_2", "msg_1", 2, took(0, 0), error={"name": "APIError"})
    told = read(OpenCode(), write(SHOP, prompt("msg_1", 0), failed))
    assert told.calls["msg_2"].usage == TokenUsage()
    assert told.calls_of == {"msg_1": ["msg_2"]}


def test_an_answer_that_has_only_begun_is_read_when_it_ended(write: Write) -> None:
    begun = answer("msg_2", "msg_1", 2, took(0, 0))
    del begun["time"]["completed"]
    path = write(SHOP, prompt("msg_1", 0), begun)
    batches, bookmark = read_on(OpenCode(), path)
    first = said(batches)
    assert (first.calls, first.exchanges, first.records, first.ignored) == ({}, {}, 2, 2)
    write(SHOP, answer("msg_2", "msg_1", 2, took(10, 20)))
    batches, _ = read_on(OpenCode(), path, bookmark)
    assert said(batches).calls_of == {"msg_1": ["msg_2"]}


def test_a_prompt_without_an_answer_is_ignored(write: Write) -> None:
    told = read(OpenCode(), write(SHOP, prompt("msg_1", 0), prompt("msg_2", 5), answer("msg_3", "msg_2", 6)))
    assert told.calls_of == {"msg_2": ["msg_3"]}
    assert (told.records, told.ignored) == (3, 1)


def test_what_the_tool_itself_put_in_goes_on_with_the_prompt_before(write: Write) -> None:
    synthetic = [{"type": "text", "synthetic": True, "text": "Continue if you have next steps"}]
    told = read(
        OpenCode(),
        write(
            SHOP,
            prompt("msg_1", 0),
            answer("msg_2", "msg_1", 2),
            prompt("msg_3", 20, parts=[{"type": "compaction", "auto": True}]),
            answer("msg_4", "msg_3", 22, summary=True),
            prompt("msg_5", 30, parts=synthetic),
            answer("msg_6", "msg_5", 32),
            prompt("msg_7", 40, parts=[*synthetic, {"type": "file", "mime": "image/png"}]),
            answer("msg_8", "msg_7", 42),
        ),
    )
    assert told.calls_of == {"msg_1": ["msg_2", "msg_4", "msg_6"], "msg_7": ["msg_8"]}
    assert (told.records, told.prompts, told.sightings, told.ignored) == (8, 2, 4, 2)


def test_answers_to_a_message_that_is_gone_belong_to_the_prompt_before(write: Write) -> None:
    told = read(
        OpenCode(),
        write(
            SHOP,
            answer("msg_1", "msg_0", 0),
            prompt("msg_2", 10),
            answer("msg_3", "msg_2", 12),
            answer("msg_4", "msg_gone", 20),
        ),
    )
    assert told.calls_of == {"run:ses_shop": ["msg_1"], "msg_2": ["msg_3", "msg_4"]}
    assert told.exchanges["run:ses_shop"].kind is ExchangeKind.RUN


def test_subagents_are_runs_of_the_conversation_that_began_them(write: Write) -> None:
    write(SHOP, prompt("msg_1", 0), answer("msg_2", "msg_1", 2))
    write("ses_inner", prompt("msg_5", 6), answer("msg_6", "msg_5", 7), parent="ses_child")
    path = write("ses_child", prompt("msg_3", 3), answer("msg_4", "msg_3", 4), parent=SHOP)
    sessions = sorted(path.parent.glob("*.json")) or [path]
    told = read(OpenCode(), *sessions)
    assert told.calls_of == {"msg_1": ["msg_2"], "run:msg_3": ["msg_4"], "run:msg_5": ["msg_6"]}
    for run in ("run:msg_3", "run:msg_5"):
        exchange = told.exchanges[run]
        assert (exchange.kind, exchange.conversation_id) == (ExchangeKind.RUN, SHOP)
    assert [told.calls[name].is_sidechain for name in ("msg_2", "msg_4", "msg_6")] == [False, True, True]


def test_sessions_that_are_each_other_s_parents_end(write: Write) -> None:
    write("ses_a", prompt("msg_1", 0), answer("msg_2", "msg_1", 2), parent="ses_b")
    path = write("ses_b", prompt("msg_3", 0), answer("msg_4", "msg_3", 2), parent="ses_a")
    told = read(OpenCode(), *(sorted(path.parent.glob("*.json")) or [path]))
    assert told.calls.keys() == {"msg_2", "msg_4"}


def test_a_project_is_the_session_s_folder_else_the_answer_s(write: Write) -> None:
    path = write(SHOP, prompt("msg_1", 0), answer("msg_2", "msg_1", 2), directory="")
    assert read(OpenCode(), path).exchanges["msg_1"].project == "web"


def test_reading_again_says_the_same(write: Write) -> None:
    path = write(SHOP, prompt("msg_1", 0), answer("msg_2", "msg_1", 2))
    once, twice = read(OpenCode(), path), read(OpenCode(), path)
    assert once == twice


def test_only_sessions_with_something_new_are_read_again(tmp_path: Path) -> None:
    path = tmp_path / "opencode.db"
    write_rows(path, "ses_old", [prompt("msg_1", 0), answer("msg_2", "msg_1", 2)])
    write_rows(path, SHOP, [prompt("msg_3", 100), answer("msg_4", "msg_3", 102)])
    _, bookmark = read_on(OpenCode(), path)
    write_rows(path, SHOP, [prompt("msg_5", 200), answer("msg_6", "msg_5", 202)])
    batches, bookmark = read_on(OpenCode(), path, bookmark)
    assert said(batches).calls_of == {"msg_3": ["msg_4"], "msg_5": ["msg_6"]}
    write_rows(path, "ses_old", [answer("msg_2", "msg_1", 302, took(10, 21))])
    batches, _ = read_on(OpenCode(), path, bookmark)
    assert said(batches).calls["msg_2"].usage.output_tokens == 21


def test_a_change_in_times_to_come_hides_no_later_change(tmp_path: Path) -> None:
    begun = answer("msg_2", "msg_1", 2, took(0, 0))
    del begun["time"]["completed"]
    path = write_rows(tmp_path / "opencode.db", SHOP, [prompt("msg_1", 0), begun])
    fill(path, ["INSERT INTO message VALUES ('msg_x', 'ses_x', 1, 9000000000000000000, '{}')"])
    _, bookmark = read_on(OpenCode(), path)
    write_rows(path, SHOP, [answer("msg_2", "msg_1", 2)])
    batches, _ = read_on(OpenCode(), path, bookmark)
    assert said(batches).calls_of == {"msg_1": ["msg_2"]}


def test_a_database_whose_rows_were_numbered_anew_is_read_from_the_beginning(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "opencode.db", SHOP, [prompt("msg_1", 0), answer("msg_2", "msg_1", 2)])
    _, bookmark = read_on(OpenCode(), path)
    fill(path, ["UPDATE message SET rowid = rowid + 100", "UPDATE message SET time_updated = 0"])
    batches, _ = read_on(OpenCode(), path, bookmark)
    assert said(batches).calls_of == {"msg_1": ["msg_2"]}


def test_a_bookmark_of_something_else_is_no_bookmark(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "opencode.db", SHOP, [prompt("msg_1", 0), answer("msg_2", "msg_1", 2)])
    for carry in (b"garbage", b"[]", b'{"message": 5}', b'{"message":{"rowid":"x"}}'):
        batches, _ = read_on(OpenCode(), path, Bookmark(carry=carry))
        assert said(batches).calls_of == {"msg_1": ["msg_2"]}


def test_files_that_say_the_same_still_say_nothing_new(tmp_path: Path) -> None:
    path = write_files(tmp_path, SHOP, [prompt("msg_1", 0), answer("msg_2", "msg_1", 2)])
    batches, bookmark = read_on(OpenCode(), path)
    assert len(batches) == 1
    assert read_on(OpenCode(), path, bookmark) == ([], bookmark)


def test_a_migrated_session_is_the_same_in_both_generations(tmp_path: Path) -> None:
    messages = [prompt("msg_1", 0), answer("msg_2", "msg_1", 2)]
    old = write_files(tmp_path / "opencode", SHOP, messages)
    new = write_rows(tmp_path / "opencode" / "opencode.db", SHOP, messages)
    found = OpenCode().discover({"XDG_DATA_HOME": str(tmp_path)})
    assert [file.path for file in found.files] == [old, new]
    told = said(batch for file in found.files for batch in OpenCode().read(file))
    assert told.calls_of == {"msg_1": ["msg_2"]}
    assert told.records == 4


# -- the database as its tool leaves it


@pytest.mark.parametrize("shm", [True, False])
def test_rows_that_are_only_in_the_wal_are_found(tmp_path: Path, *, shm: bool) -> None:
    folder = tmp_path / "opencode"
    folder.mkdir()
    path = write_rows(folder / "opencode.db", SHOP, [prompt("msg_1", 0), answer("msg_2", "msg_1", 2)])
    leave_in_wal(path, shm=shm)
    before = contents(folder)
    assert path.stat().st_size <= 4096
    assert read(OpenCode(), path).calls_of == {"msg_1": ["msg_2"]}
    assert OpenCode().peek(place(path)) == "Fix it"
    assert contents(folder) == before


def test_rows_that_a_running_tool_has_just_written_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "opencode"
    folder.mkdir()
    path = write_rows(folder / "opencode.db", SHOP, [prompt("msg_1", 0), answer("msg_2", "msg_1", 2)])
    late = answer("msg_3", "msg_1", 9)
    written = json.dumps(late).replace("'", "")
    row = f"VALUES ('msg_3', '{SHOP}', 9, 9, '{written}')"
    with in_use(path, f"INSERT INTO message {row}"):
        before = contents(folder)
        (found,) = OpenCode().discover({}, folder).files
        assert found.size > path.stat().st_size
        told = said(OpenCode().read(found))
        assert contents(folder) == before
    assert told.calls_of == {"msg_1": ["msg_2", "msg_3"]}


def test_a_locked_database_is_read_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "_BUSY_SECONDS", 0.05)
    path = write_rows(tmp_path / "opencode.db", SHOP, [prompt("msg_1", 0), answer("msg_2", "msg_1", 2)])
    batches: list[Batch] = []
    with locked(path), pytest.raises(OSError, match="read next time"):
        batches.extend(OpenCode().read(file_at(path)))
    assert batches == []
    assert read(OpenCode(), path).calls_of == {"msg_1": ["msg_2"]}


def test_a_database_of_another_form_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "opencode.db"
    fill(path, ["CREATE TABLE message (id TEXT, words TEXT)"])
    told = read(OpenCode(), path)
    assert told.reasons == {None: "a database of an unknown form"}
    path.write_bytes(b"no database at all, for sure" * 9)
    assert read(OpenCode(), path).reasons == {None: "a damaged database"}


def test_a_session_that_is_gone_cannot_be_read(tmp_path: Path) -> None:
    path = write_files(tmp_path, SHOP, [prompt("msg_1", 0)])
    file = file_at(path)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        list(OpenCode().read(file))


# -- peeking


def place(path: Path, number: str = "msg_1") -> LogLocation:
    location = read(OpenCode(), path).exchanges[number].location
    assert location is not None
    return location


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ([{"type": "text", "text": "\n Fix the test \nnow"}], "Fix the test"),
        ([{"type": "text", "text": '"Fix the test"\n'}], "Fix the test"),
        ([{"type": "text", "text": '"'}], '"'),
        (
            [
                {"type": "text", "synthetic": True, "text": "Called the Read tool"},
                {"type": "text", "text": "Fix it"},
            ],
            "Fix it",
        ),
        ([{"type": "file", "mime": "image/png"}], None),
        ([], None),
        ([{"type": "text", "text": "bell\x07 \u202edrow"}], "bell drow"),
        ([{"type": "text", "text": "x" * 500}], "x" * 120),
    ],
)
def test_first_line_of_a_prompt(write: Write, parts: list[Message], line: str | None) -> None:
    path = write(SHOP, prompt("msg_1", 0, parts=parts), answer("msg_2", "msg_1", 2))
    location = place(path)
    assert location.path == path
    assert 0 <= location.offset < 2**63
    assert OpenCode().peek(location) == line


def test_a_prompt_that_is_gone(write: Write) -> None:
    path = write(SHOP, prompt("msg_1", 0), answer("msg_2", "msg_1", 2))
    location = place(path)
    for offset in (0, location.offset + 1, -1, 2**70):
        assert OpenCode().peek(replace(location, offset=offset)) is None
    path.unlink()
    assert path.suffix == ".json" or OpenCode().peek(location) is None
    assert OpenCode().peek(LogLocation(Path("/gone.json"), 5)) is None
    assert OpenCode().peek(LogLocation(path.parent, 5)) is None


def test_another_message_in_the_same_row_is_not_the_prompt(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "opencode.db", SHOP, [prompt("msg_1", 0), answer("msg_2", "msg_1", 2)])
    location = place(path)
    fill(path, ["UPDATE message SET id = 'msg_9' WHERE id = 'msg_1'"])
    assert OpenCode().peek(location) is None


# -- discovery


def discover(home: Path, root: Path | None = None, **environment: str) -> Discovery:
    return OpenCode().discover({"HOME": str(home), "USERPROFILE": str(home), **environment}, root)


def test_nothing_there(home: Path) -> None:
    found = discover(home)
    assert (found.state, found.folders) == (SourceState.NOT_FOUND, (home / ".local" / "share" / "opencode",))
    assert OpenCode().discover({}).reason == "No home folder is known."


def test_a_folder_without_sessions(home: Path) -> None:
    (home / ".local" / "share" / "opencode").mkdir(parents=True)
    assert discover(home).state is SourceState.EMPTY


def test_databases_of_every_channel_and_old_files(home: Path) -> None:
    folder = home / ".local" / "share" / "opencode"
    session = write_files(folder, SHOP, [prompt("msg_1", 0)])
    made = [write_rows(folder / name, SHOP, []) for name in ("opencode-beta.db", "opencode.db")]
    for name in ("auth.json", "opencode.db.bak", "log.db"):
        (folder / name).write_text("{}")
    found = discover(home)
    assert [file.path for file in found.files] == [session, *made]
    assert (found.folders, found.state) == ((folder,), SourceState.FOUND)
    assert found.reason == f"3 logs in {folder}."


def test_variables_say_where(home: Path) -> None:
    usual = write_rows(_made(home / ".local" / "share" / "opencode") / "opencode.db", SHOP, [])
    named = write_rows(_made(home / "data" / "opencode") / "opencode.db", SHOP, [])
    single = write_rows(_made(home / "else") / "mine.db", SHOP, [])
    assert [file.path for file in discover(home, XDG_DATA_HOME="~/data").files] == [named]
    assert [file.path for file in discover(home, OPENCODE_DB=str(single)).files] == [usual, single]


@pytest.mark.parametrize(
    "root", [".", ".local/share", ".local/share/opencode", ".local/share/opencode/opencode.db"]
)
def test_a_root_is_looked_at_alone(home: Path, tmp_path: Path, root: str) -> None:
    write_rows(_made(home / ".local" / "share" / "opencode") / "opencode.db", SHOP, [])
    person = tmp_path / "person"
    made = write_rows(_made(person / ".local" / "share" / "opencode") / "opencode.db", SHOP, [])
    found = discover(home, person / root)
    assert [file.path for file in found.files] == [made]


def test_a_root_that_is_no_database(home: Path) -> None:
    path = home / "notes.db"
    path.write_text("x")
    found = discover(home, path)
    assert (found.state, found.reason) == (SourceState.UNREADABLE, f"{path} is no database of OpenCode.")
    assert discover(home, home / "gone.db").state is SourceState.NOT_FOUND


def test_a_log_is_as_new_as_the_newest_of_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "opencode"
    write_files(folder, SHOP, [prompt("msg_1", 0)])
    (before,) = discover(tmp_path, folder).files
    write_files(folder, SHOP, [prompt("msg_1", 0), answer("msg_2", "msg_1", 2)])
    (later,) = discover(tmp_path, folder).files
    assert later.size > before.size
    assert later.mtime_ns > before.mtime_ns


def test_no_link_is_followed(tmp_path: Path) -> None:
    real = write_rows(_made(tmp_path / "real") / "opencode.db", SHOP, [])
    folder = _made(tmp_path / "opencode")
    (folder / "opencode.db").symlink_to(real)
    found = discover(tmp_path, folder)
    assert (found.state, found.files) == (SourceState.UNREADABLE, ())
    assert [problem.reason for problem in found.skipped] == ["a link, which is not followed"]


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def test_how_long_opencode_keeps_its_sessions() -> None:
    assert OpenCode().retention == "OpenCode keeps its sessions until you delete them."
    assert OpenCode().kept_days is None


def test_a_database_counts_its_wal(tmp_path: Path) -> None:
    path = write_rows(_made(tmp_path / "opencode") / "opencode.db", SHOP, [prompt("msg_1", 0)])
    leave_in_wal(path)
    (found,) = discover(tmp_path, path.parent).files
    assert found == with_wal(file_at(path))
    assert found.size == path.stat().st_size + path.with_name("opencode.db-wal").stat().st_size


def _counted(told: Said) -> int:
    return told.prompts + told.sightings + len(told.problems) + told.ignored


def test_many_sessions_come_in_several_batches_that_each_stand_alone(tmp_path: Path) -> None:
    path = tmp_path / "opencode.db"
    for session in range(3):
        messages = [prompt(f"msg_{session}", 0)]
        messages += [
            answer(f"msg_{session}_{number}", f"msg_{session}", 1 + number) for number in range(2100)
        ]
        write_rows(path, f"ses_{session}", messages)
    batches, bookmark = read_on(OpenCode(), path)
    assert [batch.records for batch in batches] == [4202, 2101]
    assert [batch.bookmark == START for batch in batches] == [True, False]
    assert bookmark != START
    assert _counted(said(batches)) == 6303
