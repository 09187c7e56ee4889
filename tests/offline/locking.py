"""A plugin for pytest: the tests run in a process that locked itself as the program does.

pytest -p tests.offline.locking
"""

import pytest

from aijournal.offline import lock_network


def pytest_configure(config: pytest.Config) -> None:
    """Lock this process, or run nothing."""
    assert config
    lock = lock_network()
    if not lock.holds:
        raise pytest.UsageError(f"This process could not be locked: {lock.reason}")
