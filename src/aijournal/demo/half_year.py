"""Half a year of invented work: when somebody worked with which tool, on what, and how it went."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from aijournal.domain.kept_trial import AI_OFF, AI_ON
from aijournal.resources import resource

WEEKS = 26
HOLIDAY_WEEKS = (13, 14)
_LULL_WEEKS = (10, 11, 12)  # before the holiday there was no time to judge
_JUDGED = 0.77
_JUDGED_IN_LULL = 0.08
_JUDGED_LATELY = 0.55
_SESSIONS_A_DAY = (3, 4, 4, 5, 6)
_DAYS_OFF = 0.04
_TOOLS = {"claude-code": 60, "codex": 24, "chatgpt": 10, "amazon-q": 6}
_EARLY = (time(7, 50), time(8, 25))  # today's sessions lie in the past for whoever looks at them
_FIRST_MINUTE, _LAST_MINUTE = 9 * 60, 17 * 60

_Drawn = TypeVar("_Drawn")


class Workplace(msgspec.Struct, frozen=True):
    """A project, how much of the work falls on it, and the things in it that titles speak of."""

    name: str
    share: int
    things: tuple[str, ...]


class Task(msgspec.Struct, frozen=True):
    """A kind of work, and how much better than usual AI is at it, in standard deviations."""

    name: str
    share: int
    helps: float
    titles: tuple[str, ...]


class ByHand(msgspec.Struct, frozen=True):
    """A tool that leaves no logs; `tokens` is the range of what is typed, `None` where nobody can know."""

    tool: str
    model: str | None
    helps: float
    tokens: tuple[int, int] | None
    titles: Mapping[str, tuple[str, ...]]


class Era(msgspec.Struct, frozen=True):
    """Some weeks with the same models; `appetite` scales tokens, `cut_off` is a share of torn logs."""

    from_week: int
    models: Mapping[str, str]
    helps: float
    appetite: float
    cut_off: float = 0.0


class WeekMark(msgspec.Struct, frozen=True):
    """What happened in a week, in the person's own words."""

    week: int
    text: str


class NamedBottleneck(msgspec.Struct, frozen=True):
    """Where the person says the work is stuck, from the Monday of a week on, up to the end of another."""

    name: str
    from_week: int
    to_week: int | None = None


class OwnTrial(msgspec.Struct, frozen=True):
    """A trial of the person on tasks of one type, so many a week from the Monday of a week on.

    `effect` is the ratio of times less 1 that is true, `spread` how far tasks lie from their forecasts in log
    minutes. `claimed` is what the person says that the treatment saved, over what it saved; `None` where they
    never say. `refused` are the reasons for not leaving a task to chance, by the number of the task.
    """

    name: str
    question: str
    task: str
    effect: float
    spread: float
    from_week: int
    tasks: int
    a_week: int
    refused: Mapping[int, str]
    claimed: float | None = None
    goes_on: bool = False
    control: str = AI_OFF
    treatment: str = AI_ON


