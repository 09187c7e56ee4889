"""A table to the journal: the facts of its rows first, then what the person said in them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from pathlib import Path

from aijournal.collect import ImportResult, Progress, collect
from aijournal.domain.assessment import Assessment, Door
from aijournal.domain.entry import Entry, EntryWords
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.period import Period
from aijournal.domain.reading import SourceState
from aijournal.domain.typed_facts import LONGEST, typed_facts
from aijournal.errors import AijournalError
from aijournal.importers.tables.said import SaidOfRow
from aijournal.importers.tables.table import Table
from aijournal.journal.journal import Journal

_PAGE = 1_000  # entries
_RUNS_LOOKED_AT = 200
_DAY = timedelta(days=1)
_ENTRY_BEFORE_ROW = LONGEST + 2 * _DAY  # so far back the first row of an entry may lie
_SAID = tuple(
    one.name
    for one in fields(Assessment)
    if one.name not in {"rework_asked_at", "assessed_at", "seconds_taken", "door"}
)


@dataclass(frozen=True, slots=True)
class TableResult:
    """What collecting a table at `read_at` came to.

    `imports` holds one result for each source, of which there are several where rows name their tools.
    `judged` are the entries that got what the table says of them, as they were left, `known` the numbers of
    those among them that were in the journal before. `passed_over` counts the rows whose entry had a verdict
    already, from before or from an earlier row.
    """

    imports: tuple[ImportResult, ...]
    read_at: datetime
    judged: tuple[Entry, ...] = ()
    known: frozenset[int] = frozenset()
    passed_over: int = 0


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking back a table came to: entries that went to the trash, and verdicts that were cleared."""

    entries: int
    verdicts: int


