"""Write the manual page aijournal(1) from the commands themselves, so that it says what `--help` says.

    python packaging/linux/write_manual.py FILE --version 1.2.3 --date 2026-11-22

Format: man(7), https://man7.org/linux/man-pages/man7/groff_man.7.html
"""

import argparse
import re
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from typing import Any

import click

from aijournal.cli.program import command_line
from aijournal.errors import ExitCode
from aijournal.offline import NEVER_LOCKED
from aijournal.paths import HOME_VARIABLE

EXIT_WORDS = {
    ExitCode.DONE: "Done.",
    ExitCode.FAILED: "It could not be done; the line on standard error says why.",
    ExitCode.USAGE: "What was asked for cannot be understood.",
    ExitCode.NEWER_JOURNAL: "The journal was written by a newer version; it was left untouched.",
    ExitCode.LOCKED: "Another process holds what is needed.",
    ExitCode.DAMAGED: "The journal's file cannot be read as a journal; it was left untouched.",
    ExitCode.WRONG_PASSPHRASE: "The passphrase is missing or wrong; nothing was changed.",
    ExitCode.INTERRUPTED: "Interrupted; everything committed so far was kept.",
}
FILES = (
    ("~/.local/share/aijournal", "The journal, its backups, and journals that were set aside."),
    ("~/.config/aijournal", "Settings."),
    ("~/.local/state/aijournal", "Where the window stood, and the program's own log, without content."),
)
HOME_WORDS = "A folder that holds all of the above instead; `aijournal paths` lists every path."
TOPICS_WORDS = "`aijournal help` lists longer texts that come with the program, and shows them."
_UNWRAPPED = "\b"


def manual(version: str, date: str) -> str:
    """Return the whole page; `date` is written as it is given."""
    program = command_line(lambda **_: 0, lambda _: b"", NEVER_LOCKED)
    context = click.Context(program, info_name="aijournal", **program.context_settings)
    return "\n".join(_page(program, context, version, date)) + "\n"


def _page(program: click.Group, context: click.Context, version: str, date: str) -> Iterator[str]:
    yield f'.TH AIJOURNAL 1 "{date}" "aijournal {version}" "User Commands"'
    yield from (".SH NAME", r"aijournal \- keep a private journal of your AI interactions")
    yield from (".SH SYNOPSIS", *_synopsis(context))
    yield from (".SH DESCRIPTION", *_text(program.help or ""))
    yield from (".SH OPTIONS", *_parameters(context))
    yield ".SH COMMANDS"
    for name in program.list_commands(context):
        yield from _command(program, context, name)
    yield ".SH FILES"
    for place, words in FILES:
        yield from (".TP", rf"\fI{plain(place)}\fR", plain(words))
    yield from (".SH ENVIRONMENT", ".TP", rf"\fB{HOME_VARIABLE}\fR", plain(HOME_WORDS))
    yield ".SH EXIT STATUS"
    for code in ExitCode:
        yield from (".TP", rf"\fB{code.value}\fR", plain(EXIT_WORDS[code]))
    yield from (".SH SEE ALSO", plain(TOPICS_WORDS))


def _command(group: click.Group, above: click.Context, name: str) -> Iterator[str]:
    command = group.get_command(above, name)
    if command is None or command.hidden:
        return
    context = click.Context(command, info_name=name, parent=above)
    yield f".SS {plain(context.command_path.partition(' ')[2])}"
    yield from _synopsis(context)
    yield ".PP"
    yield from _text(command.help or "")
    yield from _parameters(context)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            yield from _command(command, context, inner)


def _synopsis(context: click.Context) -> Iterator[str]:
    pieces = " ".join(context.command.collect_usage_pieces(context))
    yield rf"\fB{plain(context.command_path)}\fR {plain(pieces)}"


def _parameters(context: click.Context) -> Iterator[str]:
    for parameter in context.command.get_params(context):
        record: Any = parameter.get_help_record(context)
        if record:
            yield from (".TP", rf"\fB{plain(record[0])}\fR", plain(" ".join(record[1].split())))


def _text(words: str) -> Iterator[str]:
    """Yield paragraphs; those that click is told not to wrap keep their lines."""
    paragraphs = re.split(r"\n\s*\n", cleandoc(words).strip())
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ".PP"
        lines = paragraph.splitlines()
        if lines and lines[0].strip() == _UNWRAPPED:
            yield from (".nf", *map(plain, lines[1:]), ".fi")
        else:
            yield from map(plain, lines)


def plain(words: str) -> str:
    """Return words that the formatter takes for nothing but words."""
    escaped = words.replace("\\", r"\e").replace("-", r"\-").replace("`", r"\(ga").replace("'", r"\(aq")
    return rf"\&{escaped}" if escaped.startswith(".") else escaped


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--version", required=True)
    parser.add_argument("--date", required=True)
    wanted = parser.parse_args()
    wanted.file.write_text(manual(wanted.version, wanted.date), encoding="utf-8")
