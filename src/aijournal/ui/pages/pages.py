"""The pages of the window, each loaded and built when it is first asked for."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from aijournal.domain.tools import source_title
from aijournal.settings import Kind
from aijournal.ui.pages.page import Page
from aijournal.ui.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aijournal.domain.reading import Importer
    from aijournal.ui.pages.journal import JournalPage
    from aijournal.ui.pages.mirror import MirrorPage
    from aijournal.ui.pages.reports import ReportsPage
    from aijournal.ui.pages.safety import SafetyPage
    from aijournal.ui.pages.settings import SettingsPage
    from aijournal.ui.pages.sources import SourcesPage
    from aijournal.ui.pages.today import TodayPage
    from aijournal.ui.pages.trends import TrendsPage
    from aijournal.ui.pages.trials import TrialsPage
    from aijournal.ui.parts import Parts
    from aijournal.ui.settings.setting_row import SourceTitles

TakeIn = Callable[[Screen, Page], None]
OnePage = TypeVar("OnePage", bound=Page)


class Pages:
    """New pages, which hold nothing until they have asked the journal.

    `take_in` is told of every page when it is built, before whoever asked for it has it.
    """

    def __init__(self, parts: "Parts", take_in: TakeIn) -> None:
        self._parts = parts
        self._take_in = take_in
        self._shared = parts.theme, parts.journal
        self._built: dict[Screen, Page] = {}

    def __getitem__(self, screen: Screen) -> Page:
        page: Page = getattr(self, screen.name.lower())
        return page

    def is_built(self, screen: Screen) -> bool:
        """Return whether a page is there already."""
        return screen in self._built

    @cached_property
    def today(self) -> "TodayPage":
        """The page with the quick log and the inbox."""
        from aijournal.ui.pages.today import TodayPage

        parts = self._parts
        page = TodayPage(
            *self._shared,
            parts.reading,
            parts.peek,
            parts.clock,
            drafts=parts.drafts,
            bindings=parts.bindings,
        )
        return self._taken_in(Screen.TODAY, page)

    @cached_property
    def journal(self) -> "JournalPage":
        """The page with every entry."""
        from aijournal.ui.pages.journal import JournalPage

        parts = self._parts
        page = JournalPage(
            *self._shared,
            parts.peek,
            parts.clock,
            parts.settings.current.weights,
            drafts=parts.drafts,
            bindings=parts.bindings,
        )
        return self._taken_in(Screen.JOURNAL, page)

    @cached_property
    def trends(self) -> "TrendsPage":
        """The page with value over time."""
        from aijournal.ui.pages.trends import TrendsPage

        parts = self._parts
        return self._taken_in(
            Screen.TRENDS, TrendsPage(*self._shared, parts.peek, parts.clock, parts.bindings)
        )

    @cached_property
    def mirror(self) -> "MirrorPage":
        """The page with the meter beside what matters."""
        from aijournal.ui.pages.mirror import MirrorPage

        parts = self._parts
        return self._taken_in(
            Screen.MIRROR, MirrorPage(*self._shared, parts.peek, parts.clock, parts.settings)
        )

    @cached_property
    def trials(self) -> "TrialsPage":
        """The page with what a person tries on themselves."""
        from aijournal.ui.pages.trials import TrialsPage

        return self._taken_in(Screen.TRIALS, TrialsPage(self._parts))

    @cached_property
    def reports(self) -> "ReportsPage":
        """The page with what a person takes to their review."""
        from aijournal.ui.pages.reports import ReportsPage

        return self._taken_in(Screen.REPORTS, ReportsPage(self._parts))

    @cached_property
    def sources(self) -> "SourcesPage":
        """The page with the logs that tools leave."""
        from aijournal.ui.pages.sources import SourcesPage

        parts = self._parts
        return self._taken_in(
            Screen.SOURCES, SourcesPage(*self._shared, parts.reading, parts.clock, bindings=parts.bindings)
        )

    @cached_property
    def safety(self) -> "SafetyPage":
        """The page with backups, encryption and the trash."""
        from aijournal.ui.pages.safety import SafetyPage
        from aijournal.ui.safety.network_card import NetworkCard

        parts = self._parts
        page = SafetyPage(
            *self._shared,
            parts.whole,
            parts.checking,
            parts.clock,
            exporting=parts.exporting,
            network=NetworkCard(parts.network, parts.attempts),
            bindings=parts.bindings,
        )
        return self._taken_in(Screen.SAFETY, page)

    @cached_property
    def settings(self) -> "SettingsPage":
        """The page with everything that can be set."""
        from aijournal.ui.pages.settings import SettingsPage

        parts = self._parts
        page = SettingsPage(
            *self._shared,
            parts.settings,
            parts.checking,
            parts.clock,
            drafts=parts.drafts,
            bindings=parts.bindings,
            sources=_source_titles(parts.reading.sources.importers),
        )
        return self._taken_in(Screen.SETTINGS, page)

    def _taken_in(self, screen: Screen, page: OnePage) -> OnePage:
        self._built[screen] = page
        self._take_in(screen, page)
        return page


def _source_titles(importers: "Sequence[Importer]") -> "SourceTitles":
    """Return the sources that can be switched off, and those that can be switched on."""
    return {
        kind: {
            one.source: source_title(one.source, one.tool)
            for one in importers
            if one.is_confirmed is is_confirmed
        }
        for kind, is_confirmed in ((Kind.SOURCES, True), (Kind.MORE_SOURCES, False))
    }
