"""Figures and entries in words and aligned columns, for people at a terminal."""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import click

from aijournal.analysis.sentences import plain_number
from aijournal.analysis.value import ValueReport
from aijournal.cli.terminal import THIN_SPACE, printable
from aijournal.domain.assessment import Assessment, Outcome
from aijournal.domain.entry import Entry, Interaction
from aijournal.domain.facts import Charge, plain_amount
from aijournal.domain.tools import tool_title
from aijournal.domain.wording import counted_unit

NOTHING = "–"
_LONGEST_KEY = 48  # cells on screen
_GAP = "  "
_OUTCOMES = {
    Outcome.HURT_A_LOT: "−2 hurt a lot",
    Outcome.HURT: "−1 hurt",
    Outcome.NO_DIFFERENCE: "±0 no difference",
    Outcome.HELPED: "+1 helped",
    Outcome.HELPED_A_LOT: "+2 helped a lot",
    Outcome.UNSURE: "unsure",
}


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]], words: int = 1) -> None:
    """Print columns, the first `words` of them flush left, and the others, of numbers, flush right."""
    table = [list(headings), *([printable(cell) for cell in row] for row in rows)]
    widths = [max(_width(row[column]) for row in table) for column in range(len(headings))]
    for row in table:
        cells = [
            _padded(cell, width, left=column < words)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo(_GAP.join(cells).rstrip())


def _width(text: str) -> int:
    return sum(map(_cells, text))


def _cells(one: str) -> int:
    if unicodedata.combining(one) or unicodedata.category(one) in {"Cf", "Me", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(one) in "WF" else 1


def _padded(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text


def number(value: float | None, digits: int = 0) -> str:
    """Return a number with thin groups of thousands, or a dash for what is not known."""
    return NOTHING if value is None else f"{value:,.{digits}f}".replace(",", THIN_SPACE).replace("-", "−")


def weight_text(weighted: float | None, known: float) -> str:
    """Return weighted tokens, or as a lower bound what the `known` weigh where some are not on record."""
    if weighted is not None:
        return number(weighted)
    return lower_bound(number(known), is_lower_bound=True) if known else NOTHING


def charges_text(charges: Sequence[Charge]) -> str:
    """Return what a tool charged in units of its own, with all digits."""
    return ", ".join(
        f"{Decimal(plain_amount(one.amount)):,f}".replace(",", THIN_SPACE).replace("-", "−")
        + f" {counted_unit(one.unit, one.amount)}"
        for one in charges
    )


def percent(share: float | None) -> str:
    """Return a share as whole percents."""
    return NOTHING if share is None else f"{100 * share:.0f} %"


def minutes(value: float | None) -> str:
    """Return signed minutes, in hours where there are many."""
    if value is None:
        return NOTHING
    sign = "−" if value < 0 else "+" if value > 0 else ""
    hours, rest = divmod(round(abs(value)), 60)
    return f"{sign}{hours} h {rest:02} min" if hours else f"{sign}{rest} min"


def with_range(
    value: float | None, low: float | None, high: float | None, show: Callable[[float | None], str]
) -> str:
    """Return a figure and its range in the same breath."""
    return show(value) if low is None or high is None else f"{show(value)} ({show(low)} … {show(high)})"


def figure_with_range(value: float | None, low: float | None, high: float | None) -> str:
    """Return a figure and its range with the digits that sentences say them with."""
    return with_range(value, low, high, lambda one: NOTHING if one is None else plain_number(one, value))


def key_text(key: str | None) -> str:
    """Return a group's name, cut where it would burst a table, or what stands for none."""
    return NOTHING if key is None else shortened(key, _LONGEST_KEY)


def outcome_text(assessment: Assessment | None) -> str:
    """Return a verdict in a few words."""
    if assessment is None:
        return "not judged"
    return _OUTCOMES[assessment.outcome] if assessment.outcome else "no verdict"


def when_text(one: Interaction, zone: ZoneInfo | None = None) -> str:
    """Return when an interaction began, on the clock of `zone`, else of the place where it was made."""
    local = one.started_at.astimezone(zone or timezone(timedelta(minutes=one.utc_offset_minutes)))
    return f"{local:%Y-%m-%d %H:%M}"


def title_text(entry: Entry, peeked: str | None) -> str:
    """Return an entry's own title, the first line of its prompt, or where it was made."""
    one = entry.interaction
    return one.title or peeked or " · ".join(filter(None, (one.project, tool_title(one.tool or "by hand"))))


def shortened(text: str, width: int) -> str:
    """Return text cut to a width on screen, with a sign that it was."""
    taken = end = 0
    for place, one in enumerate(text, 1):
        taken += _cells(one)
        if taken < width:
            end = place
        elif taken > width:
            return f"{text[:end]}…"
    return text


def value_cells(row: ValueReport) -> tuple[str, ...]:
    """Return value figures as the cells of a table, each with its range."""
    vpt = figure_with_range(row.vpt, row.vpt_low, row.vpt_high) if row.vpt is not None else "held back"
    helped = with_range(row.helped_rate, row.helped_low, row.helped_high, percent)
    return (
        key_text(row.key),
        vpt,
        with_range(row.net_minutes, row.net_low, row.net_high, minutes),
        helped if row.helped_rate is not None else "held back",
        f"{row.helped} / {row.hurt}",
        f"{row.rated} of {row.interactions}",
        percent(row.coverage_tokens) if row.coverage_tokens is not None or not row.weighed else "none used",
    )


def lower_bound(text: str, *, is_lower_bound: bool) -> str:
    """Mark a figure whose final count never reached the disk."""
    return f"≥ {text}" if is_lower_bound else text
