"""kimi-code: the wire logs that it keeps for each agent of a session."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Raw

from aijournal.domain.facts import Call, ExchangeKind, LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.kimi import records
from aijournal.importers.kimi.records import Event
from aijournal.importers.reading.decoding import restored, time_of
from aijournal.importers.reading.exchange_account import Account, LineConversation, Opening, State, run_at
from aijournal.importers.reading.jsonl import LONGEST_LINE, find_fault, line_at, read_batches
from aijournal.importers.reading.places import discover_places, discover_under, own_folder
from aijournal.importers.reading.record_checks import checked_id
from aijournal.importers.reading.text import MAX_NAME, plain_line, project_name
from aijournal.importers.reading.whole_files import decoded_companion

SOURCE = "kimi-code"
_HOME_VARIABLE = "KIMI_CODE_HOME"
_USUAL = ".kimi-code"
_SESSIONS = "sessions"
_LOG = "wire.jsonl"
_MAIN = "main"
_MOST_MODELS = 256


@dataclass(frozen=True, slots=True)
class KimiCode:
    """The importer of kimi-code's sessions, with every agent of theirs."""

    source: str = SOURCE
    tool: str = "kimi-code"
    retention: str = "Kimi Code keeps its sessions until they are deleted by hand."
    kept_days: int | None = None
    is_confirmed: bool = True
    longest_line: int = LONGEST_LINE

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look under `KIMI_CODE_HOME`, else at the usual place; or in `root` alone.

        `root` is a `.kimi-code`, a home or any folder with sessions in it, or one agent's log.
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
        return None if line is None else records.title_of_event(line)


def _is_log(path: Path) -> bool:
    return path.name == _LOG


class _SessionState(msgspec.Struct, gc=False, rename="camel"):
    work_dir: str | None = None


_decode_state = msgspec.json.Decoder(_SessionState).decode


class Session(State):
    """What must be remembered of a session's agent; `models` are the real names of aliases."""

    conversation_id: str = ""
    agent: str = ""
    project: str | None = None
    latest: datetime | None = None
    model: str | None = None
    models: dict[str, str] = msgspec.field(default_factory=dict)


def _session_of(path: Path) -> Session:
    """Return what the place of a log tells: `<session>/agents/<agent>/wire.jsonl`."""
    folder = path.parent.parent.parent
    state = decoded_companion(_decode_state, folder / "state.json")
    return Session(
        conversation_id=plain_line(folder.name, MAX_NAME) or "unnamed",
        agent=plain_line(path.parent.name, MAX_NAME),
        project=project_name((state and state.work_dir) or ""),
    )


class Conversation(LineConversation):
    """One agent's log, in file order; the segmenter of kimi-code's."""

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
        event = records.event_of(line)
        if event.type == "turn.prompt":
            self._take_prompt(event, offset, number)
        elif event.type == "usage.record" and event.usage is not None:
            self._take_usage(event, number)
        else:
            if event.type == "llm.request":
                self._take_request(event)
            self.account.ignore(is_known=records.is_known_event(event.type))

    def _take_prompt(self, event: Event, offset: int, number: int) -> None:
        session = self._session
        at = self._time_of(event.at)
        native_id = checked_id(f"{session.conversation_id}:{session.agent}:{number}")
        if records.is_from_a_person(event, is_main=session.agent == _MAIN):
            self.account.ask(
                Opening(
                    native_id=native_id,
                    conversation_id=session.conversation_id,
                    started_at=at,
                    ended_at=at,
                    project=session.project,
                    offset=offset,
                )
            )
            return
        self.account.open(
            run_at(checked_id(f"run:{native_id}"), session.conversation_id, at, session.project)
        )
        self.account.ignore()

    def _take_request(self, event: Event) -> None:
        """Note which model a request goes to; the time, if it tells one."""
        session = self._session
        session.model = event.model or session.model
        if event.model and event.model_alias and len(session.models) < _MOST_MODELS:
            session.models[event.model_alias] = event.model
        if bytes(event.at):
            self._time_of(event.at)

    def _take_usage(self, event: Event, number: int) -> None:
        session = self._session
        at = self._time_of(event.at)
        alias = event.model
        name = session.models.get(alias, alias) if alias else session.model
        call = Call(
            native_id=checked_id(f"{session.conversation_id}:{session.agent}:{number}"),
            at=at,
            usage=records.token_usage(event.usage or records.CodeUsage()),
            model=plain_line(name or "", MAX_NAME) or None,
            is_sidechain=self._exchange_at(at).kind is ExchangeKind.RUN,
        )
        self.account.add(call)

    def _exchange_at(self, at: datetime) -> Opening:
        session = self._session
        if self.account.current is not None:
            return self.account.current
        run = checked_id(f"run:{session.conversation_id}:{session.agent}")
        return self.account.open(run_at(run, session.conversation_id, at, session.project))

    def _time_of(self, raw: Raw) -> datetime:
        """Return when an event happened; one that does not say, when the event before it did."""
        latest = self._session.latest
        if not bytes(raw) and latest is not None:
            return latest
        self._session.latest = at = time_of(raw)
        return at
