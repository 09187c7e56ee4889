"""Sample logs: what AI tools would have left behind after some weeks of invented work."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path

from aijournal.demo.claude_code_logs import write_claude_code_logs
from aijournal.demo.codex_logs import write_codex_logs
from aijournal.demo.script import load_script

_CLAUDE_CODE_SESSIONS = 30
_CODEX_SESSIONS = 8
_WORKDAYS = 14
_FIRST_HOUR, _LAST_HOUR = 9, 16
_MORNING = time(8, 10)  # on the last day there is only one session, early, so that it lies in the past


def write_sample_logs(folder: Path, today: date | None = None, seed: int = 7, zone: tzinfo = UTC) -> Path:
    """Write sessions on the 14 workdays up to `today` as the tools would, and return `folder`.

    About 30 of Claude Code lie under `folder/.claude/projects`, 8 of Codex under
    `folder/.codex/sessions`, in working hours of `zone`; without `today` they reach up to the current
    day. The same arguments write the same bytes.
    """
    today = today or datetime.now(zone).date()
    script = load_script()
    chance = random.Random(seed)  # noqa: S311 - invented work, no secret
    starts = sorted(_starts(chance, today, zone))
    write_claude_code_logs(folder, script, starts, chance)
    write_codex_logs(folder, script, _a_little_later(chance, starts, zone), chance)
    return folder


def _a_little_later(chance: random.Random, starts: Sequence[datetime], zone: tzinfo) -> list[datetime]:
    """Return when the other tool is used: some minutes after some of the first one's sessions began."""
    chosen = sorted(chance.sample(starts, _CODEX_SESSIONS))
    return [(at + timedelta(minutes=chance.randrange(11, 40))).astimezone(zone) for at in chosen]


def _starts(chance: random.Random, today: date, zone: tzinfo) -> Iterator[datetime]:
    """Yield when each session begins: at least one each workday, and a lone early one today."""
    days = [today - timedelta(days=back) for back in range(3 * _WORKDAYS)]
    workdays = [day for day in days if day.weekday() < 5][:_WORKDAYS]
    earlier = [day for day in workdays if day != today]
    extra = _CLAUDE_CODE_SESSIONS - len(workdays)
    busy = [*earlier, *(chance.choice(earlier) for _ in range(extra))]
    if today in workdays:
        yield datetime.combine(today, _MORNING, zone).astimezone(UTC)
    for day in busy:
        minute = chance.randrange(60 * (_LAST_HOUR - _FIRST_HOUR))
        at = time(_FIRST_HOUR + minute // 60, minute % 60, chance.randrange(60))
        yield datetime.combine(day, at, zone).astimezone(UTC)
