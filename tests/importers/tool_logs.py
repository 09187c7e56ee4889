"""Logs in tests, whatever the tool: lines and documents as tools write them, and times in all their forms."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
START_MS = 1772442000000


def moment(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def at(seconds: float) -> str:
    """Return a time some seconds after the start, in ISO 8601 with milliseconds."""
    return moment(seconds).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def at_ms(seconds: float) -> int:
    return START_MS + round(seconds * 1000)


def encoded(one: object) -> bytes:
    """Return a record as a log holds it; bytes stand for themselves."""
    return one if isinstance(one, bytes) else json.dumps(one, separators=(",", ":")).encode()


def write_lines(path: Path, *lines: bytes | Mapping[str, Any], end: bytes = b"\n") -> Path:
    """Write a log with a line a record, the last of them ended as told."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\n".join(map(encoded, lines)) + end)
    return path


def write_document(path: Path, document: object) -> Path:
    """Write a log that is one document."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encoded(document))
    return path
