"""Cuts the sessions of OpenCode into exchanges: answers name the message that they answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aijournal.domain.facts import Call, ExchangeKind
from aijournal.importers.opencode import records
from aijournal.importers.opencode.records import Message, Part, Times
from aijournal.importers.reading.decoding import time_of, time_or_none
from aijournal.importers.reading.exchange_account import Account, Opening, run_at
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id
from aijournal.importers.reading.text import is_plain_id, project_name

SOURCE = "opencode"


@dataclass(frozen=True, slots=True)
class Session:
    """One session: the conversation that it belongs to, and whether a subagent held it."""

    id: str
    conversation_id: str
    directory: str | None = None
    is_child: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One message as it was found, or why it cannot be taken: its number among the records, and its place.

    `name` is the id that the message itself may leave out, `size` the bytes of its document. `parts` are
    those of a user's message.
    """

    number: int
    name: object
    message: Message | UnusableRecordError
    size: int = 0
    place: int | None = None
    parts: Sequence[Part] = ()


@dataclass(frozen=True, slots=True)
class _Turn:
    """A message that can be taken."""

    id: str
    at: datetime
    message: Message
    said: Said

    @property
    def is_human(self) -> bool:
        return records.is_human(self.said.parts)


@dataclass(slots=True)
class _Exchange:
    """What began an exchange, and the answers to it."""

    opening: Opening
    is_prompt: bool
    answers: list[_Turn] = field(default_factory=list)


def take_session(account: Account, session: Session, messages: Iterable[Said]) -> None:
    """Account for every message of a session."""
    turns = []
    for said in messages:
        try:
            turns.append(_turn(said))
        except UnusableRecordError as error:
            account.reject(str(error), said.number)
    for exchange in _exchanges(account, session, sorted(turns, key=lambda turn: (turn.at, turn.id))):
        _tell(account, session, exchange)


def _turn(said: Said) -> _Turn:
    message = said.message
    if isinstance(message, UnusableRecordError):
        raise message
    name = said.name if isinstance(said.name, str) else message.id
    at = time_of((message.time or Times()).created)
    return _Turn(checked_id(name), at, message, said)


def _exchanges(account: Account, session: Session, turns: Sequence[_Turn]) -> list[_Exchange]:
    """Return the exchanges of a session; messages of no use are accounted for."""
    exchanges: list[_Exchange] = []
    begun_by: dict[str, _Exchange] = {}
    for turn in turns:
        role = turn.message.role
        if role == "user":
            begun_by[turn.id] = _asked(account, session, turn, exchanges)
        elif role != "assistant":
            account.ignore(is_known=False)
    for turn in turns:
        if turn.message.role == "assistant":
            owner = begun_by.get(turn.message.parent_id or "") or _latest(session, turn.at, exchanges)
            owner.answers.append(turn)
    return exchanges


def _asked(account: Account, session: Session, turn: _Turn, exchanges: list[_Exchange]) -> _Exchange:
    """Return the exchange that a user's message begins; one that no person wrote goes on with the latest."""
    is_prompt = turn.is_human and not session.is_child
    if is_prompt:
        exchanges.append(_Exchange(_prompt(session, turn), is_prompt=True))
        return exchanges[-1]
    account.ignore()
    if session.is_child:
        exchanges.append(_Exchange(_run(session, f"run:{turn.id}", turn.at), is_prompt=False))
        return exchanges[-1]
    return _latest(session, turn.at, exchanges)


def _latest(session: Session, at: datetime, exchanges: list[_Exchange]) -> _Exchange:
    """Return the latest exchange that had begun by then, else a run without a prompt."""
    for exchange in reversed(exchanges):
        if exchange.opening.started_at <= at:
            return exchange
    exchanges.insert(0, _Exchange(_run(session, f"run:{session.id}", at), is_prompt=False))
    return exchanges[0]


def _prompt(session: Session, turn: _Turn) -> Opening:
    return Opening(
        native_id=turn.id,
        conversation_id=session.conversation_id,
        started_at=turn.at,
        ended_at=turn.at,
        kind=ExchangeKind.PROMPT,
        project=project_name(session.directory or ""),
        prompt_group=turn.id,
        offset=turn.said.place,
    )


def _run(session: Session, native_id: str, at: datetime) -> Opening:
    return run_at(native_id[:256], session.conversation_id, at, project_name(session.directory or ""))


def _tell(account: Account, session: Session, exchange: _Exchange) -> None:
    opening = exchange.opening
    if opening.project is None:
        folders = (turn.message.path.cwd for turn in exchange.answers if turn.message.path)
        opening.project = next(filter(None, (project_name(folder or "") for folder in folders)), None)
    if exchange.is_prompt:
        account.ask(opening)
    else:
        account.open(opening)
    for turn in exchange.answers:
        _answer(account, session, turn)
    account.leave()


def _answer(account: Account, session: Session, turn: _Turn) -> None:
    """Account for an answer; one that has only begun says nothing yet, and is read again when it ends."""
    message = turn.message
    ended_at = time_or_none((message.time or Times()).completed)
    if ended_at is None and not records.has_tokens(message.tokens):
        account.ignore()
        return
    usage = records.token_usage(message.tokens)
    model, provider = records.model_of(message), records.provider_of(message)
    account.add(Call(turn.id, turn.at, usage, model, provider, is_sidechain=session.is_child))
    account.touch(ended_at)


def conversation_of(session: str, parents: dict[str, str | None]) -> str:
    """Return the session that a session goes back to, through however many subagents."""
    passed = {session}
    while (parent := parents.get(session)) and parent not in passed and is_plain_id(parent):
        passed.add(parent)
        session = parent
    return session
