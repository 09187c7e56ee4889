"""Sample logs of Claude Code: transcripts as it would have left them behind."""

import os
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from aijournal.demo.script import Project, Script, Step

_ERRANDS = 3  # sessions in which a subagent is sent out
_SETTLED_SINCE = (2, 1, 100)  # from here on, every record of a response holds its final output


def write_claude_code_logs(
    folder: Path, script: Script, starts: Sequence[datetime], chance: random.Random
) -> None:
    """Write a session for each start under `folder/.claude/projects`."""
    work = [(project, prompts) for project in script.projects for prompts in project.conversations]
    chosen = chance.sample(work, len(starts))
    with_errand = set(chance.sample(range(len(starts)), _ERRANDS))
    for number, (began, (project, prompts)) in enumerate(zip(starts, chosen, strict=True)):
        session = _Session(script, project, began, chance)
        session.talk(prompts, sends_errand=number in with_errand)
        session.write(folder / ".claude" / "projects")


@dataclass(slots=True)
class _Log:
    """One file of records, in order; `common` stands in each of them."""

    path: Path
    common: dict[str, Any]
    records: list[dict[str, Any]] = field(default_factory=list)
    parent: str | None = None
    context: int = 14_000

    def add(self, record: dict[str, Any], uuid: str, at: datetime) -> None:
        stamp = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.records.append(
            {"parentUuid": self.parent, **self.common, **record, "uuid": uuid, "timestamp": stamp}
        )
        self.parent = uuid

    def write(self, folder: Path, until: datetime) -> None:
        path = folder / self.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in self.records))
        os.utime(path, (until.timestamp(), until.timestamp()))


