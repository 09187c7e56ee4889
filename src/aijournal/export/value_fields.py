"""Value figures as the fields of a JSON document, the same wherever one is written."""

from collections.abc import Mapping
from typing import Any, Final

from aijournal.analysis.felt_measured import FeltMeasured
from aijournal.analysis.value import ValueReport

_KEYS: Final = (
    "key",
    "net_minutes",
    "net_low",
    "net_high",
    "weighted_tokens",
    "vpt",
    "vpt_low",
    "vpt_high",
    "vpt_all_tokens",
    "helped",
    "hurt",
    "rated",
    "interactions",
    "unassessed",
    "helped_rate",
    "helped_low",
    "helped_high",
    "hurt_rate",
    "hurt_low",
    "hurt_high",
    "bound_low",
    "bound_high",
    "audit_rate",
    "audit_answered",
    "audit_low",
    "audit_high",
    "audited",
    "audited_rated",
    "minutes_per_usd",
    "per_usd_low",
    "per_usd_high",
    "valued",
    "paired",
    "priced",
    "weighed",
    "without_weight",
    "new_work",
    "reworked",
    "rework_minutes",
    "rework_unknown",
    "days",
    "coverage_interactions",
    "coverage_tokens",
    "tier",
    "guard",
)
_KEYS_OF_FELT: Final = (
    *("trials", "n", "tasks", "claimed", "coverage", "asked", "refused", "refused_share", "tier"),
    *("sentence", "guard"),
)
_OF_TOKENS: Final = frozenset({"weighted_tokens"})
_OF_COST: Final = frozenset({"minutes_per_usd", "per_usd_low", "per_usd_high", "priced"})


def value_row(row: ValueReport) -> Mapping[str, Any]:
    """Return value figures; a figure held back is null, and `guard` says what is missing."""
    return {key: getattr(row, key) for key in _KEYS}


def felt_row(felt: FeltMeasured) -> Mapping[str, Any]:
    """Return the share of felt minutes that was measured; held back it is null, and `guard` says why."""
    share = felt.share
    return {
        "share": share.point if share else None,
        "low": share.low if share else None,
        "high": share.high if share else None,
        **{key: getattr(felt, key) for key in _KEYS_OF_FELT},
    }


def redacted_value_row(
    row: ValueReport, name: str | None, *, tells_tokens: bool, tells_cost: bool
) -> Mapping[str, Any]:
    """Return value figures under a name of the report's own, without sums of tokens or cost unless told."""
    hidden = (frozenset() if tells_tokens else _OF_TOKENS) | (frozenset() if tells_cost else _OF_COST)
    return {**{key: value for key, value in value_row(row).items() if key not in hidden}, "key": name}
