"""The journals that are shown: invented ones in a temporary folder, and a copy of a large one."""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from aijournal.collect import collect
from aijournal.demo import make_demo_journal, write_sample_logs
from aijournal.domain.assessment import Assessment, Need, Outcome
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.importers.registry import ALL_IMPORTERS
from aijournal.journal.backup_files import BackupReason
from aijournal.journal.journal import Journal
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings
from gallery.trials import run_trial

NOW = datetime(2026, 11, 20, 15, 2, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Lisbon")
_VERDICT = Assessment(Outcome.HELPED, Need.SLOWER, net_minutes=15)


class State(StrEnum):
    """How much there is to see; `large` is a journal of one's own, copied before it is opened."""

    FULL = "full"
    SMALL = "small"
    EMPTY = "empty"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Shown:
    """A journal to show: its home, and the moment at which it is looked at."""

    state: State
    home: Path
    now: datetime = NOW
    environment: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "environment", {"HOME": str(self.home)})

    @property
    def paths(self) -> Paths:
        """Where the journal lies."""
        return find_paths({"AIJOURNAL_HOME": str(self.home / "aijournal")})


def make_journals(folder: Path, states: Iterable[State], large: Path | None) -> list[Shown]:
    """Make the journals of these states under a folder; `large` is the home of the large one."""
    journals = [Shown(state, folder / state) for state in states if state is not State.LARGE]
    for shown in journals:
        if shown.state is State.FULL:
            _fill_half_a_year(shown)
        elif shown.state is State.SMALL:
            _fill_first_days(shown)
    return [*journals, _copied(large, folder / State.LARGE)] if large else journals


def _fill_half_a_year(shown: Shown) -> None:
    make_demo_journal(shown.paths, NOW.date(), zone=ZONE)
    with Journal.open(shown.paths, Settings(), ZONE) as journal:
        for hours, reason in ((40, BackupReason.BEFORE_IMPORT), (26, BackupReason.AUTOMATIC)):
            journal.backups.take(reason, NOW - timedelta(hours=hours))
        run_trial(journal, NOW)
    write_sample_logs(shown.home, NOW.date(), zone=ZONE)


def _fill_first_days(shown: Shown) -> None:
    write_sample_logs(shown.home, NOW.date(), zone=ZONE)
    with Journal.open(shown.paths, Settings(), ZONE) as journal:
        collect(journal, ALL_IMPORTERS, shown.environment, NOW)
        for entry in journal.inbox(NOW, 100)[3:8]:
            journal.assess(entry.interaction.id, _VERDICT, NOW)


def _copied(home: Path, folder: Path) -> Shown:
    """Copy a journal, and look at it an hour after its latest entry."""
    shutil.copytree(home / "data", folder / "aijournal" / "data")
    copied = Shown(State.LARGE, folder)
    with Journal.open(copied.paths, Settings(), ZONE) as journal:
        rows = journal.entries(EVERYTHING, NOW, 1).rows
    return Shown(State.LARGE, folder, rows[0].interaction.ended_at + timedelta(hours=1) if rows else NOW)
