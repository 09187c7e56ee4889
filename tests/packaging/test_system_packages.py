import sys

import pytest
from workbench.system_packages import (
    FONT,
    PACKAGE_TOOLS,
    PYTHON_VENV,
    PackageTool,
    debian_package,
    one_line,
    rpm_package,
)

VENV_PACKAGE = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


def package_tool(program: str) -> PackageTool:
    return next(tool for tool in PACKAGE_TOOLS if tool.program == program)


@pytest.mark.parametrize(
    ("need", "package"),
    [
        ("libGL.so.1", "libgl1"),
        ("libEGL.so.1", "libegl1"),
        ("libxkbcommon.so.0", "libxkbcommon0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libfreetype.so.6", "libfreetype6"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libgthread-2.0.so.0", "libglib2.0-0"),
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        ("libxcb-shape.so.0", "libxcb-shape0"),
        ("libxcb-image.so.0", "libxcb-image0"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
        ("libwayland-client.so.0", "libwayland-client0"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libz.so.1", "zlib1g"),
        (FONT, "fonts-dejavu-core"),
        (PYTHON_VENV, VENV_PACKAGE),
    ],
)
def test_debian_packages(need: str, package: str) -> None:
    assert debian_package(need) == package


@pytest.mark.parametrize(
    ("need", "package"),
    [
        ("libGL.so.1", "libGL.so.1()(64bit)"),
        ("libxcb-cursor.so.0", "libxcb-cursor.so.0()(64bit)"),
        (FONT, "dejavu-sans-fonts"),
    ],
)
def test_rpm_systems_are_asked_for_the_library_itself(need: str, package: str) -> None:
    assert rpm_package(need) == package


def test_each_package_is_installed_once() -> None:
    needs = {"libglib-2.0.so.0", "libgthread-2.0.so.0", "libGL.so.1", FONT}
    update, install = package_tool("apt-get").commands(needs)
    assert update == ["apt-get", "update"]
    assert install[:4] == ["apt-get", "install", "-y", "--no-install-recommends"]
    assert install[4:] == ["fonts-dejavu-core", "libgl1", "libglib2.0-0"]


def test_one_line_to_run_where_sudo_asks_for_a_password() -> None:
    commands = package_tool("apt-get").commands({"libGL.so.1", "libEGL.so.1"})
    assert one_line(commands, has_sudo=True) == (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    )


def test_one_line_is_quoted_for_the_shell() -> None:
    commands = package_tool("dnf").commands({"libGL.so.1"})
    assert one_line(commands, has_sudo=False) == "dnf install -y 'libGL.so.1()(64bit)'"
