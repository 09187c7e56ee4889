"""A report as JSON: what it says, and its figures as fields, in a versioned form that is marked private."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from aijournal.analysis.estimate import Estimate
from aijournal.analysis.experiment import Experiment
from aijournal.analysis.value import ValueReport
from aijournal.export.aliases import AliasKind
from aijournal.export.chart import Chart, ChartRow
from aijournal.export.document import Point
from aijournal.export.review import Review
from aijournal.export.value_fields import felt_row, redacted_value_row

SCHEMA: Final = 1
KIND: Final = "aijournal review"
_BASIS: Final = ("n", "days", "rated", "interactions", "coverage_tokens", "tier")


def to_json(review: Review) -> str:
    """Return the report as one JSON document, with a line feed at its end."""
    document = review.document
    told = {
        "schema": SCHEMA,
        "kind": KIND,
        "private": True,
        "title": document.title,
        "period": document.period,
        "sections": [
            {
                "heading": section.heading,
                "charts": [_chart(chart) for chart in section.charts],
                "points": _points(section.points),
            }
            for section in document.sections
        ],
        "figures": _figures(review),
        "footer": document.footer,
    }
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=2, default=str) + "\n"


def _points(points: Iterable[Point]) -> list[Mapping[str, Any]]:
    return [
        {"name": one.name, "text": one.text, "own_words": one.is_own, "points": _points(one.points)}
        for one in points
    ]


def _chart(chart: Chart) -> Mapping[str, Any]:
    return {
        "form": chart.form,
        "unit": chart.unit,
        "title": chart.title,
        "sentence": chart.sentence,
        "rows": [_charted(row) for row in chart.rows],
    }


def _charted(row: ChartRow) -> Mapping[str, Any]:
    """Return a figure with its range and what it rests on; if held back it is null, and `guard` says why."""
    figure, rests_on = row.estimate, row.rests_on
    return {
        "name": row.name,
        "figure": figure and figure.point,
        "low": figure and figure.low,
        "high": figure and figure.high,
        **{name: getattr(rests_on, name, None) for name in _BASIS},
        "guard": row.guard,
    }


def _figures(review: Review) -> Mapping[str, Any]:
    report = review.report
    relief = report.relief
    return {
        "overall": _row(review, report.value, None),
        "by_tool": _rows(review, report.tools, AliasKind.TOOL),
        "by_task": _rows(review, report.tasks, AliasKind.TASK),
        "by_bottleneck": _rows(review, report.bottlenecks, AliasKind.BOTTLENECK),
        "bottleneck_relief": {
            "share": relief.share,
            "valued": relief.n,
            "interactions": report.value.interactions,
            "rated": report.value.rated,
            "tier": report.value.tier,
            "guard": relief.guard,
        },
        "felt_measured": felt_row(report.trials.felt) if report.trials else None,
        "experiments": [_experiment(review, one) for one in report.experiments],
    }


def _experiment(review: Review, one: Experiment) -> Mapping[str, Any]:
    """Return a trial under the report's name of it; a figure held back is null, and `guard` says why."""
    plan, aliases, effect = one.kept.plan, review.aliases, one.effect
    running = one.running.estimate if one.running else None
    return {
        "name": aliases.of(AliasKind.TRIAL, plan.name),
        "treatment": aliases.of(AliasKind.ARM, plan.treatment),
        "control": aliases.of(AliasKind.ARM, plan.control),
        "outcome": plan.outcome,
        "ended": one.kept.ended_at is not None,
        "drawn_here": one.kept.is_drawn_here,
        "as_drawn": one.is_as_drawn,
        **_ranged("effect", "low", "high", effect.estimate),
        **_ranged(None, "sequence_low", "sequence_high", running),
        "permutation_p": one.permutation_p,
        **asdict(effect.basis),
        "guard": effect.guard,
        "felt_measured": felt_row(one.felt) if one.felt else None,
    }


def _ranged(point: str | None, low: str, high: str, estimate: Estimate | None) -> Mapping[str, float | None]:
    """Return the ends of a range, and its point where that has a name of its own."""
    ends = {low: estimate.low if estimate else None, high: estimate.high if estimate else None}
    return {point: estimate.point if estimate else None, **ends} if point else ends


def _rows(review: Review, rows: Iterable[ValueReport], kind: AliasKind) -> list[Mapping[str, Any]]:
    return [_row(review, row, row.key and review.aliases.of(kind, row.key)) for row in rows]


def _row(review: Review, row: ValueReport, name: str | None) -> Mapping[str, Any]:
    redaction = review.redaction
    return redacted_value_row(row, name, tells_tokens=redaction.tokens, tells_cost=redaction.cost)
