"""The script that draws the window really draws it."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.processes import SOURCE, run_python

PAGES = ("today", "journal", "trends", "sources", "settings")
SCRIPT = SOURCE.parent / "packaging" / "screenshots.py"


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    ended = run_python(folder, str(SCRIPT), "--out", str(folder), QT_QPA_PLATFORM="offscreen")
    assert ended.returncode == 0, ended.stderr
    assert sorted(ended.stdout.split()) == sorted(str(path) for path in folder.glob("*.png"))
    return folder


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("state", ["", "-small", "-empty"])
def test_every_page_is_drawn_light_and_dark(pictures: Path, page: str, state: str) -> None:
    light, dark = (QImage(str(pictures / f"{page}-{scheme}{state}.png")) for scheme in ("light", "dark"))
    assert (light.width(), light.height()) == (dark.width(), dark.height()) == (1280, 820)
    assert light.pixelColor(3, 400).lightness() > 200
    assert dark.pixelColor(3, 400).lightness() < 60


def test_a_full_page_says_more_than_an_empty_one(pictures: Path) -> None:
    for page in PAGES[:3]:
        full, empty = (pictures / f"{page}-light{state}.png" for state in ("", "-empty"))
        assert full.stat().st_size > 1.2 * empty.stat().st_size
