"""The script that draws the window really draws it."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.processes import SOURCE, run_python

SCRIPT = SOURCE.parent / "packaging" / "screenshots.py"
STATES = ("", "-small", "-empty")


def _draw(folder: Path, *options: str) -> set[str]:
    """Draw what the options say; return the names of the pictures, which are all that was written."""
    out = str(folder)
    ended = run_python(folder, str(SCRIPT), "--out", out, *options, QT_QPA_PLATFORM="offscreen")
    assert ended.returncode == 0, ended.stderr
    assert sorted(ended.stdout.split()) == sorted(str(path) for path in folder.glob("*.png"))
    return {path.stem for path in folder.glob("*.png")}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    _draw(folder, "--only", "today", "trends")
    return folder


@pytest.mark.parametrize("page", ["today", "trends"])
@pytest.mark.parametrize("state", STATES)
def test_a_page_is_drawn_light_and_dark(pictures: Path, page: str, state: str) -> None:
    light, dark = (QImage(str(pictures / f"{page}-{scheme}{state}.png")) for scheme in ("light", "dark"))
    assert (light.width(), light.height()) == (dark.width(), dark.height()) == (1280, 820)
    assert light.pixelColor(3, 400).lightness() > 200
    assert dark.pixelColor(3, 400).lightness() < 60


def test_a_full_page_says_more_than_an_empty_one(pictures: Path) -> None:
    for page in ("today", "trends"):
        full, empty = (pictures / f"{page}-light{state}.png" for state in ("", "-empty"))
        assert full.stat().st_size > 1.2 * empty.stat().st_size


def test_what_stands_over_a_page_is_drawn_too(tmp_path: Path) -> None:
    drawn = _draw(
        tmp_path, "--state", "small", "--scheme", "light", "--only", "palette", "first-run", "quick-log"
    )
    steps = {f"first-run-{number}-light-small" for number in (1, 2, 3)}
    assert drawn == {"palette-light-small", "palette-typed-light-small", "quick-log-light-small", *steps}


def test_another_language_and_larger_type_are_drawn_on_request(tmp_path: Path) -> None:
    options = ("--state", "empty", "--scheme", "dark", "--type", "200", "--rtl", "--only", "safety")
    assert _draw(tmp_path, *options) == {"safety-dark-empty-200-rtl"}
    mirrored = QImage(str(tmp_path / "safety-dark-empty-200-rtl.png"))
    assert mirrored.pixelColor(1276, 816) == mirrored.pixelColor(1276, 4)  # the sidebar is at the right


def test_a_journal_of_ones_own_is_shown_as_a_copy(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()
    ended = run_python(tmp_path, "-m", "aijournal", "log", "fixed a test +1", AIJOURNAL_HOME=str(home))
    assert ended.returncode == 0, ended.stderr
    before = (home / "data" / "journal.db").read_bytes()
    options = ("--state", "empty", "--scheme", "light", "--only", "journal", "--large", str(home))
    assert _draw(out, *options) == {"journal-light-empty", "journal-light-large"}
    assert (home / "data" / "journal.db").read_bytes() == before
