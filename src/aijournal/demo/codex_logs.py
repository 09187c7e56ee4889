"""Sample logs of Codex: rollouts as it would have left them behind, of the generation called legacy."""

import os
import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from aijournal.demo.script import Codex, Project, Script

_CONTEXT_WINDOW = 272_000
_BLOCK = 128  # tokens are cached in whole blocks
_KEYS = (
    "input_tokens",
    "cached_input_tokens",
    "output_tokens",
    "reasoning_output_tokens",
    "total_tokens",
)


def write_codex_logs(folder: Path, script: Script, starts: Sequence[datetime], chance: random.Random) -> None:
    """Write a session for each start, on the clock of where it began, under `folder/.codex/sessions`."""
    codex = script.codex
    work = [(project, prompts) for project in codex.projects for prompts in project.conversations]
    for began, (project, prompts) in zip(starts, chance.sample(work, len(starts)), strict=True):
        rollout = _Rollout(codex, project, began, chance)
        for prompt in prompts:
            rollout.ask(prompt)
            rollout.answer(chance.choice(script.replies))
        rollout.write(folder / ".codex" / "sessions")


class _Rollout:
    """One session while it is invented: its records, the time in it, and its tokens so far."""

    def __init__(self, codex: Codex, project: Project, began: datetime, chance: random.Random) -> None:
        self._codex = codex
        self._chance = chance
        self._began = began
        self._now = began.astimezone(UTC)
        self._id = _thread_id(self._now, chance)
        self._folder = project.folder
        self._model = chance.choice(codex.models)
        self._records: list[dict[str, Any]] = []
        self._context = chance.randrange(9_000, 15_000)
        self._totals = dict.fromkeys(_KEYS, 0)
        self._latest: Mapping[str, Any] | None = None
        self._begin(project)

    def ask(self, prompt: str) -> None:
        """Let the person say something; from here on the tool repeats what holds before each call."""
        self._say("user", prompt)
        self._add("event_msg", {"type": "user_message", "message": prompt, "kind": "plain"})
        self._context += 40 + len(prompt) // 4

    def answer(self, reply: str) -> None:
        """Let the model run a few commands, and then answer."""
        for command, output in self._chance.sample(self._codex.commands, self._chance.randrange(1, 4)):
            self._prepare_call()
            call_id = f"call_{self._chance.getrandbits(96):024x}"
            arguments = msgspec.json.encode({"command": ["bash", "-lc", command]}).decode()
            call = {"type": "function_call", "name": "shell", "arguments": arguments, "call_id": call_id}
            self._add("response_item", call)
            self._count()
            returned = {"type": "function_call_output", "call_id": call_id, "output": output}
            self._add("response_item", returned)
            self._context += 200 + len(output) // 4
        self._prepare_call()
        self._say("assistant", reply)
        self._add("event_msg", {"type": "agent_message", "message": reply})
        self._count()
        self._wait(40, 900)

    def write(self, sessions: Path) -> None:
        """Write the rollout, named by the local time at which it began, last touched when it ended."""
        name = f"rollout-{self._began:%Y-%m-%dT%H-%M-%S}-{self._id}.jsonl"
        path = sessions / f"{self._began:%Y}" / f"{self._began:%m}" / f"{self._began:%d}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in self._records))
        os.utime(path, (self._now.timestamp(), self._now.timestamp()))

    def _begin(self, project: Project) -> None:
        commit = f"{self._chance.getrandbits(160):040x}"
        meta = {
            "id": self._id,
            "timestamp": _stamp(self._now),
            "cwd": project.folder,
            "originator": "codex_cli_rs",
            "cli_version": self._chance.choice(self._codex.versions),
            "instructions": None,
            "source": "cli",
            "model_provider": "openai",
            "git": {"commit_hash": commit, "branch": project.branch},
        }
        self._add("session_meta", meta)
        self._say("user", f"<environment_context>\n  <cwd>{project.folder}</cwd>\n</environment_context>")

    def _prepare_call(self) -> None:
        """Say once more what holds, and how many tokens there were, as this generation does."""
        self._add("turn_context", {"cwd": self._folder, "model": self._model, "summary": "auto"})
        self._tell_tokens()
        self._wait(2, 30)

    def _count(self) -> None:
        """Count the tokens of one call: what was said before comes from the cache, in whole blocks."""
        output = int(min(6000, max(20, self._chance.lognormvariate(5.6, 0.9))))
        cached = self._totals["input_tokens"] and self._context // _BLOCK * _BLOCK
        whole = self._context + self._chance.randrange(100, 1200)
        reasoning = int(output * self._chance.random() * 0.7)
        last = dict(zip(_KEYS, (whole, cached, output, reasoning, whole + output), strict=True))
        self._totals = {key: self._totals[key] + last[key] for key in _KEYS}
        self._latest = {
            "total_token_usage": self._totals,
            "last_token_usage": last,
            "model_context_window": _CONTEXT_WINDOW,
        }
        self._context = whole + output
        self._tell_tokens()

    def _tell_tokens(self) -> None:
        limits = {"primary": {"used_percent": 3.0, "window_minutes": 300}, "secondary": None}
        self._add("event_msg", {"type": "token_count", "info": self._latest, "rate_limits": limits})

    def _say(self, role: str, text: str) -> None:
        kind = "input_text" if role == "user" else "output_text"
        content = [{"type": kind, "text": text}]
        self._add("response_item", {"type": "message", "role": role, "content": content})

    def _add(self, kind: str, payload: Mapping[str, Any]) -> None:
        self._records.append({"timestamp": _stamp(self._now), "type": kind, "payload": payload})
        self._wait(0.005, 0.4)

    def _wait(self, least: float, most: float) -> None:
        milliseconds = self._chance.randrange(int(least * 1000), int(most * 1000))
        self._now += timedelta(milliseconds=milliseconds)


def _thread_id(at: datetime, chance: random.Random) -> str:
    """Return an id that begins with the time, as version 7 of UUIDs does (RFC 9562)."""
    milliseconds = int(at.timestamp() * 1000)
    low = chance.getrandbits(62)
    return str(UUID(int=milliseconds << 80 | 7 << 76 | chance.getrandbits(12) << 64 | 2 << 62 | low))


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
