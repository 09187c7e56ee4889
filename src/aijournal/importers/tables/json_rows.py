"""Rows of tables in JSON: an array of objects, an object that holds one, or a series of objects."""

import codecs
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Raw

from aijournal.importers.reading.decoding import decoded
from aijournal.importers.reading.json_values import CUT_OFF, TOO_LONG, split_values
from aijournal.importers.reading.jsonl import open_regular
from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.reading.text import MAX_NAME, plain_line
from aijournal.importers.tables.text_lines import LONGEST_CELL, LONGEST_ROW, MOST_CELLS, encoding_of

_PIECE = 1 << 16
_SAMPLE = 1 << 20  # bytes
_DEEPEST = 4
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|\[(?=\s*\{)|[\[\]{}]', re.DOTALL)

_decode_object = msgspec.json.Decoder(dict[str, Raw]).decode
_decode_list = msgspec.json.Decoder(list[str | int | float | None]).decode
_decode_text = msgspec.json.Decoder(str).decode


def json_rows(path: Path) -> Iterator[tuple[Mapping[str, str], int, str]]:
    """Yield every row's cells by name, its number, and why it cannot be read, if it cannot.

    Objects inside a row are columns of their own, `usage.input`. Raises `OSError`.
    """
    begin = _begin_of_wrapped_rows(path)
    for value in split_values(_pieces(path, begin or 0), LONGEST_ROW):
        if value.reason in {TOO_LONG, CUT_OFF} or (value.reason and begin is None):
            yield {}, value.number, value.reason
        elif not value.reason:  # what is behind the rows of an object is the rest of the object
            try:
                yield _cells(value.text), value.number, ""
            except UnusableRecordError as error:
                yield {}, value.number, str(error)


def is_json(beginning: bytes) -> bool:
    """Return whether a file is JSON, by its first bytes."""
    text = beginning.decode(encoding_of(beginning), "replace").lstrip("\ufeff \t\r\n")
    return text[:1] in {"[", "{"}


def _pieces(path: Path, begin: int = 0) -> Iterator[bytes]:
    """Yield a file from a byte on, in UTF-8 whatever it is in."""
    with open_regular(path) as file:
        encoding = encoding_of(file.read(_PIECE))
        file.seek(0)
        decoder = None if encoding == "utf-8-sig" else codecs.getincrementaldecoder(encoding)("replace")
        while piece := file.read(_PIECE):
            text = decoder.decode(piece).encode("utf-8", "replace") if decoder else piece
            if begin < len(text):
                yield text[begin:]
            begin = max(0, begin - len(text))


def _begin_of_wrapped_rows(path: Path) -> int | None:
    """Return where the rows begin in a file that is one object with an array of objects in it."""
    sample = b""
    for piece in _pieces(path):
        sample += piece
        if len(sample) >= _SAMPLE:
            break
    begin = _first_array(sample)
    if begin is None or len(list(islice(split_values(_pieces(path)), 2))) > 1:
        return None
    return begin


def _first_array(sample: bytes) -> int | None:
    """Return where an array of objects begins that is directly in the first object of a text."""
    depth = 0
    for token in _TOKEN.finditer(sample):
        if token[0].startswith(b'"'):
            continue
        if depth == 0 and token[0] != b"{":
            return None
        if depth == 1 and token[0] == b"[" and sample[token.end() :].lstrip()[:1] == b"{":
            return token.start()
        depth += 1 if token[0] in b"{[" else -1
        if depth <= 0:
            return None
    return None


def _cells(text: bytes) -> Mapping[str, str]:
    """Return a row's cells; raises `UnusableRecordError`."""
    cells: dict[str, str] = {}
    _gather(text, "", cells, 1)
    return cells


def _gather(text: bytes | Raw, prefix: str, cells: dict[str, str], depth: int) -> None:
    for key, raw in decoded(_decode_object, text).items():
        name = plain_line(f"{prefix}{key}", MAX_NAME)
        beginning = bytes(raw)[:1]
        if beginning == b"{" and depth < _DEEPEST:
            _gather(raw, f"{name}.", cells, depth + 1)
        elif beginning == b"[":
            cells[name] = _cell_of_list(raw)
        elif beginning != b"{":
            cells[name] = _cell(raw)
        if len(cells) > MOST_CELLS:
            raise UnusableRecordError("a row of too many cells")
        if len(cells.get(name, "")) > LONGEST_CELL:
            raise UnusableRecordError("a cell too long to read")


def _cell(raw: Raw) -> str:
    text = bytes(raw)
    if text.startswith(b'"'):
        return decoded(_decode_text, raw)
    return "" if text == b"null" else text.decode("utf-8", "replace")


def _cell_of_list(raw: Raw) -> str:
    """Return what a list says, such as tags; a list of anything but words and numbers says nothing."""
    try:
        return ", ".join(str(one) for one in decoded(_decode_list, raw) if one is not None)
    except UnusableRecordError:
        return ""
