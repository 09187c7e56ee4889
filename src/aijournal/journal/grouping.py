"""Exchanges become interactions: one conversation, no pause longer than the setting.

An interaction that was assessed, split or merged is closed: grouping leaves it as it is, and what comes
later starts a new one. The result depends on what is known, not on the order in which it came.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class GroupedExchange:
    """What grouping needs of one exchange; times in ms, `interaction` is where it lies now.

    `spoken_of` is that same interaction, or one of another conversation, if it is open and the person said
    something of it: a title, say.
    """

    id: int
    native_id: str
    is_run: bool
    prompt_group: str | None
    started_at: int
    ended_at: int
    interaction: int | None
    is_closed: bool
    spoken_of: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Exchanges that are one interaction: an existing one, or a new one where `interaction` is `None`."""

    interaction: int | None
    exchanges: tuple[GroupedExchange, ...]
    is_closed: bool = False


Cluster = tuple[GroupedExchange, ...]
"""A prompt with the runs that it caused, or a run that none is known to have caused."""


def group(exchanges: Iterable[GroupedExchange], pause_ms: int) -> list[Group]:
    """Return the interactions of one conversation; runs without a prompt are grouped among themselves."""
    prompted, orphans = _clusters(exchanges)
    return _name([*_split(prompted, pause_ms), *_split(orphans, pause_ms)])


def clusters(exchanges: Iterable[GroupedExchange]) -> list[Cluster]:
    """Return the parts of one conversation that always stay together, in order of time.

    A run belongs to the exchange whose prompt caused it: by `prompt_group`, else the latest prompt before
    it. In a closed interaction it stays, and so belongs to a prompt of that one or to none.
    """
    prompted, orphans = _clusters(exchanges)
    return sorted([*prompted, *orphans], key=lambda cluster: _by_time(cluster[0]))


class _Prompts:
    """Prompts in order of time, among which the parent of a run is looked up."""

    def __init__(self, prompts: Sequence[GroupedExchange]) -> None:
        self._prompts = prompts
        self._starts = [prompt.started_at for prompt in prompts]
        self._by_group = {prompt.prompt_group: prompt for prompt in prompts if prompt.prompt_group}

    def parent(self, run: GroupedExchange) -> GroupedExchange | None:
        """Return the prompt that caused a run, if one of these did."""
        earlier = bisect_right(self._starts, run.started_at)
        latest = self._prompts[earlier - 1] if earlier else None
        return (self._by_group.get(run.prompt_group) if run.prompt_group else None) or latest


def _clusters(exchanges: Iterable[GroupedExchange]) -> tuple[list[Cluster], list[Cluster]]:
    """Return the clusters of prompts, and those of runs without one."""
    ordered = sorted(exchanges, key=_by_time)
    prompts = [exchange for exchange in ordered if not exchange.is_run]
    runs_of: dict[int, list[GroupedExchange]] = {}
    orphans: list[Cluster] = []
    parent_of = _parents(prompts)
    for run in (exchange for exchange in ordered if exchange.is_run):
        parent = parent_of(run)
        if parent is None:
            orphans.append((run,))
        else:
            runs_of.setdefault(parent.id, []).append(run)
    return [(prompt, *runs_of.get(prompt.id, ())) for prompt in prompts], orphans


def _parents(prompts: Sequence[GroupedExchange]) -> Callable[[GroupedExchange], GroupedExchange | None]:
    """Return what looks up the prompt of a run: for one in a closed interaction, only among that one's."""
    closed: dict[int | None, list[GroupedExchange]] = {}
    for prompt in prompts:
        if prompt.is_closed:
            closed.setdefault(prompt.interaction, []).append(prompt)
    every, within = _Prompts(prompts), {one: _Prompts(its) for one, its in closed.items()}
    nothing = _Prompts(())
    return lambda run: (within.get(run.interaction, nothing) if run.is_closed else every).parent(run)


def _by_time(exchange: GroupedExchange) -> tuple[int, str]:
    return exchange.started_at, exchange.native_id


def _split(clusters: Sequence[Cluster], pause_ms: int) -> list[list[Cluster]]:
    """Cut an ordered row of clusters at long pauses, and around whatever is closed."""
    groups: list[list[Cluster]] = []
    ended = 0
    for before, cluster in pairwise([None, *clusters]):
        if cluster is None:
            continue
        if before is not None and _continues(before, cluster, ended, pause_ms):
            groups[-1].append(cluster)
        else:
            groups.append([cluster])
            ended = 0
        ended = max(ended, *(exchange.ended_at for exchange in cluster))
    return groups


def _continues(before: Cluster, cluster: Cluster, ended: int, pause_ms: int) -> bool:
    """Return whether a cluster goes on with what the one before it is in, all of which had ended then."""
    if before[0].is_closed or cluster[0].is_closed:
        return before[0].is_closed and cluster[0].interaction == before[0].interaction
    return cluster[0].started_at - ended <= pause_ms


def _name(groups: Sequence[Sequence[Cluster]]) -> list[Group]:
    """Give each group the interaction that its earliest member lies in, each interaction once.

    One of which the person said something comes before all others, so that the words stay where they were.
    """
    taken: set[int] = set()
    named = []
    for clusters in groups:
        leaders = sorted((cluster[0] for cluster in clusters), key=lambda one: one.spoken_of is None)
        is_closed = leaders[0].is_closed
        candidates = [leader.interaction for leader in leaders if leader.interaction is not None]
        interaction = next((one for one in candidates if is_closed or one not in taken), None)
        if interaction is not None:
            taken.add(interaction)
        members = tuple(exchange for cluster in clusters for exchange in cluster)
        named.append(Group(interaction, members, is_closed))
    return named
