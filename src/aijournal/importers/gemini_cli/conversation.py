"""Cuts a session of Gemini CLI into exchanges, be it one document or a line a record."""

from pathlib import Path
from typing import Self

from aijournal.domain.facts import Call
from aijournal.importers.gemini_cli import records
from aijournal.importers.gemini_cli.projects import project_of, session_folder
from aijournal.importers.gemini_cli.records import Message
from aijournal.importers.reading.decoding import decoded, restored, time_of
from aijournal.importers.reading.exchange_account import Account, LineConversation, Opening, State, run_at
from aijournal.importers.reading.record_checks import checked_id
from aijournal.importers.reading.text import MAX_NAME, plain_line
from aijournal.importers.reading.whole_files import place_of

SOURCE = "gemini-cli"


class Session(State):
    """What must be remembered of a session: whose it is, and whether a program gives its prompts."""

    session_id: str = ""
    conversation_id: str = ""
    is_subagent: bool = False
    project: str | None = None


def _session_of(path: Path) -> Session:
    """Return what the place of a session tells of it; a subagent's lies in a folder of its parent's."""
    name = plain_line(path.stem, MAX_NAME) or "unnamed"
    parent = session_folder(path)
    project = project_of(path)
    if parent is None:
        return Session(session_id=name, conversation_id=name, project=project)
    conversation = plain_line(parent, MAX_NAME) or name
    return Session(session_id=name, conversation_id=conversation, is_subagent=True, project=project)


class _Messages:
    """Accounts for the messages of a session."""

    def __init__(self, account: Account, session: Session) -> None:
        self.account = account
        self.session = session

    def name(self, session_id: str | None) -> None:
        """Take the name that a session gives itself; raises `UnusableRecordError`."""
        if session_id is not None:
            self.session.session_id = checked_id(session_id)
            if not self.session.is_subagent:
                self.session.conversation_id = self.session.session_id

    def take(self, message: Message, place: int) -> None:
        """Account for a message that lies at a place; raises `UnusableRecordError`."""
        if message.type == "gemini":
            self._answer(message)
        elif not self.session.is_subagent and records.prompt_of(message) is not None:
            self.account.ask(self._prompt(message, place))
        else:
            self.account.ignore(is_known=message.type in records.KNOWN_TYPES)

    def repeat(self, messages: list[Message]) -> None:
        """Take the answers of a copy of the conversation that tells their tokens; a resumed one does not."""
        at_hand = self.account.current
        for message in messages:
            if message.type == "gemini" and message.tokens:
                self._answer(message, is_extra=True)
            elif not self.session.is_subagent and records.prompt_of(message) is not None:
                self._go_to(self._prompt(message, None))
        if at_hand is not None:
            self._go_to(at_hand)

    def _go_to(self, opening: Opening) -> None:
        current = self.account.current
        if current is None or current.native_id != opening.native_id:
            self.account.open(opening)

    def _prompt(self, message: Message, place: int | None) -> Opening:
        at, session = time_of(message.timestamp), self.session
        return Opening(
            native_id=checked_id(message.id),
            conversation_id=session.conversation_id,
            started_at=at,
            ended_at=at,
            project=session.project,
            offset=place,
        )

    def _answer(self, message: Message, *, is_extra: bool = False) -> None:
        session = self.session
        at = time_of(message.timestamp)
        call = Call(
            native_id=checked_id(message.id),
            at=at,
            usage=records.token_usage(message.tokens),
            model=plain_line(message.model or "", MAX_NAME) or None,
            is_sidechain=session.is_subagent,
            is_extra=is_extra,
        )
        if self.account.current is None:
            run = checked_id(f"run:{session.session_id}")
            self.account.open(run_at(run, session.conversation_id, at, session.project))
        self.account.add(call)


class Lines(LineConversation):
    """A session with a line a record; the segmenter of Gemini CLI's newer logs."""

    def __init__(self, path: Path, session: Session) -> None:
        super().__init__(Account(SOURCE, path, session.current), session)
        self._messages = _Messages(self.account, session)

    @classmethod
    def begin(cls, path: Path, carry: bytes) -> Self | None:
        """Go on from a carry, or begin anew with an empty one; `None` if the carry cannot be read."""
        session = restored(carry, Session, lambda: _session_of(path))
        return None if session is None else cls(path, session)

    def take_line(self, line: bytes, offset: int, number: int) -> None:  # noqa: ARG002  # its place is enough
        """Account for one line; raises `UnusableRecordError`."""
        head = decoded(records.decode_head, line)
        if bytes(head.changes):
            self._messages.repeat(records.snapshot_of(head))
            self.account.ignore()
        elif head.type is None:
            self._messages.name(head.session_id)
            self._messages.session.is_subagent |= head.kind == "subagent"
            self.account.ignore(is_known=bool(head.session_id or bytes(head.rewound)))
        else:
            self._messages.take(records.message_of(line), offset)


class Pages:
    """A session that is one document; its messages are found by their ids."""

    def __init__(self, path: Path, text: bytes) -> None:
        document = records.document_of(text)
        self.account = Account(SOURCE, path)
        self._raws = document.messages
        self._messages = _Messages(self.account, _session_of(path))
        self._messages.name(document.session_id)

    @property
    def count(self) -> int:
        """How many messages there are."""
        return len(self._raws)

    def take(self, index: int) -> None:
        """Account for one message; raises `UnusableRecordError`."""
        message = records.message_of(self._raws[index])
        self._messages.take(message, place_of(message.id or ""))
