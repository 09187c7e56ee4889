"""A report as CSV: one row an interaction, for those who want to count for themselves."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from aijournal.domain.assessment import Assessment
from aijournal.domain.entry import Entry
from aijournal.export.aliases import Aliases, AliasKind
from aijournal.export.plain_text import csv_cell, link_text
from aijournal.export.redaction import Redaction

Value = str | float | None
"""What stands in a cell; `None` is an empty one, for what nobody said or knows."""

_NOTHING_SAID: Final = Assessment()


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    of: Callable[[Entry, Assessment], Value]


def csv_lines(
    entries: Iterable[Entry], aliases: Aliases, redaction: Redaction, *, is_guarded: bool = True
) -> Iterator[str]:
    """Yield the header and a line for each entry, by RFC 4180 with line feeds, in the order that is given.

    A cell that a spreadsheet would calculate has a `'` before it unless told otherwise.
    """
    columns = tuple(_columns(aliases, redaction))
    yield _line([column.name for column in columns])
    for entry in entries:
        said = entry.assessment or _NOTHING_SAID
        yield _line([csv_cell(column.of(entry, said), is_guarded=is_guarded) for column in columns])


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _columns(aliases: Aliases, redaction: Redaction) -> Iterator[_Column]:
    yield from _when(redaction)
    yield from _named(aliases)
    yield from _said()
    for is_told, columns in _asked_for(redaction, aliases):
        if is_told:
            yield from columns


def _when(redaction: Redaction) -> Iterator[_Column]:
    if redaction.times:
        yield _Column("started_at", lambda entry, _: entry.interaction.started_at.isoformat())
        yield _Column("ended_at", lambda entry, _: entry.interaction.ended_at.isoformat())
    name = "day" if redaction.times else "month"
    yield _Column(name, lambda entry, _: redaction.day(entry.interaction.local_day))


def _named(aliases: Aliases) -> Iterator[_Column]:
    def told(kind: AliasKind, name: str | None) -> Value:
        return None if name is None else aliases.of(kind, name)

    tool, project, task, bottleneck = (
        partial(told, kind)
        for kind in (AliasKind.TOOL, AliasKind.PROJECT, AliasKind.TASK, AliasKind.BOTTLENECK)
    )
    yield _Column("tool", lambda entry, _: tool(entry.interaction.tool))
    yield _Column("project", lambda entry, _: project(entry.interaction.project))
    yield _Column("task", lambda entry, _: task(entry.interaction.task))
    yield _Column("tags", lambda entry, _: " ".join(_tags(entry, aliases)) or None)
    yield _Column("bottleneck", lambda _, said: bottleneck(said.bottleneck))


def _tags(entry: Entry, aliases: Aliases) -> Iterator[str]:
    return (aliases.of(AliasKind.TAG, tag) for tag in entry.interaction.tags)


def _said() -> Iterator[_Column]:
    """Return what the person judged, which is what a report is about."""
    yield _Column("outcome", lambda _, said: None if said.outcome is None else said.outcome.value)
    yield _Column("need", lambda _, said: said.need)
    yield _Column("net_minutes", lambda _, said: said.net_minutes)
    yield _Column("unaided_minutes", lambda _, said: said.unaided_minutes)
    yield _Column("rework_minutes", lambda _, said: said.rework_minutes)
    yield _Column("active_minutes", lambda entry, _: entry.interaction.active_minutes)
    yield _Column("accepted", lambda _, said: said.accepted)
    yield _Column("quality", lambda _, said: said.quality)
    yield _Column("would_do_again", lambda _, said: said.would_do_again)
    yield _Column("new_work", lambda _, said: said.is_new_work)
    yield _Column("at_random", lambda entry, _: entry.interaction.is_audit)
    yield _Column("tier", lambda _, said: "felt" if said.is_verdict else None)


def _asked_for(redaction: Redaction, aliases: Aliases) -> Iterator[tuple[bool, Sequence[_Column]]]:
    """Yield what is in it only where it is asked for, and whether it is."""
    yield redaction.tokens, tuple(_Column(name, of) for name, of in _TOKENS.items())
    yield redaction.models, (_Column("model", partial(_model, aliases)),)
    yield redaction.titles, (_Column("title", lambda entry, _: entry.interaction.title),)
    yield (
        redaction.notes,
        (
            _Column("unblocked", lambda _, said: said.unblocked),
            _Column("note", lambda _, said: said.note),
        ),
    )
    yield redaction.paths, (_Column("link", lambda entry, _: link_text(entry.interaction.url or "")),)


def _model(aliases: Aliases, entry: Entry, _: Assessment) -> Value:
    model = entry.interaction.model
    return None if model is None else aliases.of(AliasKind.MODEL, model)


_TOKENS: Final[Mapping[str, Callable[[Entry, Assessment], Value]]] = {
    "calls": lambda entry, _: entry.interaction.calls,
    "calls_without_tokens": lambda entry, _: entry.interaction.calls_without_tokens,
    "input_tokens": lambda entry, _: entry.interaction.usage.input_tokens,
    "cache_write_tokens": lambda entry, _: entry.interaction.usage.cache_write_tokens,
    "cache_read_tokens": lambda entry, _: entry.interaction.usage.cache_read_tokens,
    "output_tokens": lambda entry, _: entry.interaction.usage.output_tokens,
    "output_is_lower_bound": lambda entry, _: entry.interaction.usage.output_is_lower_bound,
    "typed_tokens": lambda entry, _: entry.interaction.typed_tokens,
    "weighted_tokens": lambda entry, _: entry.interaction.weighted_tokens,
}