class HalfYear(msgspec.Struct, frozen=True):
    """What the invented work is made of; `named` are the bottlenecks that stand in the person's own list."""

    projects: tuple[Workplace, ...]
    tasks: tuple[Task, ...]
    by_hand: tuple[ByHand, ...]
    eras: tuple[Era, ...]
    subagent: str
    marks: tuple[WeekMark, ...]
    tags: tuple[str, ...]
    bottlenecks: tuple[str, ...]
    named: tuple[NamedBottleneck, ...]
    notes: tuple[str, ...]
    unblocked: tuple[str, ...]
    trials: tuple[OwnTrial, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of work with one tool.

    `size` says how much work it was, 1 being usual, and `luck` how well it went, in standard deviations
    from a little better than nothing. `share_judged` is how likely the person took the time to say so.
    `hand` is set where the tool leaves no logs.
    """

    began: datetime
    tool: str
    project: str | None
    task: str
    title: str
    tags: tuple[str, ...]
    era: Era
    size: float
    luck: float
    share_judged: float
    hand: ByHand | None = None


def load_half_year() -> HalfYear:
    """Read what came with the program."""
    return msgspec.json.decode(resource("demo", "half_year.json").read_bytes(), type=HalfYear)


def first_day(today: date) -> date:
    """Return the Monday on which the half year begins that `today` ends."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def invent_work(half_year: HalfYear, today: date, zone: ZoneInfo, chance: random.Random) -> list[Piece]:
    """Return every piece of work of the half year, in order of time."""
    inventor = _Inventor(half_year, zone, chance)
    return [piece for day in _working_days(today, chance) for piece in inventor.day(day, today)]


def _working_days(today: date, chance: random.Random) -> Iterator[date]:
    first = first_day(today)
    for number in range((today - first).days + 1):
        day = first + timedelta(days=number)
        week = number // 7
        is_off = week in HOLIDAY_WEEKS or (week < WEEKS - 4 and chance.random() < _DAYS_OFF)
        if day.weekday() < 5 and not is_off:
            yield day


def titles_about(place: Workplace, titles: Sequence[str]) -> list[str]:
    """Return every title about everything in a project."""
    return [title.replace("{thing}", thing) for title in titles for thing in place.things]


class Titles:
    """Draws titles; none comes again before all others of its kind did."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._left: dict[tuple[str, ...], list[str]] = {}

    def draw(self, kind: tuple[str, ...], titles: Sequence[str]) -> str:
        """Return one of the titles of a kind."""
        left = self._left.setdefault(kind, [])
        if not left:
            left += self._chance.sample(titles, len(titles))
        return left.pop()


class _Inventor:
    """Draws pieces of work."""

    def __init__(self, half_year: HalfYear, zone: ZoneInfo, chance: random.Random) -> None:
        self._half_year = half_year
        self._zone = zone
        self._chance = chance
        self._hands = {hand.tool: hand for hand in half_year.by_hand}
        self._tasks = {task.name: task for task in half_year.tasks}
        self._titles = Titles(chance)

    def day(self, day: date, today: date) -> Iterator[Piece]:
        """Yield the work of a day: a good or bad day colours everything in it."""
        week = (day - first_day(today)).days // 7
        era = [era for era in self._half_year.eras if era.from_week <= week][-1]
        mood = self._chance.gauss(0, 0.25)
        share = _share_judged(day, today, week)
        for start in _EARLY if day == today else self._clock():
            yield self._piece(datetime.combine(day, start, self._zone), era, mood, share)

    def _piece(self, began: datetime, era: Era, mood: float, share_judged: float) -> Piece:
        tool = self._draw(tuple(_TOOLS), tuple(_TOOLS.values()))
        hand = self._hands.get(tool)
        task, project, titles = self._by_hand(hand) if hand else self._in_a_project()
        luck = era.helps + task.helps + (hand.helps if hand else 0.0) + mood + self._chance.gauss(0, 0.7)
        return Piece(
            began=began,
            tool=tool,
            project=project,
            task=task.name,
            title=self._titles.draw((project or tool, task.name), titles),
            tags=tuple(tag for tag in self._half_year.tags if self._chance.random() < 0.05),
            era=era,
            size=self._chance.lognormvariate(-0.05, 0.3),
            luck=luck,
            share_judged=share_judged,
            hand=hand,
        )

    def _in_a_project(self) -> tuple[Task, str, list[str]]:
        places = self._half_year.projects
        place = self._draw(places, [place.share for place in places])
        task = self._draw(self._half_year.tasks, [task.share for task in self._half_year.tasks])
        return task, place.name, titles_about(place, task.titles)

    def _by_hand(self, hand: ByHand) -> tuple[Task, None, list[str]]:
        kinds = tuple(hand.titles)
        kind = self._draw(kinds, [len(hand.titles[kind]) for kind in kinds])
        return self._tasks[kind], None, list(hand.titles[kind])

    def _clock(self) -> list[time]:
        count = self._chance.choice(_SESSIONS_A_DAY)
        minutes = sorted(self._chance.sample(range(_FIRST_MINUTE, _LAST_MINUTE), count))
        return [time(minute // 60, minute % 60, self._chance.randrange(60)) for minute in minutes]

    def _draw(self, among: Sequence[_Drawn], shares: Sequence[int]) -> _Drawn:
        return self._chance.choices(among, shares)[0]


def _share_judged(day: date, today: date, week: int) -> float:
    """Return how much of a day's work was judged; the latest is still waiting."""
    if day == today:
        return 0.0
    if (today - day).days <= 3:
        return _JUDGED_LATELY
    return _JUDGED_IN_LULL if week in _LULL_WEEKS else _JUDGED
