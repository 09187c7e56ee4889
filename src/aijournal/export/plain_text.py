"""Text that a person or a log wrote, made to be nothing but text in what it is written into.

Whatever is told of the journal's words in a report goes through one of these: in Markdown nothing becomes
markup, in HTML nothing becomes a tag, in a table nothing becomes a formula, and nowhere does anything reorder
or hide what stands around it.
"""

import html
import re
from decimal import Decimal
from typing import Final

_REMOVED: Final = dict.fromkeys(
    (
        *(0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
        *range(0x202A, 0x202F),  # reorder what follows
        *range(0x2060, 0x2070),  # join, reorder, or stand for signs that are not written
        *range(0xFFF0, 0xFFFC),  # not in use, and notes between lines
        *range(0xE0000, 0xE0100),  # tags: a second text that nobody sees
        *range(0xE01F0, 0xE1000),
    ),
    "",
)
_SHOWN: Final = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"},  # control pictures
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),  # halves of surrogate pairs
    **dict.fromkeys((*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF), "\ufffd"),  # for the use within programs
}
_LINE_ENDS: Final = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_TO_READABLE: Final = {**_REMOVED, **_SHOWN}

_MARKUP: Final = re.compile(
    r"[\\`*_\[\]<>|~&#${}]"
    r"|(?<=[A-Za-z]):(?=\S)|:(?=//)"  # of an address, which some turn into a link
    r"|(?<=\bwww)\.|@(?=\w)"
)
# What only means something where a line begins: lists, underlines, rules, definitions, numbered lists.
_AT_THE_BEGINNING: Final = re.compile(r"\A(?:[0-9]{1,9}(?=[.)](?: |\Z))|(?=[-+=:%]))")

# What makes a program for tables calculate, in every width that it is typed in.
_FORMULA: Final = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207a\u207c\u208a\u208c"
# Where a cell begins, for those too who cut it at other signs than it was written with.
_CELL: Final = r"(?:\A|(?<=[,;|\"\t\r\n]))"
_UNGUARDED: Final = re.compile(rf"{_CELL}(?=[ ']*[{_FORMULA}])")
_GUARDED: Final = re.compile(rf"{_CELL}'(?=[ ']*[{_FORMULA}])")
_NUMBER: Final = re.compile(r"[-+]?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,3})?")

_WEB_ADDRESS: Final = re.compile(r"(?i:https?)://([^\s/?#@\\<>\"`{}|^]+)(?:[/?#][^\s\\<>\"`{}|^]*)?")


def readable(text: str) -> str:
    """Return text that a reader sees whole and in order, with its lines, tabs and words as they are.

    Control characters become their pictures, halves of characters U+FFFD; what is invisible and reorders,
    joins or hides is left out. What languages and emoji need, such as joiners, stays.
    """
    return _LINE_ENDS.sub("\n", text).translate(_TO_READABLE)


def one_line(text: str) -> str:
    """Return `readable` text on one line, with one space between words."""
    return " ".join(readable(text).split())


def html_text(text: str) -> str:
    """Return `readable` text for HTML, between tags or within the quotes of an attribute."""
    return html.escape(readable(text), quote=True).replace("`", "&#96;")


def markdown_text(text: str) -> str:
    r"""Return text on one line for Markdown, wherever on a line it comes to stand.

    Signs of markup have a backslash before them, also those that only mean something at the beginning of a
    line, and those by which some programs find addresses: `https\://`, `www\.` and `\@`. GitHub makes a link
    of an e-mail address and a call of `@name` even so: it looks for them in what the signs were taken from.
    Source: CommonMark 0.31.2, sections 2.4 and 4 to 6, and the extensions of GitHub.
    """
    line = _MARKUP.sub(r"\\\g<0>", one_line(text))
    return _AT_THE_BEGINNING.sub(r"\g<0>\\", line)


def csv_cell(value: str | float | Decimal | None, *, is_guarded: bool = True) -> str:
    """Return what a cell of a table holds, before the quotes of CSV; `None` is an empty cell.

    Numbers stay numbers, also where they come as text. Of other text, what a program would calculate has a
    `'` before it, at the beginning and wherever the cell would begin if it were cut at another separator or
    quote. `restored` takes it off again. Without `is_guarded`, text is only made readable.
    Source: OWASP, "CSV Injection".
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return str(value)
    text = readable(value)
    return text if not is_guarded or _NUMBER.fullmatch(text) else _UNGUARDED.sub("'", text)


def restored(cell: str) -> str:
    """Return the text that `csv_cell` made a guarded cell of."""
    return _GUARDED.sub("", cell)


def link_text(address: str) -> str | None:
    r"""Return an address of the web as text; `None` for any other, and where a name or password is in it.

    So what runs as a program (`javascript:`, `data:`) or reaches into this machine or its network (`file:`,
    `\\server`) is never told.
    """
    written = readable(address).strip()
    return written if _WEB_ADDRESS.fullmatch(written) else None
