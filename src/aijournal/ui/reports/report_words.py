"""How the page Reports says formats, switches and what is left out."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from aijournal.export.formats import USED, ReportFormat
from aijournal.export.include import Include
from aijournal.export.left_out import Kept, LeftOut
from aijournal.export.making import MadeReport
from aijournal.ui import phrases
from aijournal.ui.actions.action import QT_TRANSLATE_NOOP

_SWITCHES: Final[Mapping[Include, tuple[str, str]]] = {
    Include.NAMES: (
        QT_TRANSLATE_NOOP("Reports", "Names"),
        QT_TRANSLATE_NOOP(
            "Reports",
            "Projects, tools, task types, tags, bottlenecks and trials by their own names, not by aliases.",
        ),
    ),
    Include.TIMES: (
        QT_TRANSLATE_NOOP("Reports", "Days and times"),
        QT_TRANSLATE_NOOP("Reports", "Days, and times of day in the table, instead of months."),
    ),
    Include.TOKENS: (
        QT_TRANSLATE_NOOP("Reports", "Token totals"),
        QT_TRANSLATE_NOOP("Reports", "How many tokens were used."),
    ),
    Include.COST: (
        QT_TRANSLATE_NOOP("Reports", "Cost"),
        QT_TRANSLATE_NOOP("Reports", "What that costs at list prices."),
    ),
    Include.SIGNALS: (
        QT_TRANSLATE_NOOP("Reports", "Questions"),
        QT_TRANSLATE_NOOP("Reports", "What the mirror asks you, without the questions that you put aside."),
    ),
    Include.TITLES: (
        QT_TRANSLATE_NOOP("Reports", "Titles"),
        QT_TRANSLATE_NOOP("Reports", "What each entry is called."),
    ),
    Include.NOTES: (
        QT_TRANSLATE_NOOP("Reports", "Notes"),
        QT_TRANSLATE_NOOP("Reports", "Your notes, and what you said got unblocked."),
    ),
    Include.MODELS: (
        QT_TRANSLATE_NOOP("Reports", "Models"),
        QT_TRANSLATE_NOOP("Reports", "The model that did most of each entry."),
    ),
    Include.PATHS: (
        QT_TRANSLATE_NOOP("Reports", "Links"),
        QT_TRANSLATE_NOOP("Reports", "The address that you gave an entry."),
    ),
}
SWITCHES: Final = tuple(_SWITCHES)
"""The switches, in the order in which they stand on the page."""

_KEPT: Final[Mapping[Kept, str]] = {
    Kept.PROMPTS: QT_TRANSLATE_NOOP("Reports", "Prompts and answers: the journal does not hold them"),
    Kept.PROJECTS: QT_TRANSLATE_NOOP("Reports", "Projects: %1"),
    Kept.TOOLS: QT_TRANSLATE_NOOP("Reports", "Tools that few others have: %1"),
    Kept.TASKS: QT_TRANSLATE_NOOP("Reports", "Task types of your own: %1"),
    Kept.TAGS: QT_TRANSLATE_NOOP("Reports", "Tags: %1"),
    Kept.BOTTLENECKS: QT_TRANSLATE_NOOP("Reports", "Bottlenecks: %1"),
    Kept.TRIALS: QT_TRANSLATE_NOOP("Reports", "Trials: %1"),
    Kept.ARMS: QT_TRANSLATE_NOOP("Reports", "Ways of working in your own words: %1"),
    Kept.QUESTIONS: QT_TRANSLATE_NOOP("Reports", "Questions that trials are to answer: %1"),
    Kept.TRIAL_TASKS: QT_TRANSLATE_NOOP("Reports", "Titles of trial tasks, and why some were refused: %1"),
    Kept.MODELS: QT_TRANSLATE_NOOP("Reports", "Models: %1"),
    Kept.TITLES: QT_TRANSLATE_NOOP("Reports", "Titles: %1"),
    Kept.NOTES: QT_TRANSLATE_NOOP("Reports", "Entries with notes: %1"),
    Kept.LINKS: QT_TRANSLATE_NOOP("Reports", "Links: %1"),
    Kept.TIMES: QT_TRANSLATE_NOOP("Reports", "Days and times of day: told by months"),
    Kept.TOKENS: QT_TRANSLATE_NOOP("Reports", "Token totals"),
    Kept.COST: QT_TRANSLATE_NOOP("Reports", "Cost"),
    Kept.SIGNALS: QT_TRANSLATE_NOOP("Reports", "Questions of the mirror"),
}
_BY_ALIAS: Final = QT_TRANSLATE_NOOP("Reports", "%1, told by aliases")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reports", text)


def switch_title(part: Include) -> str:
    """Return what a switch is called."""
    return _tr(_SWITCHES[part][0])


def switch_words(part: Include) -> str:
    """Return what a switch puts into a report."""
    return _tr(_SWITCHES[part][1])


def why_without_effect(part: Include, kind: ReportFormat) -> str:
    """Return why a switch means nothing in a format; nothing where it does."""
    if part in USED[kind]:
        return ""
    if kind.is_of_entries:
        return _tr("A table has no cost.") if part is Include.COST else _tr("A table asks no questions.")
    return _tr("Only a table (CSV) has a row for each entry.")


def format_title(kind: ReportFormat) -> str:
    """Return what a format is called."""
    return {
        ReportFormat.MARKDOWN: _tr("Markdown"),
        ReportFormat.HTML: _tr("HTML"),
        ReportFormat.PDF: _tr("PDF"),
        ReportFormat.CSV: _tr("CSV"),
        ReportFormat.JSON: _tr("JSON"),
    }[kind]


def format_words(kind: ReportFormat) -> str:
    """Return what a format is good for."""
    return {
        ReportFormat.MARKDOWN: _tr("Text to paste into a review tool."),
        ReportFormat.HTML: _tr("One page for a browser. It loads nothing, and runs nothing."),
        ReportFormat.PDF: _tr("Pages to print or to hand in."),
        ReportFormat.CSV: _tr("A table with a row for each entry, to count for yourself."),
        ReportFormat.JSON: _tr("What the report says and its figures, for programs. Marked as private."),
    }[kind]


def left_out_line(one: LeftOut) -> str:
    """Return what is left out as one line, with how much there is of it."""
    count = "" if one.count is None else phrases.decimal(one.count)
    line = _tr(_KEPT[one.kept]).replace("%1", count)
    return _tr(_BY_ALIAS).replace("%1", line) if one.is_alias else line


def why_so_little(made: MadeReport) -> str:
    """Return why a report says little or nothing, where it does."""
    if not made.entries:
        narrowed = made.question.wanted.is_narrowed
        return (
            _tr("No entry is like that: the filters above leave out every one.")
            if narrowed
            else _tr("Nothing happened in these days. Choose others above.")
        )
    if not made.rated:
        words = _tr(
            "None of the %1 is judged yet, so there is no figure. Judge some on Today or in the Journal."
        )
        return words.replace("%1", phrases.entries(made.entries))
    return ""
