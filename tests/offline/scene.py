"""The home that the session is played in: half a year of invented work, and words that occur nowhere else.

python -m tests.offline.scene
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from aijournal.demo import make_demo_journal
from aijournal.paths import find_paths
from tests.reliability.acts import ZONE
from tests.reliability.canaries import MARK, plant_journal, plant_logs

SAVED = f"saved for {MARK}client"


def main() -> int:
    """Fill the home of this process; the folder for what is saved by hand has a telling name as well."""
    paths, home = find_paths(), Path.home()
    make_demo_journal(paths, datetime.now(UTC).date(), zone=ZONE)
    plant_journal(paths, None)
    plant_logs(home)
    (home / SAVED).mkdir()
    return 0


if __name__ == "__main__":
    sys.exit(main())
