"""A language that nobody speaks: every text of the program in brackets, and two fifths longer."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QApplication

OPEN, CLOSE = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"
_RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT MARK}"  # what a text begins with in languages that run so
_LONGER, _WORD = 0.4, "~~~~"
_QT = frozenset({"QShortcut"})  # the names of keys
_INNERMOST = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")


class PseudoTranslator(QTranslator):
    """Marks what comes through translation, so that everything else stands out."""

    def __init__(self, *, is_mirrored: bool = False) -> None:
        super().__init__()
        self._before = _RIGHT_TO_LEFT if is_mirrored else ""

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's own name
        disambiguation: str | None = None,  # noqa: ARG002 - Qt's own argument
        n: int = -1,  # noqa: ARG002
    ) -> str:
        """Return the text in brackets, with more room than English takes."""
        if not sourceText or context in _QT:
            return sourceText
        more = round(_LONGER * len(sourceText))
        words = " ".join([_WORD] * (more // (len(_WORD) + 1))) or "~" * more
        return f"{self._before}{OPEN}{sourceText} {words}{CLOSE}"

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's own name
        """Say that there is something to translate with."""
        return False


@contextmanager
def pseudo_language(qapp: QApplication, *, is_mirrored: bool = False) -> Iterator[None]:
    """Let everything be said in the language that nobody speaks."""
    translator = PseudoTranslator(is_mirrored=is_mirrored)
    qapp.installTranslator(translator)
    try:
        yield
    finally:
        qapp.removeTranslator(translator)


@contextmanager
def right_to_left(qapp: QApplication) -> Iterator[None]:
    """Let it run from right to left as well."""
    with pseudo_language(qapp, is_mirrored=True):
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        try:
            yield
        finally:
            qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def outside_of_translation(text: str) -> str:
    """Return what of a text did not come through translation."""
    before = ""
    while before != text:
        before, text = text, _INNERMOST.sub(" ", text)
    return text