def collect_table(
    journal: Journal,
    table: Table,
    path: Path,
    now: datetime,
    *,
    door: Door = Door.BULK,
    dry_run: bool = False,
    progress: Callable[[Progress], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> TableResult:
    """Read a table into the journal, and give the entries of its rows the verdicts that stand in them.

    A verdict in a table counts as made when the work ended, because a table seldom says when that was: the
    time of the import would make it one of long after. An entry that has a verdict keeps it; of several rows
    of one entry the first that says anything counts.
    Facts are kept as they are read, verdicts all or none: those that are missing come with the next reading.
    `dry_run` does all of it and keeps nothing. A file that cannot be read is told as by `collect`.
    """
    sources = _sources(table, path)
    with journal.rehearsal() if dry_run else nullcontext(journal) as target:
        known = frozenset(
            number for one in sources for number in target.numbers(EntryFilter(source=one.source))
        )
        imports = collect(target, sources, {}, now, root=path, progress=progress, is_cancelled=is_cancelled)
        if is_cancelled() or any(one.state is not SourceState.FOUND for one in imports):
            return TableResult(imports, now)
        said = [one for source in sources for one in source.said(path)]
        with target.together():
            judged = _say(target, said, now, door)
    numbers = frozenset(entry.interaction.id for entry in judged)
    return TableResult(imports, now, judged, known & numbers, len(said) - len(judged))


def take_back_table(journal: Journal, result: TableResult, now: datetime) -> TakenBack:
    """Take back what `collect_table` brought, as far as nothing was said of it since.

    Entries go to the trash; those that were there before the table was read lose its verdict alone.
    """
    before = {item.id for item in journal.trash.contents()}
    same = {entry.interaction.id for entry in result.judged if _is_as_left(journal, entry, now)}
    for number in sorted(same & result.known):
        journal.assess(number, Assessment(), now, cleared=_SAID)
    if brought := same - result.known:
        journal.trash.delete(brought, now)
    runs = [
        run.number
        for run in journal.imports.runs(_RUNS_LOOKED_AT)
        if run.started_at == _whole_ms(result.read_at) and run.imported and not run.undone
    ]
    with suppress(AijournalError):  # nothing is left of them: all of it was judged
        journal.trash.undo_imports(runs, now)
    moved = sum(item.entries for item in journal.trash.contents() if item.id not in before)
    return TakenBack(moved, len(same))


def _sources(table: Table, path: Path) -> tuple[Table, ...]:
    """Return the importers of a table; of one that cannot be read, the one that will say why."""
    try:
        return table.of_tools(path)
    except (OSError, ValueError):
        return (table,)


def _say(journal: Journal, said: Sequence[SaidOfRow], now: datetime, door: Door) -> tuple[Entry, ...]:
    """Give entries without a verdict what rows say of them, and return them as they are then."""
    entries = _unjudged(journal, said, now)
    judged: dict[int, Entry] = {}
    for one in sorted(said, key=lambda row: (row.started_at, row.native_id)):
        entry = entries.get((one.source, one.native_id))
        if entry and entry.interaction.id not in judged and not _was_said(entry, one):
            judged[entry.interaction.id] = _apply(journal, entry, one, now, door)
    return tuple(judged.values())


def _unjudged(journal: Journal, said: Sequence[SaidOfRow], now: datetime) -> Mapping[tuple[str, str], Entry]:
    """Return the entries without a verdict that have the exchanges of rows, by source and native id."""
    rows: dict[str, list[SaidOfRow]] = defaultdict(list)
    for one in said:
        rows[one.source].append(one)
    found: dict[tuple[str, str], Entry] = {}
    for source, of_source in rows.items():
        starts = [one.started_at for one in of_source]
        period = Period((min(starts) - _ENTRY_BEFORE_ROW).date(), (max(starts) + 2 * _DAY).date())
        for entry in _entries(journal, EntryFilter(period, source=source, is_rated=False), now):
            detail = journal.entry(entry.interaction.id, now) if entry.assessment is None else None
            if detail:
                found.update(((source, one.native_id), entry) for one in detail.exchanges)
    return found


def _entries(journal: Journal, wanted: EntryFilter, now: datetime) -> Iterator[Entry]:
    before: tuple[datetime, int] | None = None
    while True:
        page = journal.entries(wanted, now, _PAGE, before)
        yield from page.rows
        if not page.more:
            return
        last = page.rows[-1].interaction
        before = (last.started_at, last.id)


def _was_said(entry: Entry, said: SaidOfRow) -> bool:
    """Return whether a row without a verdict comes to an entry of which the person said something already."""
    one = entry.interaction
    return not (said.assessment or said.note) and bool(one.task or one.tags or one.url)


def _apply(journal: Journal, entry: Entry, said: SaidOfRow, now: datetime, door: Door) -> Entry:
    """Say of an entry what a row does; what the person said of it before stays."""
    number, words = entry.interaction.id, _words(entry)
    wanted = EntryWords(
        title=words.title or said.title,
        project=words.project,
        task=words.task or said.task,
        tags=tuple(sorted({*words.tags, *said.tags})),
    )
    if wanted != words:
        entry = journal.edit(number, wanted, now, words)
    if said.link and not entry.interaction.url:
        before = typed_facts(entry.interaction)
        entry = journal.by_hand.edit(number, replace(before, url=said.link), now, before)
    if said.assessment or said.note:
        judged_at = min(entry.interaction.ended_at, now)
        verdict = replace(said.assessment or Assessment(), note=said.note, assessed_at=judged_at, door=door)
        entry = journal.assess(number, verdict, now)
    return entry


def _words(entry: Entry) -> EntryWords:
    one = entry.interaction
    return EntryWords(one.title, one.project, one.task, tuple(sorted(one.tags)))


def _is_as_left(journal: Journal, left: Entry, now: datetime) -> bool:
    """Return whether the person has said nothing of an entry since."""
    detail = journal.entry(left.interaction.id, now)
    if detail is None:
        return False
    entry = detail.entry
    return (entry.assessment, _words(entry), entry.interaction.url) == (
        left.assessment,
        _words(left),
        left.interaction.url,
    )


def _whole_ms(moment: datetime) -> datetime:
    """Return a moment as the journal keeps it."""
    return moment.replace(microsecond=moment.microsecond // 1_000 * 1_000)
