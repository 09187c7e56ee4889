"""From the log on disk to the printed figure, value per token is what weighted least squares says."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from statsmodels.regression.linear_model import WLS

from tests.cli.command_line import CommandLine

MILLION = 1e6


@pytest.fixture
def rows(cli: CommandLine, logs: Path) -> list[dict[str, Any]]:
    """Entries of many days: imported and logged by hand, judged and not, with and without minutes."""
    assert cli("import", "claude-code", "--root", str(logs)).code == 0
    chance = random.Random(5)
    for number in range(12):
        day = f"2026-10-{3 + number:02}"
        what, tokens, minutes = (
            f"reviewed change {number}",
            chance.randrange(3, 90),
            chance.randrange(-30, 60),
        )
        cli("log", f"{what} {day} 10:00 {tokens}k +1 {minutes}m")
    for number, entry in enumerate(cli.ids("list", "--unrated", "--limit", "100")):
        if number % 4 == 3:
            continue  # nobody judged it
        net = [] if number % 9 == 8 else [f"--net={chance.gauss(8, 25):.2f}"]
        rework = [f"--rework={chance.randrange(9)}"] if number % 5 == 0 else []
        cli("assess", entry, f"--outcome={chance.choice([-1, 0, 1, 2])}", "--need=slower", *net, *rework)
    listed: list[dict[str, Any]] = cli.json("list", "--limit", "100")["rows"]
    return listed


def pairs(rows: list[dict[str, Any]]) -> list[tuple[float, float, str]]:
    """Return net minutes, weight and day of every entry that has both, by their definition."""
    found = []
    for row in rows:
        said, weight = row["assessment"] or {}, row["weighted_tokens"]
        if said.get("net_minutes") is not None and weight is not None:
            found.append((said["net_minutes"] - (said["rework_minutes"] or 0), weight, row["local_day"]))
    return found


def test_value_is_weighted_least_squares_with_days_as_clusters(
    cli: CommandLine, rows: list[dict[str, Any]]
) -> None:
    value, weight, day = (np.array(side) for side in zip(*pairs(rows), strict=True))
    fitted: Any = WLS(value / weight * MILLION, np.ones_like(value), weights=weight).fit(
        cov_type="cluster", cov_kwds={"groups": np.unique(day, return_inverse=True)[1]}, use_t=True
    )
    total = cli.json("value")["total"]
    assert total["guard"] is None
    assert (total["days"], total["interactions"]) == (len(set(day)), len(rows))
    ((low, high),) = fitted.conf_int()
    assert total["vpt"] == pytest.approx(fitted.params[0], rel=1e-9)
    assert (total["vpt_low"], total["vpt_high"]) == (
        pytest.approx(low, rel=1e-9),
        pytest.approx(high, rel=1e-9),
    )
    assert total["weighted_tokens"] == pytest.approx(weight.sum(), rel=1e-12)


def test_coverage_counts_what_was_rated_of_all(cli: CommandLine, rows: list[dict[str, Any]]) -> None:
    rated = [row for row in rows if row["assessment"] and row["assessment"]["outcome"] is not None]
    total = cli.json("value")["total"]
    assert total["rated"] == len(rated)
    assert total["unassessed"] == sum(row["assessment"] is None for row in rows)
    assert total["coverage_interactions"] == pytest.approx(len(rated) / len(rows))
    weight = sum(row["weighted_tokens"] for row in rows)
    assert total["coverage_tokens"] == pytest.approx(sum(row["weighted_tokens"] for row in rated) / weight)


def test_too_few_days_hold_the_figure_back_and_say_so(cli: CommandLine, rows: list[dict[str, Any]]) -> None:
    days = sorted({day for _, _, day in pairs(rows)})
    total = cli.json("value", "--to", days[6])["total"]
    assert (total["days"], total["vpt"], total["vpt_low"]) == (7, None, None)
    assert "1 more day" in total["guard"]
