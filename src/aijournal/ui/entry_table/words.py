"""How the cells of a row are said: honest about what is not known, in as few characters as will do."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from aijournal.domain.assessment import Outcome
from aijournal.domain.entry import Entry, Interaction
from aijournal.domain.tokens import TokenWeights
from aijournal.domain.tools import tool_title
from aijournal.ui import phrases
from aijournal.ui.widgets.minute_bars import tone_of

AT_LEAST = "\N{GREATER-THAN OR EQUAL TO}\N{NARROW NO-BREAK SPACE}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("EntryTable", text)


def day(interaction: Interaction, today: date) -> str:
    """Return the local day: with its weekday in this year, else with the year."""
    return _say_day(interaction.local_day, today)


def _say_day(day: date, today: date) -> str:
    pattern = "ddd d MMM" if day.year == today.year else "d MMM yyyy"
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def clock(interaction: Interaction) -> str:
    """Return the time at which it began, on the clock of where it was made."""
    return phrases.clock(phrases.local_start(interaction))


def usual_when() -> str:
    """Return a day of another year and a time, which are as wide as any, in the person's locale."""
    late = datetime(2026, 9, 30, 22, 0)  # noqa: DTZ001 - stands for no moment
    return f"{_say_day(late.date(), date.min)}  {phrases.clock(late)}"


def name(text: str | None) -> str:
    """Return a name that a log or a person gave, or nothing where there is none."""
    if not text:
        return ""
    return text if text.isprintable() else phrases.plain_line(text)


def tool(interaction: Interaction) -> str:
    """Return the tool's name for people."""
    return name(tool_title(interaction.tool)) if interaction.tool else ""


def whose(interaction: Interaction) -> str:
    """Return whose work it was, where nothing else is known of it: project and tool."""
    return phrases.BETWEEN.join(
        part or phrases.UNKNOWN for part in (name(interaction.project), tool(interaction))
    )


def tags(interaction: Interaction) -> str:
    """Return the tags in one line."""
    return ", ".join(map(phrases.plain_line, interaction.tags))


def exchanges(interaction: Interaction) -> str:
    """Return how many exchanges it has; one that was logged by hand may have none."""
    return phrases.decimal(interaction.exchanges) if interaction.exchanges else ""


def weighted(interaction: Interaction, weights: TokenWeights) -> str:
    """Return the weighted tokens; a lower bound says so, and what no call knows is unknown, not zero."""
    if interaction.weighted_tokens is not None:
        return phrases.short_count(interaction.weighted_tokens)
    known = interaction.usage.known_weight(weights)
    return AT_LEAST + phrases.short_count(known) if known else _tr("unknown")


def verdict(entry: Entry) -> str:
    """Return what was said of it, that it waits, or nothing where nobody was asked."""
    said = entry.assessment
    if said is None:
        return _tr("waiting") if entry.interaction.is_asked else ""
    if said.outcome is not None:
        return phrases.outcome(said.outcome)
    return phrases.need(said.need) if said.need is not None else _tr("no verdict")


def verdict_tone(entry: Entry) -> str:
    """Return the role of the colour of a verdict: gained, lost, or none."""
    outcome = entry.assessment.outcome if entry.assessment else None
    if outcome in (Outcome.HELPED, Outcome.HELPED_A_LOT):
        return "gained"
    return "lost" if outcome in (Outcome.HURT, Outcome.HURT_A_LOT) else ""


def need(entry: Entry) -> str:
    """Return whether the AI was needed, as it was said, or nothing."""
    said = entry.assessment.need if entry.assessment else None
    return "" if said is None else phrases.need(said)


def active(interaction: Interaction) -> str:
    """Return the person's own time in it, or nothing where no prompt is on record."""
    return "" if interaction.active_minutes is None else phrases.time_taken(interaction.active_minutes)


def net(entry: Entry) -> str:
    """Return the net minutes as they were said, or nothing."""
    minutes = entry.assessment.net_minutes if entry.assessment else None
    return "" if minutes is None else phrases.duration(minutes)


def net_tone(entry: Entry) -> str:
    """Return the role of the colour of net minutes: gained, lost, or none."""
    minutes = entry.assessment.net_minutes if entry.assessment else None
    return "" if minutes is None else tone_of(minutes)
