"""What a column of a table can say, in words."""

from PySide6.QtCore import QCoreApplication

from aijournal.importers.tables.mapping import Field


def _tr(text: str) -> str:
    return QCoreApplication.translate("TableFields", text)


def field_words(one: Field) -> str:
    """Return what a column says, as the choices name it."""
    return {
        Field.TIME: _tr("when it began"),
        Field.DATE: _tr("the day"),
        Field.END: _tr("when it ended"),
        Field.DURATION: _tr("how long it took"),
        Field.TOOL: _tr("the tool"),
        Field.MODEL: _tr("the model"),
        Field.PROJECT: _tr("the project"),
        Field.TITLE: _tr("what it was about"),
        Field.CONVERSATION: _tr("the conversation"),
        Field.ID: _tr("the row’s own id"),
        Field.INPUT: _tr("input tokens"),
        Field.OUTPUT: _tr("output tokens"),
        Field.CACHE_READ: _tr("tokens read from a cache"),
        Field.CACHE_WRITE: _tr("tokens written to a cache"),
        Field.REASONING: _tr("reasoning tokens"),
        Field.TOTAL: _tr("all tokens"),
        Field.AMOUNT: _tr("what was charged"),
        Field.COST: _tr("cost, shown but not kept"),
        Field.OUTCOME: _tr("your verdict"),
        Field.NEED: _tr("if you needed it"),
        Field.NET: _tr("net minutes"),
        Field.TASK: _tr("the task type"),
        Field.TAGS: _tr("tags"),
        Field.NOTE: _tr("a note"),
        Field.LINK: _tr("a link"),
    }[one]


def nothing_words() -> str:
    """Return what a column says that is left out."""
    return _tr("nothing, leave it out")
