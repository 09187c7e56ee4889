"""Value figures as sentences that can stand alone: what each says, how sure it is, and what it rests on.

The screen, the command line and every export say the same. Numbers keep the decimal point.
"""

from collections.abc import Iterator

from aijournal.analysis.sentences import MINUS, plain_number, say, say_count
from aijournal.analysis.value import ValueReport
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenWeights


def value_sentences(value: ValueReport) -> tuple[str, ...]:
    """Return one sentence for each figure of a group, or what holds the figure back."""
    return tuple(_sentences(value))


def value_notes(value: ValueReport) -> tuple[str, ...]:
    """Return what is to be known beside the figures: what they leave out or take as nothing."""
    notes: dict[str, tuple[int, dict[str, str]]] = {
        "value.reworked": (value.reworked, {"time": hours_text(value.rework_minutes or 0.0)}),
        "value.rework": (value.rework_unknown, {"valued": str(value.valued)}),
        "value.new_work": (value.new_work, {}),
        "value.without_tokens": (value.without_weight, {}),
    }
    return tuple(say_count(name, count, **figures) for name, (count, figures) in notes.items() if count)


def weights_note(weights: TokenWeights) -> str | None:
    """Return what is to be known of token weights that are not the default ones."""
    return None if weights == DEFAULT_WEIGHTS else say("value.weights", formula=weights_formula(weights))


def weights_formula(weights: TokenWeights) -> str:
    """Return how much each kind of token weighs."""
    parts = (
        (weights.input, "input"),
        (weights.cache_write_5m, "cache write (5 minutes)"),
        (weights.cache_write_1h, "cache write (1 hour)"),
        (weights.cache_read, "cache read"),
        (weights.output, "output"),
    )
    return " + ".join(f"{weight:g}\N{MIDDLE DOT}{bucket}" for weight, bucket in parts)


def hours_text(minutes: float) -> str:
    """Return minutes as hours and minutes, with a real minus sign."""
    hours, rest = divmod(abs(round(minutes)), 60)
    sign = MINUS if round(minutes) < 0 else ""
    return f"{sign}{hours} h {rest:02} min" if hours else f"{sign}{rest} min"


def share_text(share: float | None) -> str:
    """Return a share as whole percents, or that it is unknown."""
    return say("value.unknown") if share is None else f"{100 * share:.0f} %"


def _sentences(value: ValueReport) -> Iterator[str]:
    yield _rests_on(value, _net_minutes(value))
    yield _rests_on(value, _value_per_token(value))
    yield _rests_on(value, _rates(value))
    if value.audit_low is not None:
        yield _audit(value)
    if value.minutes_per_usd is not None:
        yield _rests_on(value, _per_dollar(value, value.minutes_per_usd))


def _net_minutes(value: ValueReport) -> str:
    if value.net_minutes is None:
        return say("value.net_unknown")
    point, time, valued = _minutes(value.net_minutes), hours_text(value.net_minutes), str(value.valued)
    if value.net_low is None or value.net_high is None:
        guard = value.net_guard or say("value.one_day")
        return say("value.net_alone", point=point, time=time, valued=valued, guard=guard)
    low, high = _minutes(value.net_low), _minutes(value.net_high)
    return say("value.net", point=point, time=time, valued=valued, low=low, high=high)


def _value_per_token(value: ValueReport) -> str:
    if value.vpt is None:
        return value.vpt_guard or say("value.unknown")
    return say(
        "value.vpt",
        point=plain_number(value.vpt),
        low=_beside(value.vpt_low, value.vpt),
        high=_beside(value.vpt_high, value.vpt),
        paired=str(value.paired),
        days=str(value.days),
        all=_beside(value.vpt_all_tokens, None),
    )


def _per_dollar(value: ValueReport, point: float) -> str:
    return say(
        "value.per_usd",
        point=plain_number(point),
        low=_beside(value.per_usd_low, point),
        high=_beside(value.per_usd_high, point),
        priced=str(value.priced),
    )


def _rates(value: ValueReport) -> str:
    if value.helped_rate is None:
        return value.rate_guard or say("value.unknown")
    rates = say(
        "value.rates",
        helped=share_text(value.helped_rate),
        helped_low=share_text(value.helped_low),
        helped_high=share_text(value.helped_high),
        hurt=share_text(value.hurt_rate),
        hurt_low=share_text(value.hurt_low),
        hurt_high=share_text(value.hurt_high),
    )
    if value.bound_low == value.bound_high:  # none is unrated
        return rates
    return say(
        "value.bounds",
        rates=rates,
        bound_low=share_text(value.bound_low),
        bound_high=share_text(value.bound_high),
    )


def _audit(value: ValueReport) -> str:
    return say(
        "value.audit_bounds" if value.audit_rate is None else "value.audit",
        rated=str(value.audited_rated),
        audited=str(value.audited),
        rate=share_text(value.audit_rate),
        low=share_text(value.audit_low),
        high=share_text(value.audit_high),
        tier=value.tier.value.capitalize(),
    )


def _rests_on(value: ValueReport, figure: str) -> str:
    return say(
        "value.rests_on",
        figure=figure,
        tier=value.tier.value.capitalize(),
        rated=str(value.rated),
        interactions=str(value.interactions),
        tokens=_of_tokens(value),
    )


def _of_tokens(value: ValueReport) -> str:
    if value.coverage_tokens is not None:
        return say("value.of_tokens", share=share_text(value.coverage_tokens))
    return say("value.zero_tokens" if value.weighed else "value.no_tokens")


def _minutes(minutes: float) -> str:
    return f"{round(minutes)}".replace("-", MINUS)


def _beside(number: float | None, beside: float | None) -> str:
    return say("value.unknown") if number is None else plain_number(number, beside)
