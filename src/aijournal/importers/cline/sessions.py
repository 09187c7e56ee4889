"""The sessions of Cline's command line: what was said in one document, and whose it is in another."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Raw

from aijournal.domain.facts import Call
from aijournal.importers.cline import records
from aijournal.importers.cline.records import SessionMessage
from aijournal.importers.reading.decoding import texts_of, time_of
from aijournal.importers.reading.exchange_account import Account, Opening, run_at
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id
from aijournal.importers.reading.text import MAX_NAME, plain_line, project_name
from aijournal.importers.reading.whole_files import decoded_companion, place_of

MESSAGES = ".messages.json"


class _Session(msgspec.Struct, gc=False, rename="camel"):
    cwd: str | None = None
    workspace_root: str | None = None


_decode_session = msgspec.json.Decoder(_Session).decode


class Session:
    """The messages of one session."""

    def __init__(self, source: str, path: Path, text: bytes) -> None:
        self.account = Account(source, path)
        self._raws = records.session_messages_of(text)
        self._session = checked_id(session_of(path))
        about = decoded_companion(_decode_session, path.with_name(f"{self._session}.json")) or _Session()
        self._project = project_name(about.cwd or about.workspace_root or "")

    @property
    def count(self) -> int:
        """How many messages there are."""
        return len(self._raws)

    def take(self, index: int) -> None:
        """Account for one message; raises `UnusableRecordError`."""
        message = records.session_message_of(self._raws[index])
        if message.role == "assistant":
            self._answer(message)
        elif records.is_prompt_of_session(message):
            self._ask(message)
        else:
            self.account.ignore(is_known=message.role in {"system", "tool", "user"})

    def _ask(self, message: SessionMessage) -> None:
        at = time_of(message.ts)
        native_id = checked_id(records.native_id_of(self._session, message.ts))
        self.account.ask(
            Opening(
                native_id=native_id,
                conversation_id=self._session,
                started_at=at,
                ended_at=at,
                project=self._project,
                offset=place_of(native_id),
            )
        )

    def _answer(self, message: SessionMessage) -> None:
        at = time_of(message.ts)
        model = message.model_info
        call = Call(
            native_id=checked_id(records.native_id_of(self._session, message.ts)),
            at=at,
            usage=records.usage_of_metrics(message.metrics),
            model=plain_line((model and model.id) or "", MAX_NAME) or None,
            provider=plain_line((model and model.provider) or "", MAX_NAME) or None,
        )
        if self.account.current is None:
            run = checked_id(f"run:{self._session}")
            self.account.open(run_at(run, self._session, at, self._project))
        self.account.add(call)


def session_of(path: Path) -> str:
    """Return the id of the session that a file belongs to, which it is named after."""
    return path.name.removesuffix(MESSAGES)


def named_messages(text: bytes, session: str) -> Iterator[tuple[str | None, SessionMessage]]:
    """Yield every message of a session behind its id; raises `UnusableRecordError`."""
    raws: list[Raw] = list(records.session_messages_of(text))
    for raw in raws:
        try:
            message = records.session_message_of(raw)
            yield records.native_id_of(session, message.ts), message
        except UnusableRecordError:
            continue


def title_of(message: SessionMessage) -> str | None:
    """Return the first line of the prompt that a message holds, or `None` if it holds none."""
    try:
        is_prompt = records.is_prompt_of_session(message)
        return records.title_of("\n".join(texts_of(message.content))) if is_prompt else None
    except UnusableRecordError:
        return None
