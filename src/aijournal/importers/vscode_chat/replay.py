"""The journal of changes in which VS Code keeps a chat, replayed to what the chat came to.

Every line is a change: 0 sets everything, 1 sets a part, 2 cuts a list and adds to it, 3 deletes a part.
A request that a retry or an edit took away was still made, and stays. Of a request only the fields that
the importer asks for are kept, undecoded.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Raw

from aijournal.importers.reading.decoding import ABSENT, decoded
from aijournal.importers.reading.record_checks import UnusableRecordError

Request = dict[str, Raw]

WANTED = frozenset(
    {
        "completionTokens", "isCanceled", "isSystemInitiated", "message", "modelId", "promptTokens",
        "requestId", "response", "result", "timestamp",
    }
)  # fmt: skip
_REQUESTS = "requests"
_SET_ALL, _SET, _APPEND, _DELETE = range(4)
_SOMETHING = Raw(b"[0]")  # stands for a response, which is of no other use than to be there
_MOST_REQUESTS = 100_000

_Path = Sequence[str | int]


class Change(msgspec.Struct, gc=False):
    """One change of a chat."""

    kind: int
    k: list[str | int] = []
    v: Raw = ABSENT
    i: int | None = None


class Chat(msgspec.Struct, rename="camel"):
    """A whole chat."""

    session_id: str | None = None
    requests: list[Request | None] = []


_decode_change = msgspec.json.Decoder(Change).decode
_decode_requests = msgspec.json.Decoder(list[Request | None]).decode
_decode_request = msgspec.json.Decoder(Request | None).decode
_decode_text = msgspec.json.Decoder(str | None).decode
_decode_any = msgspec.json.Decoder(Any).decode
decode_chat = msgspec.json.Decoder(Chat).decode


class Replay:
    """A chat while its changes are made."""

    def __init__(self) -> None:
        self.session_id: str | None = None
        self._requests: list[Request] = []
        self._dropped: list[Request] = []

    @property
    def requests(self) -> list[Request]:
        """Every request that was ever made, as it was last."""
        latest = {bytes(request.get("requestId", ABSENT)): request for request in self._dropped}
        for request in self._requests:
            latest.pop(bytes(request.get("requestId", ABSENT)), None)
        return [*latest.values(), *self._requests]

    def take(self, line: bytes) -> None:
        """Make the change that a line tells; raises `UnusableRecordError`."""
        change = decoded(_decode_change, line)
        if change.kind == _SET_ALL:
            chat = decoded(decode_chat, change.v)
            self.session_id = chat.session_id
            self._replace(0, chat.requests)
        elif not change.k:
            raise UnusableRecordError("a field of an unexpected kind")
        elif change.k[0] == "sessionId" and change.kind == _SET:
            self.session_id = decoded(_decode_text, change.v)
        elif change.k[0] == _REQUESTS:
            self._change(change.kind, change.k[1:], change)

    def _change(self, kind: int, path: _Path, change: Change) -> None:
        """Make a change below `requests`."""
        if not path:
            if kind in {_SET, _DELETE}:
                self._replace(0, decoded(_decode_requests, change.v) if kind == _SET else [])
            elif kind == _APPEND:
                start = len(self._requests) if change.i is None else max(0, change.i)
                self._replace(start, decoded(_decode_requests, change.v) if bytes(change.v) else [])
            return
        index = path[0]
        if not isinstance(index, int) or not 0 <= index < len(self._requests):
            raise UnusableRecordError("a change of something that is not there")
        if len(path) > 1:
            _change_field(self._requests[index], kind, path[1:], change)
        elif kind == _SET:
            self._dropped.append(self._requests[index])
            self._requests[index] = slim(decoded(_decode_request, change.v) or {})

    def _replace(self, start: int, requests: Sequence[Mapping[str, Raw] | None]) -> None:
        self._dropped += self._requests[start:]
        self._requests[start:] = [slim(request or {}) for request in requests]
        if len(self._requests) + len(self._dropped) > _MOST_REQUESTS:
            raise UnusableRecordError("too many requests")


def _change_field(request: Request, kind: int, path: _Path, change: Change) -> None:
    """Make a change within a request."""
    name, *deeper = path
    if not isinstance(name, str) or name not in WANTED:
        return
    if name == "response":
        if kind in {_SET, _APPEND} and bytes(change.v) not in {b"", b"[]", b"null"}:
            request[name] = _SOMETHING
    elif kind == _DELETE and not deeper:
        request.pop(name, None)
    elif not deeper:
        request[name] = change.v if kind == _SET else request.get(name, ABSENT)
    elif kind == _SET:
        whole: Any = decoded(_decode_any, request.get(name) or Raw(b"null")) or {}
        _set_within(whole, deeper, change.v)
        request[name] = Raw(msgspec.json.encode(whole))


def _set_within(whole: Any, path: _Path, value: Raw) -> None:
    """Set a part of a decoded field; a part that is not there is made."""
    *folders, name = path
    for folder in folders:
        if not isinstance(whole, dict):
            return
        whole = whole.setdefault(folder, {})
    if isinstance(whole, dict):
        whole[name] = decoded(_decode_any, value)


def slim(request: Mapping[str, Raw]) -> Request:
    """Return a request without what the importer has no use for."""
    kept = {name: value for name, value in request.items() if name in WANTED}
    if "response" in kept:
        kept["response"] = ABSENT if bytes(kept["response"]) in {b"[]", b"null"} else _SOMETHING
    return kept
