"""Where everything lies: data, settings, state, backups and logs."""

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import platformdirs

HOME_VARIABLE = "AIJOURNAL_HOME"
BACKUP_SUFFIX = ".aijbackup"
_NAME = "aijournal"


@dataclass(frozen=True, slots=True)
class Paths:
    """Every place that the program uses; making this value creates nothing on disk."""

    data: Path
    config: Path
    state: Path
    runtime: Path

    @property
    def journal(self) -> Path:
        """The journal itself."""
        return self.data / "journal.db"

    @property
    def journal_lock(self) -> Path:
        """Held shared by every process that has the journal open."""
        return self.data / "journal.lock"

    @property
    def backups(self) -> Path:
        """Verified copies of the journal."""
        return self.data / "backups"

    @property
    def quarantine(self) -> Path:
        """Journals that were set aside, untouched: damaged ones, and those that a restore replaced."""
        return self.data / "quarantine"

    @property
    def settings(self) -> Path:
        """The person's settings."""
        return self.config / "settings.json"

    @property
    def mappings(self) -> Path:
        """What the columns of the person's tables say, as they saved it."""
        return self.config / "mappings"

    @property
    def prices(self) -> Path:
        """A price list newer than the program's own, as the person brought it."""
        return self.config / "prices.json"

    @property
    def logs(self) -> Path:
        """The program's own log, without content."""
        return self.state / "logs"

    @property
    def window_lock(self) -> Path:
        """Held by the one process that shows the window."""
        return self.runtime / "window.lock"

    @property
    def window_request(self) -> Path:
        """Written by a second start to ask the running window to come forward."""
        return self.runtime / "window.request"


def find_paths(environment: Mapping[str, str] = os.environ) -> Paths:
    """Return the places in force: under `AIJOURNAL_HOME` if set, else the platform's own."""
    home = environment.get(HOME_VARIABLE)
    if home:
        root = Path(home).expanduser().absolute()
        return Paths(data=root / "data", config=root / "config", state=root / "state", runtime=root / "state")
    return Paths(
        data=platformdirs.user_data_path(_NAME, appauthor=False),
        config=platformdirs.user_config_path(_NAME, appauthor=False),
        state=platformdirs.user_state_path(_NAME, appauthor=False),
        runtime=platformdirs.user_state_path(_NAME, appauthor=False),
    )


def make_private_folder(folder: Path) -> Path:
    """Create a folder that only its owner may enter, and what is missing above it, and return it."""
    missing = [one for one in folder.parents if not one.exists()]
    for one in (*reversed(missing), folder):  # `parents=True` would open those above to everybody
        one.mkdir(mode=0o700, exist_ok=True)
    return folder


def replace_private_file(path: Path, content: bytes) -> None:
    """Put a new file in place of the old one in one step, private to its owner from the start.

    Raises `OSError`; the old file is then as it was, and nothing else is left.
    """
    with private_draft(path) as draft:
        draft.write(content)


@contextmanager
def private_draft(path: Path) -> Iterator[BinaryIO]:
    """Hand out a file, private to its owner, that takes the place of the old one if nothing is raised.

    Raises `OSError`, also where a folder or a device has that name; the old file is then as it was, and
    nothing else is left.
    """
    if path.exists() and not path.is_file():
        raise FileExistsError(errno.EEXIST, "A folder or a device has this name")
    import tempfile  # noqa: PLC0415 - a start of the window writes nothing, and does not wait for it

    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
