"""Qwen Code: the sessions that it keeps under its `projects` folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from aijournal.domain.facts import Call, LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.qwen_code import records
from aijournal.importers.qwen_code.records import Record
from aijournal.importers.reading.decoding import restored, time_of
from aijournal.importers.reading.discovery import discover_root, home_folder
from aijournal.importers.reading.exchange_account import Account, LineConversation, Opening, State, run_at
from aijournal.importers.reading.jsonl import LONGEST_LINE, find_fault, line_at, read_batches
from aijournal.importers.reading.places import discover_places, named_folder
from aijournal.importers.reading.record_checks import checked_id
from aijournal.importers.reading.text import MAX_NAME, plain_line, project_name

SOURCE = "qwen-code"
_HOME_VARIABLES = ("QWEN_RUNTIME_DIR", "QWEN_HOME")
_USUAL = ".qwen"
_PROJECTS = "projects"


@dataclass(frozen=True, slots=True)
class QwenCode:
    """The importer of Qwen Code's sessions."""

    source: str = SOURCE
    tool: str = "qwen-code"
    retention: str = "Qwen Code keeps its sessions until they are deleted by hand."
    kept_days: int | None = None
    is_confirmed: bool = True
    longest_line: int = LONGEST_LINE

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look under the folders that variables name and at the usual place; or in `root` alone.

        `root` is a `.qwen`, a home or any folder with sessions in it, or one session.
        """
        if root is not None:
            projects = [root / _PROJECTS, root / _USUAL / _PROJECTS]
            return discover_root(SOURCE, root, projects, _is_session, find_fault)
        return discover_places(SOURCE, _projects(environment), _is_session)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield what a session says after the bookmark, in batches that can each be stored alone."""
        return read_batches(file.path, since, Conversation.begin, self.longest_line)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt from its session, or `None` if it is no longer there."""
        line = line_at(location.path, location.offset, self.longest_line)
        return None if line is None else records.title_of(line)


def _projects(environment: Mapping[str, str]) -> list[Path]:
    """Return where sessions may lie; what a variable names may be the tool's folder or hold it."""
    named = [folder for name in _HOME_VARIABLES if (folder := named_folder(environment, name))]
    if not named:
        home = home_folder(environment)
        return [] if home is None else [home / _USUAL / _PROJECTS]
    return [place / _PROJECTS for folder in named for place in (folder, folder / _USUAL)]


def _is_session(path: Path) -> bool:
    return path.suffix.lower() == ".jsonl"


class Session(State):
    """What must be remembered of a session: its id."""

    session_id: str = ""


class Conversation(LineConversation):
    """One session, in file order; the segmenter of Qwen Code's logs."""

    def __init__(self, path: Path, session: Session) -> None:
        super().__init__(Account(SOURCE, path, session.current), session)
        self._session = session

    @classmethod
    def begin(cls, path: Path, carry: bytes) -> Self | None:
        """Go on from a carry, or begin anew with an empty one; `None` if the carry cannot be read."""
        name = plain_line(path.stem, MAX_NAME) or "unnamed"
        session = restored(carry, Session, lambda: Session(session_id=name))
        return None if session is None else cls(path, session)

    def take_line(self, line: bytes, offset: int, number: int) -> None:  # noqa: ARG002  # its place is enough
        """Account for one line; raises `UnusableRecordError`."""
        record = records.record_of(line)
        if record.type == "assistant":
            self._answer(record)
        elif records.prompt_of(record) is not None:
            self._ask(record, offset)
        else:
            self.account.ignore(is_known=record.type in records.KNOWN_TYPES)

    def _ask(self, record: Record, offset: int) -> None:
        at = time_of(record.timestamp)
        self.account.ask(
            Opening(
                native_id=self._native_id(record),
                conversation_id=self._session.session_id,
                started_at=at,
                ended_at=at,
                project=project_name(record.cwd or ""),
                offset=offset,
            )
        )

    def _answer(self, record: Record) -> None:
        at = time_of(record.timestamp)
        call = Call(
            native_id=self._native_id(record),
            at=at,
            usage=records.token_usage(record.usage_metadata),
            model=plain_line(record.model or "", MAX_NAME) or None,
        )
        if self.account.current is None:
            session = self._session.session_id
            run = checked_id(f"run:{session}")
            self.account.open(run_at(run, session, at, project_name(record.cwd or "")))
        self.account.add(call)

    def _native_id(self, record: Record) -> str:
        if record.session_id is not None:
            self._session.session_id = checked_id(record.session_id)
        return checked_id(f"{self._session.session_id}:{checked_id(record.uuid)}")
