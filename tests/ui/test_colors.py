import re
from dataclasses import asdict, fields

import pytest

from aijournal.ui.colors import DARK, LIGHT, READABLE, TEXT_PAIRS, Colors, contrast


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids=lambda pair: f"{pair[0]} on {pair[1]}")
def test_every_text_is_readable_on_its_ground(colors: Colors, pair: tuple[str, str]) -> None:
    text, ground = pair
    assert contrast(getattr(colors, text), getattr(colors, ground)) >= READABLE


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_role_is_a_colour_in_both_palettes() -> None:
    for colors in (LIGHT, DARK):
        assert all(re.fullmatch("#[0-9A-F]{6}", color) for color in asdict(colors).values())


def test_every_colour_for_text_is_among_the_pairs() -> None:
    written = {text for text, _ in TEXT_PAIRS} | {ground for _, ground in TEXT_PAIRS}
    assert written == {field.name for field in fields(Colors)} - {"line"}
