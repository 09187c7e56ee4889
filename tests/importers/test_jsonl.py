"""The incremental reader: what it takes, what it leaves for later, and how little it holds in memory."""

import os
import tracemalloc
from pathlib import Path

import pytest

from aijournal.domain.reading import START, Bookmark, Problem
from aijournal.importers.reading import jsonl
from aijournal.importers.reading.jsonl import Harvest, JsonLines, Stretch, mended, read_batches

on_posix = pytest.mark.skipif(os.name != "posix", reason="needs the files of POSIX systems")
LINE = b'{"a":"' + b"x" * 90 + b'"}\n'


class Counter:
    """A segmenter that only counts, and remembers how much."""

    def __init__(self, path: Path, carry: bytes) -> None:
        self._path = path
        self._lines = int(carry or b"0")
        self._rejected: list[Problem] = []
        self._new = 0

    def take(self, stretch: Stretch) -> None:
        self._new += len(stretch.lines)
        if stretch.is_too_long:
            self._rejected.append(Problem("too long", self._path, stretch.line + 1))

    @property
    def is_settled(self) -> bool:
        return True

    def harvest(self) -> Harvest:
        harvest = Harvest((), tuple(self._rejected), self._new, 0)
        self._lines += self._new
        self._new, self._rejected = 0, []
        return harvest

    def carry(self) -> bytes:
        return b"%d" % self._lines


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.jsonl"


def stretches(path: Path, since: Bookmark = START, longest_line: int = jsonl.LONGEST_LINE) -> list[Stretch]:
    with JsonLines(path, longest_line) as lines:
        return list(lines.stretches(since))


def test_lines_come_with_their_place(log: Path) -> None:
    log.write_bytes(b'{"a":1}\n\n{"b":2}\n')
    (stretch,) = stretches(log)
    assert stretch == Stretch([b'{"a":1}\n', b"\n", b'{"b":2}\n'], offset=0, line=0, end=17, read_to=17)


def test_batches_end_where_reading_can_go_on(log: Path) -> None:
    log.write_bytes(LINE * 10_000)
    batches = list(read_batches(log, START, Counter))
    assert sum(batch.records for batch in batches) == 10_000
    assert len(batches) > 1
    for number, batch in enumerate(batches[:-1], start=1):
        rest = list(read_batches(log, batch.bookmark, Counter))
        assert rest == batches[number:]
    assert batches[-1].bookmark.carry == b"10000"


def test_bytes_are_told_once(log: Path) -> None:
    log.write_bytes(b"{}\n" * 10_000 + b'"' + b"x" * 5_000_000 + b'"\n' + b"{}\n")
    batches = list(read_batches(log, START, Counter))
    assert sum(batch.bytes_read for batch in batches) == log.stat().st_size


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_an_endless_line_is_rejected_without_being_held(log: Path, end: bytes) -> None:
    with log.open("wb") as file:
        file.write(b"{}\n")
        file.truncate(256 << 20)
        file.seek(0, os.SEEK_END)
        file.write(end)
    tracemalloc.start()
    batches = list(read_batches(log, START, Counter))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 << 20
    assert [problem.line for batch in batches for problem in batch.problems] == [2]
    assert len(batches) > 16, "progress is told, and a cancel heard, while the line goes by"
    assert batches[-1].bookmark.offset == log.stat().st_size


def test_what_grows_behind_a_rejected_line_is_a_part_of_it(log: Path) -> None:
    log.write_bytes(b"x" * 100)
    (batch,) = read_batches(log, START, Counter, longest_line=50)
    with log.open("ab") as file:
        file.write(b"x" * 100 + b"\n{}\n")
    (later,) = read_batches(log, batch.bookmark, Counter, longest_line=50)
    assert (batch.records, later.records, later.problems) == (1, 1, ())
    assert later.bookmark.line == 2


@pytest.mark.parametrize("tail", [b'{"a":', b"{}x", b"17", b"  ", b"\x00", b"\xef"])
def test_a_last_line_that_is_no_whole_record_waits(log: Path, tail: bytes) -> None:
    log.write_bytes(b"{}\n" + tail)
    (batch,) = read_batches(log, START, Counter)
    assert (batch.records, batch.bookmark.offset) == (1, 3)


@pytest.mark.parametrize("tail", [b"{}", b'{"a":"\xff"}', b'\xef\xbb\xbf{"a":"\\ud800"}\r'])
def test_a_whole_last_line_needs_no_line_feed(log: Path, tail: bytes) -> None:
    log.write_bytes(b"{}\n" + tail)
    (batch,) = read_batches(log, START, Counter)
    assert (batch.records, batch.bookmark.offset) == (2, 3 + len(tail))
    assert list(read_batches(log, batch.bookmark, Counter)) == []


def test_a_log_that_changed_is_read_from_its_beginning(log: Path) -> None:
    log.write_bytes(b"{}\n" * 3)
    (batch,) = read_batches(log, START, Counter)
    log.write_bytes(b"[]\n" * 4)
    (again,) = read_batches(log, batch.bookmark, Counter)
    assert (again.records, again.bookmark.line) == (4, 4)


def test_a_log_that_changed_far_behind_its_beginning_is_noticed(log: Path) -> None:
    log.write_bytes(LINE * 100)
    (batch,) = read_batches(log, START, Counter)
    log.write_bytes(LINE * 99 + LINE.replace(b"x", b"y") + LINE)
    (again,) = read_batches(log, batch.bookmark, Counter)
    assert again.records == 101


def test_reading_changes_nothing(log: Path) -> None:
    log.write_bytes(b"{}\n" * 100)
    before = log.stat()
    list(read_batches(log, START, Counter))
    after = log.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (
        before.st_size,
        before.st_mtime_ns,
        before.st_ino,
    )


def test_what_is_appended_while_reading_is_not_lost(log: Path) -> None:
    log.write_bytes(LINE * 10_000)
    batches = read_batches(log, START, Counter)
    records = next(batches).records
    with log.open("ab") as file:
        file.write(LINE * 10_000)
    rest = list(batches)
    records += sum(batch.records for batch in rest)
    records += sum(batch.records for batch in read_batches(log, rest[-1].bookmark, Counter))
    assert records == 20_000


@on_posix
def test_a_pipe_in_a_log_s_place_is_an_error_and_no_wait(log: Path) -> None:
    os.mkfifo(log)
    with pytest.raises(OSError, match="regular"):
        list(read_batches(log, START, Counter))


@on_posix
def test_a_link_in_a_log_s_place_is_not_followed(log: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"{}\n")
    log.symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match=r"log\.jsonl"):
        list(read_batches(log, START, Counter))


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        (b"\xef\xbb\xbf{}", b"{}"),
        (b'"\xff"', '"\ufffd"'.encode()),
        (rb'"\ud800"', rb'"\ufffd"'),
        (rb'"\ud83d\ude00"', rb'"\ud83d\ude00"'),
        (rb'"\ude00\ud83d"', rb'"\ufffd\ufffd"'),
        (rb'"\\ud800"', rb'"\\ud800"'),
        (rb'"\\\ud800"', rb'"\\\ufffd"'),
    ],
)
def test_mending(damaged: bytes, whole: bytes) -> None:
    assert mended(damaged) == whole
