"""Tables of trials whose truth is known, as somebody would keep them."""

import csv
import math
from pathlib import Path
from random import Random

COLUMNS = (
    *("task", "arm", "forecast_control", "forecast_treatment", "actual_minutes", "rework_minutes", "size"),
    *("started_at", "participant"),
)


def write_trial(path: Path, rows: int, effect: float, spread: float = 0.6, seed: int = 1) -> Path:
    """Write a table of tasks whose times lie around their forecasts, and the treated ones by `effect` off.

    `effect` is a ratio less 1, `spread` a standard deviation of log minutes, made to be exactly that.
    """
    chance = Random(seed)
    noise = _standardised([chance.gauss(0, 1) for _ in range(rows // 2)])
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for number in range(rows):
            is_treated = number % 2 == 1
            forecast = round(60 * math.exp(chance.gauss(0, 0.5)))
            log_ratio = spread * noise[number // 2] + (math.log1p(effect) if is_treated else 0.0)
            arm = "treatment" if is_treated else "control"
            minutes = f"{forecast * math.exp(log_ratio):.4f}"
            row = (f"task {number}", arm, forecast, forecast, minutes, 0, "SML"[number % 3])
            table.writerow((*row, f"2026-0{1 + number % 9}-03 09:00", f"p-{number % 16}"))
    return path


def _standardised(numbers: list[float]) -> list[float]:
    mean = sum(numbers) / len(numbers)
    spread = math.sqrt(sum((one - mean) ** 2 for one in numbers) / len(numbers))
    return [(one - mean) / spread for one in numbers]
