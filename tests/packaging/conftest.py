import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from workbench.checkout import Checkout

AddProgram = Callable[[str, str], None]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Return a checkout with nothing in it yet."""
    return Checkout(tmp_path)


@pytest.fixture
def add_program(checkout: Checkout) -> AddProgram:
    """Return what puts a real program, written in Python, into the environment of the checkout."""

    def add(name: str, source: str) -> None:
        program = checkout.program(name)
        program.parent.mkdir(parents=True, exist_ok=True)
        script = program.with_suffix(".py")
        script.write_text(source)
        program.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, str(script)])} "$@"\n')
        program.chmod(0o755)

    return add
