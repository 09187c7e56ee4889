"""When the program itself is wrong: where it broke, and nothing of what was being worked on."""

import contextlib
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol

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
    versions = [f"aijournal {program_version()}", f"Python {sys.version.split()[0]}", *parts, sys.platform]
    lines = [" · ".join(versions)]
    for link in _links(error):
        lines.append(type(link).__name__)
        lines.extend(
            f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        )
    return "\n".join(lines)


def tell_bug(report: str) -> None:
    """Write a report to stderr, where there is one that can be written.

    Were a hook itself to fail, Python would show the error that it was told of as it is, with its message.
    """
    with contextlib.suppress(OSError, ValueError, AttributeError):  # gone, closed, or none at all
        sys.stderr.write(f"{report}\n")
        sys.stderr.flush()


def forget(error: BaseException) -> None:
    """Let go of what was being worked on where an error struck, once it has been reported.

    The variables of its frames hold it, a passphrase among it, and Python keeps the latest error for a
    debugger: in a locked journal, too. They also hold a painter, which Qt cannot bear beyond the painting.
    """
    for link in _links(error):
        traceback.clear_frames(link.__traceback__)
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        vars(sys).pop(name, None)


def keep_crashes_private() -> None:
    """Let Python's own reports of what nobody caught be redacted, in every thread, from now on."""
    sys.excepthook = _report
    threading.excepthook = _report_from_thread
    sys.unraisablehook = _report_unraisable


def _report(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        tell_bug(f"{APOLOGY}\n{redacted_report(error)}")
    forget(error)


def _report_from_thread(struck: threading.ExceptHookArgs) -> None:
    if struck.exc_value is not None:
        _report(struck.exc_type, struck.exc_value, struck.exc_traceback)


def _report_unraisable(struck: _Unraisable) -> None:
    if struck.exc_value is not None:
        _report(type(struck.exc_value), struck.exc_value, None)


def _links(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what led to it, each once: an error can be made its own cause."""
    link: BaseException | None = error
    seen: set[int] = set()
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__


def _place(filename: str) -> str:
    """Return a file within the program, and of any other its name alone: its folders are the person's."""
    program = Path(_place.__code__.co_filename).parent  # as frames name it, also in a bundle
    file = Path(filename)
    if file.is_relative_to(program):
        return (program.name / file.relative_to(program)).as_posix()
    return file.name or "?"


def program_version() -> str:
    """Return the version of the program as it is installed."""
    # Imported only here: it takes its time, and brings the network's modules into the process.
    from importlib.metadata import version  # noqa: PLC0415

    try:
        return version("aijournal-desktop")
    except (ImportError, OSError):  # not installed, or what is needed to look cannot be read either
        return "from a checkout"
