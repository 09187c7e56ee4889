"""What the meter that matters says, figure by figure: each with its range, or with what it lacks."""

from PySide6.QtCore import QCoreApplication

from aijournal.analysis.mirror import Matters
from aijournal.analysis.relief import Relief
from aijournal.analysis.value import Tier, ValueReport
from aijournal.analysis.value_sentences import value_notes
from aijournal.ui import phrases
from aijournal.ui.mirror.figures import Figure
from aijournal.ui.widgets.minute_bars import tone_of

_ONE_DIGIT_BELOW = 9.95


def _tr(text: str) -> str:
    return QCoreApplication.translate("Mirror", text)


def matters_sentence(value: ValueReport) -> str:
    """Return what it was worth, in the words of the person's own verdicts."""
    if not value.rated and value.net_minutes is None:
        return _tr("Nothing is judged in this period yet, so nothing is known of what it was worth.")
    if value.net_minutes is None:
        sentence = _tr("It helped in %1 of %2 you judged and hurt in %3; you gave no minutes.")
    elif value.net_minutes < 0:
        sentence = _tr("By your own word it cost you %4, helped in %1 of %2 you judged, and hurt in %3.")
    else:
        sentence = _tr("By your own word it saved you %4, helped in %1 of %2 you judged, and hurt in %3.")
    for mark, number in (("%1", value.helped), ("%2", value.rated), ("%3", value.hurt)):
        sentence = sentence.replace(mark, phrases.decimal(number))
    return sentence.replace("%4", phrases.time_taken(value.net_minutes or 0.0))


def matters_figures(matters: Matters) -> tuple[Figure, ...]:
    """Return the figures in their order."""
    value = matters.value
    return _net(value), _helped(value), _relief(matters.relief), _value_per_token(value), _coverage(value)


def matters_notes(value: ValueReport) -> str:
    """Return what is to be known beside the figures."""
    return " ".join(phrases.told(note) for note in value_notes(value))


def tier_words(tier: Tier) -> str:
    """Return how a figure came about, in a word."""
    return {Tier.FELT: _tr("felt"), Tier.TIMED: _tr("timed"), Tier.RANDOMISED: _tr("drawn by lot")}[tier]


def _net(value: ValueReport) -> Figure:
    if value.net_minutes is None:
        return Figure(phrases.NONE_YET, _tr("net minutes"), _tr("No minutes given in this period."))
    unit = _tr("net lost") if value.net_minutes < 0 else _tr("net saved")
    parts = [tier_words(value.tier), phrases.interactions(value.valued)]
    if value.net_low is not None and value.net_high is not None:
        parts.insert(0, _between(phrases.duration(value.net_low), phrases.duration(value.net_high)))
    elif value.net_guard:
        parts.append(phrases.told(value.net_guard))
    tone = tone_of(value.net_minutes)
    return Figure(phrases.duration(value.net_minutes), unit, phrases.BETWEEN.join(parts), tone)


def _helped(value: ValueReport) -> Figure:
    if value.helped_rate is None or value.hurt_rate is None:
        guard = phrases.told(value.rate_guard or "")
        return Figure(phrases.NONE_YET, _tr("helped and hurt"), guard)
    parts = [_range_of_share(value.helped_low, value.helped_high), _hurt(value, value.hurt_rate)]
    parts += [tier_words(value.tier), _tr("%1 judged").replace("%1", phrases.interactions(value.rated))]
    if value.bound_low is not None and value.bound_high is not None:
        bounds = _range_of_share(value.bound_low, value.bound_high)
        parts.append(_tr("helped %1, whatever the others were").replace("%1", bounds))
    return Figure(phrases.share(value.helped_rate), _tr("helped"), phrases.BETWEEN.join(filter(None, parts)))


def _hurt(value: ValueReport, rate: float) -> str:
    words = _tr("hurt %1").replace("%1", phrases.share(rate))
    between = _range_of_share(value.hurt_low, value.hurt_high)
    return f"{words} ({between})" if between else words


def _relief(relief: Relief) -> Figure:
    unit = _tr("of the gain")
    if relief.share is None:
        return Figure(phrases.NONE_YET, unit, phrases.told(relief.guard or ""))
    basis = [_tr("fell on bottlenecks you named"), tier_words(Tier.FELT), phrases.interactions(relief.n)]
    return Figure(phrases.share(relief.share), unit, phrases.BETWEEN.join(basis))


def _value_per_token(value: ValueReport) -> Figure:
    unit = _tr("min per million")
    if value.vpt is None:
        return Figure(phrases.NONE_YET, unit, phrases.told(value.vpt_guard or ""))
    digits = 0 if abs(value.vpt) >= _ONE_DIGIT_BELOW else 1
    parts = [_tr("weighted tokens"), tier_words(value.tier)]
    if value.vpt_low is not None and value.vpt_high is not None:
        low, high = (phrases.decimal(end, digits) for end in (value.vpt_low, value.vpt_high))
        parts.insert(1, _between(low, high))
    work = _tr("%1 on %2").replace("%1", phrases.interactions(value.paired))
    parts.append(work.replace("%2", phrases.days(value.days)))
    return Figure(phrases.decimal(value.vpt, digits), unit, phrases.BETWEEN.join(parts))


def _coverage(value: ValueReport) -> Figure:
    if value.coverage_interactions is None:
        return Figure(phrases.NONE_YET, _tr("judged"), _tr("There is nothing to judge in this period."))
    counts = _tr("%1 of %2").replace("%1", phrases.decimal(value.rated))
    parts = [counts.replace("%2", phrases.interactions(value.interactions))]
    if value.coverage_tokens is not None:
        tokens = _tr("%1 of weighted tokens").replace("%1", phrases.share(value.coverage_tokens))
        parts.append(tokens)
    return Figure(phrases.share(value.coverage_interactions), _tr("judged"), phrases.BETWEEN.join(parts))


def _between(low: str, high: str) -> str:
    return _tr("between %1 and %2").replace("%1", low).replace("%2", high)


def _range_of_share(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return _tr("%1 to %2").replace("%1", phrases.share(low)).replace("%2", phrases.share(high))
