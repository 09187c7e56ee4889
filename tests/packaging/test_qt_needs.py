from pathlib import Path

import pytest
from workbench.qt_needs import foreseen_needs, foreseen_sonames, has_font, needed_plugins, sonames_not_found

# What `ldd` says of QtWidgets, libqxcb.so and libqwayland.so on a minimal Debian 12.
FRESH_DEBIAN = (Path(__file__).parent / "data" / "ldd_fresh_debian_12.txt").read_text(encoding="utf-8")


def test_only_libraries_that_are_not_found_are_named() -> None:
    found = sonames_not_found(FRESH_DEBIAN)
    assert {"libGL.so.1", "libEGL.so.1", "libdbus-1.so.3", "libxcb-cursor.so.0"} <= found
    assert len(found) == 27
    assert not any("Qt6" in soname or soname in {"libc.so.6", "libz.so.1"} for soname in found)


def test_nothing_is_missing_where_everything_is_found() -> None:
    complete = (
        "\tlibz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007fa368001000)\n\tlinux-vdso.so.1 (0x0000)\n"
    )
    assert sonames_not_found(complete) == frozenset()
    assert sonames_not_found("") == frozenset()


def test_failed_attempt_to_load_names_the_library() -> None:
    error = (
        "Traceback (most recent call last):\n"
        '  File "<string>", line 1, in <module>\n'
        "OSError: libEGL.so.1: cannot open shared object file: No such file or directory\n"
    )
    assert sonames_not_found(error) == {"libEGL.so.1"}


@pytest.mark.parametrize(
    ("environment", "on_screen", "plugins"),
    [
        ({"DISPLAY": ":0"}, False, ("offscreen",)),
        ({"DISPLAY": ":0"}, True, ("xcb",)),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, True, ("wayland", "xcb")),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ""}, True, ("wayland",)),
    ],
)
def test_only_plugins_that_will_be_used_are_asked_about(
    environment: dict[str, str], *, on_screen: bool, plugins: tuple[str, ...]
) -> None:
    assert needed_plugins(environment, on_screen=on_screen) == plugins


def test_font_is_found_however_deep_it_lies(tmp_path: Path) -> None:
    assert not has_font(tmp_path / "not-there")
    (tmp_path / "README.txt").touch()
    assert not has_font(tmp_path)
    (tmp_path / "truetype" / "dejavu").mkdir(parents=True)
    (tmp_path / "truetype" / "dejavu" / "DejaVuSans.TTF").touch()
    assert has_font(tmp_path)


def test_what_is_foreseen_is_what_a_fresh_system_lacks() -> None:
    both = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}
    assert foreseen_sonames(both) == sonames_not_found(FRESH_DEBIAN)


def test_libraries_of_a_display_are_not_foreseen_without_it() -> None:
    assert "libxcb-cursor.so.0" in foreseen_sonames({"DISPLAY": ":0"})
    assert "libxcb-cursor.so.0" not in foreseen_sonames({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ""})
    assert "libGL.so.1" in foreseen_sonames({})


def test_nothing_is_foreseen_where_qt_has_already_started() -> None:
    assert foreseen_needs({}) == frozenset()
