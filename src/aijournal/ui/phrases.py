"""How figures, days and verdicts are said on the screen; plain text in the person's own locale."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, QTime
from PySide6.QtGui import QGuiApplication

from aijournal.domain.tools import tool_title
from aijournal.domain.wording import counted_unit
from aijournal.ui.discreet import MASK, hides_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aijournal.domain.assessment import Assessment, Need, Outcome
    from aijournal.domain.entry import Interaction
    from aijournal.domain.facts import Charge

MINUS = "\N{MINUS SIGN}"
BETWEEN = " \N{MIDDLE DOT} "
NONE_YET = "\N{EN DASH}"
UNKNOWN = "\N{EM DASH}"
_HOUR, _DAY = 60, 24 * 60  # minutes
_DECIMALS = 2  # of amounts
_FEW_BYTES = 1_000_000
_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
_LEFT_TO_RIGHT, _AS_IT_RUNS, _AS_BEFORE = "\u2066", "\u2068", "\u2069"  # what stands between runs by itself
# Characters that break a line, or that cannot be drawn.
_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
# Characters that reorder what stands beside them in the row.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("phrases", text, None, count)


def translated(context: str, text: str) -> str:
    """Return one of the words that a part of the window declares in a table."""
    return QCoreApplication.translate(context, text)


def told(text: str) -> str:
    """Return what analysis says in the person's own language; other text stays as it is."""
    if type(text) is str:
        return text
    from aijournal.analysis.sentences import SENTENCES, Sentence

    if not isinstance(text, Sentence):
        return text
    figures = {name: _set_apart(told(figure), _AS_IT_RUNS) for name, figure in text.figures.items()}
    return translated("sentences", SENTENCES[text.name]).format(**figures)


def left_to_right(text: str) -> str:
    """Return a figure or a path that keeps its order among words that run from right to left."""
    return _set_apart(text, _LEFT_TO_RIGHT)


def _set_apart(text: str, order: str) -> str:
    is_needed = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return f"{order}{text}{_AS_BEFORE}" if text and is_needed else text


def plain_line(text: str) -> str:
    """Return text from a log or a person as one line that shows what it is."""
    return " ".join("".join(" " if _is_hidden(letter) else letter for letter in text).split())


def _is_hidden(letter: str) -> bool:
    return letter in _REORDERING or unicodedata.category(letter) in _UNSEEN


def short_count(number: float) -> str:
    """Return a count of tokens as a person would say it: 950, 41k, 8.4 M; a mask in discreet mode."""
    if hides_figures():
        return MASK
    for limit, unit, suffix in ((999_500_000, 1e9, "G"), (999_500, 1e6, "M")):
        if number >= limit:
            return left_to_right(f"{_significant(number / unit)}{_NARROW_SPACE}{suffix}")
    if number >= 1_000:
        return left_to_right(f"{round(number / 1e3)}k")
    return QLocale().toString(round(number))


def _significant(number: float) -> str:
    return QLocale().toString(number, "f", 1 if number < 99.5 else 0)


def decimal(number: float, digits: int = 0) -> str:
    """Return a number in the person's locale, with a real minus sign."""
    rounded = round(number, digits) + 0.0
    said = QLocale().toString(rounded, "f", digits)
    return left_to_right(said.replace("-", MINUS)) if rounded < 0 else said


def signed(number: float) -> str:
    """Return a whole number with its sign; zero has none."""
    whole = round(number)
    return left_to_right(f"+{decimal(whole)}") if whole > 0 else decimal(whole)


def duration(minutes: float) -> str:
    """Return minutes as hours and minutes, with the sign in words' reach: +2 h 10, −20 min."""
    whole = round(abs(minutes))
    return _hours_and_minutes(whole, "" if whole == 0 else MINUS if minutes < 0 else "+")


def time_taken(minutes: float) -> str:
    """Return minutes as hours and minutes, without a sign: 2 h 10."""
    return _hours_and_minutes(round(abs(minutes)), "")


