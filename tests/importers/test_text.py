"""Untrusted text made fit to keep."""

import pytest

from aijournal.importers.reading.text import first_line, is_plain_id, plain_line, project_name


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("/home/dev/shop", "shop"),
        ("/home/dev/shop/", "shop"),
        ("/home/dev/my shop", "my shop"),
        ("/home/dev/back\\slash", "back\\slash"),
        ("C:\\Users\\dev\\shop", "shop"),
        ("C:\\Users\\dev\\shop\\", "shop"),
        ("C:/Users/dev/shop", "shop"),
        ("\\\\server\\share\\shop", "shop"),
        ("vscode-remote://wsl+ubuntu/home/dev/shop", "shop"),
        ("vscode-remote://ssh-remote+box/", None),
        ("vscode-remote://box", None),
        ("/home/dev/größe ✓", "größe ✓"),
        ("/home/dev/a\x07\u202eb", "ab"),
        ("/home/dev/" + "x" * 500, "x" * 200),
        ("shop", "shop"),
        ("/", None),
        ("C:\\", None),
        ("C:", None),
        ("", None),
        (".", None),
        ("~", None),
    ],
)
def test_project_of_a_folder(folder: str, name: str | None) -> None:
    assert project_name(folder) == name


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Fix it", "Fix it"),
        ("\n \n  Fix   it \nnow", "Fix it"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("tab\there", "tab here"),
        ("x" * 300, "x" * 120),
        ("👩\u200d💻 ship it", "👩\u200d💻 ship it"),
        ("\ud83d half", "half"),
        ("<b>not bold</b>", "<b>not bold</b>"),
        ("\u200b\n\u2028second", "second"),
        ("", ""),
    ],
)
def test_first_line(text: str, line: str) -> None:
    assert first_line(text) == line


def test_a_plain_line_of_endless_text_is_made_quickly() -> None:
    assert plain_line("\x00" * 50 + "a" * 10_000_000, 20) == "a" * 20


@pytest.mark.parametrize("text", ["msg_01A", "0f7c2b1e-93", "日本"])
def test_plain_ids(text: str) -> None:
    assert is_plain_id(text)


@pytest.mark.parametrize("text", ["", "a\nb", "a\x00", "\ufffd", "x" * 257])
def test_impossible_ids(text: str) -> None:
    assert not is_plain_id(text)
