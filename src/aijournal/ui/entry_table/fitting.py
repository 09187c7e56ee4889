"""How wide the columns are: as wide as their usual words, and the rest for the title; some may have to go."""

from collections.abc import Sequence

from PySide6.QtGui import QFontMetricsF

from aijournal.ui.entry_table.columns import GIVE_WAY, Column, ColumnName
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP

# What the title gets before the other columns get theirs.
_TITLE_EM = 10
_TITLE_SHARE = 0.38
_TITLE_MOST_EM = 20
_SIGN_EM = 0.8  # beside the words of a heading: the way in which it puts in order


def fitted(
    theme: Theme, columns: Sequence[Column], chosen: Sequence[ColumnName], room: int
) -> dict[ColumnName, int]:
    """Return the widths of those of the chosen columns that there is room for."""
    widths = _usual_widths(theme, columns, room)
    shown = set(chosen)
    for column in GIVE_WAY:
        if sum(widths[one] for one in shown) <= room:
            break
        shown.discard(column)
    others = sum(widths[one] for one in shown if one is not ColumnName.TITLE)
    return {one: max(1, room - others if one is ColumnName.TITLE else widths[one]) for one in shown}


def _usual_widths(theme: Theme, columns: Sequence[Column], room: int) -> dict[ColumnName, int]:
    text, small = QFontMetricsF(theme.type.text), QFontMetricsF(theme.type.small)
    padding, em = 2 * SIBLING_GAP + GRID, theme.type.em
    widths = {
        ColumnName(place): round(
            max(
                text.horizontalAdvance(column.usual),
                small.horizontalAdvance(column.heading) + (_SIGN_EM * em if column.order else 0),
            )
            + padding
        )
        for place, column in enumerate(columns)
    }
    title = min(max(_TITLE_EM * em, _TITLE_SHARE * room), _TITLE_MOST_EM * em)
    return {**widths, ColumnName.TITLE: round(title)}
