"""LM Studio: the conversations of its own window, a document each; what its server answers is not kept.

The format is read as other readers tell it; it was not seen to be written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aijournal.domain.facts import Call, LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.lm_studio.records import ENDING, Conversation, Message, Step, named_messages
from aijournal.importers.reading.decoding import time_or_none
from aijournal.importers.reading.discovery import discover_root, home_folder
from aijournal.importers.reading.exchange_account import Account, Opening, run_at
from aijournal.importers.reading.places import discover_places
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id
from aijournal.importers.reading.whole_files import (
    LARGEST_FILE,
    find_document_fault,
    place_of,
    read_whole_file,
    record_at,
)

SOURCE = "lm-studio"
_CONVERSATIONS = "conversations"
_FOLDERS = (Path(".lmstudio"), Path(".cache", "lm-studio"))


@dataclass(frozen=True, slots=True)
class LmStudio:
    """The importer of LM Studio's conversations."""

    source: str = SOURCE
    tool: str = "lm-studio"
    retention: str = "LM Studio keeps its conversations until they are deleted by hand."
    kept_days: int | None = None
    is_confirmed: bool = False
    largest_file: int = LARGEST_FILE

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look at the usual places, old and new; or in `root`, a folder or a conversation, alone."""
        if root is not None:
            inside = [root / folder / _CONVERSATIONS for folder in ("", *_FOLDERS)]
            return discover_root(SOURCE, root, inside, _is_conversation, find_document_fault)
        home = home_folder(environment)
        places = [home / folder / _CONVERSATIONS for folder in _FOLDERS] if home else []
        return discover_places(SOURCE, places, _is_conversation)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield what a conversation says, as a whole, if it changed."""
        return read_whole_file(file.path, since, Messages, self.largest_file)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt, or `None` if it is no longer there."""
        path = location.path
        found = record_at(path, location.offset, lambda text: named_messages(text, path), self.largest_file)
        try:
            return None if found is None else found.title
        except UnusableRecordError:
            return None


def _is_conversation(path: Path) -> bool:
    return path.name.endswith(ENDING)


class Messages:
    """The messages of one conversation. Only answers tell a time: a prompt was when its answer began."""

    def __init__(self, path: Path, text: bytes) -> None:
        self.account = Account(SOURCE, path)
        self._conversation = Conversation(text, path)
        self._latest = time_or_none(self._conversation.created)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._conversation)

    def take(self, index: int) -> None:
        """Account for one message; raises `UnusableRecordError`."""
        message = self._conversation.message(index)
        if message.role == "user":
            self._ask(index)
        elif message.role == "assistant":
            self._answer(message, index)
        else:
            self.account.ignore(is_known=message.role == "system")

    def _ask(self, index: int) -> None:
        conversation = self._conversation
        native_id = conversation.name_of(index)
        self._latest = Step(conversation.first_step(index)).at or self._latest
        at = self._known_time()
        self.account.ask(Opening(native_id, conversation.id, at, at, offset=place_of(native_id)))

    def _answer(self, message: Message, index: int) -> None:
        calls = [
            self._call(step, f"{self._conversation.id}:{index}", n) for n, step in enumerate(message.steps)
        ]
        if not calls:
            native_id = checked_id(f"{self._conversation.id}:{index}")
            calls = [Call(native_id, self._known_time(), TokenUsage())]
        if self.account.current is None:
            run = f"run:{self._conversation.id}"
            self.account.open(run_at(run, self._conversation.id, calls[0].at, None))
        for call in calls:
            self.account.add(call)

    def _call(self, step: Step, name: str, number: int) -> Call:
        """Return the call of a step; the first stands for the record of them all."""
        self._latest = step.at or self._latest
        native_id = checked_id(step.step_identifier or f"{name}:{number}")
        return Call(native_id, self._known_time(), step.usage, step.model, is_extra=number > 0)

    def _known_time(self) -> datetime:
        if self._latest is None:
            raise UnusableRecordError("no time")
        return self._latest
