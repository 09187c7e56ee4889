"""Words that occur nowhere else, planted wherever a person or a tool leaves words, and errors that hold them.

Every one of them holds `MARK`, so that a half of one is found as well.
"""

import ctypes
import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

from aijournal.domain.assessment import Assessment, Door
from aijournal.domain.entry_line import parse_entry_line
from aijournal.journal.backup_files import BackupReason
from aijournal.journal.journal import Journal
from aijournal.journal.passphrase import Passphrase
from aijournal.paths import Paths
from aijournal.settings import Settings, save_settings
from tests.importers import codex_rollouts as codex
from tests.importers import records as claude
from tests.reliability.acts import ZONE

MARK = "quokka"
PASSPHRASE = "quokka horse battery staple"  # noqa: S105 - of journals that tests make
DRAFT = "quokkadraft of a letter to #quokkaclient about https://quokka.example/draft"
KEYS = (
    "sk-ant-api03-quokka00000000000000000000AA",
    "ghp_quokka000000000000000000000000000000",
    "AKIA" + "QUOKKA0000000000",
)
URL, PLACE = "https://quokka.example/contract?token=quokka", "/home/dev/quokka-client/offer.md"
TITLE = f"quokkatitle {URL} {PLACE} {' '.join(KEYS)}"
NOTE = f"quokkanote on {PLACE} with {KEYS[0]}"
TYPED = f"{TITLE} tag:quokkatag #quokkaproject"
PROMPT_MARK = "quokkaprompt"
_PROMPT = f"{PROMPT_MARK} about {PLACE}: why is {PROMPT_MARK}-{KEYS[1]} refused at {URL}?"
_FOLDER = "/home/dev/quokka-folder/shop"

_PR_GET_DUMPABLE = 3  # linux/prctl.h
_BREAKS = (ValueError, KeyError, AssertionError, RecursionError, TypeError, LookupError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Break:
    """A part of the program that is made to raise, and the act of a person that comes by."""

    name: str
    owner: object
    attribute: str
    act: Callable[[], object]

    @contextmanager
    def in_force(self, number: int) -> Iterator[None]:
        """Let it raise one kind of error or another for as long as this lasts."""
        working = getattr(self.owner, self.attribute)
        setattr(self.owner, self.attribute, raiser(self.name, number))
        try:
            yield
        finally:
            setattr(self.owner, self.attribute, working)


def raiser(name: str, number: int = 0) -> Callable[..., NoReturn]:
    """Return what raises an error full of canaries, with more of them in the variables beside it.

    Reports call it `breaks_` and its name, so that each can be told from the others.
    """
    kind = _BREAKS[number % len(_BREAKS)]

    def breaks(*arguments: object, **more: object) -> NoReturn:
        title, draft, entry = TITLE, DRAFT, {"note": NOTE, "key": KEYS[0], "prompt": _PROMPT}
        causes = [OSError(2, f"{title} {arguments!r} {more!r}", PLACE), UnicodeError(NOTE)]
        error = kind(f"{title}\n{draft}\n{entry}")
        error.add_note(f"{NOTE} {PASSPHRASE}")
        raise error from ExceptionGroup(TITLE, causes)

    breaks.__code__ = breaks.__code__.replace(co_name=called(name))
    return breaks


def called(name: str) -> str:
    """Return what a report calls the function that broke in a place."""
    return f"breaks_{name.replace(' ', '_')}"


def hardening() -> dict[str, int]:
    """Return whether the system would dump the memory of this process, or show it to others."""
    is_linux = sys.platform == "linux"
    return {
        "core": max(resource.getrlimit(resource.RLIMIT_CORE)),
        "dumpable": ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) if is_linux else 0,
    }


def plant_journal(paths: Paths, passphrase: str | None) -> None:
    """Log entries, leave a draft and a mark, and make a backup of it all."""
    save_settings(paths.settings, Settings(is_introduced=True))  # nobody who is new has so much to betray
    now, key = datetime.now(UTC), Passphrase(passphrase) if passphrase else None
    with Journal.open(paths, Settings(), ZONE, key) as journal:
        for words in (f"{TYPED} +1 5m", f"{TITLE} !quokkatask", "quokkatitle of another"):
            entry = journal.log(parse_entry_line(words, now.astimezone(ZONE)), now, Door.QUICK_LOG)
        journal.assess(entry.interaction.id, Assessment(note=NOTE, bottleneck="quokkabottleneck"), now)
        journal.marks.add(now.date(), "quokkamark", now)
        journal.drafts.keep("another field", DRAFT, now)
        journal.backups.take(BackupReason.BY_HAND, now)


def plant_logs(home: Path) -> tuple[Path, Path]:
    """Write logs as Claude Code and Codex do, with prompts, folders and odd records; return their homes."""
    tools = home / ".claude", home / ".codex"
    folder = tools[0] / "projects" / _FOLDER.replace("/", "-")
    folder.mkdir(parents=True)
    odd = {"type": PROMPT_MARK}, claude.answer(usage={"input_tokens": _PROMPT}), _PROMPT
    for days in (1, 2, 3):
        at = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")
        said: dict[str, Any] = {
            "sessionId": f"s-{days}",
            "cwd": _FOLDER,
            "gitBranch": "quokka-branch",
            "timestamp": at,
        }
        asked = claude.prompt(f"u-{days}", _PROMPT, **said)
        answered = claude.answer(f"msg_{days}", **said, uuid=f"a-{days}")
        claude.write_log(folder / f"{days}-quokka.jsonl", asked, answered, *odd)
    day = tools[1] / "sessions" / "2026" / "03" / "02"
    day.mkdir(parents=True)
    lines = (
        codex.meta(cwd=_FOLDER, git={"branch": "quokka-branch"}),
        codex.context(1, cwd=_FOLDER),
        codex.prompt(2, _PROMPT),
        codex.Counter().call(3, 100, 20),
        codex.line(4, "event_msg", {"type": "token_count", "info": {"total_token_usage": _PROMPT}}),
    )
    claude.write_log(day / f"rollout-2026-03-02T09-00-00-{codex.THREAD}.jsonl", *lines)
    return tools


def marks_in(content: bytes, mark: str = MARK) -> list[str]:
    """Return what stands around canaries, in any of the ways in which programs write words."""
    lower = content.lower()
    places = (lower.find(mark.encode(codec)) for codec in ("utf-8", "utf-16-le", "utf-16-be"))
    return [repr(content[max(0, at - 60) : at + 60]) for at in places if at >= 0]


def marked_files(folder: Path, but: tuple[Path, ...], mark: str = MARK) -> dict[str, list[str]]:
    """Return every file below a folder, but in some places, that holds a canary or is called like one."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        if not any(path.is_relative_to(place) for place in but):
            name = os.fsencode(path.relative_to(folder))
            marks = marks_in(name + b"\n" + (path.read_bytes() if path.is_file() else b""), mark)
            found |= {str(path): marks} if marks else {}
    return found
