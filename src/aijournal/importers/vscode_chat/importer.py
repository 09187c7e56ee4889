"""Copilot Chat in VS Code and its kin: the chats that an editor keeps for each workspace."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from aijournal.domain.facts import Call, ExchangeKind, LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.reading.exchange_account import Account, Opening
from aijournal.importers.reading.jsonl import find_fault
from aijournal.importers.reading.places import discover_places, discover_under, editor_folders
from aijournal.importers.reading.record_checks import checked_id
from aijournal.importers.reading.text import MAX_NAME, plain_line, project_name
from aijournal.importers.reading.whole_files import (
    LARGEST_FILE,
    decoded_companion,
    find_document_fault,
    place_of,
    read_whole_file,
    record_at,
)
from aijournal.importers.vscode_chat import requests
from aijournal.importers.vscode_chat.requests import Asked

SOURCE = "vscode-copilot"
_CHATS = frozenset({"chatSessions", "emptyWindowChatSessions"})
_PLACES = (Path("workspaceStorage"), Path("globalStorage", "emptyWindowChatSessions"))
_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})")


class _Workspace(msgspec.Struct, gc=False):
    folder: str | None = None
    workspace: str | None = None


_decode_workspace = msgspec.json.Decoder(_Workspace).decode


@dataclass(frozen=True, slots=True)
class VsCodeCopilot:
    """The importer of Copilot's chats in VS Code and editors made of it."""

    source: str = SOURCE
    tool: str = "vscode-copilot"
    retention: str = "VS Code keeps chats until they are deleted by hand."
    kept_days: int | None = None
    is_confirmed: bool = True
    largest_file: int = LARGEST_FILE

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:
        """Look into every editor's `User` folder; or in `root` alone.

        `root` is a `User` folder or any folder with chats in it, or one chat.
        """
        if root is not None:
            inside = [root / place for place in _PLACES]
            return discover_under(SOURCE, root, inside, _is_chat, _find_fault)
        places = [folder / place for folder in editor_folders(environment) for place in _PLACES]
        return discover_places(SOURCE, places, _is_chat)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:
        """Yield what a chat says if it is no longer what was read, in batches that stand alone."""
        return read_whole_file(file.path, since, Requests, self.largest_file)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt from its chat, or `None` if it is no longer there."""
        is_journal = _is_journal(location.path)
        request = record_at(
            location.path,
            location.offset,
            lambda text: requests.named_requests(text, is_journal=is_journal),
            self.largest_file,
        )
        return None if request is None else requests.title_of(request)


def _is_chat(path: Path) -> bool:
    """Return whether a file lies where chats do, or in a folder that is looked at for its chats."""
    is_log = path.suffix.lower() in {".json", ".jsonl"}
    return is_log and (len(path.parts) == 1 or path.parent.name in _CHATS)


def _is_journal(path: Path) -> bool:
    return path.suffix.lower() == ".jsonl"


def _find_fault(path: Path) -> str | None:
    return find_fault(path) if _is_journal(path) else find_document_fault(path)


class Requests:
    """The requests of a chat; each is an exchange with one call, which rides on it."""

    def __init__(self, path: Path, text: bytes) -> None:
        chat = requests.chat_of(text, is_journal=_is_journal(path))
        self.account = Account(SOURCE, path)
        self._chat = chat
        self._conversation = checked_id(chat.session_id or plain_line(path.stem, MAX_NAME) or "unnamed")
        self._project = _project_of(path)

    @property
    def count(self) -> int:
        """How many requests there are, and lines that cannot be read."""
        return len(self._chat.requests) + len(self._chat.faults)

    def take(self, index: int) -> None:
        """Account for one request; raises `UnusableRecordError`."""
        if index < len(self._chat.requests):
            self._take(requests.asked(self._chat.requests[index]))
        else:
            self.account.reject(*self._chat.faults[index - len(self._chat.requests)])

    def _take(self, one: Asked) -> None:
        native_id = checked_id(one.request_id)
        at = one.started_at
        if not one.is_answered:
            self.account.ignore()
            return
        is_run = one.is_system_initiated is True
        opening = Opening(
            native_id=f"run:{native_id}" if is_run else native_id,
            conversation_id=self._conversation,
            started_at=at,
            ended_at=one.ended_at,
            kind=ExchangeKind.RUN if is_run else ExchangeKind.PROMPT,
            project=self._project,
            offset=None if is_run else place_of(native_id),
        )
        if is_run:
            self.account.open(opening)
        else:
            self.account.ask(opening)
        self.account.add(Call(native_id, at, one.usage, one.model, is_extra=not is_run))


def _project_of(path: Path) -> str | None:
    """Return the name of the folder or workspace that a chat was held in, or `None` for an empty window."""
    workspace = decoded_companion(_decode_workspace, path.parent.parent / "workspace.json")
    address = workspace and (workspace.folder or workspace.workspace)
    if not address:
        return None
    plain = _ESCAPE.sub(lambda escape: bytes([int(escape[1], 16)]), address.encode("utf-8", "replace"))
    name = project_name(plain.decode("utf-8", "replace"))
    return name and name.removesuffix(".code-workspace")
