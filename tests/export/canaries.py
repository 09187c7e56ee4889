"""A journal with a word of its own in every field that holds text, so that an export shows what it betrays.

Each canary sings by its `mark`, small letters alone: no format escapes any of it, and it is found without
what stands around it.
"""

import base64
import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from aijournal.collect import collect
from aijournal.domain.assessment import Assessment, Door, Need, Outcome
from aijournal.domain.entry import EntryWords
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.facts import Charge
from aijournal.domain.kept_trial import ReadTask, TaskToLock, TrialPlan
from aijournal.domain.saved_view import EntryView
from aijournal.domain.trial import Arm, LockedForecast
from aijournal.export.include import Include
from aijournal.importers.claude_code.importer import ClaudeCode
from aijournal.journal.journal import Journal
from tests.importers import records as claude
from tests.journal.builders import a_call, add, an_exchange

DAYS: Final = 12
A_DAY: Final = 4  # entries by hand, half of them with a tool that nobody else has
TRIAL_TASKS: Final = 40
_LETTERS: Final = 16


@dataclass(frozen=True, slots=True)
class Canary:
    """A word of the journal: what it is put in as, and the part of a report that may hold it, if any may."""

    name: str
    mark: str
    text: str
    part: Include | None


def _canary(name: str, part: Include | None, form: str = "{}") -> Canary:
    drawn = hashlib.sha256(name.encode()).digest()[:_LETTERS]
    mark = "".join(chr(ord("a") + byte % 26) for byte in drawn)
    return Canary(name, mark, form.format(mark), part)


_OF_TEXTS: Final = (
    ("title", Include.TITLES),
    ("note", Include.NOTES),
    ("prompt", None),
)
# What people paste into what they write.
_PASTED: Final = MappingProxyType(
    {
        "email": "dev.{}@client.example",
        "key": "sk-ant-api03-{}0a1B2c3D4e5F",
        "host": "{}.internal",
        "path": "/home/dev/{}/offer.md",
        "address": "https://client.example/{}?page=2",
    }
)
CANARIES: Final = MappingProxyType(
    {
        one.name: one
        for one in (
            *(_canary(name, part, "A {} of mine") for name, part in _OF_TEXTS),
            *(
                _canary(f"{name}_{pasted}", part, form)
                for name, part in _OF_TEXTS
                for pasted, form in _PASTED.items()
            ),
            _canary("unblocked", Include.NOTES, "with {} gone"),
            _canary("mark", Include.NOTES, "Moved to {}"),
            _canary("link", Include.PATHS, "https://tracker.example/{}"),
            _canary("folder", Include.PATHS),
            _canary("project", Include.NAMES, "Client {}"),
            _canary("log_project", Include.NAMES),
            _canary("fact_project", Include.NAMES),
            _canary("tool", Include.NAMES, "{}-bot"),
            _canary("task", Include.NAMES),
            _canary("listed_task", Include.NAMES),
            _canary("tag", Include.NAMES),
            _canary("bottleneck", Include.NAMES, "waiting for {}"),
            _canary("listed_bottleneck", Include.NAMES, "stuck with {}"),
            _canary("model", Include.MODELS, "ft:house-{}:2026"),
            _canary("log_model", Include.MODELS),
            _canary("provider", Include.MODELS),
            _canary("unit", Include.COST),
            _canary("trial", Include.NAMES, "With {} or not"),
            _canary("trial_question", Include.NAMES, "Does {} pay?"),
            _canary("trial_treatment", Include.NAMES, "with {} first"),
            _canary("trial_control", Include.NAMES, "without {} at all"),
            _canary("trial_title", None, "A task about {}"),
            _canary("trial_type", None),
            _canary("trial_refusal", None, "{} could not wait"),
            _canary("trial_participant", None, "{}@client.example"),
            _canary("draft", None, "not yet {}"),
            _canary("kept_name", None),
            _canary("view", None, "My {}"),
            _canary("deleted", None, "What {} was"),
            _canary("branch", None, "feature/{}"),
            _canary("conversation", None),
            _canary("native_id", None),
            _canary("log_file", None),
        )
    }
)


def text_of(name: str) -> str:
    """Return what a canary is put in as."""
    return CANARIES[name].text


def words_with(name: str) -> str:
    """Return the words of a title, note or prompt, with all that was pasted into them."""
    return " ".join((text_of(name), *(text_of(f"{name}_{pasted}") for pasted in _PASTED)))


def allowed(parts: Iterable[Include]) -> frozenset[str]:
    """Return the names of the canaries that may sing where some parts are asked for."""
    asked = frozenset(parts)
    return frozenset(one.name for one in CANARIES.values() if one.part in asked)


