"""What the person said last of the same kind of work, field by field: offered again, and set by nobody."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlite_utils import Database

from aijournal.domain.assessment import Accepted, Assessment, LeftMe, Motive, Quality

# Further back nobody looks: what was said so many times ago is no habit any more.
LOOKED_BACK: Final = 1_000

_KINDS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "rework_minutes": float,
    "unaided_minutes": float,
    "forecast_without_minutes": float,
    "forecast_with_minutes": float,
    "accepted": Accepted,
    "would_do_again": bool,
    "bottleneck": str,
    "is_new_work": bool,
    "quality": Quality,
    "motive": Motive,
    "unblocked": str,
    "confidence": float,
    "left_me": LeftMe,
}
_COLUMNS = ", ".join(_KINDS)
# The latest are found first, and only these are looked up by their kind of work.
_LATEST = """
SELECT {columns} FROM (
  SELECT interaction_id, assessed_at, {columns} FROM assessment
  WHERE coalesce({columns}) IS NOT NULL
  ORDER BY assessed_at DESC, interaction_id DESC LIMIT ?
) AS said
JOIN interaction ON interaction.id = said.interaction_id
WHERE interaction.task IS ?
ORDER BY said.assessed_at DESC, said.interaction_id DESC
""".replace("{columns}", _COLUMNS)


def last_said(db: Database, task: str | None) -> Assessment:
    """Return the last value of each field of the long form on a task type; the other fields are open.

    Last is what the verdict made last says. Only the last `LOOKED_BACK` verdicts with any of these fields
    are asked, so that the answer comes at once in a journal of any length.
    """
    latest: dict[str, Any] = {}
    for row in db.execute(_LATEST, [LOOKED_BACK, task]):
        for name, value in zip(_KINDS, row, strict=True):
            if value is not None:
                latest.setdefault(name, _KINDS[name](value))
        if len(latest) == len(_KINDS):
            break
    return Assessment(**latest)
