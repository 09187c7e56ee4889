"""Where the sample data lies, how it is made, and how it goes: a folder beside the journal, wholly ours."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from aijournal.errors import AijournalError
from aijournal.paths import HOME_VARIABLE, Paths, find_paths
from aijournal.settings import Settings, save_settings

_FOLDER = "sample-data"


class MakingStoppedError(Exception):
    """The person did not want to wait; nothing of what was made is left."""


@dataclass(frozen=True, slots=True)
class SamplePlace:
    """The folder of the sample data; making this value creates nothing on disk."""

    folder: Path

    @property
    def paths(self) -> Paths:
        """Where its journal and everything that belongs to it lies."""
        return find_paths({HOME_VARIABLE: str(self.folder)})

    @property
    def logs(self) -> Path:
        """A home in which tools have left sample logs, which can be read into it."""
        return self.folder / "logs"

    @property
    def is_made(self) -> bool:
        """Whether all of it is there: its settings are written last."""
        return self.paths.settings.exists() and self.paths.journal.exists()


def sample_place(own: Paths) -> SamplePlace:
    """Return the place of the sample data of somebody whose own journal lies there."""
    return SamplePlace(own.data / _FOLDER)


def make_sample(
    place: SamplePlace, today: date, zone: ZoneInfo, own: Settings, progress: Callable[[int, int], None]
) -> None:
    """Make the sample data anew, with the person's own way of seeing it.

    What `progress` raises ends it, and nothing is left then. Raises `AijournalError` if something else lies
    there, and `LockedError` while somebody has it open.
    """
    from aijournal.demo import make_demo_journal, write_sample_logs

    remove_sample(place)
    try:
        make_demo_journal(place.paths, today, zone=zone, progress=progress)
        write_sample_logs(place.logs, today, zone=zone)
        save_settings(place.paths.settings, _settings(own))
    except BaseException:
        remove_sample(place)
        raise


def remove_sample(place: SamplePlace) -> None:
    """Delete all of it, if it is what it should be.

    Raises `AijournalError` if a journal lies there that is no sample data, and `LockedError` while somebody
    has it open; nothing is deleted then.
    """
    paths = place.paths
    if paths.journal.exists():
        from aijournal.journal.purge import purge_everything
        from aijournal.journal.samples import is_sample_journal

        if not (place.is_made or is_sample_journal(paths)):
            raise AijournalError(
                "This is no sample data",
                f"{paths.journal} does not say of itself that it is sample data. Nothing was deleted.",
            )
        purge_everything(paths, backups=True)
    if place.folder.is_symlink():
        place.folder.unlink()
    elif place.folder.exists():
        shutil.rmtree(place.folder)


def _settings(own: Settings) -> Settings:
    """Return settings that look as the person's own, and neither remind nor stay in a tray."""
    as_at_first = Settings()
    return replace(
        own,
        is_introduced=True,
        has_tray=False,
        has_reminder=False,
        watches_logs=False,
        sources_off=as_at_first.sources_off,
        sources_on=as_at_first.sources_on,
        allow_unsafe_place=False,
    )
