"""When the program itself is wrong: where it broke, and nothing of what was being worked on."""

import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Protocol

_PACKAGE = "aijournal"
APOLOGY = (
    "Something in aijournal broke. This is our mistake, and what was saved is safe. The lines below say "
    "where it broke; they hold nothing you wrote."
)


class _Unraisable(Protocol):
    """What Python tells of an error that nobody could catch."""

    @property
    def exc_value(self) -> BaseException | None: ...


def redacted_report(error: BaseException, *parts: str) -> str:
    """Return where a bug struck, and nothing of what was being worked on.

    Names of functions, lines and types of errors; no messages, no values, no folders: a message may
    hold a title or a path. `parts` are the versions of what else took part.
    """
    versions = [f"aijournal {_version()}", f"Python {platform.python_version()}", *parts, sys.platform]
    lines = [" · ".join(versions)]
    link: BaseException | None = error
    seen: set[int] = set()
    while link is not None and id(link) not in seen:  # an error can be made its own cause
        seen.add(id(link))
        lines.append(type(link).__name__)
        lines.extend(
            f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        )
        link = link.__cause__ or link.__context__
    return "\n".join(lines)


def keep_crashes_private() -> None:
    """Let Python's own reports of what nobody caught be redacted, in every thread, from now on."""
    sys.excepthook = _report
    threading.excepthook = _report_from_thread
    sys.unraisablehook = _report_unraisable


def _report(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        sys.stderr.write(f"{APOLOGY}\n{redacted_report(error)}\n")


def _report_from_thread(struck: threading.ExceptHookArgs) -> None:
    if struck.exc_value is not None:
        _report(struck.exc_type, struck.exc_value, struck.exc_traceback)


def _report_unraisable(struck: _Unraisable) -> None:
    if struck.exc_value is not None:
        _report(type(struck.exc_value), struck.exc_value, None)


def _place(filename: str) -> str:
    parts = Path(filename).parts
    if _PACKAGE in parts:
        at = len(parts) - 1 - parts[::-1].index(_PACKAGE)
        return "/".join(parts[at:])
    return parts[-1] if parts else "?"


def _version() -> str:
    # Imported only here: it takes its time, and brings the network's modules into the process.
    from importlib.metadata import version  # noqa: PLC0415

    try:
        return version("aijournal-desktop")
    except (ImportError, OSError):  # not installed, or what is needed to look cannot be read either
        return "from a checkout"
