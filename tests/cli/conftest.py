"""The command line on a journal of the test's own."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aijournal.demo import write_sample_logs
from tests.cli.command_line import CommandLine


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    return CommandLine(capsys, monkeypatch)


@pytest.fixture
def logs(home: Path) -> Path:
    """Sample logs where Claude Code keeps them."""
    write_sample_logs(home, datetime.now(UTC).date())
    shutil.rmtree(home / ".codex")
    return home / ".claude"
