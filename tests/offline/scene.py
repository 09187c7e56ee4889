"""The home that the session is played in: half a year of invented work, and words that occur nowhere else.

python -m tests.offline.scene
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from aijournal.demo import make_demo_journal
from aijournal.importers.reading.reading_ahead import WORTHWHILE
from aijournal.paths import find_paths
from tests.reliability.acts import ZONE
from tests.reliability.canaries import MARK, plant_journal, plant_logs

SAVED = f"saved for {MARK}client"


def main() -> int:
    """Fill the home of this process; the folder for what is saved by hand has a telling name as well."""
    paths, home = find_paths(), Path.home()
    make_demo_journal(paths, datetime.now(UTC).date(), zone=ZONE)
    plant_journal(paths, None)
    folder, _ = plant_logs(home)
    _fill(folder / "projects" / "-home-dev-large")
    (home / SAVED).mkdir()
    return 0


def _fill(folder: Path) -> None:
    """Write so much that the program reads with a process more, in records that it has no use for."""
    folder.mkdir()
    record = json.dumps({"type": "progress", "text": "-" * 2_000}) + "\n"
    for name in ("one", "two", "three"):
        (folder / f"{name}.jsonl").write_text(record * (WORTHWHILE // 2 // len(record)), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
