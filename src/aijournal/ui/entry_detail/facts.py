"""What is known of an entry besides its words, line by line: its facts, and all that was said of it."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from aijournal.domain.assessment import Accepted, Assessment, Door, LeftMe, Motive, Quality
from aijournal.domain.entry import Entry, Interaction
from aijournal.domain.facts import Charge
from aijournal.domain.tokens import TokenUsage, TokenWeights
from aijournal.ui import phrases
from aijournal.ui.clock import Clock
from aijournal.ui.entry_table import words

Line = tuple[str, str]
"""What it is, and what it says."""

_NO_BREAK = "\N{NO-BREAK SPACE}"
_A_MINUTE = timedelta(minutes=1)


def _tr(text: str) -> str:
    return QCoreApplication.translate("EntryDetail", text)


def facts(entry: Entry, weights: TokenWeights, charges: Sequence[Charge] = ()) -> tuple[str, ...]:
    """Return in a few lines what is known of the work: from a log, or as it was logged by hand.

    `charges` are what the tool charged for it by unit, as far as they are known yet.
    """
    one = entry.interaction
    spent = _tr("%1 at it").replace("%1", _minutes(one.active_minutes)) if one.active_minutes else ""
    lines = (
        _joined(_when(one), spent),
        _joined(words.tool(one) or _tr("no tool named"), words.name(one.model)),
        _joined(_tokens(one, weights), phrases.charges(charges)),
        buckets(one.usage) if one.calls else "",
        _tr("picked at random, to check the others by") if one.is_audit else "",
    )
    return tuple(filter(None, lines))


def said(assessment: Assessment, clock: Clock) -> tuple[Line, ...]:
    """Return what was said beyond the verdict, its minutes and its note; last, when it was said."""
    lines = (
        (_tr("rework"), _minutes(assessment.rework_minutes)),
        (_tr("without AI"), _minutes(assessment.unaided_minutes)),
        (_tr("forecast without AI"), _minutes(assessment.forecast_without_minutes)),
        (_tr("forecast with AI"), _minutes(assessment.forecast_with_minutes)),
        (_tr("kept"), _word(assessment.accepted, _kept)),
        (_tr("result"), _word(assessment.quality, _quality)),
        (_tr("again"), _word(assessment.would_do_again, _yes_or_no)),
        (_tr("new work"), _word(assessment.is_new_work, _yes_or_no)),
        (_tr("bottleneck"), words.name(assessment.bottleneck)),
        (_tr("why with AI"), _word(assessment.motive, _motive)),
        (_tr("unblocked"), words.name(assessment.unblocked)),
        (_tr("left you"), _word(assessment.left_me, _left_me)),
        (_tr("sure"), _word(assessment.confidence, phrases.share)),
    )
    return (*((what, says) for what, says in lines if says), *said_when(assessment, clock))


def said_when(assessment: Assessment, clock: Clock) -> tuple[Line, ...]:
    """Return when a verdict was given, and by which door."""
    says = _joined(_said_at(assessment, clock), _word(assessment.door, _door))
    return ((_tr("said"), says),) if says else ()


def buckets(usage: TokenUsage) -> str:
    """Return the tokens of a usage by bucket; one that the tool did not say is unknown, not zero."""
    return _joined(
        _tr("%1 in").replace("%1", _count(usage.input_tokens)),
        _tr("%1 to cache").replace("%1", _count(usage.cache_write_tokens)),
        _tr("%1 from cache").replace("%1", _count(usage.cache_read_tokens)),
        _tr("%1 out").replace("%1", _out(usage)),
    )


def _joined(*parts: str) -> str:
    """Return parts in one line, which may only be broken between them."""
    return phrases.BETWEEN.join(part.replace(" ", _NO_BREAK) for part in parts if part)


def _count(tokens: int | None) -> str:
    return "?" if tokens is None else phrases.short_count(tokens)


def _out(usage: TokenUsage) -> str:
    is_at_least = usage.output_is_lower_bound and usage.output_tokens is not None
    return (words.AT_LEAST if is_at_least else "") + _count(usage.output_tokens)


def _when(one: Interaction) -> str:
    began = phrases.local_start(one)
    lasted = one.ended_at - one.started_at
    day = QLocale().toString(QDate(began.year, began.month, began.day), "ddd d MMM yyyy")
    ended = f" – {phrases.clock(began + lasted)}" if lasted >= _A_MINUTE else ""
    return f"{day}, {phrases.clock(began)}{ended}"


def _tokens(one: Interaction, weights: TokenWeights) -> str:
    if not one.calls and one.typed_tokens is not None:
        return _tr("%1 tokens, as you typed them").replace("%1", phrases.short_count(one.typed_tokens))
    if one.weighted_tokens is None and not one.usage.known_weight(weights):
        return _tr("tokens unknown")
    figure = _tr("%1 weighted").replace("%1", words.weighted(one, weights))
    if not one.calls_without_tokens:
        return figure
    unknown = _tr("%1 of %2 calls not fully known").replace("%1", phrases.decimal(one.calls_without_tokens))
    return _joined(figure, unknown.replace("%2", phrases.decimal(one.calls)))


def _minutes(minutes: float | None) -> str:
    return "" if minutes is None else phrases.time_taken(minutes)


def _said_at(assessment: Assessment, clock: Clock) -> str:
    if assessment.assessed_at is None:
        return ""
    local = assessment.assessed_at.astimezone(clock.zone)
    day = QLocale().toString(QDate(local.year, local.month, local.day), "ddd d MMM yyyy")
    return f"{day}, {phrases.clock(local)}"


def _word(value: object, say: Callable[..., str]) -> str:
    return "" if value is None else say(value)


def _yes_or_no(value: bool) -> str:  # noqa: FBT001 - what was said is a yes or a no
    return _tr("yes") if value else _tr("no")


def _kept(value: Accepted) -> str:
    return {
        Accepted.NONE: _tr("nothing"),
        Accepted.PARTLY: _tr("some of it"),
        Accepted.MOSTLY: _tr("most of it"),
        Accepted.AS_IS: _tr("all of it"),
    }[value]


def _quality(value: Quality) -> str:
    return {
        Quality.WORSE: _tr("worse than without AI"),
        Quality.SAME: _tr("the same as without AI"),
        Quality.BETTER: _tr("better than without AI"),
    }[value]


def _motive(value: Motive) -> str:
    return {
        Motive.CHOSE: _tr("you chose it"),
        Motive.EXPECTED: _tr("it was expected of you"),
        Motive.COUNTED: _tr("to be counted"),
    }[value]


def _left_me(value: LeftMe) -> str:
    return {
        LeftMe.DRAINED: _tr("drained"),
        LeftMe.SAME: _tr("the same"),
        LeftMe.ENERGISED: _tr("energised"),
    }[value]


def _door(value: Door) -> str:
    return {
        Door.INBOX: _tr("in the inbox"),
        Door.QUICK_LOG: _tr("in the quick log"),
        Door.AUDIT: _tr("in the inbox, picked at random"),
        Door.COMMAND_LINE: _tr("on the command line"),
        Door.DETAIL: _tr("here"),
        Door.BULK: _tr("together with others, in the Journal"),
    }[value]
