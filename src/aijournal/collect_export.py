"""A whole journal's export to the journal: read once to see that it is whole, then taken in as one act."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from time import monotonic

from aijournal.collect import ImportResult, Progress
from aijournal.domain.portable import NumberedRecord
from aijournal.domain.reading import Problem, SourceState
from aijournal.export.whole import ExportFile, open_export
from aijournal.journal.backup_files import BackupReason
from aijournal.journal.journal import Journal
from aijournal.journal.ledger import EXPORT_SOURCE
from aijournal.journal.tally import TakenIn

_RECORDS_WITHOUT_BACKUP = 500
_STEPS = 200  # of progress, from beginning to end


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What reading an export came to; a record of it is a line.

    `different` counts records of what is here already and says something else here, which stayed; they are
    among the duplicates, or among the imported where they brought something too.
    """

    imported: ImportResult
    different: int = 0


class _Cancelled(Exception):  # noqa: N818 - it is no error: the person asked for it
    """Ends the transaction, so that nothing of it is kept."""


def collect_export(
    journal: Journal,
    path: Path,
    now: datetime,
    *,
    dry_run: bool = False,
    progress: Callable[[Progress], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> ExportResult:
    """Read an export into the journal: all of it or, once it is cancelled, nothing.

    What can be undone as one act is described in `TakingIn`. `dry_run` does all of it and keeps nothing.
    Before many records a backup is taken. Raises `AijournalError` for a file that is no export, torn, or of a
    newer version; single records that cannot be taken in are counted, with their lines.
    """
    began = monotonic()
    file = open_export(path)
    records = _records(file, progress, is_cancelled)
    with journal.rehearsal() if dry_run else nullcontext(journal) as target:
        if file.records > _RECORDS_WITHOUT_BACKUP:
            target.backups.take_before(BackupReason.BEFORE_IMPORT, now)
        try:
            came = target.taking_in.take_in(file.head, records, now)
        except _Cancelled:
            return ExportResult(_result(file, None, monotonic() - began))
    return ExportResult(_result(file, came, monotonic() - began), came.different)


def _records(
    file: ExportFile, progress: Callable[[Progress], None], is_cancelled: Callable[[], bool]
) -> Iterator[NumberedRecord | Problem]:
    told = 0

    def tell(done: int) -> None:
        nonlocal told
        if done - told >= file.size // _STEPS:
            told = done
            progress(Progress(EXPORT_SOURCE, 0, 1, done, file.size))

    for one in file.read(tell):
        if is_cancelled():
            raise _Cancelled
        yield one


def _result(file: ExportFile, came: TakenIn | None, seconds: float) -> ImportResult:
    """Return what came of an export, as of any source; `None` stands for a reading that was cancelled."""
    found = ImportResult(
        source=EXPORT_SOURCE,
        root=file.path,
        state=SourceState.FOUND,
        reason=f"an export of {file.head.counts.get('entry', 0):,} entries",
        files=1,
        bytes_read=file.size,
        seconds=seconds,
        was_cancelled=came is None,
    )
    if came is None:
        return found
    return replace(
        found,
        records=came.records,
        imported=came.imported,
        duplicates=came.duplicates,
        ignored=came.ignored,
        rejected=sum(came.rejected_by_reason.values()),
        rejected_by_reason=came.rejected_by_reason,
        interactions_new=came.interactions_new,
        exchanges_new=came.exchanges_new,
        calls_new=came.calls_new,
        problems=tuple(Problem(one.reason, file.path, one.line) for one in came.refusals),
    )
