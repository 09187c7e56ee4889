"""Lines that people read at a terminal, whatever they hold and whatever it can show."""

import codecs
import io
import sys

THIN_SPACE = "\u202f"
_HARMLESS = THIN_SPACE + "\u200c\u200d"  # the last two join letters and emoji
_PLAINLY = "aijournal.plainly"
_IN_ASCII = {
    "−": "-",
    "–": "-",
    "±": "+-",
    "…": "...",
    "·": "-",
    "≥": ">=",
    "“": '"',
    "”": '"',
    THIN_SPACE: " ",
}


def make_streams_lenient() -> None:
    """Let input be read and output be shown whatever the encoding: signs keep their meaning in ASCII."""
    codecs.register_error(_PLAINLY, _plainly)
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, _PLAINLY), (sys.stderr, _PLAINLY)):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_IN_ASCII.get(one, "?") for one in error.object[error.start : error.end]), error.end


def printable(text: str) -> str:
    """Return text as one line, without what would command a terminal: logs are not to be trusted."""
    return "".join(map(_printable, text))


def _printable(one: str) -> str:
    if one.isprintable() or one in _HARMLESS:
        return one
    return " " if one.isspace() else "\N{REPLACEMENT CHARACTER}"


def say(text: str = "") -> None:
    """Print a line to stdout."""
    _echo(printable(text), to_stderr=False)


def note(text: str) -> None:
    """Print a line beside the result, to stderr."""
    _echo(printable(text), to_stderr=True)


def _echo(line: str, *, to_stderr: bool) -> None:
    import click  # noqa: PLC0415 - a window that opens without a word does not wait for it

    click.echo(line, err=to_stderr)
