"""Random acts on a journal, announced before and acknowledged after, and what must be left of them."""

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry import Entry, EntryWords
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import parse_entry_line
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal.builders import a_call, add, an_exchange
from tests.reliability.forking import READY, Report

ZONE = ZoneInfo("Europe/Berlin")
START = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
_OUTCOMES = (Outcome.HELPED, Outcome.HURT, Outcome.NO_DIFFERENCE)

# An entry as it must be: its title, tags, outcome and number of calls; `None` where it must not be.
State = tuple[str | None, tuple[str, ...], int | None, int]
States = dict[str, State | None]
Step = tuple[States, Callable[[Journal], object]]  # what it changes, and how it is done


def open_journal(paths: Paths) -> Journal:
    return Journal.open(paths, Settings(), ZONE)


@dataclass(slots=True)
class Writer:
    """Acts at random on a journal for ever; each entry is known by a project of its own.

    `states` is what the journal must hold when it starts.
    """

    paths: Paths
    states: States
    seed: int
    _step: int = 0
    _before: States = field(default_factory=dict)

    def __call__(self, report: Report) -> None:
        """Act until somebody ends it, announcing every act before it is done."""
        draw = random.Random(self.seed)
        with open_journal(self.paths) as journal:
            report(READY)
            while True:
                self._step += 1
                kind = draw.choice(self._possible())
                change, do = kind(draw)
                report(json.dumps(change))
                do(journal)
                report("done")
                self._before = {key: self.states.get(key) for key in change} if kind != self._import else {}
                if kind == self._undo:
                    self._before = {}
                self.states |= change

    def _possible(self) -> list[Callable[[random.Random], Step]]:
        always: list[Callable[[random.Random], Step]] = [self._log] * 4 + [self._import] * 2
        if not any(self.states.values()):
            return always
        return always + [self._edit, self._assess, self._delete] + [self._undo] * (2 if self._before else 0)

    def _now(self) -> datetime:
        return START + timedelta(minutes=len(self.states) + self._step)

    def _fresh(self) -> str:
        return f"p{self.seed}-{self._step}"

    def _any(self, draw: random.Random) -> tuple[str, State]:
        present = [(key, state) for key, state in self.states.items() if state is not None]
        return draw.choice(present)

    def _log(self, draw: random.Random) -> Step:
        name, tags = self._fresh(), tuple(sorted(draw.sample(["red", "green", "blue"], 2)))
        text = f"work {name} #{name} +1 " + " ".join(f"tag:{tag}" for tag in tags)
        line = parse_entry_line(text, self._now().astimezone(ZONE))
        return {name: (f"work {name}", tags, 1, 0)}, lambda journal: journal.log(
            line, self._now(), Door.COMMAND_LINE
        )

    def _edit(self, draw: random.Random) -> Step:
        name, (_, _, outcome, calls) = self._any(draw)
        title = f"changed {self._step}"
        words = EntryWords(title=title, project=name, task=None, tags=("blue", "new"))
        return {name: (title, ("blue", "new"), outcome, calls)}, lambda journal: journal.edit(
            _number(journal, name), words, self._now()
        )

    def _assess(self, draw: random.Random) -> Step:
        name, (title, tags, said, calls) = self._any(draw)
        # What was said already would be no act, and undo would take back the one before.
        outcome = draw.choice([one for one in _OUTCOMES if int(one.value) != said])
        return {name: (title, tags, int(outcome.value), calls)}, lambda journal: journal.assess(
            _number(journal, name), Assessment(outcome), self._now()
        )

    def _delete(self, draw: random.Random) -> Step:
        name, _ = self._any(draw)
        return {name: None}, lambda journal: journal.trash.delete([_number(journal, name)], self._now())

    def _undo(self, _: random.Random) -> Step:
        return self._before, Journal.undo

    def _import(self, _: random.Random) -> Step:
        name, at = self._fresh(), self._now()
        calls = tuple(a_call(f"{name}-{index}", at + timedelta(seconds=index)) for index in range(3))
        exchange = replace(
            an_exchange(0, at, calls=0), native_id=name, conversation_id=name, project=name, calls=calls
        )
        return {name: (None, (), None, 3)}, lambda journal: add(journal, exchange, now=at)


def _number(journal: Journal, project: str) -> int:
    return journal.entries(EntryFilter(project=project), START, 1).rows[0].interaction.id


def after(states: Mapping[str, State | None], lines: list[str]) -> tuple[States, States]:
    """Return what must be there after what a child reported, and what may be there besides: its last act."""
    certain, pending = dict(states), States()
    for line in lines:
        if line == "done":
            certain |= pending
            pending = {}
        elif line != READY:
            pending = {key: _state(state) for key, state in json.loads(line).items()}
    return certain, pending


def _state(told: list[object] | None) -> State | None:
    if told is None:
        return None
    title, tags, outcome, calls = told
    assert isinstance(tags, list)
    return title, tuple(tags), outcome, calls  # type: ignore[return-value] # as `Writer` wrote it


def found(journal: Journal) -> States:
    """Return what the journal holds."""
    page = journal.entries(EVERYTHING, START, 10**9)
    return {entry.interaction.project or "": _found(entry) for entry in page.rows}


def _found(entry: Entry) -> State:
    one, verdict = entry.interaction, entry.assessment
    outcome = int(verdict.outcome.value) if verdict and verdict.outcome else None
    return one.title, one.tags, outcome, one.calls


def problems_of(journal: Journal, certain: States, pending: States) -> list[str]:
    """Return what is lost, halved or unsound; the last act may have been done or not, but not by half."""
    holds = found(journal)
    present = {key for key, state in holds.items() if state is not None}
    known = {key for states in (certain, pending) for key, state in states.items() if state is not None}
    wrong = [
        f"{key}: {holds.get(key)} and not {state}"
        for key, state in certain.items()
        if key not in pending and holds.get(key) != state
    ]
    done = all(holds.get(key) == state for key, state in pending.items())
    undone = all(holds.get(key) == certain.get(key) for key in pending)
    half = [] if done or undone else [f"half done: {pending}"]
    return [*wrong, *half, *(f"{key} came from nowhere" for key in present - known), *unsound(journal)]


_SOUND = {
    "PRAGMA integrity_check": [("ok",)],
    "PRAGMA foreign_key_check": [],
    # Each entry with words is in the search index with these words, and no other is.
    "SELECT interaction.id FROM interaction LEFT JOIN entry_text ON entry_text.rowid = interaction.id "
    "WHERE interaction.title IS NOT NULL AND entry_text.title IS NOT interaction.title": [],
    "SELECT rowid FROM entry_text WHERE rowid NOT IN (SELECT id FROM interaction)": [],
    # Each interaction carries the sums of its calls.
    "SELECT interaction.id FROM interaction WHERE interaction.calls <> (SELECT count(*) FROM call "
    "JOIN exchange ON exchange.id = call.exchange_id WHERE exchange.interaction_id = interaction.id)": [],
}


def unsound(journal: Journal) -> list[str]:
    """Return what the engine, the search index or the sums do not agree about."""
    db = journal._db
    db.execute("INSERT INTO entry_text (entry_text, rank) VALUES ('integrity-check', 1)")
    answers = {query: db.execute(query).fetchall() for query in _SOUND}
    return [f"{query}: {answers[query]}" for query, sound in _SOUND.items() if answers[query] != sound]