class _Session:
    """One conversation while it is invented: its logs, and the time in it."""

    def __init__(self, script: Script, project: Project, began: datetime, chance: random.Random) -> None:
        self._script = script
        self._chance = chance
        self._now = began
        self._model = chance.choice(script.models.main)
        self._version = chance.choice(script.versions)
        self._id = self._uuid()
        self._slug = re.sub(r"[^A-Za-z0-9]", "-", project.folder)
        self._common = {
            "isSidechain": False,
            "userType": "external",
            "entrypoint": "cli",
            "cwd": project.folder,
            "sessionId": self._id,
            "version": self._version,
            "gitBranch": project.branch,
        }
        self._main = _Log(Path(self._slug, f"{self._id}.jsonl"), self._common)
        self._logs = [self._main]

    def talk(self, prompts: Sequence[str], *, sends_errand: bool) -> None:
        """Ask each prompt and let it be answered, with pauses to read and think, and now and then to eat."""
        for prompt in prompts:
            group = self._uuid()
            self._ask(prompt, group)
            if sends_errand and prompt == prompts[-1]:
                self._send_errand(group)
            for step in self._chance.sample(
                self._script.steps, self._chance.randrange(len(self._script.steps))
            ):
                self._take_step(self._main, step, self._model, group)
            self._answer(self._main, self._model, self._chance.choice(self._script.replies))
            self._end_turn()
            self._wait(4200, 6600) if self._chance.random() < 0.08 else self._wait(40, 900)

    def write(self, projects: Path) -> None:
        """Write the conversation's logs, last touched when it ended."""
        for log in self._logs:
            log.write(projects, self._now)

    def _ask(self, prompt: str, group: str) -> None:
        message = {"role": "user", "content": prompt}
        human = {"origin": {"kind": "human"}, "promptSource": "typed", "permissionMode": "default"}
        self._main.context += 40 + 2 * len(prompt)
        self._main.add(
            {"type": "user", "promptId": group, "message": message, **human}, self._uuid(), self._now
        )

    def _take_step(self, log: _Log, step: Step, model: str, group: str) -> None:
        call_id = f"toolu_{self._chance.getrandbits(96):024x}"
        use = {"type": "tool_use", "id": call_id, "name": step.tool, "input": step.input}
        answer = self._respond(
            log, model, [{"type": "text", "text": self._chance.choice(self._script.replies)}, use], "tool_use"
        )
        self._wait(1, 20)
        self._return(log, call_id, step.result, {"stdout": step.result, "interrupted": False}, answer, group)

    def _return(
        self, log: _Log, call_id: str, text: str, result: dict[str, Any], answer: str, group: str
    ) -> None:
        content = [{"tool_use_id": call_id, "type": "tool_result", "content": text, "is_error": False}]
        log.context += 300 + len(text)
        log.add(
            {
                "type": "user",
                "promptId": group,
                "message": {"role": "user", "content": content},
                "toolUseResult": result,
                "sourceToolAssistantUUID": answer,
            },
            self._uuid(),
            self._now,
        )

    def _send_errand(self, group: str) -> None:
        """Let a subagent, with a log of its own, do a part of the work."""
        errand, agent = self._script.errand, f"{self._chance.getrandbits(68):017x}"
        told = {"description": errand.description, "prompt": errand.prompt, "subagent_type": errand.type}
        call_id = f"toolu_{self._chance.getrandbits(96):024x}"
        use = {"type": "tool_use", "id": call_id, "name": "Task", "input": told}
        answer = self._respond(self._main, self._model, [use], "tool_use")
        log = _Log(
            Path(self._slug, self._id, "subagents", f"agent-{agent}.jsonl"),
            {**self._common, "isSidechain": True, "agentId": agent},
            context=5_000,
        )
        self._logs.append(log)
        message = {"role": "user", "content": errand.prompt}
        log.add({"type": "user", "promptId": group, "message": message}, self._uuid(), self._now)
        for step in self._chance.sample(self._script.steps, 3):
            self._take_step(log, step, self._script.models.subagent, group)
        self._answer(log, self._script.models.subagent, errand.answer)
        result = {"status": "completed", "agentId": agent, "totalToolUseCount": 3}
        self._return(self._main, call_id, errand.answer, result, answer, group)

    def _answer(self, log: _Log, model: str, text: str) -> None:
        self._respond(log, model, [{"type": "text", "text": text}], "end_turn")

    def _respond(self, log: _Log, model: str, blocks: Sequence[dict[str, Any]], stop: str) -> str:
        """Log one response as it streams, one record a block, and return the last record's id."""
        self._wait(2, 30)
        usage = self._usage(log)
        is_settled = tuple(map(int, self._version.split("."))) >= _SETTLED_SINCE
        message_id, request_id = (f"{kind}_{self._chance.getrandbits(96):024x}" for kind in ("msg", "req"))
        uuid = ""
        for number, block in enumerate(blocks, start=1):
            is_final = is_settled or number == len(blocks)
            message = {
                "id": message_id,
                "type": "message",
                "role": "assistant",
                "model": model,
                "content": [block],
                "stop_reason": stop if is_final else None,
                "stop_sequence": None,
                "usage": usage if is_final else {**usage, "output_tokens": number},
            }
            uuid = self._uuid()
            log.add({"type": "assistant", "message": message, "requestId": request_id}, uuid, self._now)
            self._wait(1, 4)
        return uuid

    def _usage(self, log: _Log) -> dict[str, Any]:
        """Grow the context: what was said before is read from the cache, what is new is written to it."""
        output = int(min(6000, max(20, self._chance.lognormvariate(5.7, 0.9))))
        written = self._chance.randrange(300, 2500)
        usage = {
            "input_tokens": self._chance.randrange(3, 12),
            "cache_creation_input_tokens": written,
            "cache_read_input_tokens": log.context,
            "output_tokens": output,
            "cache_creation": {"ephemeral_1h_input_tokens": 0, "ephemeral_5m_input_tokens": written},
            "service_tier": "standard",
        }
        log.context += written + output
        return usage

    def _end_turn(self) -> None:
        turn = {
            "type": "system",
            "subtype": "turn_duration",
            "durationMs": self._chance.randrange(8_000, 240_000),
        }
        self._main.add({**turn, "isMeta": False}, self._uuid(), self._now)

    def _wait(self, least: float, most: float) -> None:
        milliseconds = self._chance.randrange(int(least * 1000), int(most * 1000))
        self._now += timedelta(milliseconds=milliseconds)

    def _uuid(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128), version=4))
