"""Compressed rollouts: they say what the plain ones said, damage costs only itself, and none is a bomb."""

import os
import random
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zstandard import ZstdCompressor

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch
from aijournal.importers.codex import zstd as codex_zstd
from aijournal.importers.codex.importer import Codex
from aijournal.importers.codex.zstd import ZstdLines
from aijournal.importers.reading import jsonl
from tests.importers.codex_rollouts import Counter, context, encoded, folded, line, meta, prompt, write
from tests.importers.readings import file_at, read, read_on, said

DATA = Path(__file__).parents[1] / "data" / "codex"
ROLLOUTS = sorted(DATA.rglob("*.jsonl"))
NAME = "rollout-2026-03-02T10-00-00-thread-z.jsonl.zst"

Compress = Callable[[bytes], Path]


@pytest.fixture
def compress(tmp_path: Path) -> Compress:
    def compressed(text: bytes) -> Path:
        path = tmp_path / NAME
        path.write_bytes(ZstdCompressor().compress(text))
        return path

    return compressed


def long_session(turns: int) -> bytes:
    """Return a session that does not compress to nothing."""
    draw, counter = random.Random(5), Counter()
    lines = [meta()]
    for number in range(turns):
        noise = draw.randbytes(1000).hex()
        lines += [prompt(10 * number + 1, f"Prompt {number}"), context(10 * number + 1)]
        lines += [line(10 * number + 2, "response_item", {"type": "reasoning", "encrypted_content": noise})]
        lines += [counter.call(10 * number + 3, 1000 + number, number + 1)]
    return encoded(lines)


@pytest.mark.parametrize("rollout", ROLLOUTS, ids=lambda path: path.parts[len(DATA.parts)])
def test_a_compressed_rollout_says_what_the_plain_one_said(tmp_path: Path, rollout: Path) -> None:
    path = tmp_path / f"{rollout.name}.zst"
    path.write_bytes(ZstdCompressor().compress(rollout.read_bytes()))
    plain, packed = list(Codex().read(file_at(rollout))), list(Codex().read(file_at(path)))
    assert folded(packed).calls == folded(plain).calls
    assert said(packed).records == said(plain).records
    assert sum(batch.bytes_read for batch in packed) == path.stat().st_size
    for name, exchange in folded(plain).exchanges.items():
        copy = folded(packed).exchanges[name]
        where = exchange.location and replace(exchange.location, path=path)
        assert copy == replace(exchange, location=where)
        assert not where or Codex().peek(where) == Codex().peek(exchange.location or where)


def test_a_log_of_several_frames_is_one_log(tmp_path: Path) -> None:
    text = long_session(20)
    path = tmp_path / NAME
    path.write_bytes(
        b"".join(ZstdCompressor().compress(text[start : start + 999]) for start in range(0, len(text), 999))
    )
    told = read(Codex(), path)
    assert (told.records, told.prompts, told.problems) == (81, 20, [])


@pytest.mark.parametrize("at", [1, 100, 1020, 1030, 40_000])
def test_a_log_that_is_cut_off_says_what_it_still_holds(compress: Compress, at: int) -> None:
    text = long_session(200)
    path = compress(text)
    whole = path.read_bytes()
    path.write_bytes(whole[: min(at, len(whole) - 1)])
    told = read(Codex(), path)
    assert {problem.reason for problem in told.problems} == {"a compressed log that is cut off here"}
    assert [problem.line for problem in told.problems] == [told.records]
    assert told.records < 801
    assert told.prompts == pytest.approx(told.records / 4, abs=1)


def test_a_log_that_was_cut_off_can_be_read_on_when_it_is_whole(compress: Compress) -> None:
    text = long_session(200)
    path = compress(text)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    first, bookmark = read_on(Codex(), path)
    path.write_bytes(whole)
    second, _ = read_on(Codex(), path, bookmark)
    told = said([*first, *second])
    assert (len(told.exchanges), told.sightings) == (200, 200)
    assert told.records == 801 + len(told.problems) == 802


@pytest.mark.parametrize(
    "damage", [b"\xff" * 64, b"", b"\x28\xb5\x2f\xfd"], ids=["other", "missing", "begun anew"]
)
def test_a_damaged_log_says_what_came_before(compress: Compress, damage: bytes) -> None:
    path = compress(long_session(2000))
    whole = path.read_bytes()
    half = len(whole) // 2
    path.write_bytes(whole[:half] + damage + whole[half + 64 :])
    told = read(Codex(), path)
    assert told.problems
    assert 100 < told.prompts < 2000


def test_something_else_in_a_log_s_place_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(b"not compressed at all")
    told = read(Codex(), path)
    assert told.reasons == {1: "a compressed log that is damaged from here on"}
    assert told.records == 1


def test_what_stands_behind_a_whole_log_is_a_problem_of_its_own(compress: Compress) -> None:
    path = compress(long_session(3))
    path.write_bytes(path.read_bytes() + b"garbage")
    told = read(Codex(), path)
    assert (told.prompts, told.reasons) == (3, {14: "a compressed log that is damaged from here on"})