def plant(journal: Journal, home: Path, now: datetime) -> None:
    """Fill a journal by hand, by importing facts and by reading logs that are written below a home folder.

    There are enough verdicts on enough days for every figure of every group to be shown.
    """
    for number in range(DAYS * A_DAY):
        _log(journal, number, now - timedelta(days=number // A_DAY, hours=1), now)
    journal.task_list.add(text_of("listed_task"), now)
    journal.bottlenecks.add(text_of("listed_bottleneck"), None, None, now)
    journal.bottlenecks.add(text_of("bottleneck"), (now - timedelta(days=DAYS)).date(), None, now)
    journal.marks.add(now.date(), text_of("mark"), now)
    journal.drafts.keep("quick-log", text_of("draft"), now)
    journal.saved_views.save(text_of("view"), EntryView(), now)
    journal.kept_names.add(text_of("kept_name"), now)
    _run_trials(journal, now)
    _delete(journal, now)
    _add_facts(journal, now - timedelta(days=DAYS), now)
    _write_log(home, now - timedelta(days=2))
    (result,) = collect(journal, [ClaudeCode()], {"HOME": str(home)}, now)
    assert (result.interactions_new, result.rejected) == (6, 0)
    _judge_what_came_in(journal, now)


def canaries_in(content: bytes) -> set[str]:
    """Return the names of the canaries that sing in a file, in whatever way its format writes text.

    Looks for UTF-8 and UTF-16, in hexadecimal digits, in Base64 and in what is packed as in PDF, whatever the
    case. Text of a PDF in glyphs of its own fonts is not found: ask what it was made from.
    """
    texts = [content, *_unpacked(content)]
    found = set()
    for text in texts:
        lower = text.lower()
        found |= {
            one.name
            for one in CANARIES.values()
            if any(form in lower for form in _forms(one.mark))
            or any(form in text for form in _base64_forms(one.mark))
        }
    return found


def _forms(mark: str) -> Iterator[bytes]:
    for codec in ("utf-8", "utf-16-le", "utf-16-be"):
        written = mark.encode(codec)
        yield written
        yield written.hex().encode()


def _base64_forms(mark: str) -> Iterator[bytes]:
    """Yield what a mark looks like in Base64 behind any number of bytes, less what its neighbours alter."""
    for shift in range(3):
        written = base64.b64encode(b"\0" * shift + mark.encode())
        yield written[4 if shift else 0 : -4]


def _unpacked(content: bytes) -> Iterator[bytes]:
    for match in re.finditer(rb"stream\r?\n", content):
        try:
            yield zlib.decompressobj().decompress(content[match.end() :])
        except zlib.error:
            continue  # not packed, or in another way


def _log(journal: Journal, number: int, at: datetime, now: datetime) -> None:
    line = EntryLine(
        title=words_with("title"),
        project=text_of("project"),
        tool="claude-code" if number % 2 else text_of("tool"),
        model=text_of("model"),
        task=text_of("task"),
        tags=(text_of("tag"),),
        url=text_of("link"),
        started_at=at,
        typed_tokens=40_000,
        assessment=_verdict(number),
    )
    journal.log(line, now, Door.QUICK_LOG)


def _verdict(number: int) -> Assessment:
    return Assessment(
        outcome=Outcome.HURT if number % 5 == 0 else Outcome.HELPED,
        need=Need.SLOWER,
        net_minutes=-10 if number % 5 == 0 else 15,
        rework_minutes=2,
        bottleneck=text_of("bottleneck"),
        unblocked=text_of("unblocked"),
        note=words_with("note"),
    )


def _run_trials(journal: Journal, now: datetime) -> None:
    """Run a trial with tasks enough for every figure, and read another one with the same words."""
    plan = TrialPlan(
        text_of("trial"), text_of("trial_question"), text_of("trial_control"), text_of("trial_treatment")
    )
    title, forecast = text_of("trial_title"), LockedForecast(60.0, 40.0, 0.7)
    task = TaskToLock(title, forecast, text_of("trial_type"))
    trial = journal.trials.begin(plan, now - timedelta(days=DAYS))
    journal.trial_tasks.lock(trial.id, task, now, text_of("trial_refusal"))
    for number in range(TRIAL_TASKS):
        drawn = journal.trial_tasks.lock(trial.id, task, now)
        is_treated = drawn.arm is Arm.TREATMENT
        journal.trial_tasks.done(drawn.id, now, (40.0 if is_treated else 60.0) + number % 7)
        if is_treated:
            journal.trial_tasks.claim(drawn.id, 30.0, now)
    read = ReadTask(title, forecast, Arm.CONTROL, 20.0, participant=text_of("trial_participant"))
    journal.trials.take(replace(plan, name=f"{plan.name}, too"), [read], now)


def _delete(journal: Journal, now: datetime) -> None:
    gone = journal.log(EntryLine(text_of("deleted"), started_at=now), now, Door.QUICK_LOG)
    journal.trash.delete([gone.interaction.id], now)


def _add_facts(journal: Journal, at: datetime, now: datetime) -> None:
    call = a_call(
        f"{text_of('native_id')}-call",
        at,
        model=text_of("log_model"),
        provider=text_of("provider"),
        charges=(Charge(Decimal("1.5"), text_of("unit")),),
    )
    exchange = an_exchange(
        1,
        at,
        native_id=text_of("native_id"),
        conversation_id=text_of("conversation"),
        project=text_of("fact_project"),
    )
    add(journal, replace(exchange, calls=(call,)), now=now)


def _write_log(home: Path, began: datetime) -> None:
    """Write some conversations as Claude Code does, with a folder, a branch and prompts in them."""
    folder = home / ".claude" / "projects" / f"-home-dev-{text_of('folder')}"
    folder.mkdir(parents=True)
    for number in range(6):
        at = (began - timedelta(hours=3 * number)).isoformat(timespec="milliseconds")
        said: dict[str, Any] = {
            "sessionId": f"s-{number}",
            "cwd": f"/home/dev/{text_of('folder')}/{text_of('log_project')}",
            "gitBranch": text_of("branch"),
            "timestamp": at,
        }
        claude.write_log(
            folder / f"{text_of('log_file')}-{number}.jsonl",
            claude.prompt(f"u-{number}", words_with("prompt"), **said),
            claude.answer(f"msg_{number}", **said, uuid=f"a-{number}"),
        )


def _judge_what_came_in(journal: Journal, now: datetime) -> None:
    """Judge what was imported, and give it the words of the person too."""
    for number, entry in enumerate(journal.entries(EVERYTHING, now, 100).rows):
        if entry.assessment is None:
            work = entry.interaction
            words = EntryWords(words_with("title"), work.project, text_of("task"), (text_of("tag"),))
            journal.edit(work.id, words, now)
            journal.assess(work.id, _verdict(number), now)
