"""kimi-cli: the wire logs that it keeps under its `sessions` folder, a folder for each session."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import md5
from pathlib import Path
from typing import Self

import msgspec

from aijournal.domain.facts import Call, LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.kimi import records
from aijournal.importers.kimi.records import Line
from aijournal.importers.reading.decoding import decoded, restored, time_of
from aijournal.importers.reading.exchange_account import Account, LineConversation, Opening, State, run_at
from aijournal.importers.reading.jsonl import LONGEST_LINE, find_fault, line_at, read_batches
from aijournal.importers.reading.places import discover_places, discover_under, own_folder
from aijournal.importers.reading.record_checks import checked_id
from aijournal.importers.reading.text import MAX_NAME, plain_line, project_name
from aijournal.importers.reading.whole_files import decoded_companion

SOURCE = "kimi"
_HOME_VARIABLE = "KIMI_SHARE_DIR"
_USUAL = ".kimi"
_SESSIONS = "sessions"
_SUBAGENTS = "subagents"
_LOG = "wire.jsonl"


@dataclass(frozen=True, slots=True)
class KimiCli:
    """The importer of kimi-cli's sessions, its subagents' among them."""

    source: str = SOURCE
    tool: str = "kimi"
    retention: str = "Kimi keeps its sessions until they are deleted by hand."
    kept_days: int | None = None
    is_confirmed: bool = True
    longest_line: int = LONGEST_LINE

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look under `KIMI_SHARE_DIR`, else at the usual place; or in `root` alone.

        `root` is a `.kimi`, a home or any folder with sessions in it, or one session's log.
        """
        if root is not None:
            inside = [root / _SESSIONS, root / _USUAL / _SESSIONS]
            return discover_under(SOURCE, root, inside, _is_log, find_fault)
        home = own_folder(environment, _HOME_VARIABLE, _USUAL)
        return discover_places(SOURCE, [home / _SESSIONS] if home else [], _is_log)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield what a log says after the bookmark, in batches that can each be stored alone."""
        return read_batches(file.path, since, Conversation.begin, self.longest_line)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt from its log, or `None` if it is no longer there."""
        line = line_at(location.path, location.offset, self.longest_line)
        return None if line is None else records.title_of(line)


def _is_log(path: Path) -> bool:
    return path.name == _LOG


class _WorkDir(msgspec.Struct, gc=False):
    path: str | None = None


class _WorkDirs(msgspec.Struct, gc=False):
    work_dirs: list[_WorkDir] = []


_decode_work_dirs = msgspec.json.Decoder(_WorkDirs).decode


class Session(State):
    """What must be remembered of a session; a subagent's log is a part of its parent's conversation."""

    conversation_id: str = ""
    agent: str | None = None
    project: str | None = None


def _session_of(path: Path) -> Session:
    """Return what the place of a log tells: `<hash>/<session>/[subagents/<agent>/]wire.jsonl`."""
    folder, agent = path.parent, None
    if folder.parent.name == _SUBAGENTS:
        folder, agent = folder.parent.parent, plain_line(folder.name, MAX_NAME)
    name = plain_line(folder.name, MAX_NAME) or "unnamed"
    return Session(conversation_id=name, agent=agent, project=_project_of(folder.parent))


def _project_of(folder: Path) -> str | None:
    """Return the name of the project whose path a folder is named after, by its hash."""
    known = decoded_companion(_decode_work_dirs, folder.parent.parent / "kimi.json")
    paths = (one.path for one in known.work_dirs if one.path) if known else ()
    return next((project_name(path) for path in paths if _hash_of(path) == folder.name), None)


def _hash_of(path: str) -> str:
    return md5(path.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


class Conversation(LineConversation):
    """One log, in file order; the segmenter of kimi-cli's."""

    def __init__(self, path: Path, session: Session) -> None:
        super().__init__(Account(SOURCE, path, session.current), session)
        self._session = session

    @classmethod
    def begin(cls, path: Path, carry: bytes) -> Self | None:
        """Go on from a carry, or begin anew with an empty one; `None` if the carry cannot be read."""
        session = restored(carry, Session, lambda: _session_of(path))
        return None if session is None else cls(path, session)

    def take_line(self, line: bytes, offset: int, number: int) -> None:
        """Account for one line; raises `UnusableRecordError`."""
        record = decoded(records.decode_line, line)
        kind = record.message.type if record.message else None
        if kind == "TurnBegin" and self._session.agent is None and records.prompt_in(line):
            self._ask(record, offset, number)
        elif kind == "StatusUpdate":
            self._take_status(record, number)
        else:
            is_known = kind in records.KNOWN_MESSAGES or (kind is None and record.type == "metadata")
            self.account.ignore(is_known=is_known)

    def _ask(self, record: Line, offset: int, number: int) -> None:
        at, session = time_of(record.timestamp), self._session
        self.account.ask(
            Opening(
                native_id=checked_id(f"{session.conversation_id}:{number}"),
                conversation_id=session.conversation_id,
                started_at=at,
                ended_at=at,
                project=session.project,
                offset=offset,
            )
        )

    def _take_status(self, record: Line, number: int) -> None:
        status = decoded(records.status_update, record.message.payload if record.message else b"")
        if status.token_usage is None:
            self.account.ignore()
            return
        at, session = time_of(record.timestamp), self._session
        own_id = f"{session.conversation_id}:{session.agent or ''}:{number}"
        call = Call(
            native_id=checked_id(status.message_id or own_id),
            at=at,
            usage=records.token_usage(status.token_usage),
            is_sidechain=session.agent is not None,
        )
        self._begin_run(at)
        self.account.add(call)

    def _begin_run(self, at: datetime) -> None:
        session = self._session
        if self.account.current is None:
            run = checked_id(f"run:{session.conversation_id}:{session.agent or ''}")
            self.account.open(run_at(run, session.conversation_id, at, session.project))
