"""The reader of files that are rewritten as a whole: limits, changes, and writes that were cut off."""

import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from aijournal.domain.facts import Call
from aijournal.domain.reading import START, Batch, Bookmark
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.exchange_account import Account, Opening
from aijournal.importers.reading.jsonl import BATCH_RECORDS
from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.reading.whole_files import (
    companion,
    decoded_document,
    find_document_fault,
    place_of,
    read_whole_file,
    record_at,
)
from tests.importers.readings import said

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
_decode = msgspec.json.Decoder(list[str]).decode


class Words:
    """A document that lists words: a question ends with a mark, `bad` is none, the rest are answers."""

    def __init__(self, path: Path, text: bytes) -> None:
        self.account = Account("words", path)
        self._words = decoded_document(_decode, text)

    @property
    def count(self) -> int:
        return len(self._words)

    def take(self, index: int) -> None:
        word = self._words[index]
        if word == "bad":
            raise UnusableRecordError("a bad word")
        if word.endswith("?"):
            self.account.ask(Opening(word, "talk", NOON, NOON, offset=place_of(word)))
        else:
            self.account.add(Call(word, NOON, TokenUsage()))


def write(path: Path, text: bytes, *, age: float = 3600) -> Path:
    """Write a file as if some seconds ago."""
    path.write_bytes(text)
    written = time.time_ns() - int(age * 10**9)
    os.utime(path, ns=(written, written))
    return path


def listed(*words: str) -> bytes:
    return json.dumps(words).encode()


def read(path: Path, since: Bookmark = START, largest: int = 1 << 20) -> list[Batch]:
    return list(read_whole_file(path, since, Words, largest))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "words.json"


def test_a_document_is_read_once_and_again_when_it_changed(path: Path) -> None:
    write(path, listed("Why?", "because", "bad", "How?"))
    [batch] = read(path)
    told = said([batch])
    assert (told.records, told.prompts, told.sightings, told.ignored) == (4, 1, 1, 1)
    assert told.reasons == {3: "a bad word"}
    assert batch.bytes_read == path.stat().st_size
    assert read(path, batch.bookmark) == []
    write(path, listed("Why?", "because", "so"))
    [later] = read(path, batch.bookmark)
    assert said([later]).calls_of == {"Why?": ["because", "so"]}
    assert read(path, later.bookmark) == []


def test_a_rewritten_file_of_the_same_length_is_a_change(path: Path) -> None:
    [batch] = read(write(path, listed("Why?", "x" * 9000, "a")))
    assert len(read(write(path, listed("Why?", "y" * 9000, "a")), batch.bookmark)) == 1


def test_only_the_last_batch_moves_the_bookmark(path: Path) -> None:
    words = [word for number in range(BATCH_RECORDS) for word in (f"{number}?", f"a{number}")]
    batches = read(write(path, listed(*words, "end")))
    assert len(batches) == 3
    assert [batch.bookmark == START for batch in batches] == [True, True, False]
    assert [batch.records for batch in batches] == [BATCH_RECORDS, BATCH_RECORDS, 1]
    assert sum(batch.bytes_read for batch in batches) == path.stat().st_size
    told = said(batches)
    assert (told.prompts, told.sightings) == (BATCH_RECORDS, BATCH_RECORDS + 1)


@pytest.mark.parametrize("cut", [b'["Why?","bec', b'["Why?"', b'["Why?",', b"["])
def test_a_document_that_is_being_written_is_left_for_later(path: Path, cut: bytes) -> None:
    assert read(write(path, cut, age=1)) == []
    [batch] = read(write(path, listed("Why?", "because"), age=0))
    assert said([batch]).calls_of == {"Why?": ["because"]}


def test_a_document_that_nobody_came_to_finish_is_told_of(path: Path) -> None:
    [batch] = read(write(path, b'["Why?","bec'))
    assert said([batch]).reasons == {1: "a file that is only half written"}
    assert read(path, batch.bookmark) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"plain text", "not a JSON document"),
        (b"\x00" * 100, "not a JSON document"),
        (b'["Why?"] and more', "not a JSON document"),
        (b"[NaN]", "not a JSON document"),
        (b'{"a":1}', "a document of an unexpected kind"),
        (b"[5]", "a document of an unexpected kind"),
        (b"[" * 200_000 + b"]" * 200_000, "a document of an unexpected kind"),
        ("[]".encode("utf-16"), "not a JSON document"),
    ],
)
@pytest.mark.parametrize("age", [0, 3600])
def test_a_file_that_is_no_such_document_is_rejected(
    path: Path, text: bytes, reason: str, age: float
) -> None:
    [batch] = read(write(path, text, age=age))
    assert said([batch]).reasons == {1: reason}
    assert read(path, batch.bookmark) == []


@pytest.mark.parametrize("text", [b"", b" \n"])
def test_a_file_that_holds_nothing_says_nothing(path: Path, text: bytes) -> None:
    assert read(write(path, text)) == []


def test_a_file_that_is_too_large_is_not_taken_into_memory(path: Path) -> None:
    write(path, listed("Why?", "x" * 3_000_000))
    [batch] = read(path, largest=1 << 20)
    assert said([batch]).reasons == {1: "a file too large to read"}
    assert batch.bookmark == START
    assert said(read(path, largest=4 << 20)).problems == []


def test_text_that_is_not_unicode_spoils_nothing_but_itself(path: Path) -> None:
    write(path, b'\xef\xbb\xbf["Why?","caf\xe9","cut \\ud83d"]')
    assert said(read(path)).calls_of == {"Why?": ["caf\ufffd", "cut \ufffd"]}


def test_a_link_is_no_file(path: Path, tmp_path: Path) -> None:
    path.symlink_to(write(tmp_path / "other.json", listed("Why?", "because")))
    with pytest.raises(OSError, match=r".+"):
        read(path)
    assert companion(path) == b""


def test_a_record_is_found_wherever_it_moved(path: Path, tmp_path: Path) -> None:
    def named(text: bytes) -> Iterator[tuple[str | None, str]]:
        for word in decoded_document(_decode, text):
            yield word, word

    write(path, listed("Why?", "because", "How?"))
    assert record_at(path, place_of("How?"), named) == "How?"
    write(path, listed("How?"))
    assert record_at(path, place_of("How?"), named) == "How?"
    assert record_at(path, place_of("Why?"), named) is None
    assert record_at(path, place_of("How?"), named, largest=3) is None
    assert record_at(write(path, b"["), place_of("How?"), named) is None
    assert record_at(tmp_path / "gone", 0, named) is None
    assert 0 <= place_of("How?") < 2**48


def test_what_lies_beside_a_log_is_small_or_of_no_use(path: Path, tmp_path: Path) -> None:
    assert companion(write(path, b"x" * 10)) == b"x" * 10
    assert companion(path, largest=9) == b""
    assert companion(tmp_path / "gone") == b""
    assert companion(tmp_path) == b""


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("a.json", b"[1]", None),
        ("a.JSON", b'\xef\xbb\xbf {"a":1}', None),
        ("a.json", b"", None),
        ("a.json", b"text", "is no log: it is no JSON document"),
        ("a.txt", b"[1]", "is not a .json log"),
    ],
)
def test_faults_of_a_file_that_a_person_named(
    tmp_path: Path, name: str, text: bytes, fault: str | None
) -> None:
    assert find_document_fault(write(tmp_path / name, text)) == fault
