"""What can be asked to be done to many entries at once."""

import pytest

from aijournal.domain.bulk_change import ChangeTags, SetProject, SetTask


def test_the_same_tag_cannot_come_and_go() -> None:
    with pytest.raises(ValueError, match="at once: \\['ci'\\]"):
        ChangeTags(("ci", "slow"), (" ci",))


def test_tags_are_kept_once_and_blank_ones_not_at_all() -> None:
    assert ChangeTags(("ci", " ", "ci ", "slow\udd89"), ("", "old")) == ChangeTags(
        ("ci", "slow\ufffd"), ("old",)
    )


@pytest.mark.parametrize(
    ("typed", "kept"), [(None, None), (" ", None), (" shop ", "shop"), ("a\ud83e", "a\ufffd")]
)
def test_a_name_without_a_word_is_none(typed: str | None, kept: str | None) -> None:
    assert (SetProject(typed).project, SetTask(typed).task) == (kept, kept)
