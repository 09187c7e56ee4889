"""What reading a table would bring, in words."""

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from aijournal.domain.reading import SourceState
from aijournal.ui import phrases

if TYPE_CHECKING:
    from aijournal.collect_table import TableResult

_PLACES_SHOWN = 8


def _tr(text: str) -> str:
    return QCoreApplication.translate("TableWords", text)


def what_would_come(result: "TableResult") -> str:
    """Return how many rows would come, are there already, and cannot be taken."""
    unread = next((one for one in result.imports if one.state is not SourceState.FOUND), None)
    if unread is not None:
        return phrases.plain_line(unread.reason)
    new = sum(one.exchanges_new for one in result.imports)
    parts = [_tr("1 row would come") if new == 1 else _tr("%1 rows would come").replace("%1", _n(new))]
    if known := sum(one.duplicates for one in result.imports):
        parts.append(_tr("%1 are in your journal already").replace("%1", _n(known)))
    if any(one.files_unchanged for one in result.imports):
        parts.append(_tr("the rest was read before"))
    if refused := sum(one.rejected for one in result.imports):
        parts.append(_tr("%1 cannot be taken").replace("%1", _n(refused)))
    if judged := len(result.judged):
        parts.append(_tr("your words would stand in %1").replace("%1", phrases.entries(judged)))
    return f"{phrases.BETWEEN.join(parts)}."


def why_refused(result: "TableResult") -> str:
    """Return every reason with its count, then the first rows of them, line by line."""
    reasons: Counter[str] = Counter()
    for one in result.imports:
        reasons.update(one.rejected_by_reason)
    lines = [f"{_reason(reason)}: {_n(count)}" for reason, count in reasons.most_common()]
    problems = sorted(
        (problem for one in result.imports for problem in one.problems if problem.line is not None),
        key=lambda problem: problem.line or 0,
    )
    for problem in problems[:_PLACES_SHOWN]:
        row = _tr("row %1").replace("%1", _n(problem.line or 0))
        lines.append(f"{row}{phrases.BETWEEN}{_reason(problem.reason)}")
    if len(problems) > _PLACES_SHOWN:
        lines.append(_tr("… and more"))
    return "\n".join(lines)


def _reason(words: str) -> str:
    return phrases.plain_line(phrases.translated("importers", words))


def _n(count: int) -> str:
    return phrases.decimal(count)
