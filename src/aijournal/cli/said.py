"""What was said of an entry, field by field, in words."""

from dataclasses import dataclass

from aijournal.cli.text import minutes, outcome_text, percent
from aijournal.domain.assessment import Assessment
from aijournal.domain.entry_words import MOTIVE_LABELS, NEED_LABELS, minutes_in_words


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in a field of an assessment; `words` is empty where it was left open."""

    field: str
    label: str
    words: str


def net_text(said: Assessment | None) -> str:
    """Return the net minutes as they were claimed, and beside them the rework that came since."""
    net = minutes(said.net_minutes if said else None)
    if said is None or said.net_minutes is None or not said.rework_minutes:
        return net
    return f"{net}, {minutes_in_words(said.rework_minutes)} of rework since"


def said_in_words(said: Assessment) -> tuple[Said, ...]:
    """Return every field that a person can say something in, in their order."""
    words: dict[str, tuple[str, str | None]] = {
        "outcome": ("verdict", outcome_text(said) if said.outcome else None),
        "net_minutes": ("net minutes", None if said.net_minutes is None else net_text(said)),
        "need": ("need", said.need and NEED_LABELS[said.need]),
        "motive": ("motive", said.motive and MOTIVE_LABELS[said.motive]),
        "unaided_minutes": ("without AI", _minutes(said.unaided_minutes)),
        "rework_minutes": ("rework", _minutes(said.rework_minutes)),
        "forecast_without_minutes": ("forecast without AI", _minutes(said.forecast_without_minutes)),
        "forecast_with_minutes": ("forecast with AI", _minutes(said.forecast_with_minutes)),
        "accepted": ("kept of it", said.accepted and said.accepted.value.replace("_", " ")),
        "would_do_again": ("again", _yes_or_no(said.would_do_again)),
        "bottleneck": ("bottleneck", said.bottleneck),
        "is_new_work": ("new work", _yes_or_no(said.is_new_work)),
        "quality": ("quality", said.quality and said.quality.value),
        "unblocked": ("unblocked", said.unblocked),
        "note": ("note", said.note),
        "confidence": ("confidence", None if said.confidence is None else percent(said.confidence)),
        "left_me": ("left me", said.left_me and said.left_me.value),
    }
    return tuple(Said(field, label, text or "") for field, (label, text) in words.items())


def _minutes(spent: float | None) -> str | None:
    return None if spent is None else minutes_in_words(spent)


def _yes_or_no(answer: bool | None) -> str | None:  # noqa: FBT001 - what was said is a yes or a no
    return None if answer is None else "yes" if answer else "no"
