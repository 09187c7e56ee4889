"""Show the window of the program, or an empty one, and end as soon as it was painted for the first time.

python -m tests.benchmarks.first_paint app|empty
"""

import os
import sys

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

PAINTED = b"painted\n"


def end(_: QWidget, __: QPaintEvent) -> None:
    """Tell that a window is being painted, and end without taking anything down."""
    os.write(1, PAINTED)
    os._exit(0)


def show_app() -> int:
    """Show the window as the console script does."""
    from aijournal.__main__ import open_window  # noqa: PLC0415 - only what is measured is loaded
    from aijournal.ui.main_window import MainWindow  # noqa: PLC0415 - as above

    MainWindow.paintEvent = end  # type: ignore[method-assign]  # nothing else tells of the first paint
    return open_window(quick_log=False, hidden=False)


def show_empty() -> int:
    """Show a window with nothing in it."""

    class Empty(QMainWindow):
        paintEvent = end  # noqa: N815 - Qt's own name

    application = QApplication([])
    window = Empty()
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit({"app": show_app, "empty": show_empty}[sys.argv[1]]())
