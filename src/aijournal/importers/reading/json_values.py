"""Splits long JSON texts into values, the elements of an array or a series, in the memory of one value."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

LONGEST_VALUE = 32 << 20  # bytes

TOO_LONG = "a value too long to read"
CUT_OFF = "cut off here"
_BEHIND = "something behind the end"

_BOM = b"\xef\xbb\xbf"
# Most strings end at the next quote: one behind no backslash ends any. Looking for it alone is much faster.
_STRING = rb'"(?:[^"]*+(?<!\\)"|[^"\\]*+(?:\\.[^"\\]*+)*+")'
_PLAIN = rb'[^"\[\]{}]++'
_LEAF = rb"(?:" + _PLAIN + rb"|" + _STRING + rb")*+"
# What changes no depth: strings, and arrays and objects without others inside them.
_LEVEL = re.compile(
    rb"(?:" + _PLAIN + rb"|" + _STRING + rb"|\{" + _LEAF + rb"\}|\[" + _LEAF + rb"\])*+", re.DOTALL
)
_REST_OF_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_BETWEEN = re.compile(rb"[ \t\r\n,]*+")
_WORD = re.compile(rb'[^ \t\r\n,"\[\]{}]*+')

_QUOTE, _BACKSLASH = b'"\\'
_OPENING, _CLOSING = b"{[", b"}]"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a JSON text: its bytes, where it begins, and its number, from 1 on.

    A value with a `reason` has no text: it is too long, or the text breaks off in it.
    """

    text: bytes
    offset: int
    number: int
    reason: str = ""


def split_values(pieces: Iterable[bytes], longest: int = LONGEST_VALUE) -> Iterator[Value]:
    """Yield the elements of a JSON array, or the values of a series such as JSON lines.

    Only strings and brackets are looked at: whether a value is one, its decoder will say.
    """
    splitter = _Splitter(longest)
    for piece in pieces:
        yield from splitter.feed(piece)
        if splitter.is_over:
            return
    yield from splitter.finish()


class _Where(Enum):
    """What surrounds the values."""

    BEFORE = auto()
    SERIES = auto()
    ARRAY = auto()
    AFTER = auto()
    BEHIND = auto()  # something stands where nothing should


class _Splitter:
    """Follows strings and depth from piece to piece, and gathers the value at hand."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._where = _Where.BEFORE
        self._read = 0  # bytes of all pieces before the one at hand
        self._number = 0
        self._start = 0
        self._is_open = self._is_word = False
        self._depth = 0
        self._is_in_string = self._is_escaped = False
        self._parts: list[bytes] = []
        self._length = 0

    def feed(self, piece: bytes) -> Iterator[Value]:
        """Yield the values that end within a piece."""
        at = 3 if self._read == 0 and piece.startswith(_BOM) else 0
        while at < len(piece):
            if not self._is_open:
                at = self._find_value(piece, at)
                if self._where is _Where.BEHIND:
                    yield self._odd(_BEHIND, self._read + at)
                    return
                continue
            end, is_whole = self._find_end(piece, at)
            self._gather(piece[at:end])
            if is_whole:
                yield self._value()
            at = end
        self._read += len(piece)

    @property
    def is_over(self) -> bool:
        """Whether nothing that follows can be told apart any more."""
        return self._where is _Where.BEHIND

    def finish(self) -> Iterator[Value]:
        """Yield what the text ends with: a word, or a value that breaks off."""
        if self._is_open and self._is_word:
            yield self._value()
        if self._is_open or self._where is _Where.ARRAY:
            yield self._odd(CUT_OFF, self._start if self._is_open else self._read)

    def _find_value(self, piece: bytes, at: int) -> int:
        """Return where the next value begins, or the end of the piece or of the array."""
        match = _BETWEEN.match(piece, at)
        at = match.end() if match else at
        if at == len(piece):
            return at
        byte = piece[at]
        if self._where is _Where.AFTER:
            self._where = _Where.BEHIND
            return at
        if self._where is _Where.BEFORE:
            self._where = _Where.ARRAY if byte == _OPENING[1] else _Where.SERIES
            if self._where is _Where.ARRAY:
                return at + 1
        elif self._where is _Where.ARRAY and byte == _CLOSING[1]:
            self._where = _Where.AFTER
            return at + 1
        self._start, self._is_open = self._read + at, True
        self._is_word = byte != _QUOTE and byte not in _OPENING
        return at

    def _find_end(self, piece: bytes, at: int) -> tuple[int, bool]:
        """Return where the value at hand ends within the piece, and whether it does."""
        if self._is_word:
            is_first = self._length == 0
            match = _WORD.match(piece, at + is_first)  # a stray bracket is a value too, and no endless one
            end = match.end() if match else at + 1
            return end, end < len(piece)
        if self._is_escaped:
            self._is_escaped = False
            at += 1
        while at < len(piece):
            at = self._next_step(piece, at)
            if self._depth <= 0 and not self._is_in_string and not self._is_escaped:
                return at, True
        return len(piece), False

    def _next_step(self, piece: bytes, at: int) -> int:
        """Follow the value to its next change of depth, or the end of a string or of the piece."""
        if self._is_in_string:
            match = _REST_OF_STRING.match(piece, at)
            at = match.end() if match else at
            if at < len(piece):
                self._is_in_string = piece[at] == _BACKSLASH
                self._is_escaped = self._is_in_string
                at += 1
            return at
        if self._depth:
            match = _LEVEL.match(piece, at)
            at = match.end() if match else at
            if at == len(piece):
                return at
        byte = piece[at]
        self._is_in_string = byte == _QUOTE
        self._depth += (byte in _OPENING) - (byte in _CLOSING)
        return at + 1

    def _gather(self, part: bytes) -> None:
        self._length += len(part)
        if self._length > self._longest:
            self._parts.clear()
        else:
            self._parts.append(part)

    def _value(self) -> Value:
        if self._length > self._longest:
            return self._odd(TOO_LONG, self._start)
        text = b"".join(self._parts)
        self._close()
        return Value(text, self._start, self._number)

    def _odd(self, reason: str, offset: int) -> Value:
        self._close()
        return Value(b"", offset, self._number, reason)

    def _close(self) -> None:
        self._number += 1
        self._is_open, self._length = False, 0
        self._parts = []
