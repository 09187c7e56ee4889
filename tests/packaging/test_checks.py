import os
import sys
from collections.abc import Callable

import pytest
from workbench.checkout import Checkout, clean_environment
from workbench.checks import CHECKS, Check, check_all, environment_for_tests

FORMAT = Check("format", ("formatter", "--check"), "the formatter mends it")
TYPES = Check("types", ("typer",), "the typer names the lines")
TESTS = Check("tests", ("tester", "-n", "auto"), "the tester names them")


AddChecker = Callable[[str, int], None]


@pytest.fixture
def add_checker(add_program: Callable[[str, str], None]) -> AddChecker:
    """Add a program that writes down how it was called and ends with an exit code."""

    def add(name: str, exit_code: int) -> None:
        call = f"{name!r}, *sys.argv[1:], os.environ['QT_QPA_PLATFORM'], file=open('calls.txt', 'a')"
        add_program(name, f"import os, sys\nprint({call})\nsys.exit({exit_code})\n")

    return add


def test_every_check_is_run_off_screen(
    checkout: Checkout, add_checker: AddChecker, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("formatter", "typer", "tester"):
        add_checker(name, 0)
    assert check_all(checkout, [FORMAT, TYPES, TESTS]) == 0
    calls = (checkout.root / "calls.txt").read_text().splitlines()
    assert calls == ["formatter --check offscreen", "typer offscreen", "tester -n auto offscreen"]
    assert capsys.readouterr().out.endswith("All 3 checks passed: format, types, tests.\n")


def test_first_failure_ends_it_with_its_exit_code(
    checkout: Checkout, add_checker: AddChecker, capsys: pytest.CaptureFixture[str]
) -> None:
    add_checker("formatter", 0)
    add_checker("typer", 3)
    add_checker("tester", 0)
    assert check_all(checkout, [FORMAT, TYPES, TESTS]) == 3
    assert "tester" not in (checkout.root / "calls.txt").read_text()
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "Stopped: the types check failed with exit code 3; the typer names the lines."


def test_the_tests_come_last_and_use_every_core() -> None:
    assert [check.title for check in CHECKS] == ["format", "lint", "types", "layers", "tests"]
    assert CHECKS[-1].command == ("pytest", "-n", "auto")


def test_settings_of_the_person_do_not_reach_the_tests() -> None:
    own = {
        "AIJOURNAL_HOME": "/home/user/journal",
        "CLAUDE_CONFIG_DIR": "/home/user/.claude",
        "DISPLAY": ":0",
        "PYTEST_ADDOPTS": "-x",
        "PYTHONPATH": "/home/user/lib",
        "QT_SCALE_FACTOR": "2",
        "WAYLAND_DISPLAY": "wayland-0",
        "XDG_DATA_HOME": "/home/user/share",
    }
    seen = environment_for_tests({**own, "PATH": "/usr/bin", "HOME": "/home/user"}, "/run/test")
    assert not own.keys() & seen.keys()
    assert seen == {
        "PATH": "/usr/bin",
        "HOME": "/home/user",
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": "/run/test",
        "LC_ALL": "C.UTF-8",
    }


def test_mirrors_and_certificates_stay() -> None:
    network = {"PIP_CERT": "/etc/ca.pem", "PIP_INDEX_URL": "mirror", "SSL_CERT_FILE": "/etc/ca.pem"}
    assert clean_environment(network) == network


def test_program_gets_a_clean_environment(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_TARGET", "/home/user/elsewhere")
    monkeypatch.setenv("PYTHONPATH", "/home/user/elsewhere")
    code = "import os, pathlib; pathlib.Path('seen.txt').write_text(' '.join(os.environ))"
    assert checkout.call([sys.executable, "-c", code]) == 0
    seen = set((checkout.root / "seen.txt").read_text().split())
    assert "PATH" in seen
    assert not {"PIP_TARGET", "PYTHONPATH"} & seen


def test_program_gets_exactly_the_environment_that_is_given(checkout: Checkout) -> None:
    code = "import os, pathlib; pathlib.Path('seen.txt').write_text(os.environ['PYTHONPATH'])"
    environment = {**os.environ, "PYTHONPATH": "/home/user/lib"}
    assert checkout.call([sys.executable, "-c", code], environment) == 0
    assert (checkout.root / "seen.txt").read_text() == "/home/user/lib"
