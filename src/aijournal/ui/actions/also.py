"""What else people call what can be done, so that the palette finds it by their word."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication

from aijournal.ui.actions.action import QT_TRANSLATE_NOOP

ALSO: Final[Mapping[str, str]] = MappingProxyType(
    {
        "go.safety": QT_TRANSLATE_NOOP(
            "Also",
            "export import everything back up backup restore encrypt decrypt passphrase check trash purge "
            "erase integrity",
        ),
        "go.settings": QT_TRANSLATE_NOOP(
            "Also",
            "preferences options theme dark light colours time zone weights quota task types bottlenecks "
            "reminder tray lock watch",
        ),
        "go.trials": QT_TRANSLATE_NOOP(
            "Also", "experiment test random chance draw timer clock stopwatch forecast arms faster"
        ),
        "go.reports": QT_TRANSLATE_NOOP(
            "Also", "review summary export markdown html pdf csv json redact alias preview share"
        ),
        "go.sources": QT_TRANSLATE_NOOP("Also", "import logs tools table csv tsv json export drop folder"),
        "go.trends": QT_TRANSLATE_NOOP("Also", "charts graphs value per token calendar models"),
        "go.mirror": QT_TRANSLATE_NOOP("Also", "meter dashboard spend cost questions signals"),
        "go.journal": QT_TRANSLATE_NOOP("Also", "entries history table list search filters saved views"),
        "go.today": QT_TRANSLATE_NOOP("Also", "inbox judge rate week"),
        "view.discreet": QT_TRANSLATE_NOOP("Also", "discreet mode privacy mask titles names"),
        "help.privacy": QT_TRANSLATE_NOOP("Also", "network internet connection offline threat model help"),
        "journal.lock": QT_TRANSLATE_NOOP("Also", "passphrase encrypted"),
        "logs.read": QT_TRANSLATE_NOOP("Also", "import refresh"),
        "logs.read_from": QT_TRANSLATE_NOOP("Also", "import folder csv table export zip"),
        "shortcuts.open": QT_TRANSLATE_NOOP("Also", "keyboard shortcuts bindings help"),
        "quick_log.focus": QT_TRANSLATE_NOOP("Also", "new add write"),
    }
)


def also(name: str) -> str:
    """Return what else an action is called, in the person's language; nothing for most."""
    words = ALSO.get(name)
    return QCoreApplication.translate("Also", words) if words else ""
