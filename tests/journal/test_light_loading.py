"""The journal is loaded without numpy, and numpy afterwards all the same."""

import subprocess
import sys


def test_the_journal_needs_no_numpy_and_does_not_hide_it() -> None:
    code = (
        "import sys, aijournal.journal.journal; print('numpy' in sys.modules); "
        "import numpy; print(numpy.arange(3).sum(), 'WithoutHeavy' in str(sys.meta_path))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["False", "3", "False"]
