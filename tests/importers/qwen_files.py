"""Sessions of Qwen Code in tests."""

from pathlib import Path
from typing import Any

from tests.importers.tool_logs import at, write_lines

SESSION = "8be0d2c4-1a6f-4a7e-9d83-5c2b7f9e1a00"
PROJECTS = Path("projects", "-home-dev-shop", "chats")


def record(uuid: str, seconds: float, kind: str, **fields: Any) -> dict[str, Any]:
    return {
        "uuid": uuid,
        "parentUuid": None,
        "sessionId": SESSION,
        "timestamp": at(seconds),
        "type": kind,
        "cwd": "/home/dev/shop",
        "version": "0.15.10",
        "gitBranch": "main",
        **fields,
    }


def user(uuid: str, seconds: float, text: str = "Rename the module", **fields: Any) -> dict[str, Any]:
    message = {"role": "user", "parts": [{"text": text}]}
    return record(uuid, seconds, "user", **{"message": message, **fields})


def assistant(
    uuid: str, seconds: float, usage: dict[str, int] | None = None, **fields: Any
) -> dict[str, Any]:
    answer = record(uuid, seconds, "assistant", model="qwen3-coder-plus", **fields)
    answer["message"] = {"role": "model", "parts": [{"text": "Done."}]}
    return answer if usage is None else {**answer, "usageMetadata": usage}


def usage(prompt: int, candidates: int, thoughts: int, total: int, cached: int = 0) -> dict[str, int]:
    return {
        "promptTokenCount": prompt,
        "candidatesTokenCount": candidates,
        "thoughtsTokenCount": thoughts,
        "totalTokenCount": total,
        "cachedContentTokenCount": cached,
    }


RESULT = record(
    "q3", 4, "tool_result", message={"role": "user", "parts": [{"functionResponse": {"id": "c1"}}]}
)
TELEMETRY = record("q4", 5, "system", subtype="ui_telemetry", systemPayload={"response_id": "r-1"})
LINES: list[dict[str, Any]] = [
    user("q1", 1),
    assistant("q2", 3, usage(4100, 500, 80, 4600, 1024)),
    RESULT,
    TELEMETRY,
    assistant("q5", 6, usage(5000, 60, 10, 5070)),
    user("q6", 90, "Now the tests"),
    assistant("q7", 95, usage(6000, 70, 0, 6070, 5000)),
]


def write(home: Path, *lines: bytes | dict[str, Any], name: str = SESSION, end: bytes = b"\n") -> Path:
    """Write a session."""
    return write_lines(home / ".qwen" / PROJECTS / f"{name}.jsonl", *(lines or LINES), end=end)
