"""Reading ahead in a process of its own comes to the same as reading here, whatever happens to it."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aijournal.domain.facts import Call, Exchange, LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, LogFile, Problem
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.claude_code.importer import ClaudeCode
from aijournal.importers.reading import jsonl, reading_ahead
from aijournal.importers.reading.batch_frames import BrokenStreamError, Frame, Frames, Task, encoded
from aijournal.importers.reading.reader_command import ARGUMENT, command, environment

DATA = Path(__file__).parents[1] / "data" / "claude_code"
IMPORTER = ClaudeCode()
AT = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_ahead, "_OWN_SHARE", 0)


@pytest.fixture
def logs() -> list[LogFile]:
    files = list(IMPORTER.discover({}, DATA).files)
    assert len(files) > 5
    return files


def here(logs: list[LogFile]) -> list[list[Batch]]:
    return [list(IMPORTER.read(log)) for log in logs]


def ahead(logs: list[LogFile], problems: list[Problem]) -> Generator[list[Batch], None, None]:
    wanted = [(log, START) for log in logs]
    with reading_ahead.reading_ahead(IMPORTER, wanted, reading_ahead.WORTHWHILE, problems.append) as read:
        for log in logs:
            yield list(read(log, START))


def fail_with(problem: Problem) -> None:
    pytest.fail(problem.reason)


def children() -> set[int]:
    return {
        int(child)
        for task in Path("/proc/self/task").iterdir()
        for child in (task / "children").read_text().split()
    }


def test_what_is_read_ahead_is_what_is_read_here(logs: list[LogFile]) -> None:
    problems: list[Problem] = []
    assert list(ahead(logs, problems)) == here(logs)
    assert problems == []


def test_the_first_logs_are_read_here(
    logs: list[LogFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "asked"
    code = f"import sys; open({str(asked)!r}, 'wb').write(sys.stdin.buffer.read())"
    monkeypatch.setattr(reading_ahead, "command", lambda: [sys.executable, "-c", code])
    share = (logs[0].size + logs[1].size) / reading_ahead.WORTHWHILE
    monkeypatch.setattr(reading_ahead, "_OWN_SHARE", share)
    problems: list[Problem] = []
    assert list(ahead(logs, problems)) == here(logs)
    assert problems == [Problem(reading_ahead.FAILED, logs[2].path)]
    task: Task = pickle.loads(asked.read_bytes())  # noqa: S301 - written by this program
    assert [log for log, _ in task.logs] == logs[2:]


def test_beside_a_windows_thread_none_is_read_here(
    logs: list[LogFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_ahead, "_OWN_SHARE", 1)
    monkeypatch.setattr(reading_ahead, "command", lambda: [sys.executable, "-c", ""])
    problems: list[Problem] = []
    with ThreadPoolExecutor() as pool:
        assert pool.submit(lambda: list(ahead(logs, problems))).result() == here(logs)
    assert problems == [Problem(reading_ahead.FAILED, logs[0].path)]


def test_little_is_read_here(logs: list[LogFile]) -> None:
    with reading_ahead.reading_ahead(
        IMPORTER, [(logs[0], START)], reading_ahead.WORTHWHILE - 1, fail_with
    ) as read:
        assert read == IMPORTER.read


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the process in /proc")
def test_a_process_that_is_killed_is_told_and_its_logs_are_read_here(logs: list[LogFile]) -> None:
    problems: list[Problem] = []
    before = children()
    reading = ahead(logs, problems)
    found = [next(reading)]
    (process,) = children() - before
    os.kill(process, signal.SIGKILL)
    # What was in the pipe already may still have come from the process.
    found += list(reading)
    assert found == here(logs)
    assert {problem.reason for problem in problems} <= {reading_ahead.FAILED}
    assert children() == before


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the process in /proc")
def test_no_process_is_left_behind_when_reading_is_broken_off(logs: list[LogFile]) -> None:
    before = children()
    reading = ahead(logs, [])
    next(reading)
    assert children() > before
    reading.close()
    assert children() == before


@pytest.mark.parametrize("broken", [["/nowhere/python"], [sys.executable, "-c", "print('words')"]])
def test_where_no_process_can_be_had_logs_are_read_here(
    logs: list[LogFile], broken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_ahead, "command", lambda: broken)
    problems: list[Problem] = []
    assert list(ahead(logs, problems)) == here(logs)
    told = [] if broken == ["/nowhere/python"] else [Problem(reading_ahead.FAILED, logs[0].path)]
    assert problems == told


def test_a_log_that_broke_off_goes_on_where_it_was(
    logs: list[LogFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "BATCH_RECORDS", 1)
    monkeypatch.setattr(jsonl, "_STRETCH", 1)
    log = max(logs, key=lambda one: one.size)
    whole = list(IMPORTER.read(log))
    assert len(whole) > 2
    half = b"".join(encoded(Frame(batch)) for batch in whole[:2])
    code = f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({half!r})"
    monkeypatch.setattr(reading_ahead, "command", lambda: [sys.executable, "-c", code])
    problems: list[Problem] = []
    assert list(ahead([log], problems)) == [whole]
    assert len(problems) == 1


def test_a_log_that_cannot_be_read_is_said_to_be_so(logs: list[LogFile], tmp_path: Path) -> None:
    gone = LogFile(tmp_path / "gone.jsonl", 1, 0, 0, 0)
    wanted = [(gone, START), (logs[0], START)]
    with reading_ahead.reading_ahead(IMPORTER, wanted, reading_ahead.WORTHWHILE, fail_with) as read:
        with pytest.raises(FileNotFoundError, match="No such file"):
            list(read(gone, START))
        assert list(read(logs[0], START)) == here(logs[:1])[0]


def test_a_process_ends_with_the_one_that_it_reads_for(logs: list[LogFile]) -> None:
    with subprocess.Popen(
        command(), env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        many = tuple((log, START) for log in logs * 2000)
        process.stdin.write(pickle.dumps(Task(IMPORTER, many)))
        process.stdin.close()
        assert process.stdout.read(1)
        process.stdout.close()
        assert process.wait(timeout=30) == 1


def test_a_program_made_by_a_packager_reads_when_it_is_told_to(
    logs: list[LogFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command() == [sys.executable, ARGUMENT]
    monkeypatch.setattr(reading_ahead, "command", lambda: [sys.executable, "-m", "aijournal", ARGUMENT])
    problems: list[Problem] = []
    assert list(ahead(logs, problems)) == here(logs)
    assert problems == []


def test_names_of_logs_need_not_be_text(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.jsonl")
    call = Call("msg_1", AT, TokenUsage(1, 2, 3, 4), earlier_outputs=(1,), repeats=2)
    exchange = Exchange("claude-code", "u-1", "c-1", AT, AT, (call,), location=LogLocation(path, 7))
    batch = Batch((exchange,), (Problem("no id", path, 3),), 5, 0, 9, Bookmark(9, 5, b"\0", b"{}"))
    sent = tmp_path / "frames"
    sent.write_bytes(encoded(Frame(batch)))
    with sent.open("rb") as stream:
        frames = Frames(stream)
        found = frames.next().batch
        with pytest.raises(BrokenStreamError):
            frames.next()
    assert found is not None
    assert found == batch
    assert found.exchanges[0].calls[0].records == call.records == 4
