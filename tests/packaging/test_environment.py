"""Real environments, made for a tiny project that needs no package, so that no network is needed either."""

import pytest
from workbench.checkout import Checkout, Stop
from workbench.environment import ensure_environment
from workbench.stamp import STAMP_NAME, UNFINISHED, read_stamp, wanted_stamp, write_stamp

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "tiny"
version = "1"
[tool.hatch]
"""
BACKEND = """
import pathlib, zipfile

def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    name = "tiny-1-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory, name), "w") as wheel:
        wheel.writestr("tiny.py", "ANSWER = 42")
        wheel.writestr("tiny-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\n")
        wheel.writestr("tiny-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\n")
        wheel.writestr("tiny-1.dist-info/RECORD", "")
    return name
"""
BROKEN_BACKEND = "raise RuntimeError('the build was killed')"


@pytest.fixture
def project(checkout: Checkout) -> Checkout:
    checkout.locks.mkdir(parents=True)
    (checkout.root / "pyproject.toml").write_text(PYPROJECT)
    (checkout.root / "backend.py").write_text(BACKEND)
    for name in ("run", "dev", "pack"):
        (checkout.locks / f"{name}.txt").write_text("")
    return checkout


def imports_the_project(project: Checkout) -> bool:
    return project.call([project.program("python"), "-c", "import tiny; assert tiny.ANSWER == 42"]) == 0


def test_environment_is_made_once_and_never_trusted_after_it_broke_off(
    project: Checkout, capfd: pytest.CaptureFixture[str]
) -> None:
    left_over = project.venv / "left-over"
    project.venv.mkdir()
    left_over.touch()
    write_stamp(project.venv, UNFINISHED)
    ensure_environment(project, "run")
    assert "half-made" in capfd.readouterr().out
    assert not left_over.exists()
    assert imports_the_project(project)
    assert read_stamp(project.venv) == wanted_stamp(project).holding("run")

    left_over.touch()
    ensure_environment(project, "run")
    assert capfd.readouterr() == ("", "")

    (project.venv / STAMP_NAME).unlink()
    ensure_environment(project, "dev")
    assert left_over.exists()
    assert read_stamp(project.venv) == wanted_stamp(project).holding("dev")

    (project.root / "backend.py").write_text(BROKEN_BACKEND)
    (project.locks / "run.txt").write_text("# another lock\n")
    with pytest.raises(Stop, match="The project itself could not be installed"):
        ensure_environment(project, "run")
    assert read_stamp(project.venv) == UNFINISHED
    assert "the build was killed" in "".join(capfd.readouterr())


def test_folder_that_is_no_environment_is_left_alone(project: Checkout) -> None:
    notes = project.venv / "notes.txt"
    notes.parent.mkdir()
    notes.write_text("keep me")
    with pytest.raises(Stop, match=r"was not made by this script, .*: move it away"):
        ensure_environment(project, "run")
    assert [file.name for file in project.venv.iterdir()] == ["notes.txt"]
