import pytest

from aijournal.ui.sources.places import breakable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/home/dev/.claude", "/home/|dev/|.claude"),
        ("There is no /home/dev, /srv/x.", "There is no /home/|dev, /srv/|x."),
        (r"C:\Users\dev", "C:\\|Users\\|dev"),
        ("a plain sentence", "a plain sentence"),
        ("abc\u202egpj.exe\nx", "abc gpj.exe x"),
    ],
)
def test_a_long_path_may_go_on_in_the_next_line(text: str, shown: str) -> None:
    assert breakable(text).replace("\N{ZERO WIDTH SPACE}", "|") == shown