def test_an_empty_log_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.touch()
    assert list(Codex().read(file_at(path))) == []


@pytest.mark.parametrize("filling", [b"\0", b'{"type":"response_item","payload":"' + b"x" * 5000 + b'"}\n'])
def test_a_bomb_is_left_where_it_is(tmp_path: Path, filling: bytes) -> None:
    path = tmp_path / NAME
    packer = ZstdCompressor(level=1).compressobj()
    session = ZstdCompressor().compress(long_session(2))
    block = filling * ((8 << 20) // len(filling))
    with path.open("wb") as file:
        file.write(session)
        for _ in range(32):
            file.write(packer.compress(block))
        file.write(packer.flush())
    assert path.stat().st_size < 1 << 20
    tracemalloc.start()
    told = read(Codex(), path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 96 << 20
    assert told.prompts == 2
    assert told.problems[-1].reason == "a compressed log that would grow without measure"


def test_reading_can_be_broken_off_after_any_batch(
    compress: Compress, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = compress(long_session(30))
    at_once = folded(Codex().read(file_at(path)))
    monkeypatch.setattr(jsonl, "BATCH_RECORDS", 1)
    monkeypatch.setattr(codex_zstd, "_STRETCH", 1)
    batches = list(Codex().read(file_at(path)))
    assert len(batches) > 30
    for number, batch in enumerate(batches, start=1):
        rest = list(Codex().read(file_at(path), batch.bookmark))
        stitched = [*batches[:number], *rest]
        assert folded(stitched).calls == at_once.calls
        assert said(stitched).records == 121
    assert list(Codex().read(file_at(path), batches[-1].bookmark)) == []


def test_a_log_that_is_no_longer_what_was_read_is_read_anew(compress: Compress) -> None:
    path = compress(long_session(3))
    _, bookmark = read_on(Codex(), path)
    for text in (long_session(3).replace(b"1005", b"1006"), long_session(1)):
        again, _ = read_on(Codex(), compress(text), bookmark)
        assert said(again).records == text.count(b"\n")


def test_a_half_written_last_line_was_never_finished(compress: Compress) -> None:
    told = read(Codex(), compress(long_session(3)[:-10]))
    assert (told.records, told.prompts, told.problems) == (12, 2, [])


def test_a_last_line_without_its_line_feed_is_taken_once(compress: Compress) -> None:
    text = long_session(3)
    path = compress(text[:-1])
    first, bookmark = read_on(Codex(), path)
    assert said(first).records == 13
    compress(text + encoded([prompt(90), Counter().call(95, 5, 5)]))
    second, _ = read_on(Codex(), path, bookmark)
    assert (said(second).records, said(second).prompts) == (2, 1)


@pytest.mark.parametrize("end", [b"\n", b""])
@pytest.mark.parametrize("size", [1 << 19, 1 << 20, (1 << 20) + 1, 5_000_000])
def test_long_lines(compress: Compress, size: int, end: bytes) -> None:
    noise = random.Random(3).randbytes(size // 2).hex()
    text = long_session(1) + encoded([prompt(20, noise), Counter().call(21, 7, 7)])[:-1] + end
    path = compress(text)
    told = read(Codex(), path)
    assert (told.records, told.prompts, told.problems) == (7, 2, [])
    short = Codex(longest_line=size // 2)
    rejected = read(short, path)
    assert rejected.reasons == {6: "a line too long to read"}
    assert (rejected.records, rejected.prompts) == (7, 1)
    _, bookmark = read_on(short, path)
    assert list(short.read(file_at(path), bookmark)) == []


def test_peeking_at_a_prompt(compress: Compress) -> None:
    text = long_session(300)
    path = compress(text)
    start = text.index(b'{"timestamp":"2026-03-02T09:49:51')
    assert Codex().peek(LogLocation(path, start)) == "Prompt 299"
    for offset in (start + 1, 0, -1, len(text), 2**70):
        assert Codex().peek(LogLocation(path, offset)) is None
    assert Codex(longest_line=50).peek(LogLocation(path, start)) is None
    assert Codex().peek(LogLocation(path.with_name("gone.jsonl.zst"), 0)) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders")
def test_a_pipe_in_a_log_s_place_is_an_error_and_no_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / NAME)
    with pytest.raises(OSError, match="regular"):
        ZstdLines(tmp_path / NAME)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_mutated_bytes_never_break_the_account(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log = bytearray(PACKED)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(log) - 1))
        log[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    path = tmp_path_factory.mktemp("fuzz") / NAME
    path.write_bytes(log)
    told = read(Codex(), path)
    assert told.records <= 130


PACKED = ZstdCompressor().compress(long_session(30))


def test_a_plain_log_and_its_compressed_copy_are_the_same_facts(tmp_path: Path) -> None:
    plain = write(tmp_path, *long_session(5).splitlines())
    packed = tmp_path / f"{plain.name}.zst"
    packed.write_bytes(ZstdCompressor().compress(plain.read_bytes()))
    batches: list[Batch] = [batch for path in (packed, plain) for batch in Codex().read(file_at(path), START)]
    assert folded(batches).calls == folded(Codex().read(file_at(plain))).calls
