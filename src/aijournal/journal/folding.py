"""Sightings become facts: the same call or exchange, seen again, is one; the order of files does not matter.

Pure values, no SQL: `facts` looks up what the journal knows, folds new sightings into it, and stores what
changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from aijournal.domain.call_rows import CallRow, CallRows, call_of, told_and_repeated
from aijournal.domain.facts import Call, Exchange, ExchangeKind


@dataclass(slots=True)
class Fold:
    """What the journal knows, with new sightings folded in.

    Give it every exchange and call that it may meet again (`exchanges` without their calls), and in `owners`
    the native id of the exchange that each call belongs to; afterwards they hold the merged facts, and the
    counters say what the sightings were worth: `imported` said something new, `duplicates` did not. `rows`
    are calls beside `calls` that were sighted once, as rows, and are as they were sighted.
    """

    exchanges: dict[str, Exchange]
    calls: dict[str, Call]
    owners: dict[str, str]
    rows: dict[str, CallRow] = field(default_factory=dict)
    changed_exchanges: set[str] = field(default_factory=set)
    changed_calls: set[str] = field(default_factory=set)
    imported: int = 0
    duplicates: int = 0

    def add(self, sighting: Exchange) -> None:
        """Fold in one exchange as a log shows it, with the sightings of its calls."""
        is_new = self._add_exchange(sighting)
        if is_new:
            self.imported += sighting.prompt_records
        else:
            self.duplicates += sighting.prompt_records
        calls = sighting.calls
        if not (isinstance(calls, CallRows) and self._add_new_rows(calls.rows, sighting.native_id)):
            for call in calls:
                self._add_call(call, sighting)

    def _add_new_rows(self, rows: Sequence[CallRow], owner: str) -> bool:
        """Take calls of one sighting as they are if none was ever seen before, which most were not."""
        new = {row[0]: row for row in rows}
        if len(new) < len(rows) or not self.owners.keys().isdisjoint(new):
            return False
        self.rows.update(new)
        self.owners.update(dict.fromkeys(new, owner))
        told, repeated = told_and_repeated(rows)
        self.imported += told
        self.duplicates += repeated
        return True

    def _add_new_call(self, call: Call, owner: str) -> None:
        self.calls[call.native_id], self.owners[call.native_id] = call, owner
        self.changed_calls.add(call.native_id)
        if not call.is_extra:
            self.imported += 1 + len(call.earlier_outputs)
            self.duplicates += call.repeats

    def _add_call(self, call: Call, sighting: Exchange) -> None:
        native_id = call.native_id
        if native_id not in self.owners:
            self._add_new_call(call, sighting.native_id)
            return
        if native_id in self.rows:
            self.calls[native_id] = call_of(self.rows.pop(native_id))
        news = sum(self._add_step(step, sighting) for step in call.steps())
        if not call.is_extra:
            self.imported += news
            self.duplicates += call.records - news

    def _add_exchange(self, sighting: Exchange) -> bool:
        known = self.exchanges.get(sighting.native_id)
        merged = _without_calls(sighting) if known is None else merge_exchanges(known, sighting)
        if merged != known:
            self.exchanges[sighting.native_id] = merged
            self.changed_exchanges.add(sighting.native_id)
        return known is None

    def _add_step(self, call: Call, sighting: Exchange) -> bool:
        """Fold one record's sighting into the call that is known, and say whether it told more."""
        native_id = call.native_id
        known, known_owner = self.calls[native_id], self.owners[native_id]
        completed = known.completed_by(call)
        owner = known_owner if known_owner == sighting.native_id else self._owner(known, call, sighting)
        if owner == known_owner and (completed is known or completed == known):
            return False
        self.calls[native_id], self.owners[native_id] = completed, owner
        self.changed_calls.add(native_id)
        return tells_more(known, completed)

    def _owner(self, known: Call, call: Call, sighting: Exchange) -> str:
        """Return which of two exchanges a call belongs to that was seen in both."""
        owner = self.exchanges[self.owners[known.native_id]]
        ranked = (_rank(known, owner), owner.native_id), (_rank(call, sighting), sighting.native_id)
        return min(ranked)[1]


def tells_more(known: Call, completed: Call) -> bool:
    """Whether a call tells more than before of what it took: of tokens, or of what was charged for it."""
    if completed.usage is not known.usage and completed.usage != known.usage:
        return True
    return completed.charges is not known.charges and completed.charges != known.charges


def _rank(call: Call, owner: Exchange) -> tuple[bool, bool, datetime]:
    """Order the exchanges that one call was seen in: a person's before a run's, the earliest first."""
    is_run = owner.kind is ExchangeKind.RUN
    return is_run or call.is_sidechain, is_run, owner.started_at


def _without_calls(sighting: Exchange) -> Exchange:
    # Not `replace`, which takes four times as long.
    return Exchange(
        source=sighting.source,
        native_id=sighting.native_id,
        conversation_id=sighting.conversation_id,
        started_at=sighting.started_at,
        ended_at=sighting.ended_at,
        kind=sighting.kind,
        project=sighting.project,
        prompt_group=sighting.prompt_group,
        is_scripted=sighting.is_scripted,
        location=sighting.location,
        prompt_records=sighting.prompt_records,
    )


def merge_exchanges(known: Exchange, sighting: Exchange) -> Exchange:
    """Return what two sightings of one exchange say together, without calls, whichever came first.

    A copy in a fork names another conversation; the sighting that knows its prompt group is the original.
    """
    origin = min(known, sighting, key=_origin_order)
    return replace(
        known,
        conversation_id=origin.conversation_id,
        prompt_group=origin.prompt_group,
        project=origin.project or known.project or sighting.project,
        started_at=min(known.started_at, sighting.started_at),
        ended_at=max(known.ended_at, sighting.ended_at),
        is_scripted=known.is_scripted and sighting.is_scripted,
        location=sighting.location or known.location,  # the newest: an older copy may be gone by now
        prompt_records=known.prompt_records,
        calls=(),
    )


def _origin_order(sighting: Exchange) -> tuple[bool, str, str, str]:
    return (
        sighting.prompt_group is None,
        sighting.conversation_id,
        sighting.prompt_group or "",
        sighting.project or "",
    )
