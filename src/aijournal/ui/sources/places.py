"""Places on the disk, as they are written on the page."""

import re

from PySide6.QtCore import QCoreApplication

from aijournal.domain.reading import Discovery, SourceState
from aijournal.ui import phrases

# A separator that stands behind the name of a folder, not one with which a path begins.
_SEPARATOR = re.compile(r"(?<=[^\s/\\])[/\\]")
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


def breakable(text: str) -> str:
    """Return plain text in which a long path may go on in the next line behind each of its folders."""
    return _SEPARATOR.sub(lambda separator: separator[0] + _MAY_BREAK, phrases.plain_line(text))


def why_nothing(found: Discovery) -> str:
    """Return why a source has no logs to read, in the person's language where it is for want of them."""
    named = ", ".join(phrases.left_to_right(breakable(str(folder))) for folder in found.folders)
    if found.state is SourceState.NOT_FOUND:
        words = _tr("There is no %1.") if named else _tr("No home folder is known.")
    elif found.state is SourceState.EMPTY:
        words = _tr("No logs yet in %1.")
    else:
        return breakable(found.reason)
    return words.replace("%1", named)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Places", text)
