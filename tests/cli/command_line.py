"""The command line as a test types it, in this process."""

import io
import json
from dataclasses import dataclass
from typing import Any

import pytest

from aijournal.__main__ import draw_pdf
from aijournal.cli.main import run


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """Its JSON document, which is all of stdout."""
        document: dict[str, Any] = json.loads(self.out)
        return document


class CommandLine:
    """Types commands; `windows` lists how the window was asked for."""

    def __init__(self, capture: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capture = capture
        self._monkeypatch = monkeypatch
        self.windows: list[dict[str, bool]] = []

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Answer:
        """Run one command."""
        self._monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        self._capture.readouterr()
        code = run(arguments, self._open_window, draw_pdf)
        out, err = self._capture.readouterr()
        return Answer(code, out, err)

    def json(self, *arguments: str) -> dict[str, Any]:
        """Return the document of a command that must succeed with nothing to add on stderr."""
        answer = self(*arguments, "--json")
        assert (answer.code, answer.err) == (0, "")
        return answer.document

    def ids(self, *arguments: str) -> list[str]:
        """Return the ids of the rows that a command lists, as they are typed."""
        return [str(row["id"]) for row in self.json(*arguments)["rows"]]

    def _open_window(self, *, quick_log: bool, hidden: bool) -> int:
        self.windows.append({"quick_log": quick_log, "hidden": hidden})
        return 0