def _hours_and_minutes(whole: int, sign: str) -> str:
    hours, rest = divmod(whole, 60)
    if not hours:
        return _tr("%1 min").replace("%1", left_to_right(f"{sign}{rest}"))
    tail = f" {rest:02}" if rest else ""
    return _tr("%1 h").replace("%1", left_to_right(f"{sign}{hours}")) + tail


def share(part: float) -> str:
    """Return a share as a percentage."""
    return left_to_right(f"{decimal(100 * part)}{_NARROW_SPACE}%")


def day_in_words(day: date) -> str:
    """Return a day in full: Saturday 21 November."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM")


def short_day(day: date) -> str:
    """Return a day in short: 21 Nov."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM")


def full_day(day: date) -> str:
    """Return a day with its year: 21 Nov 2026."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def month_name(day: date) -> str:
    """Return a month in short; January says its year."""
    return QLocale().toString(QDate(day.year, day.month, 1), "MMM yyyy" if day.month == 1 else "MMM")


def clock(moment: datetime) -> str:
    """Return the time of day as the person's locale writes it."""
    return QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)


def exact_clock(moment: datetime) -> str:
    """Return the time of day to the second, for moments of the same minute."""
    short = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    exact = re.sub(r"(\W)(m+)", r"\1\2\1ss", short)  # seconds are set off as the minutes are
    return QLocale().toString(QTime(moment.hour, moment.minute, moment.second), exact)


def moment(when: datetime, today: date, *, is_exact: bool = False) -> str:
    """Return a moment on the person's clock: its time, and its day where that is not today."""
    time = exact_clock(when) if is_exact else clock(when)
    return time if when.date() == today else f"{full_day(when.date())}, {time}"


