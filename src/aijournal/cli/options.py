"""Options that several commands share, and the values they take."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.period import Period
from aijournal.domain.tools import tool_name
from aijournal.domain.totals import GroupBy

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day as `YYYY-MM-DD`."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that a text names."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is not a day; write it like 2026-11-21.", param, ctx)


class Zone(click.ParamType[ZoneInfo]):
    """A time zone by its IANA name."""

    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> ZoneInfo:
        """Return the zone that a text names."""
        try:
            return value if isinstance(value, ZoneInfo) else ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            self.fail(f"“{value}” is not a time zone; write it like Europe/Berlin.", param, ctx)


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")
by_option = click.option(
    "--by", type=click.Choice([str(by) for by in GroupBy]), help="Split the figures by this."
)

_FILTER_OPTIONS = (
    click.option("--tz", "zone", type=Zone(), help="Time zone of local days, such as Europe/Berlin."),
    click.option("--from", "first", type=Day(), metavar="DAY", help="First day, as YYYY-MM-DD."),
    click.option("--to", "last", type=Day(), metavar="DAY", help="Last day, included."),
    click.option("--source", help="Only what was read from this source, such as claude-code."),
    click.option("--tool", help="Only this tool, however you spell it."),
    click.option("--model", help="Only this model."),
    click.option("--project", help="Only this project."),
    click.option("--task", help="Only this task type."),
    click.option("--tag", help="Only entries with this tag."),
    click.option(
        "--rated/--unrated", "is_rated", default=None, help="Only entries with a verdict, or without."
    ),
    click.option("--search", metavar="TEXT", help="Only entries whose title, note or tags hold these words."),
)


def filter_options(command: _Command) -> Callable[..., Any]:
    """Give a command the filter options, and one `wanted` filter instead of their values."""

    @wraps(command)
    def with_filter(
        *positional: Any,
        zone: ZoneInfo | None,
        first: date | None,
        last: date | None,
        tool: str | None,
        **rest: Any,
    ) -> Any:
        if first and last and last < first:
            raise click.UsageError(f"The period ends ({last}) before it begins ({first}).")
        named = {
            name: rest.pop(name)
            for name in ("source", "model", "project", "task", "tag", "is_rated", "search")
        }
        wanted = EntryFilter(Period(first, last), zone, tool=tool_name(tool) if tool else None, **named)
        return command(*positional, wanted=wanted, **rest)

    for option in reversed(_FILTER_OPTIONS):
        option(with_filter)
    return with_filter
