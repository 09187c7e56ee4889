"""Places on the disk, as they are written on the page."""

import re

from aijournal.ui import phrases

# A separator that stands behind the name of a folder, not one with which a path begins.
_SEPARATOR = re.compile(r"(?<=[^\s/\\])[/\\]")
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


def breakable(text: str) -> str:
    """Return plain text in which a long path may go on in the next line behind each of its folders."""
    return _SEPARATOR.sub(lambda separator: separator[0] + _MAY_BREAK, phrases.plain_line(text))
