"""Untrusted text from logs, made fit to keep: names of projects and models, ids, first lines of prompts."""

import unicodedata

MAX_NAME = 200
MAX_ID = 256
MAX_TITLE = 120

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"


def plain_line(text: str, limit: int) -> str:
    """Return text on one line without control, format and surrogate characters, at most `limit` long."""
    if not text.isprintable():
        text = "".join(map(_plain_character, text[: 8 * limit]))
    return " ".join(text.split())[:limit].rstrip()


def _plain_character(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    return "" if category in {"Cc", "Cf", "Cs"} and character not in _JOINERS else character


def first_line(text: str) -> str:
    """Return the first line that says something, as plain text of at most 120 characters."""
    return next((line for line in map(_title, text.splitlines()) if line), "")


def _title(line: str) -> str:
    return plain_line(line, MAX_TITLE)


def is_plain_id(text: str) -> bool:
    """Return whether text can be an id: not empty, not endless, without control or mended characters."""
    return text.isprintable() and 0 < len(text) <= MAX_ID and (text.isascii() or _REPLACEMENT not in text)


def project_name(folder: str) -> str | None:
    """Return the last part of a folder's path, or `None` if it names nothing.

    Understands POSIX and Windows paths and addresses such as `vscode-remote://wsl/home/dev/shop`,
    wherever the log was written.
    """
    _, is_address, path = folder.rpartition("://")
    if is_address:
        path = path.partition("/")[2]
    elif not path.startswith("/"):
        path = path.replace("\\", "/")
    name = plain_line(path.rstrip("/ ").rpartition("/")[2], MAX_NAME)
    is_drive = len(name) == 2 and name[1] == ":"
    return None if is_drive or name in {"", ".", "..", "~"} else name
