"""The one table of all actions.

Whoever adds something that a person can do adds a row here, and a slot for it: a page offers
`acts() -> Mapping[str, Callable[[], object]]`, the window the rest. Keys, the palette, the shortcut sheet
and the tests follow from the row.

A key with Ctrl, Alt or Meta, and a function key, is a shortcut of Qt where its scope is. A plain one, such
as `J`, `/` or `Del`, never takes a letter from a line to type in: it is looked up where nothing under the
keyboard wanted it, in the list first, then for the page, then for the window.
"""

from typing import Final

from aijournal.ui.actions.action import QT_TRANSLATE_NOOP, Action, Scope
from aijournal.ui.actions.groups import (
    ENTRY,
    EVERYWHERE,
    GO,
    JOURNAL,
    MIRROR,
    OWN_LIST,
    SETTINGS,
    SOURCES,
    TRENDS,
)
from aijournal.ui.actions.judging_rows import JUDGING

ACTIONS: Final = (
    Action("go.today", QT_TRANSLATE_NOOP("Actions", "Go to Today"), GO, ("Ctrl+1",)),
    Action("go.journal", QT_TRANSLATE_NOOP("Actions", "Go to Journal"), GO, ("Ctrl+2",)),
    Action("go.trends", QT_TRANSLATE_NOOP("Actions", "Go to Trends"), GO, ("Ctrl+3",)),
    Action("go.mirror", QT_TRANSLATE_NOOP("Actions", "Go to Mirror"), GO, ("Ctrl+4",)),
    Action("go.sources", QT_TRANSLATE_NOOP("Actions", "Go to Sources"), GO, ("Ctrl+5",)),
    Action("go.safety", QT_TRANSLATE_NOOP("Actions", "Go to Safety"), GO, ("Ctrl+6",)),
    Action("go.settings", QT_TRANSLATE_NOOP("Actions", "Go to Settings"), GO, ("Ctrl+7",)),
    Action("quick_log.focus", QT_TRANSLATE_NOOP("Actions", "Log an entry"), EVERYWHERE, ("Ctrl+N",)),
    Action("act.undo", QT_TRANSLATE_NOOP("Actions", "Undo"), EVERYWHERE, ("Ctrl+Z",)),
    Action("act.redo", QT_TRANSLATE_NOOP("Actions", "Redo"), EVERYWHERE, ("Ctrl+Shift+Z",)),
    Action("logs.read", QT_TRANSLATE_NOOP("Actions", "Read new logs"), EVERYWHERE, ("Ctrl+R",)),
    Action("journal.lock", QT_TRANSLATE_NOOP("Actions", "Lock the journal"), EVERYWHERE, ("Ctrl+L",)),
    Action(
        "view.discreet",
        QT_TRANSLATE_NOOP("Actions", "Hide contents, or show them again"),
        EVERYWHERE,
        ("Ctrl+Shift+H",),
    ),
    Action("day.review", QT_TRANSLATE_NOOP("Actions", "Look back at the day"), EVERYWHERE, ("Ctrl+Shift+D",)),
    Action("help.quick_log", QT_TRANSLATE_NOOP("Actions", "How to give the quick log a key"), EVERYWHERE),
    Action(
        "program.quit",
        QT_TRANSLATE_NOOP("Actions", "Quit aijournal"),
        EVERYWHERE,
        ("Ctrl+Q",),
        Scope.PROGRAM,
    ),
    Action("palette.open", QT_TRANSLATE_NOOP("Actions", "Find anything to do"), EVERYWHERE, ("Ctrl+K",)),
    Action(
        "shortcuts.open",
        QT_TRANSLATE_NOOP("Actions", "Show and change the keys"),
        EVERYWHERE,
        ("Ctrl+/", "?"),
    ),
    *JUDGING,
    Action(
        "journal.search",
        QT_TRANSLATE_NOOP("Actions", "Search in the Journal"),
        JOURNAL,
        ("Ctrl+F", "/"),
        Scope.JOURNAL,
    ),
    Action(
        "entries.next",
        QT_TRANSLATE_NOOP("Actions", "Next entry"),
        JOURNAL,
        ("J",),
        Scope.ENTRIES,
        repeats=True,
    ),
    Action(
        "entries.previous",
        QT_TRANSLATE_NOOP("Actions", "Previous entry"),
        JOURNAL,
        ("K",),
        Scope.ENTRIES,
        repeats=True,
    ),
    Action(
        "entries.edit", QT_TRANSLATE_NOOP("Actions", "Edit the entry"), JOURNAL, ("Return",), Scope.ENTRIES
    ),
    Action(
        "entries.delete",
        QT_TRANSLATE_NOOP("Actions", "Move the entry to the trash"),
        JOURNAL,
        ("Del",),
        Scope.ENTRIES,
    ),
    Action(
        "entries.toggle",
        QT_TRANSLATE_NOOP("Actions", "Choose the entry, or not any more"),
        JOURNAL,
        ("X",),
        Scope.ENTRIES,
    ),
    Action(
        "entries.select_all",
        QT_TRANSLATE_NOOP("Actions", "Choose all entries that the filters mean"),
        JOURNAL,
        ("Ctrl+A",),
        Scope.ENTRIES,
    ),
    Action(
        "entries.sort",
        QT_TRANSLATE_NOOP("Actions", "Put the entries in another order"),
        JOURNAL,
        ("O",),
        Scope.JOURNAL,
    ),
    Action(
        "entries.columns",
        QT_TRANSLATE_NOOP("Actions", "Choose the columns"),
        JOURNAL,
        ("Ctrl+Shift+C",),
        Scope.JOURNAL,
    ),
    Action("view.open", QT_TRANSLATE_NOOP("Actions", "Open a saved view"), JOURNAL, ("V",), Scope.JOURNAL),
    Action(
        "view.save",
        QT_TRANSLATE_NOOP("Actions", "Save filters, order and columns as a view"),
        JOURNAL,
        ("Ctrl+S",),
        Scope.JOURNAL,
    ),
    Action(
        "bulk.project",
        QT_TRANSLATE_NOOP("Actions", "Chosen entries: set the project"),
        JOURNAL,
        ("Ctrl+Shift+P",),
        Scope.JOURNAL,
    ),
    Action(
        "bulk.task",
        QT_TRANSLATE_NOOP("Actions", "Chosen entries: set the task type"),
        JOURNAL,
        ("Ctrl+Shift+T",),
        Scope.JOURNAL,
    ),
    Action(
        "bulk.tags",
        QT_TRANSLATE_NOOP("Actions", "Chosen entries: change the tags"),
        JOURNAL,
        ("Ctrl+Shift+G",),
        Scope.JOURNAL,
    ),
    Action(
        "bulk.verdict",
        QT_TRANSLATE_NOOP("Actions", "Chosen entries: give a verdict"),
        JOURNAL,
        ("Ctrl+Shift+V",),
        Scope.JOURNAL,
    ),
    Action(
        "bulk.merge",
        QT_TRANSLATE_NOOP("Actions", "Chosen entries: make them one"),
        JOURNAL,
        ("Ctrl+Shift+M",),
        Scope.JOURNAL,
    ),
    Action(
        "bulk.not_asked",
        QT_TRANSLATE_NOOP("Actions", "Chosen entries: do not ask about them"),
        JOURNAL,
        scope=Scope.JOURNAL,
    ),
    Action(
        "bulk.delete",
        QT_TRANSLATE_NOOP("Actions", "Chosen entries: move them to the trash"),
        JOURNAL,
        ("Ctrl+Shift+Del",),
        Scope.JOURNAL,
    ),
    Action("entry.project", QT_TRANSLATE_NOOP("Actions", "Change the project"), ENTRY, ("P",), Scope.ENTRY),
    Action("entry.tags", QT_TRANSLATE_NOOP("Actions", "Change the tags"), ENTRY, ("G",), Scope.ENTRY),
    Action("entry.more", QT_TRANSLATE_NOOP("Actions", "Say more about it"), ENTRY, ("L",), Scope.ENTRY),
    Action(
        "entry.enough",
        QT_TRANSLATE_NOOP("Actions", "Mark the exchange after which it was enough"),
        ENTRY,
        ("U",),
        Scope.ENTRY,
    ),
    Action(
        "entry.facts",
        QT_TRANSLATE_NOOP("Actions", "Change when it was and with what"),
        ENTRY,
        ("F",),
        Scope.ENTRY,
    ),
    Action(
        "entry.split",
        QT_TRANSLATE_NOOP("Actions", "Split the entry before an exchange"),
        ENTRY,
        ("C",),
        Scope.ENTRY,
    ),
    Action(
        "entry.merge",
        QT_TRANSLATE_NOOP("Actions", "Merge it with the entry before or after"),
        ENTRY,
        ("B",),
        Scope.ENTRY,
    ),
    Action(
        "trends.table",
        QT_TRANSLATE_NOOP("Actions", "Turn a chart into its table, or back"),
        TRENDS,
        ("T",),
        Scope.TRENDS,
    ),
    Action("trends.mark", QT_TRANSLATE_NOOP("Actions", "Mark a day"), TRENDS, ("M",), Scope.TRENDS),
    Action(
        "trends.entries",
        QT_TRANSLATE_NOOP("Actions", "List the entries behind the point"),
        TRENDS,
        ("E",),
        Scope.TRENDS,
    ),
    Action(
        "mirror.next",
        QT_TRANSLATE_NOOP("Actions", "Next question"),
        MIRROR,
        ("J",),
        Scope.MIRROR,
        repeats=True,
    ),
    Action(
        "mirror.previous",
        QT_TRANSLATE_NOOP("Actions", "Question before"),
        MIRROR,
        ("K",),
        Scope.MIRROR,
        repeats=True,
    ),
    Action(
        "mirror.evidence",
        QT_TRANSLATE_NOOP("Actions", "Show or hide what is behind the question"),
        MIRROR,
        ("E",),
        Scope.MIRROR,
    ),
    Action(
        "mirror.put_aside",
        QT_TRANSLATE_NOOP("Actions", "Do not ask for four weeks"),
        MIRROR,
        ("N",),
        Scope.MIRROR,
    ),
    Action(
        "settings.search",
        QT_TRANSLATE_NOOP("Actions", "Search in Settings"),
        SETTINGS,
        ("Ctrl+F", "/"),
        Scope.SETTINGS,
    ),
    Action(
        "settings.copy",
        QT_TRANSLATE_NOOP("Actions", "Copy all settings as text"),
        SETTINGS,
        scope=Scope.SETTINGS,
    ),
    Action(
        "own_list.change", QT_TRANSLATE_NOOP("Actions", "Change the row"), OWN_LIST, ("F2",), Scope.OWN_LIST
    ),
    Action(
        "own_list.up", QT_TRANSLATE_NOOP("Actions", "Move the row up"), OWN_LIST, ("Alt+Up",), Scope.OWN_LIST
    ),
    Action(
        "own_list.down",
        QT_TRANSLATE_NOOP("Actions", "Move the row down"),
        OWN_LIST,
        ("Alt+Down",),
        Scope.OWN_LIST,
    ),
    Action(
        "own_list.end", QT_TRANSLATE_NOOP("Actions", "End it today"), OWN_LIST, ("Alt+E",), Scope.OWN_LIST
    ),
    Action(
        "own_list.remove",
        QT_TRANSLATE_NOOP("Actions", "Remove or retire the row"),
        OWN_LIST,
        ("Del",),
        Scope.OWN_LIST,
    ),
    Action(
        "sources.refresh",
        QT_TRANSLATE_NOOP("Actions", "Look at the sources again"),
        SOURCES,
        ("F5",),
        Scope.SOURCES,
    ),
    Action(
        "sources.try_all",
        QT_TRANSLATE_NOOP("Actions", "Try what reading the logs would bring"),
        SOURCES,
        scope=Scope.SOURCES,
    ),
    Action(
        "sources.read_table",
        QT_TRANSLATE_NOOP("Actions", "Read a table of any tool…"),
        SOURCES,
        scope=Scope.SOURCES,
    ),
    Action(
        "help.unattended",
        QT_TRANSLATE_NOOP("Actions", "How to read logs without the window"),
        SOURCES,
        scope=Scope.SOURCES,
    ),
    Action("logs.stop", QT_TRANSLATE_NOOP("Actions", "Stop reading logs"), SOURCES),
    Action("logs.read_from", QT_TRANSLATE_NOOP("Actions", "Read logs from a folder…"), SOURCES, ("Ctrl+O",)),
    Action("help.first_run", QT_TRANSLATE_NOOP("Actions", "Show the first steps"), EVERYWHERE),
    Action("sample.open", QT_TRANSLATE_NOOP("Actions", "Explore with sample data"), EVERYWHERE),
    Action("sample.leave", QT_TRANSLATE_NOOP("Actions", "Back to your own journal"), EVERYWHERE),
    Action("sample.delete", QT_TRANSLATE_NOOP("Actions", "Delete the sample data"), EVERYWHERE),
)
