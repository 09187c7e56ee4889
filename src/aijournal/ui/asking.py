"""Asking anew for what is shown whenever it may have changed, without questions piling up."""

from collections.abc import Callable
from typing import Generic, TypeVar

from aijournal.errors import AijournalError
from aijournal.ui.receivers import is_gone

Answer = TypeVar("Answer")

Then = Callable[[Answer], None]
Otherwise = Callable[[AijournalError], None]


class Asking(Generic[Answer]):
    """One question under way and one waiting at most: what is asked meanwhile is asked once, afterwards.

    `put(then, otherwise)` puts the question as it is at that moment, so what waits is always the latest. An
    answer is handed to `then` and a refusal to `otherwise` before what waits is asked; where the widget that
    `then` belongs to is deleted by now, nobody is told and nothing more is asked.
    """

    def __init__(
        self,
        put: Callable[[Then[Answer], Otherwise], None],
        then: Then[Answer],
        otherwise: Otherwise,
    ) -> None:
        self._put = put
        self._then = then
        self._otherwise = otherwise
        self._is_under_way = False
        self._is_waiting = False

    @property
    def is_under_way(self) -> bool:
        """Whether an answer is still to come."""
        return self._is_under_way

    @property
    def is_waiting(self) -> bool:
        """Whether the question is asked once more after the answer."""
        return self._is_waiting

    def ask(self) -> None:
        """Ask now, or once more when the answer that is under way has come."""
        self._is_waiting = self._is_under_way
        if not self._is_under_way:
            self._is_under_way = True
            self._put(self._answer, self._refuse)

    def _answer(self, answer: Answer) -> None:
        if not is_gone(self._then):
            self._is_under_way = False
            self._then(answer)
            self._go_on()

    def _refuse(self, error: AijournalError) -> None:
        if not is_gone(self._then):
            self._is_under_way = False
            self._otherwise(error)
            self._go_on()

    def _go_on(self) -> None:
        if self._is_waiting:
            self.ask()
