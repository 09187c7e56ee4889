"""What every test relies on: no test can reach a real journal, real logs or a real display."""

import os
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aijournal.journal.live_files import LiveFiles
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
        "KIMI_CODE_HOME",
        "COPILOT_HOME",
        "QWEN_HOME",
        "QWEN_RUNTIME_DIR",
        "CLINE_DIR",
        "CLINE_DATA_DIR",
        "OPENCODE_DB",
        "KIRO_HOME",
        "GOOSE_PATH_ROOT",
        "CONTINUE_GLOBAL_DIR",
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

_LIVE_FILES = pytest.StashKey[LiveFiles]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--full-counts",
        action="store_true",
        help="run the nightly tests too, and repeat what is random as often as a release demands",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Watch this process, whatever test is running: nothing opens a journal's files beside the engine."""
    config.stash[_LIVE_FILES] = LiveFiles()
    config.stash[_LIVE_FILES].install()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the nightly tests out, unless they were asked for."""
    if config.getoption("--full-counts") or "nightly" in config.getoption("-m"):
        return
    nightly = [item for item in items if item.get_closest_marker("nightly")]
    if nightly:
        config.hook.pytest_deselected(items=nightly)
        items[:] = [item for item in items if item not in nightly]


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Let Qt begin as the program does, whatever desktop the tests run on."""
    return ["aijournal", "-style", "fusion"]


@pytest.fixture(autouse=True)
def live_files(pytestconfig: pytest.Config) -> Iterator[LiveFiles]:
    """Fail the test in which something opened the files of a live journal, even if it caught the error."""
    watched = pytestconfig.stash[_LIVE_FILES]
    watched.hits.clear()
    yield watched
    assert watched.hits == []


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
