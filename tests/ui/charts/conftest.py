"""The page on which charts are shown."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[QWidget]:
    """Show a page where the keyboard is on a button."""
    page = QWidget()
    qtbot.addWidget(page)
    elsewhere = QPushButton(page)
    page.show()
    page.activateWindow()
    elsewhere.setFocus()
    yield page
    page.close()
