"""Damaged and hostile sessions of OpenCode: every message is accounted for, nothing is raised or guessed."""

import json
import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.importers.opencode.importer import OpenCode
from aijournal.importers.reading import databases
from tests.importers.database_files import fill
from tests.importers.opencode_files import answer, prompt, took, write_files, write_rows
from tests.importers.readings import Said, read

SHOP = "ses_shop"
SOUND = [prompt("msg_1", 0), answer("msg_2", "msg_1", 2, took(5, 7, 1, 2, 3, total=17)), prompt("msg_3", 30)]
ROW = "INSERT INTO message (id, session_id, time_created, time_updated, data) VALUES (?, ?, 1, 1, ?)"


@pytest.mark.parametrize("number", ["1e999", "-1", "true", "1.5", '"5"', str(2**63), "9" * 5000, "[]", "{}"])
@pytest.mark.parametrize("field", ["input", "total", "write"])
def test_impossible_numbers_are_rejected(tmp_path: Path, number: str, field: str) -> None:
    tokens: dict[str, Any] = took(5, 7, total=12)
    (tokens["cache"] if field in tokens["cache"] else tokens)[field] = "#"
    path = write_rows(tmp_path / "opencode.db", SHOP, SOUND)
    document = json.dumps(answer("msg_9", "msg_1", 9, tokens)).replace('"#"', number)
    fill(path, [], [(ROW, ["msg_9", SHOP, document])])
    told = read(OpenCode(), path)
    assert told.reasons == {4: "an impossible number of tokens"}
    assert told.calls.keys() == {"msg_2"}


REJECTED = {
    "nothing": ("", "not a JSON record"),
    "half a record": ('{"role":"user","time":{"crea', "not a JSON record"),
    "NaN": ('{"role":"assistant","tokens":{"input":NaN}}', "not a JSON record"),
    "a list": ("[1]", "not a JSON record"),
    "NUL": ("\0\0", "not a JSON record"),
    "deep nesting": ('{"x":' + "[" * 200_000 + "]" * 200_000 + "}", "nested too deeply"),
    "a role that is no text": ('{"role":5}', "a field of an unexpected kind"),
    "no time": ('{"role":"user"}', "no time"),
    "time of another kind": ('{"role":"user","time":7}', "a field of an unexpected kind"),
    "no beginning": ('{"role":"user","time":{"completed":1772456296000}}', "no time"),
    "an unreadable time": ('{"role":"user","time":{"created":"yesterday"}}', "an unreadable time"),
    "a time long ago": ('{"role":"user","time":{"created":5}}', "an impossible time"),
    "a time far off": ('{"role":"user","time":{"created":99999999999999999}}', "an impossible time"),
    "an endless time": ('{"role":"user","time":{"created":1e308}}', "an impossible time"),
}


@pytest.mark.parametrize(("document", "reason"), REJECTED.values(), ids=REJECTED.keys())
def test_what_cannot_be_taken_is_rejected(tmp_path: Path, document: str, reason: str) -> None:
    path = write_rows(tmp_path / "opencode.db", SHOP, SOUND)
    fill(path, [], [(ROW, ["msg_9", SHOP, document])])
    told = read(OpenCode(), path)
    assert told.reasons == {4: reason}
    assert (told.records, set(told.calls)) == (4, {"msg_2"})
    files = write_files(tmp_path / "opencode", SHOP, SOUND)
    spoilt = files.parents[2] / "message" / SHOP / "msg_9.json"
    spoilt.write_text(document, encoding="utf-8")
    told = read(OpenCode(), files)
    assert [(problem.reason, problem.path) for problem in told.problems] == [(reason, spoilt)]


