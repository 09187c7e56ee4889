"""Reading logs into a journal, against a bare loop that decodes the same lines and keeps nothing."""

import itertools
import tempfile
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from aijournal.collect import collect
from aijournal.demo import write_sample_logs
from aijournal.importers.claude_code import ClaudeCode
from aijournal.importers.claude_code_records import decode
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
from tests.benchmarks.table import Measure, pair, timed
from tests.generator import GENERATOR, generate

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
_BUFFER = 1 << 20
_MB = 1_000_000


def corpus(folder: Path, megabytes: int) -> Path:
    """Return a folder with so many megabytes of Claude Code's logs, made once.

    They are those of the corpus generator where it lies beside the checkout, else sample logs.
    """
    home = folder / f"corpus-{megabytes}"
    if not home.exists():
        draft = folder / f"corpus-{megabytes}.draft"
        if GENERATOR.exists():
            sizes = ["--claude-mb", str(megabytes), "--claude-files", str(max(1, megabytes * 2 // 5))]
            generate(draft, *sizes)
        else:
            _repeat_sample_logs(draft, megabytes)
        draft.rename(home)
    return home / ".claude"


def measure_import(folder: Path, megabytes: int, runs: int) -> Measure:
    """Measure reading all of the corpus for the first time."""
    logs = corpus(folder, megabytes)
    ours, floor = timed(lambda: _import(logs)), timed(lambda: _decode(logs))
    return pair(f"import of {megabytes} MB of logs / decoding them", ours, floor, runs)


def _repeat_sample_logs(home: Path, megabytes: int) -> None:
    written = 0
    for seed in itertools.count():
        if written > megabytes * _MB:
            return
        part = write_sample_logs(home / ".claude" / "projects" / f"part-{seed}", date(2026, 11, 20), seed)
        written += sum(path.stat().st_size for path in (part / ".claude").rglob("*.jsonl"))


def _import(logs: Path) -> None:
    with tempfile.TemporaryDirectory() as home:
        paths = find_paths({"AIJOURNAL_HOME": home})
        with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
            collect(journal, [ClaudeCode()], {}, NOW, root=logs)


def _decode(logs: Path) -> None:
    for path in sorted(logs.rglob("*.jsonl")):
        with path.open("rb", buffering=_BUFFER) as log:
            for line in log:
                with suppress(ValueError):
                    decode(line)
