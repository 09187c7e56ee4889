"""Why nothing waits in the inbox, and the one thing to do about it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from aijournal.domain.reading import Discovery, SourceState
from aijournal.domain.tools import tool_title
from aijournal.ui import phrases
from aijournal.ui.log_reading import LogReading
from aijournal.ui.widgets.empty_state import EmptyState

_MOST_REASONS = 3


class InboxEmptiness(QObject):
    """Tells "no logs on this machine", "not read yet" and "all judged" from one another."""

    def __init__(self, empty: EmptyState, reading: LogReading, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._empty = empty
        self._reading = reading
        self._has_looked = False
        self._is_blank = False
        self._set_aside = 0
        self._has_logs: bool | None = None  # not known before they were looked for
        self._can_read = True
        reading.found.connect(self._show_found)
        empty.acted.connect(self._act)

    def show_reason(self, *, is_blank: bool, set_aside: int = 0) -> None:
        """Say why nothing waits; a blank journal depends on what tools have left here."""
        was_blank, self._is_blank = self._is_blank, is_blank
        self._set_aside = set_aside
        if not is_blank:
            self._show_nothing_waits()
            if not self._has_looked:
                self._look()
        elif not (was_blank and self._has_looked):
            self._empty.say("folder", self.tr("Looking for logs of AI tools …"), "")
            self._look()

    def _look(self) -> None:
        """Look for logs; what asks meanwhile waits for the same answer."""
        self._has_looked = True
        self._reading.look()

    @Slot(tuple)
    def _show_found(self, discoveries: Sequence[Discovery]) -> None:
        found = [one for one in discoveries if one.state is SourceState.FOUND]
        self._has_logs = bool(found)
        self._can_read = bool(found)
        if not self._is_blank:
            self._show_nothing_waits()
        elif found:
            self._show_unread(found)
        else:
            self._show_no_logs(discoveries)

    def _show_nothing_waits(self) -> None:
        """Say what the inbox asks about; where there are no logs, nothing came of them to be judged."""
        self._can_read = self._has_logs is not False
        why = self.tr(
            "What you log by hand is not asked about here: judge it in the line itself, or on the page "
            "“Journal”."
        )
        if self._has_logs is False:
            why = f"{self.tr('No logs of AI tools were found on this computer.')} {why}"
        elif self._set_aside:
            words = self.tr("%1 set aside: back here tomorrow.")
            why = f"{words.replace('%1', phrases.entries(self._set_aside))} {why}"
        elif self._has_logs:
            judged = self.tr(
                "What the logs brought is judged, set aside until tomorrow, or too old to be asked about."
            )
            why = f"{judged} {why}"
        action = self.tr("Read new logs") if self._can_read else self.tr("Look again")
        self._empty.say("nothing", self.tr("Nothing waits for you"), why, action)

    def _show_unread(self, found: Sequence[Discovery]) -> None:
        names = ", ".join(tool_title(one.source) for one in found)
        files = sum(len(one.files) for one in found)
        self._empty.say(
            "read",
            self.tr("Your logs are here, and not read yet"),
            self.tr(
                "%1: %2. They are read where they lie and never changed; "
                "of each piece of work you are then asked whether it helped."
            )
            .replace("%2", phrases.files(files))
            .replace("%1", names),
            self.tr("Read the logs"),
            is_new=True,
        )

    def _show_no_logs(self, discoveries: Sequence[Discovery]) -> None:
        reasons = " ".join(
            phrases.plain_line(f"{tool_title(one.source)}: {one.reason}") for one in discoveries
        )
        if len(discoveries) > _MOST_REASONS:
            words = self.tr("Those of %1 tools were looked for; the page “Sources” says where.")
            reasons = words.replace("%1", phrases.decimal(len({one.source for one in discoveries})))
        self._empty.say(
            "folder",
            self.tr("No logs of AI tools were found"),
            self.tr("%1 What you did can be logged by hand in the line above.").replace("%1", reasons),
            self.tr("Look again"),
            is_new=True,
        )

    @Slot()
    def _act(self) -> None:
        if self._can_read:
            self._reading.start()
        else:
            self._reading.look()
