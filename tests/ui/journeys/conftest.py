"""The hands of every journey: the program on half a year of work, with logs that are not read yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.paths import Paths
from tests.ui.journeys.hands import Hands
from tests.ui.stage import staged


@pytest.fixture
def hands(qapp: QApplication, demo: Paths, logs: Path, qtbot: QtBot) -> Iterator[Hands]:
    """Sit down at Today."""
    with staged(qapp, demo, {"HOME": str(logs)}) as app:
        hands = Hands(app, demo, qtbot)
        hands.until(lambda: app.window.today.inbox.waiting > 0)
        yield hands
