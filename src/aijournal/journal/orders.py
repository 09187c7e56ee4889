"""An order of entries as SQL: what they are put in order by, and what stands from one place on."""

from types import MappingProxyType
from typing import Final

from aijournal.domain.entry import EntryPlace
from aijournal.domain.entry_order import EntryOrder, SortKey
from aijournal.journal.conditions import Condition
from aijournal.journal.instants import to_ms

_VALUES: Final = MappingProxyType(
    {
        SortKey.START: "NULL",
        SortKey.NET: "assessment.net_minutes",
        SortKey.OUTCOME: "assessment.outcome",
        SortKey.PROJECT: "lower(interaction.project)",
        SortKey.TASK: "lower(interaction.task)",
        SortKey.TOOL: "lower(interaction.tool)",
    }
)


def sort_value(order: EntryOrder, weight: str) -> str:
    """Return what entries are put in order by besides their start; `weight` is SQL for weighted tokens."""
    return weight if order.key is SortKey.WEIGHTED else _VALUES[order.key]


def order_by(order: EntryOrder, weight: str) -> str:
    """Return what comes after ORDER BY: unknown values last either way, the newer of equals first."""
    by_start = f"interaction.started_at {_way(order)}, interaction.id {_way(order)}"
    if order.key is SortKey.START:
        return by_start
    way = "DESC" if order.is_descending else "ASC"
    return f"{sort_value(order, weight)} {way} NULLS LAST, interaction.started_at DESC, interaction.id DESC"


def from_place(order: EntryOrder, place: EntryPlace, weight: str) -> Condition:
    """Return the condition on what stands at a place or behind it."""
    is_oldest_first = order.key is SortKey.START and not order.is_descending
    beside = (
        f"(interaction.started_at, interaction.id) {'>=' if is_oldest_first else '<='} (:place_at, :place_id)"
    )
    parameters: dict[str, str | int | float] = {"place_at": to_ms(place.started_at), "place_id": place.id}
    if order.key is SortKey.START:
        return Condition(beside, parameters)
    value = sort_value(order, weight)
    if place.value is None:
        return Condition(f"{value} IS NULL AND {beside}", parameters)
    further = "<" if order.is_descending else ">"
    return Condition(
        f"({value} {further} :place_value OR {value} IS NULL OR ({value} = :place_value AND {beside}))",
        {**parameters, "place_value": place.value},
    )


def _way(order: EntryOrder) -> str:
    return "DESC" if order.is_descending else "ASC"
