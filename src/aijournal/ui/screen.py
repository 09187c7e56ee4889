"""The screens of the window, by number."""

from enum import IntEnum

from aijournal.ui.actions.action import Scope


class Screen(IntEnum):
    """The pages, in the order of the sidebar and of their keys."""

    TODAY = 0
    JOURNAL = 1
    TRENDS = 2
    MIRROR = 3
    TRIALS = 4
    REPORTS = 5
    SOURCES = 6
    SAFETY = 7
    SETTINGS = 8

    @property
    def scope(self) -> Scope:
        """Where the keys of the page's own actions work."""
        return Scope[self.name]
