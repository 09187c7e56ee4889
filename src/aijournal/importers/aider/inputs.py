"""What a person typed into Aider, with the time: the only one that tells when a prompt was given."""

from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Self

from aijournal.importers.reading.whole_files import companion

INPUT_HISTORY = ".aider.input.history"
_LARGEST = 64 << 20
_LONGEST_SESSION = timedelta(days=3)
_REPEATED = timedelta(seconds=1)  # a prompt from the command line is noted twice, milliseconds apart


class TypedInputs:
    """The inputs of one project in their order, found again by their text, of which a hash is kept in memory.

    Times are those of a clock on the wall.
    """

    def __init__(self, inputs: list[tuple[datetime, bytes]]) -> None:
        self._times: dict[bytes, list[datetime]] = {}
        for at, digest in inputs:
            times = self._times.setdefault(digest, [])
            if not times or not timedelta(0) <= at - times[-1] < _REPEATED:
                times.append(at)

    @classmethod
    def beside(cls, history: Path) -> Self:
        """Return the inputs that lie beside a chat history; none if they cannot be read."""
        return cls(_parsed(companion(history.with_name(INPUT_HISTORY), _LARGEST)))

    def find(self, text: str, after: datetime, session: datetime) -> datetime | None:
        """Return when a text was first typed after some time, in a session that began then, or `None`."""
        times = self._times.get(_digest(text), [])
        return next((at for at in times if after < at < session + _LONGEST_SESSION), None)


def _parsed(history: bytes) -> list[tuple[datetime, bytes]]:
    """Return the inputs of a history file: `# time`, then a line with `+` for every line of the input."""
    inputs: list[tuple[datetime, bytes]] = []
    at: datetime | None = None
    lines: list[str] = []
    for line in [*history.decode("utf-8", "replace").splitlines(), ""]:
        if line.startswith("+"):
            lines.append(line[1:])
            continue
        if at is not None and lines:
            inputs.append((at, _digest("\n".join(lines))))
        lines = []
        if line.startswith("#"):
            at = clock_of(line[1:])
    return inputs


def clock_of(text: str) -> datetime | None:
    """Return the time without a zone that a text tells, or `None`."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at if at.tzinfo is None and 1990 <= at.year < 2100 else None


def _digest(text: str) -> bytes:
    """Return a hash of a text without what the chat history does not tell: spaces at the ends of lines."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return blake2b(lines.encode("utf-8", "replace"), digest_size=16).digest()
