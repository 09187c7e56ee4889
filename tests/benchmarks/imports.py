"""Reading logs into a journal, against a bare loop that decodes the same lines and keeps nothing.

Where a program that counts tokens in the same logs is there, `aiburn` on the search path or what the variable
AIBURN names, also against that: it keeps nothing either.
"""

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from aijournal.collect import collect
from aijournal.demo import write_sample_logs
from aijournal.importers.claude_code.importer import ClaudeCode
from aijournal.importers.claude_code.records import decode
from aijournal.journal.journal import Journal
from aijournal.paths import HOME_VARIABLE, find_paths
from aijournal.settings import Settings
from tests.benchmarks.table import Measure, megabytes, pair, timed
from tests.generator import GENERATOR, generate

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
_CHECKOUT = Path(__file__).parents[2]
_BUFFER = 1 << 20
_MB = 1_000_000


def corpus(folder: Path, size: int) -> Path:
    """Return a folder with so many megabytes of Claude Code's logs, made once.

    They are those of the corpus generator where it lies beside the checkout, else sample logs.
    """
    home = folder / f"corpus-{size}"
    if not home.exists():
        draft = folder / f"corpus-{size}.draft"
        if GENERATOR.exists():
            sizes = ["--claude-mb", str(size), "--claude-files", str(max(1, size * 2 // 5))]
            generate(draft, *sizes)
        else:
            _repeat_sample_logs(draft, size)
        draft.rename(home)
    return home / ".claude"


def measure_imports(folder: Path, size: int, runs: int) -> Iterator[Measure]:
    """Measure reading all of the corpus for the first time, then nothing new of it, then one line."""
    logs = corpus(folder, size)
    first = timed(lambda: _import(logs))
    yield pair(f"import of {size} MB of logs / decoding them", first, timed(lambda: _decode(logs)), runs)
    if counter := os.environ.get("AIBURN") or shutil.which("aiburn"):
        count = timed(partial(_count, counter, logs))
        yield pair(f"import of {size} MB of logs / counting their tokens", first, count, runs)
    with tempfile.TemporaryDirectory(dir=folder) as copied:
        yield from _measure_again(_copy(logs, Path(copied)), runs)


def _measure_again(logs: Path, runs: int) -> Iterator[Measure]:
    """Measure what follows the first time, in a copy that lines can be added to."""
    floor = timed(lambda: _look_at(logs))
    with tempfile.TemporaryDirectory() as home, _journal(home) as journal:
        again = partial(collect, journal, [ClaudeCode()], {}, NOW, root=logs)
        again()
        yield pair("import, nothing new / looking at the files", timed(again), floor, runs)
        line = _line_of(logs)

        def import_line() -> float:
            with line.path.open("ab") as log:
                log.write(line.text)
            return timed(again)()

        yield pair("import of one more line / looking at the files", import_line, floor, runs)
    with tempfile.TemporaryDirectory() as home:
        command = timed(partial(_run_command, logs, home))
        command()  # the first time it is not unchanged
        yield pair("the command, nothing new / Python alone", command, timed(_start_python), runs)


def measure_footprint(folder: Path, size: int) -> Iterator[Measure]:
    """Measure the memory of the processes that import, and the journal beside its logs; once."""
    logs = corpus(folder, size)
    ours, reader, journal = _footprint("import", logs)
    floor, _, _ = _footprint("decode", logs)
    whole = float(sum(path.stat().st_size for path in logs.rglob("*.jsonl")))
    yield Measure("memory of the import / of decoding", (ours,), (floor,), in_words=megabytes)
    yield Measure("memory of the reader, at most / of decoding", (reader,), (floor,), in_words=megabytes)
    yield Measure("size of the journal / of its logs", (journal,), (whole,), in_words=megabytes)


def _repeat_sample_logs(home: Path, size: int) -> None:
    written = 0
    for seed in itertools.count():
        if written > size * _MB:
            return
        part = write_sample_logs(home / ".claude" / "projects" / f"part-{seed}", date(2026, 11, 20), seed)
        written += sum(path.stat().st_size for path in (part / ".claude").rglob("*.jsonl"))


def _journal(home: str) -> Journal:
    return Journal.open(find_paths({HOME_VARIABLE: home}), Settings(), ZoneInfo("UTC"))


def _import(logs: Path) -> int:
    """Import everything into a new journal and return how large that has become."""
    with tempfile.TemporaryDirectory() as home:
        with _journal(home) as journal:
            collect(journal, [ClaudeCode()], {}, NOW, root=logs)
        return find_paths({HOME_VARIABLE: home}).journal.stat().st_size


def _count(counter: str, logs: Path) -> None:
    environment = {**os.environ, "HOME": str(logs.parent), "USERPROFILE": str(logs.parent)}
    command = [counter, "daily", "--claude", "--json"]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)


def _copy(logs: Path, folder: Path) -> Path:
    return Path(shutil.copytree(logs, folder / logs.name))


def _look_at(logs: Path) -> None:
    for folder, _, names in os.walk(logs):
        for name in names:
            os.stat(f"{folder}/{name}")  # noqa: PTH116 - the least that it can take


@dataclass(frozen=True, slots=True)
class _Line:
    path: Path
    text: bytes


def _line_of(logs: Path) -> _Line:
    """Return the last line of some log, to be written behind it once more."""
    path = min(logs.rglob("*.jsonl"))
    lines = path.read_bytes().splitlines(keepends=True)
    return _Line(path, next(line for line in reversed(lines) if line.endswith(b"\n")))


def _run_command(logs: Path, home: str) -> None:
    environment = {**os.environ, HOME_VARIABLE: home, "CLAUDE_CONFIG_DIR": str(logs)}
    command = [sys.executable, "-m", "aijournal", "import", "claude-code"]
    subprocess.run(command, env=environment, capture_output=True, check=True)


def _start_python() -> None:
    subprocess.run([sys.executable, "-c", "pass"], check=True)


def _footprint(what: str, logs: Path) -> tuple[float, float, float]:
    """Do it in a process of its own; return the peaks of that one and of its children, and the journal."""
    command = [sys.executable, "-m", "tests.benchmarks.imports", what, str(logs)]
    ended = subprocess.run(command, cwd=_CHECKOUT, capture_output=True, check=True)
    own, children, journal = map(float, ended.stdout.split())
    return own, children, journal


def _decode(logs: Path) -> None:
    for path in sorted(logs.rglob("*.jsonl")):
        with path.open("rb", buffering=_BUFFER) as log:
            for line in log:
                with suppress(ValueError):
                    decode(line)


def _peaks() -> tuple[int, int]:
    """Return the most memory of this process and of one of its children, in bytes; Windows does not tell.

    What the system says of a child that was started is no less than what this process had at that moment. Of
    this process Linux says so too, by what started it, and better elsewhere.
    """
    import resource  # noqa: PLC0415 - Windows has none

    unit = 1 if sys.platform == "darwin" else 1024
    own, child = (
        resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    if sys.platform == "linux":
        status = Path("/proc/self/status").read_text()
        own = int(status.partition("VmHWM:")[2].split()[0])
    return own * unit, child * unit


def main() -> int:
    """Import or decode some logs, and print what it took: two peaks of memory, and the journal, in bytes."""
    what, logs = sys.argv[1], Path(sys.argv[2])
    journal = 0
    if what == "import":
        journal = _import(logs)
    else:
        _decode(logs)
    print(*_peaks(), journal)  # noqa: T201 - a script prints
    return 0


if __name__ == "__main__":
    sys.exit(main())
