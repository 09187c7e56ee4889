"""Where the minutes of the week fell, by kind of work."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from aijournal.ui import phrases
from aijournal.ui.pages.today_view import TaskMinutes
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.minute_bars import MinuteBars, MinuteLine

_LINES_SHOWN = 6


class MinutesCard(Card):
    """Gained to the right, lost to the left; without minutes it says how to give some."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("Where the minutes fell"))
        self._bars = MinuteBars(theme)
        self._empty = plain_label(
            self.tr("No minutes given this week. In the inbox, one more key says how many."),
            "small",
            wraps=True,
        )
        self.body.addSpacing(GRID)
        self.body.addWidget(self._bars)
        self.body.addWidget(self._empty)

    def show_minutes(self, rows: Sequence[TaskMinutes]) -> None:
        """Show the rows; beyond a few, the middle ones are summed up in one."""
        self._empty.setVisible(not rows)
        self._bars.setVisible(bool(rows))
        lines = [MinuteLine(self._name(row.task), row.minutes) for row in rows]
        self._bars.show_lines(tuple(self._few(lines)))

    def _name(self, task: str | None) -> str:
        return phrases.plain_line(task) if task else self.tr("no task type")

    def _few(self, lines: list[MinuteLine]) -> list[MinuteLine]:
        """Keep the largest, in their order, and sum up the others in a last line."""
        if len(lines) <= _LINES_SHOWN:
            return lines
        largest = sorted(lines, key=_size, reverse=True)[: _LINES_SHOWN - 1]
        others = [line for line in lines if line not in largest]
        words = self.tr("%1 others").replace("%1", str(len(others)))
        rest = MinuteLine(words, sum(line.minutes for line in others))
        return [*(line for line in lines if line in largest), rest]


def _size(line: MinuteLine) -> float:
    return abs(line.minutes)