@pytest.mark.parametrize(
    ("native_id", "reason"),
    [
        (None, "no id"),
        (b"msg", "no id"),
        ("m" * 70_000, "no id"),
        ("m" * 5000, "an impossible id"),
        ("", "an impossible id"),
        ("msg\x1b", "an impossible id"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_ids_that_cannot_be_are_rejected(tmp_path: Path, native_id: object, reason: str) -> None:
    path = write_rows(tmp_path / "opencode.db", SHOP, SOUND)
    document = json.dumps({"role": "user", "time": {"created": 1772456296000}})
    fill(path, [], [(ROW, [native_id, SHOP, document])])
    assert read(OpenCode(), path).reasons == {4: reason}


@pytest.mark.parametrize("session", ["", "s" * 5000, "ses\x1b", b"ses"])
def test_sessions_that_cannot_be_are_rejected(tmp_path: Path, session: object) -> None:
    path = write_rows(tmp_path / "opencode.db", SHOP, SOUND)
    document = json.dumps({"role": "user", "time": {"created": 1772456296000}})
    fill(path, [], [(ROW, ["msg_9", session, document])])
    told = read(OpenCode(), path)
    assert (told.records, len(told.problems), set(told.calls)) == (4, 1, {"msg_2"})


def test_an_unknown_role_is_counted_as_such(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "opencode.db", SHOP, [*SOUND, {**prompt("msg_9", 9), "role": "hologram"}])
    told = read(OpenCode(), path)
    assert (told.problems, told.records, told.ignored, told.unknown) == ([], 4, 2, 1)


def test_a_record_that_is_too_long_is_a_problem_and_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "LONGEST_DOCUMENT", 2000)
    path = write_rows(tmp_path / "opencode.db", SHOP, SOUND)
    fill(path, [], [(ROW, ["msg_9", SHOP, " " * 2001])])
    assert read(OpenCode(), path).reasons == {4: "a record too long to read"}


def test_a_prompt_of_five_megabytes(tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "opencode.db", SHOP, [prompt("msg_1", 0, "x" * 5_000_000), answer("msg_2", "msg_1", 2)]
    )
    told = read(OpenCode(), path)
    assert told.calls_of == {"msg_1": ["msg_2"]}
    location = told.exchanges["msg_1"].location
    assert location
    assert OpenCode().peek(location) == "x" * 120


def test_text_that_is_not_unicode_spoils_nothing_but_itself(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "opencode.db", SHOP, [prompt("msg_1", 0), answer("msg_2", "msg_1", 2)])
    update = "UPDATE message SET data = CAST(replace(data, 'gpt-5', ?) AS TEXT) WHERE id = 'msg_2'"
    fill(path, [], [(update, ["caf\\ud83d"])])
    fill(path, [], [("UPDATE part SET data = CAST(? AS TEXT)", [b'{"type":"text","text":"caf\xe9"}'])])
    told = read(OpenCode(), path)
    assert told.problems == []
    assert told.calls["msg_2"].model == "caf\ufffd"
    location = told.exchanges["msg_1"].location
    assert location
    assert OpenCode().peek(location) == "caf\ufffd"


def _accounted(told: Said) -> int:
    return told.prompts + told.sightings + len(told.problems) + told.ignored


_values = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.text(), st.binary(max_size=40)
)


_CELLS = [
    ("message", "id"),
    ("message", "session_id"),
    ("message", "data"),
    ("message", "time_created"),
    ("message", "time_updated"),
    ("part", "id"),
    ("part", "message_id"),
    ("part", "data"),
    ("session", "id"),
    ("session", "parent_id"),
    ("session", "directory"),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(_CELLS), st.integers(0, 3), _values), max_size=8))
def test_rows_of_any_values_are_accounted_for(changes: list[tuple[tuple[str, str], int, object]]) -> None:
    with TemporaryDirectory() as folder:
        path = write_rows(Path(folder) / "opencode.db", SHOP, SOUND)
        for (table, column), row, value in changes:
            statement = f"UPDATE OR IGNORE {table} SET {column} = ? WHERE rowid = ?"  # noqa: S608  # own words
            fill(path, [], [(statement, [_stored(value, column), row])])
        told = read(OpenCode(), path)
        assert (told.records, _accounted(told)) == (3, 3)


def _stored(value: object, column: str) -> object:
    """Return a value as the engine can take it, and something where the column must have something."""
    if isinstance(value, str):
        value = value.encode("utf-8", "replace").decode()
    return "" if value is None and column in {"data", "session_id"} else value


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_mutated_documents_are_accounted_for(seed: int) -> None:
    draw = random.Random(seed)
    with TemporaryDirectory() as folder:
        session = write_files(Path(folder), SHOP, SOUND)
        for path in sorted(Path(folder).rglob("*.json")):
            text = bytearray(path.read_bytes())
            for _ in range(draw.randrange(4)):
                spot = draw.randrange(len(text))
                text[spot : spot + draw.randrange(4)] = draw.randbytes(draw.randrange(4))
            path.write_bytes(text)
        told = read(OpenCode(), session)
        assert (told.records, _accounted(told)) == (3, 3)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_a_mutated_database_never_raises_but_for_the_system(seed: int) -> None:
    draw = random.Random(seed)
    with TemporaryDirectory() as folder:
        path = write_rows(Path(folder) / "opencode.db", SHOP, SOUND)
        whole = bytearray(path.read_bytes())
        for _ in range(1 + draw.randrange(20)):
            spot = draw.randrange(len(whole))
            whole[spot : spot + 4] = draw.randbytes(4)
        path.write_bytes(whole)
        try:
            told = read(OpenCode(), path)
        except OSError:
            return
        assert told.records == _accounted(told)
