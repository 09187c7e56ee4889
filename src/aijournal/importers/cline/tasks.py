"""The tasks of Cline, Roo Code and Kilo Code: a folder each, with what a person saw in one document."""

import re
from pathlib import Path

import msgspec

from aijournal.domain.facts import Call
from aijournal.importers.cline import records
from aijournal.importers.cline.records import Message, Request
from aijournal.importers.reading.decoding import time_of
from aijournal.importers.reading.exchange_account import Account, Opening, run_at
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id
from aijournal.importers.reading.text import MAX_NAME, plain_line, project_name
from aijournal.importers.reading.whole_files import companion, decoded_companion, place_of

MESSAGES = "ui_messages.json"
_LARGEST_CONVERSATION = 16 << 20  # bytes; only looked through for the name of a model

_BEGINS = frozenset({"task", "text"})
_FEEDBACK = "user_feedback"
_REQUESTS = frozenset({"api_req_started", "subagent_usage"})
_MODEL = re.compile(rb"<model>([^<]{1,200})</model>")


class _ModelUse(msgspec.Struct, gc=False):
    ts: float = 0
    model_id: str | None = None
    model_provider_id: str | None = None


class _Metadata(msgspec.Struct, gc=False):
    model_usage: list[_ModelUse] = []


class _HistoryItem(msgspec.Struct, gc=False, rename="camel"):
    workspace: str | None = None
    parent_task_id: str | None = None


_decode_metadata = msgspec.json.Decoder(_Metadata).decode
_decode_item = msgspec.json.Decoder(_HistoryItem).decode


class Task:
    """The messages of one task."""

    def __init__(self, source: str, path: Path, text: bytes) -> None:
        self.account = Account(source, path)
        self._raws = records.messages_of(text)
        self._task = checked_id(task_of(path))
        item = decoded_companion(_decode_item, path.with_name("history_item.json")) or _HistoryItem()
        self._parent = item.parent_task_id
        self._conversation = checked_id(self._parent or self._task)
        self._project = project_name(item.workspace or "")
        self._models = _Models(path.parent)
        self._has_begun = False

    @property
    def count(self) -> int:
        """How many messages there are."""
        return len(self._raws)

    def take(self, index: int) -> None:
        """Account for one message; raises `UnusableRecordError`."""
        message = records.message_of(self._raws[index])
        if message.say in _REQUESTS:
            self._take_request(message, is_extra_agent=message.say == "subagent_usage")
        elif self._is_prompt(message):
            self._ask(message)
        else:
            self.account.ignore(is_known=message.type in {"ask", "say"})

    def _is_prompt(self, message: Message) -> bool:
        """Return whether a person said this: the task itself, unless another set it, or later words."""
        if message.say in _BEGINS and not self._has_begun:
            self._has_begun = True
            return self._parent is None
        return message.say == _FEEDBACK and not message.partial and bool(records.text_of(message).strip())

    def _ask(self, message: Message) -> None:
        at = time_of(message.ts)
        native_id = checked_id(records.native_id_of(self._task, message.ts))
        self.account.ask(
            Opening(
                native_id=native_id,
                conversation_id=self._conversation,
                started_at=at,
                ended_at=at,
                project=self._project,
                offset=place_of(native_id),
            )
        )

    def _take_request(self, message: Message, *, is_extra_agent: bool) -> None:
        at = time_of(message.ts)
        request = records.request_of(message)
        self._note_folder(request)
        model, provider = self._models.of(message, at.timestamp() * 1000)
        call = Call(
            native_id=checked_id(records.native_id_of(self._task, message.ts)),
            at=at,
            usage=records.usage_of(request),
            model=model,
            provider=provider,
            is_sidechain=is_extra_agent,
        )
        if self.account.current is None:
            run = checked_id(f"run:{self._task}")
            self.account.open(run_at(run, self._conversation, at, self._project))
        self.account.add(call)

    def _note_folder(self, request: Request) -> None:
        """Note the folder that a request names; the prompt that it answers was written there too."""
        folder = None if self._project else records.folder_of(request)
        if folder is not None:
            self._project = project_name(folder)
            current = self.account.current
            if current is not None:
                current.project = current.project or self._project


class _Models:
    """Which model was asked at what time, by what lies beside a task's messages."""

    def __init__(self, folder: Path) -> None:
        metadata = decoded_companion(_decode_metadata, folder / "task_metadata.json")
        self._uses = sorted(metadata.model_usage if metadata else [], key=lambda use: use.ts)
        self._folder = folder
        self._only: tuple[str | None, str | None] | None = None

    def of(self, message: Message, at_ms: float) -> tuple[str | None, str | None]:
        """Return the names of a message's model and its provider."""
        told = message.model_info
        if told is not None and told.model_id:
            return _plain(told.model_id), _plain(told.provider_id)
        # A request is told of just before the model is noted.
        earlier = [use for use in self._uses if use.ts <= at_ms]
        if self._uses:
            use = earlier[-1] if earlier else self._uses[0]
            return _plain(use.model_id), _plain(use.model_provider_id)
        if self._only is None:
            self._only = (self._only_model(), None)
        return self._only

    def _only_model(self) -> str | None:
        """Return the model that the conversation itself names, if it names but one."""
        conversation = companion(self._folder / "api_conversation_history.json", _LARGEST_CONVERSATION)
        names = set(_MODEL.findall(conversation))
        return _plain(names.pop().decode("utf-8", "replace")) if len(names) == 1 else None


def _plain(name: str | None) -> str | None:
    return plain_line(name or "", MAX_NAME) or None


def task_of(path: Path) -> str:
    """Return the id of the task that a file belongs to, which its folder is named after."""
    return path.parent.name


def title_of(message: Message) -> str | None:
    """Return the first line of the prompt that a message holds, or `None` if it holds none."""
    try:
        is_prompt = message.say in _BEGINS or message.say == _FEEDBACK
        return records.title_of(records.text_of(message)) if is_prompt else None
    except UnusableRecordError:
        return None
