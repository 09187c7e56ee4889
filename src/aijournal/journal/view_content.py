"""A view of the journal as JSON text: what a reader does not know is left out of what it reads."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeVar

from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.entry_order import EntryOrder, SortKey
from aijournal.domain.period import Period
from aijournal.domain.period_choice import PeriodChoice, Span
from aijournal.domain.saved_view import EntryView
from aijournal.domain.wording import storable

_TEXTS: Final = ("source", "tool", "model", "project", "task", "tag", "search")

Kind = TypeVar("Kind")


def write_view(view: EntryView) -> str:
    """Return a view as text; which entries lie behind a figure is no lasting question, and is left out."""
    wanted = {name: getattr(view.wanted, name) for name in _TEXTS} | {"is_rated": view.wanted.is_rated}
    days = view.period.days if view.period.is_absolute else Period()
    return json.dumps(
        {
            "filter": {name: value for name, value in wanted.items() if value is not None},
            "period": {"span": view.period.span.value, "first": _text(days.first), "last": _text(days.last)},
            "order": {"key": view.order.key.value, "descending": view.order.is_descending},
            "columns": [storable(name) for name in view.columns],
        },
        ensure_ascii=False,
    )


def read_view(text: str) -> EntryView:
    """Return the view that a text says, as far as it can be understood."""
    content = _known(_parsed(text), dict) or {}
    return EntryView(
        _filter(_part(content, "filter")),
        _period(_part(content, "period")),
        _order(_part(content, "order")),
        tuple(name for name in _known(content.get("columns"), list) or () if isinstance(name, str)),
    )


def _filter(told: Mapping[str, Any]) -> EntryFilter:
    return EntryFilter(
        source=_known(told.get("source"), str),
        tool=_known(told.get("tool"), str),
        model=_known(told.get("model"), str),
        project=_known(told.get("project"), str),
        task=_known(told.get("task"), str),
        tag=_known(told.get("tag"), str),
        is_rated=_known(told.get("is_rated"), bool),
        search=_known(told.get("search"), str),
    )


def _period(told: Mapping[str, Any]) -> PeriodChoice:
    span = next((span for span in Span if span.value == told.get("span")), Span.ALL)
    if span is not Span.DAYS:
        return PeriodChoice(span)
    return PeriodChoice(span, Period(_day(told.get("first")), _day(told.get("last"))))


def _order(told: Mapping[str, Any]) -> EntryOrder:
    key = next((key for key in SortKey if key.value == told.get("key")), SortKey.START)
    is_descending = _known(told.get("descending"), bool)
    return EntryOrder(key, is_descending=is_descending is not False)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _part(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return _known(content.get(name), dict) or {}


def _known(value: object, kind: type[Kind]) -> Kind | None:
    return value if isinstance(value, kind) else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
