"""Exchanges become interactions: one conversation, no pause longer than the setting.

An interaction that was assessed, split or merged is closed: grouping leaves it as it is, and what comes
later starts a new one. The result depends on what is known, not on the order in which it came.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class GroupedExchange:
    """What grouping needs of one exchange; times in ms, `interaction` is where it lies now."""

    id: int
    native_id: str
    is_run: bool
    prompt_group: str | None
    started_at: int
    ended_at: int
    interaction: int | None
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Exchanges that are one interaction: an existing one, or a new one where `interaction` is `None`."""

    interaction: int | None
    exchanges: tuple[GroupedExchange, ...]
    is_closed: bool = False


def group(exchanges: Iterable[GroupedExchange], pause_ms: int) -> list[Group]:
    """Return the interactions of one conversation.

    A run belongs to the exchange whose prompt caused it: by `prompt_group`, else the latest prompt before
    it. Runs without any are grouped among themselves.
    """
    ordered = sorted(exchanges, key=lambda exchange: (exchange.started_at, exchange.native_id))
    prompts = [exchange for exchange in ordered if not exchange.is_run]
    runs_of, orphans = _attach(prompts, [exchange for exchange in ordered if exchange.is_run])
    clusters = [(prompt, *runs_of.get(prompt.id, ())) for prompt in prompts]
    lone_runs = [(run,) for run in orphans]
    return _name([*_split(clusters, pause_ms), *_split(lone_runs, pause_ms)])


def _attach(
    prompts: Sequence[GroupedExchange], runs: Sequence[GroupedExchange]
) -> tuple[dict[int, list[GroupedExchange]], list[GroupedExchange]]:
    by_group = {prompt.prompt_group: prompt for prompt in prompts if prompt.prompt_group}
    starts = [prompt.started_at for prompt in prompts]
    attached: dict[int, list[GroupedExchange]] = {}
    orphans = []
    for run in runs:
        earlier = bisect_right(starts, run.started_at)
        latest = prompts[earlier - 1] if earlier else None
        parent = (by_group.get(run.prompt_group) if run.prompt_group else None) or latest
        if parent:
            attached.setdefault(parent.id, []).append(run)
        else:
            orphans.append(run)
    return attached, orphans


_Cluster = tuple[GroupedExchange, ...]  # a prompt with its runs, or a lone run


def _split(clusters: Sequence[_Cluster], pause_ms: int) -> list[list[_Cluster]]:
    """Cut an ordered row of clusters at long pauses, and around whatever is closed."""
    groups: list[list[_Cluster]] = []
    for before, cluster in pairwise([None, *clusters]):
        if cluster is None:
            continue
        if before is not None and _continues(before, cluster, groups[-1], pause_ms):
            groups[-1].append(cluster)
        else:
            groups.append([cluster])
    return groups


def _continues(before: _Cluster, cluster: _Cluster, current: list[_Cluster], pause_ms: int) -> bool:
    if before[0].is_closed or cluster[0].is_closed:
        return before[0].is_closed and cluster[0].interaction == before[0].interaction
    ended = max(exchange.ended_at for part in current for exchange in part)
    return cluster[0].started_at - ended <= pause_ms


def _name(groups: Sequence[Sequence[_Cluster]]) -> list[Group]:
    """Give each group the interaction that its earliest member lies in, each interaction once."""
    taken: set[int] = set()
    named = []
    for clusters in groups:
        leaders = [cluster[0] for cluster in clusters]
        is_closed = leaders[0].is_closed
        candidates = [leader.interaction for leader in leaders if leader.interaction is not None]
        interaction = next((one for one in candidates if is_closed or one not in taken), None)
        if interaction is not None:
            taken.add(interaction)
        members = tuple(exchange for cluster in clusters for exchange in cluster)
        named.append(Group(interaction, members, is_closed))
    return named
