"""Tables of trials that were done elsewhere: a row is a task with its arm, forecasts and minutes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

from aijournal.domain.entry_words import MOST_MINUTES
from aijournal.domain.kept_trial import MOST_TASKS, ReadTask
from aijournal.domain.trial import Arm, LockedForecast, TaskSize
from aijournal.errors import AijournalError
from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.reading.text import MAX_NAME, plain_line
from aijournal.importers.tables import cells
from aijournal.importers.tables.mapping import TimeUnit
from aijournal.importers.tables.rows import Row, read_rows
from aijournal.importers.tables.table import look_at


class TrialField(StrEnum):
    """What a column can say of a task."""

    TASK = "task"
    ARM = "arm"
    FORECAST_CONTROL = "forecast_control"
    FORECAST_TREATMENT = "forecast_treatment"
    ACTUAL_MINUTES = "actual_minutes"
    REWORK_MINUTES = "rework_minutes"
    SIZE = "size"
    STARTED_AT = "started_at"
    PARTICIPANT = "participant"


REQUIRED: Final = (
    TrialField.TASK,
    TrialField.ARM,
    TrialField.FORECAST_CONTROL,
    TrialField.ACTUAL_MINUTES,
)
_ARMS: Final[Mapping[str, Arm]] = MappingProxyType(
    {
        **dict.fromkeys(("treatment", "1", "1.0", "true", "yes", "ai"), Arm.TREATMENT),
        **dict.fromkeys(("control", "0", "0.0", "false", "no", "no ai"), Arm.CONTROL),
    }
)
_SIZES: Final[Mapping[str, TaskSize]] = MappingProxyType(
    {one.value.lower(): one for one in TaskSize} | {one.name.lower(): one for one in TaskSize}
)
TOO_MANY: Final = "more tasks than a trial can have"


@dataclass(frozen=True, slots=True)
class TrialTable:
    """The tasks of a table in its order, and how many of its rows were rejected for which reason.

    `refusals` are the first of these with the lines in which they stand. Blank rows are no records.
    """

    tasks: tuple[ReadTask, ...]
    rejected_by_reason: Mapping[str, int]
    refusals: tuple[tuple[int, str], ...]

    @property
    def rejected(self) -> int:
        """How many rows were rejected."""
        return sum(self.rejected_by_reason.values())

    @property
    def records(self) -> int:
        """How many rows there were."""
        return len(self.tasks) + self.rejected


_REFUSALS_KEPT: Final = 5


@dataclass(slots=True)
class _Gathered:
    tasks: list[ReadTask] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    refusals: list[tuple[int, str]] = field(default_factory=list)

    def reject(self, line: int, reason: str) -> None:
        self.reasons[reason] += 1
        if len(self.refusals) < _REFUSALS_KEPT:
            self.refusals.append((line, reason))


def read_trial(path: Path, named: Mapping[TrialField, str], zone: tzinfo) -> TrialTable:
    """Return the tasks of a table; `named` are columns under other names, `zone` that of bare times.

    Raises `AijournalError` if it cannot be read, is no table, or lacks a column that is needed.
    """
    columns = _columns(path, named)
    gathered = _Gathered()
    try:
        for row in read_rows(path):
            if not row.is_blank:
                _gather(row, columns, zone, gathered)
    except OSError as error:
        raise AijournalError(
            "The table cannot be read", f"{path}: {error.strerror or error}. Nothing was imported."
        ) from error
    return TrialTable(tuple(gathered.tasks), dict(gathered.reasons.most_common()), tuple(gathered.refusals))


def _columns(path: Path, named: Mapping[TrialField, str]) -> Mapping[TrialField, str]:
    """Return the column of each field that has one; names that are not given are the fields' own."""
    present = look_at(path)
    plain = {name.strip().lower().replace(" ", "_"): name for name in present}
    found = {one: named.get(one) or plain.get(one.value) for one in TrialField}
    missing = [one for one in REQUIRED if not found[one]]
    absent = [name for name in named.values() if name not in present]
    if missing or absent:
        lacks = f"no column “{absent[0]}”" if absent else f"no column for {', '.join(missing)}"
        raise AijournalError(
            "This is no table of a trial",
            f"{path} has {lacks}. It has: {', '.join(present[:20])}. `--columns "
            "task=Title,arm=Group` says what is called otherwise. Nothing was imported.",
        )
    return {one: name for one, name in found.items() if name}


def _gather(row: Row, columns: Mapping[TrialField, str], zone: tzinfo, gathered: _Gathered) -> None:
    if row.reason:
        gathered.reject(row.number, row.reason)
        return
    if len(gathered.tasks) >= MOST_TASKS:
        gathered.reject(row.number, TOO_MANY)
        return
    said = {one: row.cells.get(name, "") for one, name in columns.items()}
    try:
        gathered.tasks.append(_task(said, zone))
    except UnusableRecordError as error:
        gathered.reject(row.number, str(error))


def _task(said: Mapping[TrialField, str], zone: tzinfo) -> ReadTask:
    """Return the task of a row; raises `UnusableRecordError`."""
    title = plain_line(said[TrialField.TASK], MAX_NAME)
    if not title:
        raise UnusableRecordError("a task without a title")
    return ReadTask(
        title=title,
        forecast=LockedForecast(
            control_minutes=_needed(
                _forecast(said, TrialField.FORECAST_CONTROL), "no forecast of the control"
            ),
            treatment_minutes=_forecast(said, TrialField.FORECAST_TREATMENT),
            size=_named(said, TrialField.SIZE, _SIZES, "an unknown size") or TaskSize.MEDIUM,
        ),
        arm=_needed(_named(said, TrialField.ARM, _ARMS, _NO_ARM), _NO_ARM),
        minutes=_needed(_minutes(said, TrialField.ACTUAL_MINUTES, "impossible minutes"), "no actual minutes"),
        rework_minutes=_minutes(said, TrialField.REWORK_MINUTES, "impossible rework", least=0),
        started_at=_moment(said.get(TrialField.STARTED_AT, ""), zone),
        participant=plain_line(said.get(TrialField.PARTICIPANT, ""), MAX_NAME) or None,
    )


_NO_ARM: Final = "an arm that is neither treatment nor control"


def _forecast(said: Mapping[TrialField, str], one: TrialField) -> float | None:
    return _minutes(said, one, "an impossible forecast")


def _minutes(
    said: Mapping[TrialField, str], one: TrialField, complaint: str, least: float = 1e-6
) -> float | None:
    cell = said.get(one, "")
    try:
        found = None if cells.is_nothing(cell) else cells.minutes(cell, TimeUnit.MINUTES)
    except UnusableRecordError:
        raise UnusableRecordError(complaint) from None
    if found is not None and not least <= found <= MOST_MINUTES:
        raise UnusableRecordError(complaint)
    return found


def _moment(cell: str, zone: tzinfo) -> datetime | None:
    return None if cells.is_nothing(cell) else cells.moment(cell, zone, is_day_first=False)


_Value = TypeVar("_Value")


def _named(
    said: Mapping[TrialField, str], one: TrialField, known: Mapping[str, _Value], complaint: str
) -> _Value | None:
    """Return what a cell names, in whatever case; `None` for a blank one."""
    cell = said.get(one, "")
    if cells.is_nothing(cell):
        return None
    found = known.get(" ".join(cells.unguarded(cell).lower().replace("_", " ").split()))
    if found is None:
        raise UnusableRecordError(complaint)
    return found


def _needed(value: _Value | None, complaint: str) -> _Value:
    if value is None:
        raise UnusableRecordError(complaint)
    return value
