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


def _as_path(kind: type, raw: bytes) -> Path:
    if issubclass(kind, Path):
        return Path(os.fsdecode(raw))
    raise NotImplementedError(f"{kind} in a batch")


_encode = msgspec.msgpack.Encoder(enc_hook=_as_bytes).encode
_decode = msgspec.msgpack.Decoder(Frame, dec_hook=_as_path).decode


def encoded(frame: Frame) -> bytes:
    """Return a frame as it goes over a pipe."""
    content = _encode(frame)
    return _LENGTH.pack(len(content)) + content


def next_frame(stream: IO[bytes]) -> Frame:
    """Return the next frame of a stream; raises `BrokenStreamError`."""
    try:
        (length,) = _LENGTH.unpack(stream.read(_LENGTH.size))
        return _decode(stream.read(length))
    except (struct.error, msgspec.MsgspecError, OSError) as error:
        raise BrokenStreamError from error
