"""Sentences about how often AI helped and hurt, split by what it was used for or with."""

from collections.abc import Mapping
from typing import Final

CELLS: Final[Mapping[str, str]] = {
    "cells.none": "No interaction is rated yet.",
    "cells.helped.single": "Only one of these has ratings, so there is nothing to set it against.",
    "cells.helped.alike": "How often AI helped differs no more between these than chance would make it.",
    "cells.helped.fitted": (
        "How often AI helped is drawn towards the rate of all of these, the more so the fewer the ratings."
    ),
    "cells.hurt.single": "Only one of these has ratings, so there is nothing to set it against.",
    "cells.hurt.alike": "How often AI hurt differs no more between these than chance would make it.",
    "cells.hurt.fitted": (
        "How often AI hurt is drawn towards the rate of all of these, the more so the fewer the ratings."
    ),
    "cells.range": "With only {count} of these, a range misses the true rate more often than 1 time in 20.",
    "cells.faint": "{count} of these have fewer than five ratings.",
    "cells.faint.one": "{count} of these has fewer than five ratings.",
}
