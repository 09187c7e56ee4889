"""The file that a whole journal is written to: its lines, and what is refused or passed over in one."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.facts import Charge
from aijournal.domain.portable import (
    NumberedRecord,
    PortableCall,
    PortableDeletion,
    PortableEntry,
    PortableExchange,
    PortableHead,
    PortableKeptName,
    PortableMark,
    PortablePickedItem,
    PortableRecord,
    PortableReviewText,
    PortableSource,
    PortableView,
    PromptPlace,
)
from aijournal.domain.reading import Problem
from aijournal.errors import AijournalError, ExitCode
from aijournal.export.whole import open_export, to_lines

AT = datetime(2026, 11, 20, 15, 30, 0, 250_000, tzinfo=UTC)
HEAD = PortableHead(is_sample=False, zone="Europe/Berlin", key="00ff", counts={"entry": 1})
CALL = PortableCall("m-1", AT, "gpt-5", output_tokens=7, charges=(Charge(Decimal("0.10"), "credit"),))
EXCHANGE = PortableExchange(
    "codex", "u-1", "c-1", AT, AT, prompt=PromptPlace("//8=", 3, is_base64=True), calls=(CALL,)
)
ENTRY = PortableEntry("e-1", 1, AT, AT, "UTC", 0, AT.date(), source="codex", exchanges=("u-1",))
RECORDS: tuple[PortableRecord, ...] = (
    PortableSource("codex", "codex"),
    EXCHANGE,
    ENTRY,
    PortableMark(date(2026, 11, 20), "Grüße\u2028\n\x00"),
    PortableView("mine", {"filter": {"tool": "codex"}, "columns": []}, is_default=True),
    PortablePickedItem("e-1", "It was stuck", link="https://tracker.example/1"),
    PortableReviewText("learned", "Short prompts"),
    PortableKeptName("Quillwort"),
    PortableDeletion("00ff"),
)


def written(folder: Path, *records: PortableRecord) -> Path:
    path = folder / "export.jsonl"
    path.write_bytes(b"".join(to_lines([HEAD, *(records or RECORDS)], "1.0")))
    return path


def sealed(lines: list[bytes]) -> bytes:
    """Return lines with a last line that fits them, as somebody would who knows the form."""
    body = b"".join(line + b"\n" for line in lines)
    digest = blake2b(body, digest_size=32).hexdigest()
    return body + json.dumps({"kind": "end", "records": len(lines) - 1, "blake2b": digest}).encode() + b"\n"


def read(path: Path) -> list[NumberedRecord | Problem]:
    told: list[int] = []
    found = list(open_export(path).read(told.append))
    assert told == sorted(told)
    return found


def test_every_line_says_its_kind_and_the_last_one_seals_them(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in written(tmp_path).read_bytes().split(b"\n")[:-1]]
    assert [line["kind"] for line in lines] == [
        *("aijournal", "source", "exchange", "entry", "mark", "view"),
        *("picked_item", "review_text", "kept_name", "deletion", "end"),
    ]
    assert (lines[0]["schema"], lines[0]["private"], lines[0]["program"]) == (1, True, "1.0")
    assert lines[-1]["records"] == 9
    (call,) = lines[2]["calls"]
    assert (call["at"], call["input_tokens"], call["charges"]) == (
        *("2026-11-20T15:30:00.250000Z", None),
        [{"amount": "0.10", "unit": "credit"}],
    )


def test_records_come_back_as_they_were_with_their_lines(tmp_path: Path) -> None:
    found = read(written(tmp_path))
    assert found == [NumberedRecord(line, record) for line, record in enumerate(RECORDS, 2)]
    assert open_export(written(tmp_path)).head == HEAD


@settings(max_examples=150, deadline=None)
@given(cut=st.integers(0, 1_500))
def test_a_torn_file_is_never_taken_for_a_whole_one(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    path = written(tmp_path_factory.mktemp("torn"))
    whole = path.read_bytes()
    path.write_bytes(whole[: cut % len(whole)])
    with pytest.raises(AijournalError, match=r"Nothing was imported\."):
        open_export(path)


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, 5_000), bit=st.integers(0, 7))
def test_a_changed_file_is_noticed(tmp_path_factory: pytest.TempPathFactory, place: int, bit: int) -> None:
    path = written(tmp_path_factory.mktemp("changed"))
    whole = bytearray(path.read_bytes())
    whole[place % len(whole)] ^= 1 << bit
    path.write_bytes(whole)
    with pytest.raises(AijournalError, match=r"Nothing was imported\."):
        open_export(path)


def _without_last(lines: list[bytes]) -> bytes:
    return b"\n".join(lines[:-1]) + b"\n"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda _: b"", "does not begin as an export"),
        (lambda _: b"\n\n", "does not begin as an export"),
        (lambda _: b"time,tool\n1,2\n", "does not begin as an export"),
        (lambda _: b'{"kind":"aijournal"}', "does not begin as an export"),
        (lambda _: b"[" * 200_000 + b"\n", "does not begin as an export"),
        (lambda lines: sealed([b'{"kind":"aijournal","schema":true}', *lines[1:-1]]), "does not begin"),
        (lambda lines: sealed([b'{"kind":"aijournal","schema":1}', *lines[1:-1]]), "line 1 cannot be under"),
        (_without_last, "it ends with line 10, which is not the last"),
        (b"\n".join, "line 11 is cut off"),
        (
            lambda lines: b"\n".join([*lines[:3], *lines[4:]]) + b"\n",
            "it has 8 records, and line 10 counts 9",
        ),
        (lambda lines: b"\n".join([*lines, lines[-1]]) + b"\n", "it has 10 records"),
        (lambda lines: b"\r\n".join(lines) + b"\r\n", "the checksum in line 11"),
    ],
)
def test_what_is_no_whole_export_is_refused_with_the_line(
    tmp_path: Path, change: Callable[[list[bytes]], bytes], reason: str
) -> None:
    path = written(tmp_path)
    path.write_bytes(change(path.read_bytes().split(b"\n")[:-1]))
    with pytest.raises(AijournalError, match=reason):
        open_export(path)


def test_one_of_a_newer_version_is_refused_whatever_else_it_says(tmp_path: Path) -> None:
    path = tmp_path / "newer.jsonl"
    path.write_bytes(sealed([b'{"kind":"aijournal","schema":2,"form":"another"}']))
    with pytest.raises(AijournalError, match="schema 2; this one knows 1") as caught:
        open_export(path)
    assert caught.value.exit_code == ExitCode.NEWER_JOURNAL


def test_a_line_beyond_all_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aijournal.export.whole.LONGEST_LINE", 300)
    with pytest.raises(AijournalError, match="line 3 is longer than any"):
        open_export(written(tmp_path))


@pytest.mark.parametrize("name", ["folder", "missing"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(AijournalError, match=r"Nothing was imported\."):
        open_export(tmp_path / name)


def test_a_file_that_changes_between_two_readings_is_noticed(tmp_path: Path) -> None:
    file = open_export(written(tmp_path))
    written(tmp_path, PortableMark(date(2026, 1, 1), "another"))
    with pytest.raises(AijournalError, match="it was written anew while it was read"):
        list(file.read(lambda _: None))


def _said(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


_TIMES = {"started_at": "2026-11-20T15:30:00Z", "ended_at": "2026-11-20T15:30:00Z"}
_PLAIN = {"kind": "exchange", "source": "codex", "id": "u", "conversation_id": "c", **_TIMES}
_A_CALL = {"id": "m", "at": "2026-11-20T15:30:00Z"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"not json", "not a JSON record"),
        (b"\xff\xfe", "not a JSON record"),
        (b'{"kind":"exchange"', "not a JSON record"),
        (b'{"kind":7}', "expected `str`, got `int` in kind"),
        (b'{"kind":"secret"}', "a record of an unknown kind"),
        (b'{"kind":"mark","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (_said(kind="exchange"), "object missing required field `source`"),
        (_said(**_PLAIN | {"id": ""}), "an empty or impossible name"),
        (_said(**_PLAIN | {"id": "a\0b"}), "an empty or impossible name"),
        (_said(**_PLAIN | {"started_at": "2026-11-20T15:30:00"}), "an impossible time"),
        (_said(**_PLAIN | {"ended_at": "9999-12-31T23:59:59Z"}), "an impossible time"),
        (_said(**_PLAIN, calls=[{**_A_CALL, "input_tokens": -1}]), "an impossible number"),
        (_said(**_PLAIN, calls=[{**_A_CALL, "input_tokens": 2**63}]), "an impossible number"),
        (_said(**_PLAIN, calls=[{**_A_CALL, "input_tokens": True}]), "expected `int | null`, got `bool`"),
        (
            _said(**_PLAIN, calls=[{**_A_CALL, "charges": [{"unit": "x", "amount": "1e999999"}]}]),
            "an impossible amount",
        ),
        (_said(**_PLAIN, prompt={"log": "AA==", "is_base64": True}), "an empty or impossible name"),
        (b'{"kind":"mark","day":"2026-13-01","text":"x"}', "invalid RFC3339 encoded date in day"),
        (b'{"kind":"mark","day":"2026-11-01","text":"\\ud800"}', "not a JSON record"),
        (b'{"kind":"deletion","hash":"xyz"}', "not hexadecimal digits"),
    ],
)
def test_a_hostile_line_is_passed_over_with_its_reason_and_place(
    tmp_path: Path, line: bytes, reason: str
) -> None:
    path = written(tmp_path)
    lines = path.read_bytes().split(b"\n")[:-2]
    path.write_bytes(sealed([*lines[:3], line, *lines[3:]]))
    found = read(path)
    assert len(found) == 10
    problem = found[2]
    assert isinstance(problem, Problem)
    assert (problem.line, problem.path) == (4, path)
    assert problem.reason.startswith(reason)
    assert sum(isinstance(one, Problem) for one in found) == 1