def age(passed: timedelta) -> str:
    """Return how long ago something was, as roughly as a person would say it."""
    minutes = round(passed.total_seconds() / 60)
    if minutes < 1:
        return _tr("just now")
    if minutes < _HOUR:
        return _tr("%1 min ago").replace("%1", decimal(minutes))
    if minutes < 2 * _DAY:
        return _tr("%1 h ago").replace("%1", decimal(minutes // _HOUR))
    return _tr("%1 days ago").replace("%1", decimal(minutes // _DAY))


def size(count: int) -> str:
    """Return bytes as megabytes, or as kilobytes where there are few."""
    if count < _FEW_BYTES:
        return _tr("%1 kB").replace("%1", decimal(count / 1e3))
    return _tr("%1 MB").replace("%1", decimal(count / 1e6, 1))


def entries(count: int) -> str:
    """Return a count of entries."""
    return _tr("1 entry") if count == 1 else _tr("%1 entries").replace("%1", decimal(count))


def interactions(count: int) -> str:
    """Return a count of interactions."""
    return _tr("1 interaction") if count == 1 else _tr("%1 interactions").replace("%1", decimal(count))


def calls(count: int) -> str:
    """Return a count of calls."""
    return _tr("1 call") if count == 1 else _tr("%1 calls").replace("%1", decimal(count))


def days(count: int) -> str:
    """Return a count of days."""
    return _tr("1 day") if count == 1 else _tr("%1 days").replace("%1", decimal(count))


def files(count: int) -> str:
    """Return a count of files."""
    return _tr("1 file") if count == 1 else _tr("%1 files").replace("%1", decimal(count))


def minutes(count: int) -> str:
    """Return a count of minutes, in full."""
    return _tr("1 minute") if count == 1 else _tr("%1 minutes").replace("%1", decimal(count))


def local_start(interaction: "Interaction") -> datetime:
    """Return when an interaction began, on the clock of where it was made."""
    return interaction.started_at + timedelta(minutes=interaction.utc_offset_minutes)


def when(interaction: "Interaction", today: date) -> tuple[str, str]:
    """Return the time an interaction began, and its day where that is not today."""
    day = interaction.local_day
    if day == today:
        said = ""
    elif today - timedelta(days=7) < day < today:
        said = QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
    else:
        said = short_day(day)
    return clock(local_start(interaction)), said


def exchanges(count: int) -> str:
    """Return a count of exchanges."""
    return _tr("1 exchange") if count == 1 else _tr("%n exchanges", count)


def tokens(interaction: "Interaction") -> str:
    """Return the tokens of an interaction by weight, or that they are not known."""
    if interaction.weighted_tokens is not None:
        return _tr("%1 weighted").replace("%1", short_count(interaction.weighted_tokens))
    if interaction.typed_tokens is not None:
        return _tr("%1 tokens, typed").replace("%1", short_count(interaction.typed_tokens))
    return _tr("tokens unknown")


def charges(charged: "Sequence[Charge]") -> str:
    """Return what a tool charged in units of its own; masks in discreet mode."""
    return ", ".join(
        f"{_amount(one.amount)} {plain_line(counted_unit(one.unit, one.amount))}" for one in charged
    )


def _amount(amount: Decimal) -> str:
    """Return an amount with two decimals, or two digits where it is that small."""
    if hides_figures():
        return MASK
    from aijournal.domain.facts import plain_amount

    digits = max(_DECIMALS, _DECIMALS - 1 - amount.adjusted()) if amount else 0
    shown = plain_amount(round(amount, digits))
    return decimal(float(amount), len(shown.partition(".")[2]))


def whose(interaction: "Interaction") -> tuple[str, str]:
    """Return project and tool of an interaction, by their names for people."""
    return project_and_tool(interaction.project, interaction.tool)


def project_and_tool(project: str | None, tool: str | None) -> tuple[str, str]:
    """Return a project and a tool by their names for people, or that they are not known."""
    return plain_line(project) if project else UNKNOWN, plain_line(tool_title(tool)) if tool else UNKNOWN


def facts(interaction: "Interaction") -> str:
    """Return the second line of a row: project, tool, exchanges, tokens."""
    parts = [*whose(interaction)]
    if interaction.exchanges:
        parts.append(exchanges(interaction.exchanges))
    return BETWEEN.join([*parts, tokens(interaction)])


def outcome(verdict: "Outcome") -> str:
    """Return an outcome in words."""
    from aijournal.domain.assessment import Outcome

    return {
        Outcome.HURT_A_LOT: _tr("hurt a lot"),
        Outcome.HURT: _tr("hurt"),
        Outcome.NO_DIFFERENCE: _tr("no difference"),
        Outcome.HELPED: _tr("helped"),
        Outcome.HELPED_A_LOT: _tr("helped a lot"),
        Outcome.UNSURE: _tr("unsure"),
    }[verdict]


def need(verdict: "Need") -> str:
    """Return a need in words."""
    from aijournal.domain.assessment import Need

    return {
        Need.COULD_NOT: _tr("could not without"),
        Need.SLOWER: _tr("slower without"),
        Need.NOT_NEEDED: _tr("not needed"),
        Need.KNEW: _tr("knew the answer"),
    }[verdict]


def contradiction(outcome: "Outcome | None", minutes: float | None) -> str:
    """Return what is odd about a verdict, softly, or nothing: both can be true of the same work."""
    if not minutes or outcome is None:
        return ""
    from aijournal.domain.assessment import Outcome

    if outcome in (Outcome.HURT, Outcome.HURT_A_LOT) and minutes > 0:
        return _tr("It hurt, and it saved minutes? Both can be true; a minus makes them minutes lost.")
    if outcome in (Outcome.HELPED, Outcome.HELPED_A_LOT) and minutes < 0:
        return _tr(
            "It helped, and it cost minutes? Both can be true; without the minus they are minutes saved."
        )
    return ""


def verdict(assessment: "Assessment") -> str:
    """Return a verdict in words, as the notice after judging says it."""
    parts = []
    if assessment.outcome is not None:
        parts.append(outcome(assessment.outcome))
    if assessment.net_minutes is not None:
        parts.append(duration(assessment.net_minutes))
    if assessment.need is not None:
        parts.append(need(assessment.need))
    return ", ".join(parts)
