"""ChatGPT: the conversations of the export that a person can ask for. They tell no tokens."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.chat_exports import chatgpt_records as records
from aijournal.importers.chat_exports.exports import Export, Place, Told
from aijournal.importers.chat_exports.web_chat import Conversation
from aijournal.importers.reading.decoding import time_or_none
from aijournal.importers.reading.record_checks import checked_id

SOURCE = "chatgpt"
_TEXT = re.compile(r"conversations(-\d+)?\.json", re.IGNORECASE)


def _is_text(name: str) -> bool:
    return _TEXT.fullmatch(PurePosixPath(name).name) is not None


def _export() -> Export:
    how = (
        "ChatGPT keeps conversations with the service: ask for an export in its settings, under data "
        "controls, and name the file that comes."
    )
    return Export(SOURCE, "ChatGPT", _is_text, (b'"mapping"',), how)


@dataclass(frozen=True, slots=True)
class ChatGPT:
    """The importer of ChatGPT's exports: the zip file as it came, or what was unpacked from it."""

    source: str = SOURCE
    tool: str = "chatgpt"
    retention: str = (
        "ChatGPT keeps conversations until you delete them; an export holds what was there that day."
    )
    kept_days: int | None = None
    is_confirmed: bool = True
    export: Export = field(default_factory=_export)

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:  # noqa: ARG002  # no variable names an export
        """Look at `root`, an export or a folder with exports in it; there is no usual place."""
        return self.export.discover(root)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:  # noqa: ARG002  # an export is new as a whole
        """Yield what an export says, from its beginning."""
        return self.export.read(file, _told)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt from the export, or `None` if it is no longer there."""
        return self.export.peek(location, records.title_at)


def _told(text: bytes, place: Place) -> Told:
    record = records.decode_conversation(text)
    native_id = checked_id(record.conversation_id or record.id)
    told = Told()
    messages = list(records.messages_of(record, told.rejected))
    started_at = time_or_none(record.create_time)
    # A rejected message is accounted for already, and is there only to hold the tree together.
    told.ignored -= len(told.rejected)
    Conversation(SOURCE, native_id, "openai", started_at, messages).tell(told, place)
    if not messages:
        told.records, told.ignored = 1, 1
    return told
