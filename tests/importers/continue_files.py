"""Continue's notes in tests, of both generations; what they say is invented."""

from pathlib import Path
from typing import Any

from tests.importers.database_files import fill
from tests.importers.tool_logs import at, write_lines

SCHEMA = (
    "CREATE TABLE tokens_generated (id INTEGER PRIMARY KEY AUTOINCREMENT, model TEXT NOT NULL, "
    "provider TEXT NOT NULL, tokens_generated INTEGER NOT NULL, tokens_prompt INTEGER NOT NULL DEFAULT 0, "
    "timestamp DATETIME DEFAULT CURRENT_TIMESTAMP)"
)


def tokens(seconds: float, whole: int, output: int, **fields: Any) -> dict[str, Any]:
    return {
        "eventName": "tokensGenerated",
        "schema": "0.2.0",
        "timestamp": at(seconds),
        "userId": "u-1",
        "model": "gpt-4o",
        "provider": "openai",
        "promptTokens": whole,
        "generatedTokens": output,
        **fields,
    }


def chat(seconds: float, text: str = "Rename the widget", **fields: Any) -> dict[str, Any]:
    return {
        "eventName": "chatInteraction",
        "schema": "0.2.0",
        "timestamp": at(seconds),
        "prompt": f"<system>\nHelp.\n\n<user>\nHello\n\n<assistant>\nHi\n\n<user>\n{text}\n\n",
        "completion": "Done.",
        "modelTitle": "GPT-4o",
        "sessionId": "s-1",
        **fields,
    }


# The same second twice, then another day.
TOKENS = (tokens(0, 900, 40), tokens(0, 800, 3), tokens(65, 1200, 70), tokens(86_400, 30, 2))
CHATS = (chat(1), chat(66, "Now the test"))


def write(home: Path, *lines: Any, name: str = "tokensGenerated") -> Path:
    """Write a stream where Continue keeps it."""
    path = home / ".continue" / "dev_data" / "0.2.0" / f"{name}.jsonl"
    return write_lines(path, *(lines or (TOKENS if name == "tokensGenerated" else CHATS)))


def write_database(home: Path, *rows: tuple[object, ...]) -> Path:
    """Add rows to the older database: time, tokens asked, tokens answered."""
    path = home / ".continue" / "dev_data" / "devdata.sqlite"
    path.parent.mkdir(parents=True, exist_ok=True)
    insert = (
        "INSERT INTO tokens_generated (model, provider, timestamp, tokens_prompt, tokens_generated) "
        "VALUES ('gpt-4o', 'openai', ?, ?, ?)"
    )
    fill(path, () if path.exists() else [SCHEMA], [(insert, row) for row in rows])
    return path
