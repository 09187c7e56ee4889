"""Which entries are chosen, by their numbers: they stay so wherever their rows go."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """Entries chosen one by one, and a stretch of them that follows the keyboard until it is let go."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fixed: frozenset[int] = frozenset()
        self._stretch: frozenset[int] = frozenset()

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of all that are chosen."""
        return self._fixed | self._stretch

    def __len__(self) -> int:
        return len(self._fixed) + len(self._stretch - self._fixed)

    def __bool__(self) -> bool:
        return bool(self._fixed or self._stretch)

    def __contains__(self, number: int) -> bool:
        return number in self._fixed or number in self._stretch

    def toggle(self, number: int) -> None:
        """Choose an entry, or not any more."""
        self.settle()
        self._fixed ^= {number}
        self.changed.emit()

    def stretch(self, numbers: Iterable[int]) -> None:
        """Choose a stretch in place of the one before, besides what was chosen by itself."""
        self._stretch = frozenset(numbers)
        self.changed.emit()

    def settle(self) -> None:
        """Let the stretch be chosen like the others, so that a new one can begin."""
        self._fixed, self._stretch = self.numbers, frozenset()

    def choose(self, numbers: Iterable[int]) -> None:
        """Choose these and no others."""
        self._fixed, self._stretch = frozenset(numbers), frozenset()
        self.changed.emit()

    def clear(self) -> None:
        """Choose none."""
        if self:
            self.choose(())
