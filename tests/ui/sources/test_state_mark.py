from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aijournal.domain.reading import SourceState
from aijournal.settings import ColorScheme
from aijournal.ui.sources.state_mark import StateMark, state_words
from aijournal.ui.theme import Theme

_SIDE = 48


def _silhouette(mark: StateMark) -> tuple[bool, ...]:
    """Return where a mark is drawn, whatever its colours."""
    image = QImage(_SIDE, _SIDE, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    mark.render(image, renderFlags=QWidget.RenderFlag(0))
    return tuple(image.pixelColor(x, y).alpha() > 128 for x in range(_SIDE) for y in range(_SIDE))


@pytest.mark.parametrize("scheme", [ColorScheme.LIGHT, ColorScheme.DARK])
def test_states_differ_in_shape_and_not_only_in_colour(
    theme: Theme, qtbot: QtBot, scheme: ColorScheme
) -> None:
    theme.set_scheme(scheme)
    shapes = {}
    for state in SourceState:
        mark = StateMark(theme, state)
        qtbot.addWidget(mark)
        mark.resize(_SIDE, _SIDE)
        shapes[state] = _silhouette(mark)
        assert any(shapes[state])
    for one, other in combinations(SourceState, 2):
        differing = sum(a != b for a, b in zip(shapes[one], shapes[other], strict=True))
        assert differing > _SIDE * _SIDE / 20, (one, other)


def test_every_state_has_words_of_its_own() -> None:
    assert len({state_words(state) for state in SourceState}) == len(SourceState)


def test_a_mark_is_as_high_as_a_line_of_text(theme: Theme, qtbot: QtBot) -> None:
    mark = StateMark(theme, SourceState.FOUND)
    qtbot.addWidget(mark)
    assert mark.sizeHint().height() == round(theme.type.em)
    mark.show_state(SourceState.EMPTY)
    assert mark.state is SourceState.EMPTY
