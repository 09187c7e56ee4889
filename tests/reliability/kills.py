"""A driver: kills a writer again and again, on one journal, and looks whether anything is lost."""

import random
import sys
from pathlib import Path

from aijournal.paths import find_paths
from tests.reliability.acts import States, Writer, after, found, open_journal, problems_of
from tests.reliability.driver import answer
from tests.reliability.forking import guard, run_and_kill

LONGEST = 0.150  # seconds


def kill_writers(home: Path, kills: int, seed: int) -> dict[str, object]:
    """Return the counts of kills and of acknowledged acts by kind, and every problem found."""
    paths, draw = find_paths({"AIJOURNAL_HOME": str(home)}), random.Random(seed)
    open_journal(paths).close()
    states: States = {}
    acknowledged, problems = 0, []
    for turn in range(kills):
        lines = run_and_kill(Writer(paths, dict(states), seed=turn), draw.uniform(0, LONGEST))
        certain, pending = after(states, lines)
        acknowledged += lines.count("done")
        with open_journal(paths) as journal:
            problems += [f"kill {turn}: {problem}" for problem in problems_of(journal, certain, pending)]
            holds = found(journal)
        states = {key: holds.get(key) for key in certain | pending}
    return {"kills": kills, "acknowledged": acknowledged, "problems": problems, "hits": LIVE.hits}


LIVE = guard()

if __name__ == "__main__":
    answer(kill_writers(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
