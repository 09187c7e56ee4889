"""Whose history a rollout tells: that of its own thread, or a copy of what it was forked from.

A fork of the legacy generation begins with a copy of its parent's rollout, written within moments, with
new times. The parent's own rollout tells the same with the true times, so copies are recognised, and
what they say is given back to the thread that it comes from.
"""

from datetime import datetime, timedelta
from enum import Enum

import msgspec

_PAUSE = timedelta(seconds=1)  # what is copied is written without one
_BREATH = timedelta(milliseconds=100)  # hardly one line of what is copied takes as long


class Origin(Enum):
    """Where a record in a rollout comes from."""

    OWN = "own"
    COPY = "copy"
    UNSURE = "unsure"  # the thread is a fork, and nothing tells whether its own history has begun


class Lineage(msgspec.Struct):
    """A thread and the threads that it was forked from, the nearest first.

    `is_fork`: its records say that it begins with the history of another. `may_copy`: copied history may
    still come. `is_beginning`: no pause yet since the first record. `has_history`: something happened in
    that beginning, so what was copied was copied then. `has_breath`: nothing did since a short pause.
    `is_asked`: a prompt came after one. `copied_turn` is when the turn at hand began, in ms, if that was
    before the thread did.
    """

    thread: str
    ancestors: list[str] = []
    is_fork: bool = False
    may_copy: bool = False
    is_beginning: bool = True
    has_history: bool = False
    has_own: bool = False
    has_breath: bool = False
    is_asked: bool = False
    latest: datetime | None = None
    copied_turn: int | None = None

    def descend(self, parent: str | None, *, is_fork: bool) -> None:
        """Note the thread that this one was forked from, or only spawned by.

        What is only spawned begins with an empty history, unless its records say or show otherwise.
        """
        if not parent or parent == self.thread:
            return
        is_new = parent not in self.ancestors
        if is_new:
            self.ancestors.append(parent)
        if is_fork and (is_new or not self.is_fork):
            self.is_fork = self.may_copy = True

    def pass_time(self, at: datetime) -> None:
        """Note when a record of the beginning was written; what is copied ends with the first pause."""
        pause = timedelta(0) if self.latest is None else at - self.latest
        self.latest = at
        self.has_breath = self.has_breath or pause >= _BREATH
        if pause >= _PAUSE:
            self.is_beginning, self.copied_turn = False, None
            self.may_copy = self.may_copy and not self.has_history

    def pass_history(self) -> None:
        """Note that something happened, in the thread or in what it copied."""
        self.has_history, self.has_breath = True, False

    def ask(self) -> None:
        """Note a prompt: after a short pause it may be the thread's own, and so may what follows."""
        self.is_asked = self.is_asked or self.has_breath
        self.pass_history()

    def begin_turn(self, turn: str) -> None:
        """Note a turn, whose id may tell when it began."""
        began, born = uuid7_ms(turn), uuid7_ms(self.thread)
        if not self.ancestors or began is None or born is None:
            return
        self.copied_turn = began if began < born else None
        self.may_copy = self.may_copy and began < born

    @property
    def origin(self) -> Origin:
        """Where the record at hand comes from."""
        if self.copied_turn is not None:
            return Origin.COPY
        if not self.may_copy:
            return Origin.OWN
        return Origin.COPY if self.is_beginning and not self.is_asked else Origin.UNSURE

    @property
    def owner(self) -> str | None:
        """The thread that the record at hand comes from, or `None` if it could be several."""
        origin = self.origin
        if origin is Origin.OWN:
            return self.thread
        if origin is Origin.UNSURE or (len(self.ancestors) == 1 and self.copied_turn is None):
            return self.ancestors[0]
        return None if self.copied_turn is None else self._living_at(self.copied_turn)

    def _living_at(self, at: int) -> str | None:
        """Return the thread that wrote a turn: the nearest that was there when the turn began."""
        for ancestor in self.ancestors:
            born = uuid7_ms(ancestor)
            if born is None:
                return ancestor if len(self.ancestors) == 1 else None
            if born <= at:
                return ancestor
        return None


def uuid7_ms(text: str) -> int | None:
    """Return when a version 7 UUID was made, in ms since 1970 (RFC 9562, 5.7), or `None` for other text."""
    if len(text) != 36 or text[14] != "7":
        return None
    try:
        return int(text[:8] + text[9:13], 16)
    except ValueError:
        return None
