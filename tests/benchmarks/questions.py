"""What screens ask of a journal of ten years, against bare SQL for the same on a connection like its own."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlcipher3 import dbapi2 as sqlite

from aijournal.analysis.cells import cell_table
from aijournal.analysis.change import change, compared_days
from aijournal.analysis.mirror import mirror
from aijournal.analysis.signals.signal import SIGNAL_SPAN
from aijournal.analysis.trend import trend
from aijournal.analysis.value import value_report
from aijournal.demo.large_journal import make_large_journal
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.period import Period
from aijournal.domain.totals import GroupBy
from aijournal.journal.connection import CONFIGURATION
from aijournal.journal.journal import Journal
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings
from tests.benchmarks.table import Measure, pair, timed

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ZONE = ZoneInfo("UTC")
_CALLS_AN_INTERACTION = 10
_YEAR = Period(TODAY - timedelta(days=364), TODAY)
WORD = "legend"

_NEWEST = """
SELECT * FROM interaction LEFT JOIN assessment ON interaction_id = interaction.id
WHERE {condition} ORDER BY started_at DESC, interaction.id DESC LIMIT 51
"""
_FOUND = "interaction.id IN (SELECT rowid FROM entry_text WHERE entry_text MATCH :word)"
_TOKENS = """
SELECT
  {key}, count(*), sum(call.input_tokens), sum(call.cache_write_tokens), sum(call.cache_read_tokens),
  sum(call.output_tokens)
FROM call JOIN exchange ON exchange.id = exchange_id {interactions}
WHERE at >= :since GROUP BY 1
"""
_OF_INTERACTIONS = """
JOIN interaction ON interaction.id = exchange.interaction_id
LEFT JOIN assessment ON assessment.interaction_id = interaction.id
"""
_VALUE = """
SELECT
  {key}, local_day, count(*), count(assessment.interaction_id), count(outcome), sum(outcome >= 1),
  sum(outcome <= -1), count(net_minutes), total(net_minutes),
  total(input_tokens + 1.25 * cache_write_tokens + 0.1 * cache_read_tokens + 5 * output_tokens)
FROM interaction LEFT JOIN assessment ON interaction_id = interaction.id
WHERE {condition}
GROUP BY 1, 2 ORDER BY 1, 2
"""
_COUNT = "SELECT started_at, id FROM interaction ORDER BY started_at DESC, id DESC"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the journal, and the bare SQL that answers the same."""

    name: str
    ask: Callable[[Journal], object]
    sql: str
    parameters: Mapping[str, Any]


def _newest(name: str, wanted: EntryFilter, condition: str, **parameters: Any) -> Question:
    sql = _NEWEST.replace("{condition}", condition)
    return Question(name, lambda journal: journal.entries(wanted, NOW, 50), sql, parameters)


def _totals(name: str, wanted: EntryFilter, by: GroupBy | None, key: str, interactions: str = "") -> Question:
    begin, _ = wanted.period.bounds(ZONE)
    since = int(begin.timestamp() * 1000) if begin else 0
    sql = _TOKENS.replace("{key}", key).replace("{interactions}", interactions)
    return Question(name, lambda journal: journal.totals(wanted, by), sql, {"since": since})


def _value(
    name: str, wanted: EntryFilter, by: GroupBy | None = None, key: str = "NULL", condition: str = "1"
) -> Question:
    """Return all value figures of a question, down to their intervals, beside the sums alone."""

    def ask(journal: Journal) -> object:
        return value_report(journal.value_days(wanted, by), by)

    sql = _VALUE.replace("{key}", key).replace("{condition}", condition)
    return Question(name, ask, sql, {"word": f'"{WORD}"*'} if ":word" in condition else {})


def _mirror(journal: Journal) -> object:
    year, recent = EntryFilter(_YEAR), EntryFilter(Period(TODAY - SIGNAL_SPAN, TODAY))
    seen, days = journal.mirror.seen_days(year), journal.value_days(year)
    return mirror(_YEAR, seen, days, journal.mirror.entries(recent), TODAY)


def _change(journal: Journal) -> object:
    return change(journal.value_days(EntryFilter(compared_days(TODAY)), GroupBy.TASK), TODAY)


