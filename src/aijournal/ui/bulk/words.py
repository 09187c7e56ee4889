"""What is said after an act upon many entries: how many it changed, and how many it left alone."""

from PySide6.QtCore import QCoreApplication

from aijournal.domain.bulk_change import BulkChange, BulkResult, Delete
from aijournal.ui import phrases


def _tr(text: str) -> str:
    return QCoreApplication.translate("Bulk", text)


def told(change: BulkChange, result: BulkResult) -> str:
    """Return what came of it, in sentences."""
    if result.was_cancelled:
        return _tr("Stopped. Nothing was changed.")
    return " ".join(filter(None, (_changed(change, result), _unchanged(result), _gone(result))))


def _changed(change: BulkChange, result: BulkResult) -> str:
    if not result.changed:
        return _tr("Nothing was changed.")
    words = _tr("Deleted %1.") if isinstance(change, Delete) else _tr("Changed %1.")
    return words.replace("%1", phrases.entries(result.changed))


def _unchanged(result: BulkResult) -> str:
    if not result.unchanged:
        return ""
    return _tr("%1 needed no change.").replace("%1", phrases.entries(result.unchanged))


def _gone(result: BulkResult) -> str:
    if not result.gone:
        return ""
    return _tr("Not there any more: %1.").replace("%1", phrases.entries(result.gone))
