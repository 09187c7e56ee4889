"""Options that several commands share, and the values they take."""

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

import click

from aijournal.cli.session import Session
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.entry_words import read_day, read_minutes
from aijournal.domain.period import Period
from aijournal.domain.tools import tool_name
from aijournal.domain.totals import GroupBy
from aijournal.errors import AijournalError
from aijournal.importers.sources import SOURCES
from aijournal.importers.tables.mapping import CSV, JSON
from aijournal.importers.tables.saved import saved_names
from aijournal.paths import find_paths
from aijournal.settings import find_zone

TABLE_SOURCES = (CSV, JSON)
EXPORT_SOURCE = "aijournal"  # stands for what `export` wrote
_LARGEST_ID = 2**63 - 1  # of what the journal can number

_Command = Callable[..., Any]
_Option = Callable[[_Command], _Command]


def day(text: str) -> date:
    """Return the day that a text names."""
    found = read_day(text)
    if found is None:
        raise click.BadParameter(f"“{text}” is not a day; write it like 2026-11-21.")
    return found


def zone(text: str) -> ZoneInfo:
    """Return the time zone that a text names."""
    found = find_zone(text)
    if found is None:
        raise click.BadParameter(f"“{text}” is not a time zone; write it like Europe/Berlin.")
    return found


def minutes(text: str) -> float:
    """Return signed minutes, typed as `15`, `-10m`, `1h30m` or `1 h 30 min`."""
    found = read_minutes(text)
    if found is None:
        raise click.BadParameter(f"“{text}” is not a number of minutes; write it like 15, -10 or 1h30m.")
    return found


def share(text: str) -> float:
    """Return a share from 0 to 1, typed as `0.5` or `50 %`."""
    typed = text.strip()
    try:
        found = float(typed.removesuffix("%")) / (100 if typed.endswith("%") else 1)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:  # not a number is not in between either
        raise click.BadParameter(f"“{text}” is not between 0 and 1, or 0 % and 100 %.")
    return found


def effort(text: str) -> float:
    """Return minutes that somebody spent or would have spent, which cannot be less than none."""
    found = minutes(text)
    if found < 0:
        raise click.BadParameter(f"“{text}” is less than no time at all.")
    return found


def text(typed: str) -> str:
    """Return what was typed as text that can be stored, whatever bytes the shell passed on."""
    return typed.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def refuse_unknown_source(source: str, read: Iterable[str]) -> None:
    """Refuse a source that is neither a tool's nor a table's, nor among those that were `read`."""
    known = (*SOURCES, *TABLE_SOURCES, *sorted(read))
    if source not in known:
        nearest = get_close_matches(source, known, n=1)
        hint = f"Did you mean {nearest[0]}?" if nearest else "`aijournal sources` lists those of tools."
        raise click.UsageError(f"Nothing was read from “{source}”. {hint}")


def _source_without_journal(
    context: click.Context, _option: click.Parameter, typed: str | None
) -> str | None:
    """Refuse an unknown source at once where there is no journal that could know it, and make none."""
    session = context.find_object(Session)
    if typed is not None and session is not None and not session.paths.journal.exists():
        refuse_unknown_source(typed, ())
    return typed


def complete_source(_context: click.Context, _option: click.Parameter, typed: str) -> list[str]:
    """Return the sources that begin as typed: those of tools, and the tables that were given a name.

    The journal, which knows of all others, is not opened for this: it may be locked, or ask for a passphrase.
    """
    try:
        named = saved_names(find_paths(os.environ).mappings)
    except AijournalError:
        named = ()
    return [one for one in (*SOURCES, *TABLE_SOURCES, *named) if one.startswith(typed)]


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")
by_option = click.option(
    "--by", type=click.Choice([str(by) for by in GroupBy]), help="Split the figures by this."
)
id_argument = click.argument("entry_id", metavar="ID", type=click.IntRange(1, _LARGEST_ID))
limit_option = click.option(
    "--limit", type=click.IntRange(1, _LARGEST_ID), default=50, show_default=True, help="How many at most."
)

_PERIOD_OPTIONS = (
    click.option("--tz", "zone", type=zone, help="Time zone of local days, such as Europe/Berlin."),
    click.option("--from", "first", type=day, help="First day, as YYYY-MM-DD."),
    click.option("--to", "last", type=day, help="Last day, included."),
)
_FILTER_OPTIONS = (
    *_PERIOD_OPTIONS,
    click.option(
        "--source",
        type=text,
        shell_complete=complete_source,
        callback=_source_without_journal,
        help="Only what was read from this source, such as claude-code or csv:our-bot.",
    ),
    click.option("--tool", type=text, help="Only this tool, however you spell it."),
    click.option("--model", type=text, help="Only this model."),
    click.option("--project", type=text, help="Only this project."),
    click.option("--task", type=text, help="Only this task type."),
    click.option("--tag", type=text, help="Only entries with this tag."),
    click.option(
        "--rated/--unrated", "is_rated", default=None, help="Only entries with a verdict, or without."
    ),
    click.option("--search", type=text, help="Only entries whose title, note or tags hold these words."),
)
_COPIED = ("source", "model", "project", "task", "tag", "is_rated", "search")


def period_options(command: _Command) -> _Command:
    """Give a command the options of a period, and one `wanted` filter instead of their values."""
    return _with_filter(command, _PERIOD_OPTIONS)


def filter_options(command: _Command) -> _Command:
    """Give a command the filter options, and one `wanted` filter instead of their values."""
    return _with_filter(command, _FILTER_OPTIONS)


def _with_filter(command: _Command, options: Sequence[_Option]) -> _Command:
    @wraps(command)
    def with_filter(
        *positional: Any,
        zone: ZoneInfo | None,
        first: date | None,
        last: date | None,
        tool: str | None = None,
        **rest: Any,
    ) -> Any:
        if first and last and last < first:
            raise click.UsageError(f"The period ends ({last}) before it begins ({first}).")
        named = {name: rest.pop(name, None) for name in _COPIED}
        wanted = EntryFilter(Period(first, last), zone, tool=tool_name(tool) if tool else None, **named)
        return command(*positional, wanted=wanted, **rest)

    for option in reversed(options):
        option(with_filter)
    return with_filter
