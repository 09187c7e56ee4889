"""What becomes of a stint in the hands of a person: conversations, what they are called, what is said."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from aijournal.demo.half_year import HalfYear, Titles, titles_about
from aijournal.demo.people import Manner, Person, TwoPeople, Upshot
from aijournal.demo.stints import Stint, halfway
from aijournal.demo.verdicts import Verdict
from aijournal.domain.assessment import Assessment, Door
from aijournal.domain.entry import EntryWords
from aijournal.domain.facts import Call, Exchange

_JUDGED = 0.9
_WITH_NOTE = 0.15
_WITH_REWORK = 0.1  # of what helped
_REWORK = (5.0, 5.0, 10.0)
_SOON = (1, 2, 4, 10, 35, 100)  # minutes until it is judged
_NEXT_MORNING = 0.06  # of verdicts come after as many hours as fit a night
_A_NIGHT = timedelta(hours=17)
_TYPING = timedelta(seconds=20)
_TEN_MINUTES = 600
_LEAST_UNAIDED = 5.0


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation of a person: what its log says, its name, and what is said of it if anything."""

    exchanges: tuple[Exchange, ...]
    words: EntryWords
    verdict: Verdict | None

    @property
    def ended_at(self) -> datetime:
        """When its last answer came."""
        return self.exchanges[-1].ended_at


class Habits:
    """Turns stints into conversations, as one person does; all drawn from `chance`."""

    def __init__(self, person: Person, people: TwoPeople, half_year: HalfYear, chance: random.Random) -> None:
        self._person = person
        self._people = people
        self._usual_titles = {task.name: task.titles for task in half_year.tasks}
        self._titles = Titles(chance)
        self._chance = chance

    def talks(self, stint: Stint) -> Iterator[Talk]:
        """Yield what a person makes of a stint: its calls, in order, are the calls of the conversations."""
        manner = self._person[stint.length]
        calls, began = stint.calls, stint.began
        parts = [calls]
        if manner.conversations > 1:
            parts = [calls[: halfway(len(calls))], calls[halfway(len(calls)) :]]
        for part in parts:
            upshot = self._chance.choices(manner.upshots, [one.share for one in manner.upshots])[0]
            exchanges = tuple(self._exchanges(stint, part, upshot, began))
            words = EntryWords(self._title(stint, manner), stint.place.name, stint.task)
            yield Talk(exchanges, words, self._verdict(exchanges, manner, upshot))
            began = part[-1].at

    def _title(self, stint: Stint, manner: Manner) -> str:
        titles = manner.titles.get(stint.task, self._usual_titles[stint.task])
        kind = (stint.place.name, stint.task, titles[0])
        return self._titles.draw(kind, titles_about(stint.place, titles))

    def _exchanges(
        self, stint: Stint, calls: Sequence[Call], upshot: Upshot, began: datetime
    ) -> Iterator[Exchange]:
        conversation, before = self._uuid(), began
        for first, end in pairwise(self._cuts(len(calls), upshot)):
            own = tuple(calls[first:end])
            yield Exchange(
                source=stint.tool,
                native_id=self._uuid(),
                conversation_id=conversation,
                started_at=_asked_at(before, own[0].at),
                ended_at=own[-1].at,
                calls=own,
                project=stint.place.name,
            )
            before = own[-1].at

    def _cuts(self, count: int, upshot: Upshot) -> list[int]:
        """Return where each prompt's calls begin, and the end of the last one's."""
        prompts = max(1, round(count / upshot.calls_a_prompt)) if upshot.calls_a_prompt else 1
        step = count / prompts
        jitter = (self._chance.uniform(-0.3, 0.3) for _ in range(1, prompts))
        return [0, *(round((number + off) * step) for number, off in enumerate(jitter, 1)), count]

    def _verdict(self, exchanges: Sequence[Exchange], manner: Manner, upshot: Upshot) -> Verdict | None:
        later = timedelta(minutes=self._chance.choice(_SOON))
        later = _A_NIGHT + later if self._is_drawn(_NEXT_MORNING) else later
        verdict = Verdict(
            self._assessment(exchanges, manner, upshot),
            exchanges[-1].ended_at + later,
            self._chance.choice(_REWORK) if upshot.has_helped and self._is_drawn(_WITH_REWORK) else None,
            self._useful(len(exchanges), upshot),
        )
        return verdict if self._is_drawn(_JUDGED) else None

    def _assessment(self, exchanges: Sequence[Exchange], manner: Manner, upshot: Upshot) -> Assessment:
        draw = self._chance.choice
        net = draw(upshot.net)
        return Assessment(
            outcome=upshot.verdict,
            need=draw(upshot.need),
            net_minutes=net,
            unaided_minutes=draw(upshot.unaided)
            if upshot.unaided
            else max(_LEAST_UNAIDED, _active_minutes(exchanges) + net),
            accepted=draw(upshot.accepted),
            motive=draw(manner.motives),
            bottleneck=draw(self._people.bottlenecks)
            if upshot.has_helped and self._is_drawn(manner.relief)
            else None,
            note=draw(manner.notes) if self._is_drawn(_WITH_NOTE) else None,
            seconds_taken=round(self._chance.lognormvariate(1.4, 0.45), 1),
            door=Door.INBOX,
        )

    def _useful(self, prompts: int, upshot: Upshot) -> int | None:
        if upshot.useful_before:
            return min(prompts - 1, self._chance.choice(upshot.useful_before))
        if upshot.useful_after:
            return max(0, prompts - 1 - self._chance.choice(upshot.useful_after))
        return None

    def _is_drawn(self, share: float) -> bool:
        return self._chance.random() < share

    def _uuid(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128), version=4))


def _asked_at(before: datetime, answered_at: datetime) -> datetime:
    """Return when a prompt was sent, between what came before and its first answer, in whole milliseconds."""
    at = max(answered_at - _TYPING, before + (answered_at - before) / 2)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _active_minutes(exchanges: Sequence[Exchange]) -> float:
    """Return how long the person was there, by the clock's windows of ten minutes that hold a prompt."""
    windows = {int(one.started_at.timestamp()) // _TEN_MINUTES for one in exchanges}
    span = (exchanges[-1].ended_at - exchanges[0].started_at) / timedelta(minutes=1)
    return min(10.0 * len(windows), float(round(span)))
