"""OpenCode's files, as it kept them before version 1.2: one for a session, a message and a part each."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

from aijournal.domain.reading import Batch, Bookmark, LogFile, Problem
from aijournal.importers.opencode import records
from aijournal.importers.opencode.conversation import SOURCE, Said, Session, conversation_of, take_session
from aijournal.importers.opencode.records import Part, SessionRecord
from aijournal.importers.reading.combined_logs import counted_with, files_in
from aijournal.importers.reading.exchange_account import Account
from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.reading.text import is_plain_id
from aijournal.importers.reading.whole_files import TOO_LARGE, content_of, decoded_companion

_JSON = ".json"

_decode_session = msgspec.json.Decoder(SessionRecord).decode
_Read = TypeVar("_Read")


def with_messages(file: LogFile) -> LogFile:
    """Return the file of a session as a log: its messages are a part of it."""
    return counted_with(file, files_in(_messages_of(file.path), _JSON))


def _messages_of(session: Path) -> Path:
    """Return the folder `message/<session>`, beside `session/<project>/<session>.json`."""
    return session.parent.parent.parent / "message" / session.stem


def _parts_of(message: Path) -> Path:
    return message.parent.parent.parent / "part" / message.stem


def read_session(file: LogFile, since: Bookmark) -> Iterator[Batch]:
    """Yield what a session says, as a whole; nothing if it says the same still. Raises `OSError`."""
    file.path.stat()  # a session that is gone is no empty session
    files = _Files(file.path)
    said = list(files.messages())
    bookmark = Bookmark(fingerprint=files.digest.digest())
    if not said or bookmark == since:
        return
    account = Account(SOURCE, file.path)
    take_session(account, _session_of(file.path), said)
    harvest = account.harvest()
    problems = (
        Problem(one.reason, _messages_of(file.path) / f"{said[(one.line or 1) - 1].name}{_JSON}")
        for one in harvest.problems
    )
    yield replace(harvest, problems=tuple(problems)).batch(len(said), file.size, bookmark)


def _session_of(path: Path) -> Session:
    record = decoded_companion(_decode_session, path) or SessionRecord()
    parents: dict[str, str | None] = {}
    name, parent = path.stem, record.parent_id
    while parent and is_plain_id(parent) and "/" not in parent and "\\" not in parent and name not in parents:
        parents[name] = parent
        name = parent
        beyond = decoded_companion(_decode_session, path.with_name(f"{parent}{_JSON}")) or SessionRecord()
        parent = beyond.parent_id
    root = conversation_of(path.stem, parents)
    return Session(path.stem, root, record.directory, bool(record.parent_id))


class _Files:
    """The messages of one session; `digest` is that of every document that was read."""

    def __init__(self, session: Path) -> None:
        self._session = session
        self.digest = blake2b(digest_size=16)

    def messages(self) -> Iterator[Said]:
        """Yield every message, with the parts of those of a user."""
        for number, path in enumerate(files_in(_messages_of(self._session), _JSON), 1):
            try:
                text, message = _document(path, records.message_of)
            except UnusableRecordError as error:
                self.digest.update(f"{path.name} {error}\n".encode("utf-8", "replace"))
                yield Said(number, path.stem, error)
                continue
            self.digest.update(text)
            parts = _parts(path, self.digest.update) if message.role == "user" else ()
            yield Said(number, path.stem, message, len(text), _place_of(path), parts)


def _document(path: Path, decode: Callable[[bytes], _Read]) -> tuple[bytes, _Read]:
    """Return what a file says; raises `UnusableRecordError`."""
    try:
        content = content_of(path)
    except (OSError, ValueError):
        raise UnusableRecordError("a file that cannot be read") from None
    if content is None:
        raise UnusableRecordError(TOO_LARGE)
    return content.text, decode(content.text)


def _parts(message: Path, see: Callable[[bytes], object] = bool) -> list[Part]:
    """Return the parts of a message that can be read; `see` is shown what they say."""
    parts = []
    for path in files_in(_parts_of(message), _JSON):
        try:
            text, part = _document(path, records.part_of)
        except UnusableRecordError:
            continue
        see(text)
        parts.append(part)
    return parts


def _place_of(message: Path) -> int:
    """Return a number by which a message is found again among the others of its session."""
    digest = blake2b(message.stem.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def title_in_files(session: Path, place: int) -> str | None:
    """Return the first line of the prompt at a place, or `None` if it is no longer there."""
    for message in files_in(_messages_of(session), _JSON):
        if _place_of(message) == place:
            return records.title_of(_parts(message))
    return None