_OF_YEAR = f"local_day >= '{_YEAR.first}'"
_OF_QUARTERS = f"local_day >= '{compared_days(TODAY).first}'"
_SUMS = _VALUE.replace("{key}", "NULL").replace("{condition}", "1")
QUESTIONS = (
    _newest("list: the newest 50", EVERYTHING, "1"),
    _newest(
        "list: of one project",
        EntryFilter(project="field-notes"),
        "project = :project",
        project="field-notes",
    ),
    Question("list: where every 200th stands", lambda journal: journal.outline(EVERYTHING, 200), _COUNT, {}),
    _newest("search: a word", EntryFilter(search=WORD), _FOUND, word=f'"{WORD}"*'),
    _totals("totals: of all time", EVERYTHING, None, "NULL"),
    _totals("totals: of all time by model", EVERYTHING, GroupBy.MODEL, "model_id"),
    _totals("totals: of a year by project", EntryFilter(_YEAR), GroupBy.PROJECT, "exchange.project"),
    _totals("totals: of all time by day", EVERYTHING, GroupBy.DAY, "date(at / 1000, 'unixepoch')"),
    _totals("totals: of all time by task type", EVERYTHING, GroupBy.TASK, "task", _OF_INTERACTIONS),
    _totals("totals: of a year by task type", EntryFilter(_YEAR), GroupBy.TASK, "task", _OF_INTERACTIONS),
    _totals(
        "totals: of what was judged",
        EntryFilter(is_rated=True),
        None,
        "outcome IS NOT NULL",
        _OF_INTERACTIONS,
    ),
    _value("value: of all time", EVERYTHING),
    Question(
        "value: of all time, with cost",
        lambda journal: value_report(journal.value_days(EVERYTHING, with_cost=True), None),
        _SUMS,
        {},
    ),
    _value("value: by task type", EVERYTHING, GroupBy.TASK, "task"),
    _value("value: by model", EVERYTHING, GroupBy.MODEL, "main_model_id"),
    _value("value: by project", EVERYTHING, GroupBy.PROJECT, "project"),
    _value("value: of a year", EntryFilter(_YEAR), condition=_OF_YEAR),
    _value("value: of a project", EntryFilter(project="field-notes"), condition="project = 'field-notes'"),
    _value("value: of a task type", EntryFilter(task="debugging"), condition="task = 'debugging'"),
    _value("value: of what was judged", EntryFilter(is_rated=True), condition="outcome IS NOT NULL"),
    _value("value: of a word", EntryFilter(search=WORD), condition=_FOUND),
    Question(
        "cells: model and task type",
        lambda journal: cell_table(journal.cells(EVERYTHING, (GroupBy.MODEL, GroupBy.TASK))),
        _VALUE.replace("{key}", "main_model_id || task").replace("{condition}", "1"),
        {},
    ),
    Question("trend: of all time", lambda journal: trend(journal.value_days(EVERYTHING), TODAY), _SUMS, {}),
    Question(
        "change: this quarter and the last",
        _change,
        _VALUE.replace("{key}", "task").replace("{condition}", _OF_QUARTERS),
        {},
    ),
    Question(
        "mirror: of a year",
        _mirror,
        _VALUE.replace("{key}", "NULL").replace("{condition}", _OF_YEAR),
        {},
    ),
)


def large_journal(folder: Path, interactions: int, tell: Callable[[str], None]) -> Paths:
    """Return where a journal of so many interactions, and ten times as many calls, lies, made once."""
    home = folder / f"journal-{interactions}"
    if not home.exists():
        draft = folder / f"journal-{interactions}.draft"
        tell(f"Making a journal of {interactions:,} interactions in {home}; that takes a while.")
        make_large_journal(
            find_paths({"AIJOURNAL_HOME": str(draft)}),
            TODAY,
            interactions=interactions,
            calls=_CALLS_AN_INTERACTION * interactions,
        )
        draft.rename(home)
    return find_paths({"AIJOURNAL_HOME": str(home)})


def measure_questions(paths: Paths, runs: int) -> Iterator[Measure]:
    """Measure every question, after it was asked once."""
    with Journal.open(paths, Settings(), ZONE) as journal, _bare(paths) as connection:
        for question in QUESTIONS:
            ours, floor = _asked(question, journal), _answered(question, connection)
            ours(), floor()
            yield pair(f"{question.name} / bare SQL", ours, floor, runs)


def _asked(question: Question, journal: Journal) -> Callable[[], float]:
    return timed(lambda: question.ask(journal))


def _answered(question: Question, connection: sqlite.Connection) -> Callable[[], float]:
    return timed(lambda: connection.execute(question.sql, dict(question.parameters)).fetchall())


@contextmanager
def _bare(paths: Paths) -> Iterator[sqlite.Connection]:
    """Open the journal with nothing between it and the engine, configured as the journal's own connection."""
    connection = sqlite.connect(str(paths.journal), isolation_level=None)
    for name, value in CONFIGURATION.items():
        connection.execute(f"PRAGMA {name} = {value}")
    try:
        yield connection
    finally:
        connection.close()
