"""What a process that reads logs is told, and what it answers: frames, each its length and its content."""

import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

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


class Frame(msgspec.Struct, frozen=True):
    """The next batch of the log at hand, or how the log ends: `refusal` says why, if it could not be read."""

    batch: Batch | None = None
    refusal: Refusal | None = None


class BrokenStreamError(Exception):
    """A stream of frames that breaks off, or says what no reader says."""


def _as_bytes(path: object) -> bytes:
    """Return the bytes of a path, whose name need not be text."""
    if isinstance(path, Path):
        return os.fsencode(path)
    raise NotImplementedError(f"{type(path)} in a batch")


_encode = msgspec.msgpack.Encoder(enc_hook=_as_bytes).encode


def encoded(frame: Frame) -> bytes:
    """Return a frame as it goes over a pipe."""
    content = _encode(frame)
    return _LENGTH.pack(len(content)) + content


class Frames:
    """The frames that come in over a pipe."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._decode = msgspec.msgpack.Decoder(Frame, dec_hook=self._as_path).decode
        self._latest = (b"", Path())

    def next(self) -> Frame:
        """Return the next frame; raises `BrokenStreamError`."""
        try:
            (length,) = _LENGTH.unpack(self._stream.read(_LENGTH.size))
            return self._decode(self._stream.read(length))
        except (struct.error, msgspec.MsgspecError, OSError) as error:
            raise BrokenStreamError from error

    def _as_path(self, kind: type, raw: bytes) -> Path:
        """Return the path of a log; most often it is the one before, and making a path takes long."""
        if not issubclass(kind, Path):
            raise NotImplementedError(f"{kind} in a batch")
        if raw != self._latest[0]:
            self._latest = raw, Path(os.fsdecode(raw))
        return self._latest[1]
