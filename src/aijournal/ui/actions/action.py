"""What one action is, and where its keys work."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802 - the name that lupdate looks for
    """Mark a text for translation where it is shown, and return it as it is; Qt's own one has no types."""
    return text


class Scope(StrEnum):
    """Where the keys of an action work.

    `PROGRAM` is the window even while a page stands in for all others; `INBOX` is the list on Today,
    `ENTRIES` the table of the Journal, `ENTRY` that table and the pane beside it, and `VERDICT` is wherever
    a verdict can be given: in the inbox and on an entry. `OWN_LIST` is one of the lists on Settings.
    """

    PROGRAM = "program"
    WINDOW = "window"
    TODAY = "today"
    JOURNAL = "journal"
    TRENDS = "trends"
    MIRROR = "mirror"
    TRIALS = "trials"
    REPORTS = "reports"
    SOURCES = "sources"
    SAFETY = "safety"
    SETTINGS = "settings"
    INBOX = "inbox"
    ENTRIES = "entries"
    ENTRY = "entry"
    VERDICT = "verdict"
    OWN_LIST = "own_list"

    @property
    def is_everywhere(self) -> bool:
        """Whether it lies on no page, but around all of them."""
        return self in (Scope.PROGRAM, Scope.WINDOW)

    @property
    def pages(self) -> frozenset["Scope"]:
        """The pages that it is a part of, or itself."""
        return _PAGES.get(self, frozenset({self}))

    def overlaps(self, other: "Scope") -> bool:
        """Whether one key could be meant for both."""
        return self.is_everywhere or other.is_everywhere or not self.pages.isdisjoint(other.pages)


_PAGES: Mapping[Scope, frozenset[Scope]] = {
    Scope.INBOX: frozenset({Scope.TODAY}),
    Scope.ENTRIES: frozenset({Scope.JOURNAL}),
    Scope.ENTRY: frozenset({Scope.JOURNAL}),
    Scope.VERDICT: frozenset({Scope.TODAY, Scope.JOURNAL}),
    Scope.OWN_LIST: frozenset({Scope.SETTINGS}),
}


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person can do.

    `name` is `noun.verb` and never shown; `words` and `group` are English and marked for translation.
    `keys` are Qt's portable names, such as `Ctrl+Shift+S`, `J` or `Del`, of which the first one is shown.
    A key that is held down means one act, unless it `repeats`, as those do that only move on.
    """

    name: str
    words: str
    group: str
    keys: tuple[str, ...] = ()
    scope: Scope = Scope.WINDOW
    repeats: bool = False

    @property
    def told(self) -> str:
        """The words, in the person's language."""
        return QCoreApplication.translate("Actions", self.words)

    @property
    def told_group(self) -> str:
        """The group, in the person's language."""
        return QCoreApplication.translate("Actions", self.group)
