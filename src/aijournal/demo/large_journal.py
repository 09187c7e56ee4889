"""A journal of ten years of heavy use, for measuring: what matters is its size, not what it says."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from aijournal.demo.half_year import load_half_year
from aijournal.domain.assessment import Assessment, Door, Need, Outcome
from aijournal.domain.entry import Entry, EntryWords
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.facts import Call, Exchange
from aijournal.domain.reading import Batch, Bookmark, LogFile
from aijournal.domain.tokens import TokenUsage
from aijournal.journal.facts import Reading
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings

YEARS = 10
_DAYS = 365 * YEARS
_ASSESSED = 0.5
_NAMED = 0.1  # the share that got a title and a task type
_A_TRANSACTION = 4_000  # interactions
_CALLS_AN_EXCHANGE = 4
_SOURCES = {"claude-code": 50, "codex": 25, "gemini-cli": 15, "opencode": 10}
_MODELS = {  # the provider, and its models in the order in which they came
    "claude-code": ("anthropic", ("claude-3-opus-latest", "claude-sonnet-4-5", "claude-opus-5-5")),
    "codex": ("openai", ("gpt-4.1", "gpt-5", "gpt-5.5", "gpt-6-sol")),
    "gemini-cli": ("google", ("gemini-2.5-flash", "gemini-2.5-pro")),
    "opencode": ("anthropic", ("claude-3-haiku", "claude-haiku-4-5", "claude-haiku-5-5")),
}
_OUTCOMES = (*Outcome, Outcome.HELPED, Outcome.HELPED, Outcome.HELPED_A_LOT)
_MINUTES = (-30.0, -10.0, 0.0, 5.0, 5.0, 15.0, 15.0, 30.0, 60.0)


def _untold(_: int) -> None:
    pass


def make_large_journal(
    paths: Paths,
    today: date,
    *,
    interactions: int = 100_000,
    calls: int = 1_000_000,
    seed: int = 7,
    progress: Callable[[int], None] = _untold,
) -> None:
    """Write a journal of so many interactions and calls over the ten years up to `today`, in UTC.

    Half of the interactions are assessed. `progress` is told how many of them are done.
    """
    inventor = _Inventor(random.Random(seed), today, interactions)  # noqa: S311 - no secret
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
        journal.mark_as_demo()
        work = inventor.interactions(calls)
        done = 0
        while portion := list(islice(work, _A_TRANSACTION)):
            with journal.together():
                _read_logs(journal, portion, inventor.now)
                _judge(journal, inventor, len(portion))
            done += len(portion)
            progress(done)


class _Inventor:
    """Draws interactions, evenly over the years, and what is said of them."""

    def __init__(self, chance: random.Random, today: date, interactions: int) -> None:
        self.now = datetime.combine(today, time(9), UTC)
        self._chance = chance
        self._first = datetime.combine(today, time(), UTC) - timedelta(days=_DAYS)
        self._interactions = interactions
        half_year = load_half_year()
        self._projects = [project.name for project in half_year.projects]
        self._tasks = [task.name for task in half_year.tasks]
        self._titles = [
            title.replace("{thing}", thing)
            for task in half_year.tasks
            for title in task.titles
            for project in half_year.projects
            for thing in project.things
        ]

    def interactions(self, calls: int) -> Iterator[tuple[Exchange, ...]]:
        """Yield the exchanges of one interaction after the other, in order of their days."""
        cuts = sorted(self._chance.sample(range(1, calls), self._interactions - 1))
        for number, (before, cut) in enumerate(pairwise([0, *cuts, calls])):
            share = number / self._interactions
            began = self._first + timedelta(
                days=int(share * _DAYS), minutes=self._chance.randrange(540, 1020)
            )
            yield tuple(self._exchanges(began, share, cut - before))

    def words(self, entry: Entry) -> EntryWords:
        """Return what the person calls an entry."""
        project, task = entry.interaction.project, self._chance.choice(self._tasks)
        return EntryWords(self._chance.choice(self._titles), project, task)

    def verdict(self) -> Assessment:
        """Return what the person says of an entry."""
        return Assessment(
            outcome=self._chance.choice(_OUTCOMES),
            need=self._chance.choice(tuple(Need)),
            net_minutes=self._chance.choice(_MINUTES),
            note=self._chance.choice(self._titles) if self.is_drawn(_NAMED) else None,
            door=Door.INBOX,
        )

    def is_drawn(self, share: float) -> bool:
        """Draw one of so many."""
        return self._chance.random() < share

    def _exchanges(self, began: datetime, share: float, calls: int) -> Iterator[Exchange]:
        source = self._chance.choices(tuple(_SOURCES), tuple(_SOURCES.values()))[0]
        provider, models = _MODELS[source]
        model = models[int(share * len(models))]
        project = self._chance.choice(self._projects)
        conversation = self._id()
        at = began
        for first in range(0, calls, _CALLS_AN_EXCHANGE):
            own = []
            for _ in range(min(_CALLS_AN_EXCHANGE, calls - first)):
                at += timedelta(seconds=self._chance.randrange(2, 40))
                own.append(Call(self._id(), at, self._usage(provider), model, provider))
            yield Exchange(source, self._id(), conversation, began, at, tuple(own), project=project)
            at += timedelta(seconds=self._chance.randrange(20, 300))
            began = at

    def _usage(self, provider: str) -> TokenUsage:
        roll = self._chance.random()
        new, read, output = int(3_000 * roll), int(20_000 + 90_000 * roll), int(30 + 900 * roll)
        return (
            TokenUsage(4, new, read, output) if provider == "anthropic" else TokenUsage(new, 0, read, output)
        )

    def _id(self) -> str:
        return f"{self._chance.getrandbits(96):024x}"


def _read_logs(journal: Journal, portion: Sequence[tuple[Exchange, ...]], now: datetime) -> None:
    """Give the journal one log a source; what does not come from a log matters little here."""
    by_source: Mapping[str, list[Exchange]] = defaultdict(list)
    for exchanges in portion:
        by_source[exchanges[0].source] += exchanges
    for source, own in by_source.items():
        run = journal.imports.begin(source, source, now)
        records = sum(1 + len(one.calls) for one in own)
        log = LogFile(Path("/home/dev/logs", f"{source}-{run.number}.jsonl"), records, 0, 1, 1)
        batch = Batch(tuple(own), (), records, 0, records, Bookmark(records, records))
        journal.imports.add(run, [Reading(log, batch, is_whole=True)])
        journal.imports.finish(run, now)


def _judge(journal: Journal, inventor: _Inventor, count: int) -> None:
    """Judge and name some of the newest entries, which are those that were just stored."""
    for entry in journal.entries(EVERYTHING, inventor.now, count).rows:
        if inventor.is_drawn(_ASSESSED):
            journal.assess(entry.interaction.id, inventor.verdict(), inventor.now)
        if inventor.is_drawn(_NAMED):
            journal.edit(entry.interaction.id, inventor.words(entry), inventor.now)
