"""What every test relies on: no test can reach a real journal, real logs or a real display."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aijournal.paths import HOME_VARIABLE, Paths, find_paths

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Where tools and this program look besides the home folder; a person's own must not leak into a test.
_VARIABLES = (
    *(
        "CLAUDE_CONFIG_DIR",
        "CODEX_HOME",
        "GEMINI_CLI_HOME",
        "OPENCODE_CONFIG_DIR",
        "LLM_USER_PATH",
        "KIMI_SHARE_DIR",
    ),
    *(
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
        "APPDATA",
        "LOCALAPPDATA",
        "TZ",
    ),
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a home of its own, which holds nothing yet."""
    for name in _VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "aijournal"))
    return tmp_path


@pytest.fixture
def paths(home: Path) -> Paths:
    """Return the program's places in the test's own home."""
    found = find_paths()
    assert found.journal.is_relative_to(home)
    return found


@pytest.fixture
def zone() -> ZoneInfo:
    """Where the person is: a zone with a clock change."""
    return ZoneInfo("Europe/Berlin")
