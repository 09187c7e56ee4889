"""The columns of the table, declared once: what they say, how wide they are, and which give way first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QCoreApplication

from aijournal.domain.assessment import Need
from aijournal.domain.entry import Entry
from aijournal.domain.entry_order import SortKey
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenWeights
from aijournal.ui import phrases
from aijournal.ui.entry_table import words


class ColumnName(IntEnum):
    """The columns in the order in which they are declared, and usually stand."""

    WHEN = 0
    TITLE = 1
    PROJECT = 2
    TOOL = 3
    TASK = 4
    TAGS = 5
    EXCHANGES = 6
    WEIGHTED = 7
    VERDICT = 8
    NET = 9
    MODEL = 10
    NEED = 11
    ACTIVE = 12

    @property
    def lasting(self) -> str:
        """The name under which a view keeps it."""
        return self.name.lower()


MARGIN: Final = ColumnName.WHEN
"""The column that is always there, and the first."""

ALWAYS: Final = (MARGIN, ColumnName.TITLE)
USUAL: Final = tuple(ColumnName)[: ColumnName.NET + 1]


# Where there is no room for all of them the first of these goes first; the detail pane shows them still.
GIVE_WAY = (
    ColumnName.ACTIVE,
    ColumnName.MODEL,
    ColumnName.NEED,
    ColumnName.TAGS,
    ColumnName.EXCHANGES,
    ColumnName.TASK,
    ColumnName.TOOL,
    ColumnName.PROJECT,
    ColumnName.WEIGHTED,
    ColumnName.NET,
    ColumnName.VERDICT,
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What besides the entry decides its words: the day that is today, and the weights of tokens."""

    today: date
    weights: TokenWeights = DEFAULT_WEIGHTS


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it says of an entry, in which colour, and the widest of usual words.

    `order` is what its heading puts entries in order by, where it can.
    """

    heading: str
    words: Callable[[Entry, Telling], str]
    usual: str
    is_figure: bool = False
    tone: Callable[[Entry], str] | None = None
    order: SortKey | None = None


def _tr(text: str) -> str:
    return QCoreApplication.translate("EntryTable", text)


def columns() -> tuple[Column, ...]:
    """Return the columns in the order of `ColumnName`, in the person's language.

    The title is the model's to say, because it may have to be read from a log.
    """
    return (
        Column(_tr("When"), _when, words.usual_when(), order=SortKey.START),
        Column(_tr("What"), _title, "tell why the checkout test fails"),
        Column(
            _tr("Project"),
            lambda entry, _: words.name(entry.interaction.project),
            "tidepool-shop",
            order=SortKey.PROJECT,
        ),
        Column(
            _tr("Tool"), lambda entry, _: words.tool(entry.interaction), "Claude Code", order=SortKey.TOOL
        ),
        Column(
            _tr("Task type"),
            lambda entry, _: words.name(entry.interaction.task),
            "understanding",
            order=SortKey.TASK,
        ),
        Column(_tr("Tags"), lambda entry, _: words.tags(entry.interaction), "login, retries"),
        Column(_tr("Exchanges"), lambda entry, _: words.exchanges(entry.interaction), "000", is_figure=True),
        Column(_tr("Weighted"), _weighted, f"{words.AT_LEAST}00.0 M", is_figure=True, order=SortKey.WEIGHTED),
        Column(
            _tr("Verdict"),
            lambda entry, _: words.verdict(entry),
            _tr("no difference"),
            tone=words.verdict_tone,
            order=SortKey.OUTCOME,
        ),
        Column(
            _tr("Net"),
            lambda entry, _: words.net(entry),
            "−00 h 00",
            is_figure=True,
            tone=words.net_tone,
            order=SortKey.NET,
        ),
        Column(_tr("Model"), lambda entry, _: words.name(entry.interaction.model), "claude-sonnet-4-5"),
        Column(_tr("Need"), lambda entry, _: words.need(entry), phrases.need(Need.COULD_NOT)),
        Column(_tr("Your time"), lambda entry, _: words.active(entry.interaction), "00 h 00", is_figure=True),
    )


def known_columns(names: Sequence[str]) -> tuple[ColumnName, ...]:
    """Return the columns of these lasting names, each once; where there are none the usual ones."""
    by_name = {column.lasting: column for column in ColumnName}
    known = tuple(dict.fromkeys(by_name[name] for name in names if name in by_name))
    return complete(known) if known else USUAL


def complete(chosen: Sequence[ColumnName]) -> tuple[ColumnName, ...]:
    """Return a choice of columns with the margin first and with those that are always there."""
    kept = [column for column in chosen if column is not MARGIN]
    return (MARGIN, *([] if ColumnName.TITLE in kept else [ColumnName.TITLE]), *kept)


def _when(entry: Entry, telling: Telling) -> str:
    return f"{words.day(entry.interaction, telling.today)} {words.clock(entry.interaction)}"


def _title(entry: Entry, _: Telling) -> str:
    return words.name(entry.interaction.title)


def _weighted(entry: Entry, telling: Telling) -> str:
    return words.weighted(entry.interaction, telling.weights)
