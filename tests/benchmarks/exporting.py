"""What moving a whole journal costs: writing and reading it as lines, each against the engine's backup."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

from sqlcipher3 import dbapi2 as sqlite

from aijournal.collect_export import collect_export
from aijournal.export.files import write_export
from aijournal.export.whole import to_lines
from aijournal.journal.journal import Journal
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings
from tests.benchmarks.questions import NOW, ZONE
from tests.benchmarks.table import Measure, pair, timed

_RUNS = 2  # reading ten years of work takes minutes


def measure_exporting(paths: Paths, folder: Path) -> Iterator[Measure]:
    """Measure on a journal that nobody has open; the floor is a copy of its file by the engine."""
    with tempfile.TemporaryDirectory(dir=folder) as name, Journal.open(paths, Settings(), ZONE) as journal:
        place = Path(name)
        lines = place / "all.jsonl"
        copied = _copying(journal, place / "copy.db")
        yield pair("export / engine's backup", timed(lambda: export(paths, journal, lines)), copied, _RUNS)
        yield pair("import of it / engine's backup", _taking_in(lines, place / "home"), copied, _RUNS)


def export(own: Paths, journal: Journal, path: Path) -> None:
    """Write a whole journal to a file that is not among its `own`."""
    with closing(journal.export_rows.all()) as records:
        write_export(own, path, to_lines(records, "benchmark"))


def _copying(journal: Journal, path: Path) -> Callable[[], float]:
    def run() -> float:
        began = perf_counter()
        with closing(sqlite.connect(str(path))) as copy:
            journal._db.conn.backup(copy)
        taken = perf_counter() - began
        path.unlink()
        return taken

    return run


def _taking_in(lines: Path, home: Path) -> Callable[[], float]:
    """Return what reads an export into a journal that is new each time."""

    def run() -> float:
        with Journal.open(find_paths({"AIJOURNAL_HOME": str(home)}), Settings(), ZONE) as journal:
            began = perf_counter()
            result = collect_export(journal, lines, NOW).imported
            taken = perf_counter() - began
        shutil.rmtree(home)
        assert result.imported == result.records
        return taken

    return run
