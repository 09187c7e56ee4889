"""What an invented person says of invented work."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from aijournal.demo.half_year import HalfYear, Piece
from aijournal.domain.assessment import (
    Accepted,
    Assessment,
    Door,
    LeftMe,
    Motive,
    Need,
    Outcome,
    Quality,
)
from aijournal.domain.facts import Exchange, ExchangeKind

_UNSURE = 0.05
_WITH_MINUTES = 0.9
_WITH_USEFUL = 0.6  # of the conversations that helped
_LONG_FORM = 0.12  # the share of verdicts that say more than the short form asks
_OUTCOMES = (  # from how much luck on
    (1.05, Outcome.HELPED_A_LOT),
    (-0.20, Outcome.HELPED),
    (-0.85, Outcome.NO_DIFFERENCE),
    (-1.75, Outcome.HURT),
)
_USUAL_MINUTES = {
    Outcome.HELPED_A_LOT: 26.0,
    Outcome.HELPED: 12.0,
    Outcome.NO_DIFFERENCE: 0.0,
    Outcome.HURT: -11.0,
    Outcome.HURT_A_LOT: -30.0,
}
_BUCKETS = (-120, -60, -30, -10, 0, 5, 15, 30, 60, 120, 240)
_NEEDS: Mapping[Outcome, Sequence[Need]] = {
    Outcome.HELPED_A_LOT: (Need.COULD_NOT, Need.SLOWER, Need.SLOWER),
    Outcome.HELPED: (Need.SLOWER, Need.SLOWER, Need.SLOWER, Need.COULD_NOT, Need.NOT_NEEDED),
    Outcome.NO_DIFFERENCE: (Need.NOT_NEEDED, Need.NOT_NEEDED, Need.KNEW, Need.SLOWER),
    Outcome.HURT: (Need.NOT_NEEDED, Need.SLOWER, Need.KNEW),
    Outcome.HURT_A_LOT: (Need.NOT_NEEDED, Need.SLOWER),
    Outcome.UNSURE: (Need.SLOWER, Need.NOT_NEEDED),
}
_MOTIVES = (Motive.CHOSE, Motive.CHOSE, Motive.CHOSE, Motive.EXPECTED)
_MOTIVES_OF_DUTY = (Motive.COUNTED, Motive.COUNTED, Motive.EXPECTED)

_Said = TypeVar("_Said")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of a piece of work and when; `rework_minutes` were told a week later.

    `useful` is the number of the prompt whose answer was the useful one, the first being 0, or `None` where
    none was marked.
    """

    assessment: Assessment
    judged_at: datetime
    rework_minutes: float | None = None
    useful: int | None = None


def invent_verdict(piece: Piece, ended_at: datetime, half_year: HalfYear, chance: random.Random) -> Verdict:
    """Return how it went, in the person's words: mostly said on the same day."""
    outcome = _outcome(piece.luck, chance)
    minutes = _minutes(outcome, piece.size, chance)
    assessment = Assessment(
        outcome=outcome,
        need=chance.choice(_NEEDS[outcome]),
        net_minutes=minutes,
        seconds_taken=round(chance.lognormvariate(1.2, 0.5), 1),
        door=Door.QUICK_LOG if piece.hand else Door.INBOX,
        **_more(piece, outcome, half_year, chance),
    )
    later = timedelta(minutes=chance.choice((2, 5, 20, 90, 240)))
    rework = chance.choice((5, 10, 15, 30)) if minutes and minutes > 0 and chance.random() < 0.12 else None
    return Verdict(assessment, ended_at + later, rework)


def invent_useful(assessment: Assessment, exchanges: Sequence[Exchange]) -> int | None:
    """Return which prompt's answer was marked as the useful one, mostly none: one of the last two."""
    chance = random.Random(exchanges[0].conversation_id)  # noqa: S311 - invented work, no secret
    has_helped = assessment.outcome in {Outcome.HELPED, Outcome.HELPED_A_LOT}
    if not has_helped or chance.random() > _WITH_USEFUL:
        return None
    last = sum(one.kind is ExchangeKind.PROMPT for one in exchanges) - 1
    return max(0, last - chance.choice((0, 0, 1)))


def _outcome(luck: float, chance: random.Random) -> Outcome:
    if chance.random() < _UNSURE:
        return Outcome.UNSURE
    return next((outcome for least, outcome in _OUTCOMES if luck >= least), Outcome.HURT_A_LOT)


def _minutes(outcome: Outcome, size: float, chance: random.Random) -> float | None:
    """Return what the person says it saved, in the steps that are offered."""
    if outcome is Outcome.UNSURE or chance.random() > _WITH_MINUTES:
        return None
    felt = _USUAL_MINUTES[outcome] * size * chance.lognormvariate(0, 0.25)
    return min(_BUCKETS, key=lambda step: abs(step - felt))


def _more(piece: Piece, outcome: Outcome, half_year: HalfYear, chance: random.Random) -> dict[str, Any]:
    """Return what is said beyond the short form: mostly nothing."""
    helped = outcome in {Outcome.HELPED, Outcome.HELPED_A_LOT}
    motives = _MOTIVES_OF_DUTY if piece.tool == "amazon-q" else _MOTIVES

    def sometimes(share: float, said: Sequence[_Said]) -> _Said | None:
        return chance.choice(said) if chance.random() < share else None

    said: dict[str, object] = {
        "motive": sometimes(0.5, motives),
        "bottleneck": sometimes(0.25 if helped else 0.05, half_year.bottlenecks),
        "note": sometimes(_LONG_FORM, half_year.notes),
        "accepted": sometimes(_LONG_FORM, (Accepted.MOSTLY, Accepted.PARTLY) if helped else (Accepted.NONE,)),
        "quality": sometimes(_LONG_FORM, (Quality.SAME, Quality.BETTER) if helped else (Quality.WORSE,)),
        "left_me": sometimes(_LONG_FORM, (LeftMe.ENERGISED, LeftMe.SAME) if helped else (LeftMe.DRAINED,)),
        "would_do_again": sometimes(_LONG_FORM, (helped,)),
        "unblocked": sometimes(0.08, half_year.unblocked) if helped else None,
        "is_new_work": sometimes(0.04, (True,)) if helped else None,
    }
    return {name: value for name, value in said.items() if value is not None}
