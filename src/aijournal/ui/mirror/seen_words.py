"""What the meter that others can see says, figure by figure."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from aijournal.analysis.mirror import Seen
from aijournal.domain.quota import Quota
from aijournal.ui import phrases
from aijournal.ui.discreet import MASK, hides_figures
from aijournal.ui.mirror.figures import Figure

AT_LEAST = "\N{GREATER-THAN OR EQUAL TO}\N{NARROW NO-BREAK SPACE}"
_WHOLE_DOLLARS = Decimal(100)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Mirror", text)


def _of(words: str, part: int, whole: int) -> str:
    return words.replace("%1", phrases.decimal(part)).replace("%2", phrases.decimal(whole))


def seen_sentence(seen: Seen) -> str:
    """Return what a dashboard would say."""
    if not seen.active_days:
        return _tr("A dashboard would see no use.")
    days = _of(_tr("%1 of %2 days"), seen.active_days, seen.days)
    if seen.tokens is None:
        return _tr("A dashboard would see use on %1, and no tokens.").replace("%1", days)
    sentence = _tr("A dashboard would see %2 tokens, and use on %1.")
    return sentence.replace("%1", days).replace("%2", _tokens(seen))


def seen_figures(seen: Seen, quota: Quota | None, prices_as_of: date) -> tuple[Figure, ...]:
    """Return the figures in their order; the quota is one of them only where one was given."""
    return tuple(_figures(seen, quota, prices_as_of))


def _figures(seen: Seen, quota: Quota | None, prices_as_of: date) -> Iterator[Figure]:
    yield Figure(_tokens(seen), _tr("tokens"), _what_is_counted(seen))
    yield Figure(_spend(seen.cost_usd), "", _spend_basis(seen, prices_as_of))
    yield Figure(
        phrases.decimal(seen.active_days),
        _tr("of %1 days").replace("%1", phrases.decimal(seen.days)),
        _tr("with use"),
    )
    yield _working_days(seen)
    yield Figure(
        phrases.decimal(seen.active_weeks),
        _tr("of 1 week")
        if seen.weeks == 1
        else _tr("of %1 weeks").replace("%1", phrases.decimal(seen.weeks)),
        _tr("with use, Monday to Sunday"),
    )
    if quota is not None:
        yield _quota(seen, quota)


def _tokens(seen: Seen) -> str:
    if seen.tokens is None:
        return phrases.NONE_YET
    return (AT_LEAST if seen.is_lower_bound else "") + phrases.short_count(seen.tokens)


def _what_is_counted(seen: Seen) -> str:
    if seen.tokens is None:
        return _tr("no call and no entry says how many")
    parts = [_tr("raw, all kinds counted as one"), _tr("in %1").replace("%1", phrases.calls(seen.calls))]
    if seen.days_without_tokens:
        days = phrases.days(seen.days_without_tokens)
        parts.append(_tr("%1 with none known").replace("%1", days))
    return phrases.BETWEEN.join(parts)


def _spend(cost: Decimal | None) -> str:
    if cost is None:
        return phrases.NONE_YET
    if hides_figures():
        return MASK
    return f"${phrases.decimal(float(cost), 0 if cost >= _WHOLE_DOLLARS else 2)}"


def _spend_basis(seen: Seen, prices_as_of: date) -> str:
    if seen.cost_usd is None:
        return _tr("no call has a price in the list of %1").replace("%1", phrases.full_day(prices_as_of))
    return _tr("spend, at list prices of %1").replace("%1", phrases.full_day(prices_as_of))


def _working_days(seen: Seen) -> Figure:
    if seen.working_day_share is None:
        return Figure(phrases.NONE_YET, "", _tr("no working day in this period yet"))
    days = _of(_tr("with use: %1 of %2, Monday to Friday"), seen.active_working_days, seen.working_days)
    return Figure(phrases.share(seen.working_day_share), _tr("of working days"), days)


def _quota(seen: Seen, quota: Quota) -> Figure:
    """Set the quota beside the tokens of a week, which are all that can be said without cutting a month."""
    unit = _tr("tokens a week") if quota.per == "week" else _tr("tokens a month")
    basis = _tr("the quota you were given")
    if seen.tokens_per_week is not None:
        pace = _tr("you came to %1 a week").replace("%1", phrases.short_count(seen.tokens_per_week))
        basis = phrases.BETWEEN.join([basis, pace])
    return Figure(phrases.short_count(quota.tokens), unit, basis)
