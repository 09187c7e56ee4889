"""What a process that reads logs is told, and what it answers: frames, each its length and its content."""

import os
import struct
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from aijournal.domain.call_rows import CallRow, CallRows
from aijournal.domain.facts import Call, Exchange, ExchangeKind, LogLocation
from aijournal.domain.reading import Batch, Bookmark, Importer, LogFile

_LENGTH = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Task:
    """The logs to read, in this order, each from a bookmark on."""

    importer: Importer
    logs: tuple[tuple[LogFile, Bookmark], ...]


class Refusal(msgspec.Struct, frozen=True):
    """The system's words for why a log cannot be read."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The next batch of the log at hand, or how the log ends: `refusal` says why, if it could not be read."""

    batch: Batch | None = None
    refusal: Refusal | None = None


class BrokenStreamError(Exception):
    """A stream of frames that breaks off, or says what no reader says."""


_Exchange = tuple[
    str,  # source
    str,  # native_id
    str,  # conversation_id
    datetime,  # started_at
    datetime,  # ended_at
    tuple[CallRow, ...],  # calls that are rows
    tuple[Call, ...],  # calls that are not
    ExchangeKind,
    str | None,  # project
    str | None,  # prompt_group
    bool,  # is_scripted
    LogLocation | None,
    int,  # prompt_records
]


class _Content(msgspec.Struct, array_like=True):
    """What goes over the pipe: a batch apart from its exchanges, which are told in as few words as can be."""

    batch: Batch | None
    refusal: Refusal | None
    exchanges: list[_Exchange]


def _told(one: Exchange) -> _Exchange:
    calls = one.calls
    rows = calls.rows if isinstance(calls, CallRows) else ()
    return (
        one.source,
        one.native_id,
        one.conversation_id,
        one.started_at,
        one.ended_at,
        rows,
        () if rows else tuple(calls),
        one.kind,
        one.project,
        one.prompt_group,
        one.is_scripted,
        one.location,
        one.prompt_records,
    )


def _exchange(told: _Exchange) -> Exchange:
    source, native_id, conversation_id, started_at, ended_at, rows, calls, *_ = told
    kind, project, prompt_group, is_scripted, location, prompt_records = told[7:]
    return Exchange(
        source,
        native_id,
        conversation_id,
        started_at,
        ended_at,
        calls or CallRows(rows),
        kind,
        project,
        prompt_group,
        is_scripted,
        location,
        prompt_records,
    )


def _as_bytes(path: object) -> bytes:
    """Return the bytes of a path, whose name need not be text."""
    if isinstance(path, Path):
        return os.fsencode(path)
    raise NotImplementedError(f"{type(path)} in a batch")


_encode = msgspec.msgpack.Encoder(enc_hook=_as_bytes).encode


def encoded(frame: Frame) -> bytes:
    """Return a frame as it goes over a pipe."""
    batch = frame.batch
    exchanges = list(map(_told, batch.exchanges)) if batch else []
    content = _encode(_Content(batch and replace(batch, exchanges=()), frame.refusal, exchanges))
    return _LENGTH.pack(len(content)) + content


class Frames:
    """The frames that come in over a pipe."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._decode = msgspec.msgpack.Decoder(_Content, dec_hook=self._as_path).decode
        self._latest = (b"", Path())

    def next(self) -> Frame:
        """Return the next frame; raises `BrokenStreamError`."""
        try:
            (length,) = _LENGTH.unpack(self._stream.read(_LENGTH.size))
            content = self._decode(self._stream.read(length))
        except (struct.error, msgspec.MsgspecError, OSError) as error:
            raise BrokenStreamError from error
        batch = content.batch and replace(content.batch, exchanges=tuple(map(_exchange, content.exchanges)))
        return Frame(batch, content.refusal)

    def _as_path(self, kind: type, raw: bytes) -> Path:
        """Return the path of a log; most often it is the one before, and making a path takes long."""
        if not issubclass(kind, Path):
            raise NotImplementedError(f"{kind} in a batch")
        if raw != self._latest[0]:
            self._latest = raw, Path(os.fsdecode(raw))
        return self._latest[1]
