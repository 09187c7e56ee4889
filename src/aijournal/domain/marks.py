"""What a person marks in time, so that a change can be read beside what happened."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class EventMark:
    """A local day and what the person says happened on it, such as "new model"; ordered by day, then text.

    `id` is the journal's number for it, 0 for a mark that the journal does not hold.
    """

    day: date
    text: str
    id: int = 0
