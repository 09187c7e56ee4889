import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.tools import TOOLS, Tool
from aijournal.domain.wording import folded
from aijournal.export.aliases import AliasKind, aliases_for

NAMES = st.lists(
    st.sampled_from(["Nightjar", "nightjar", "ACME billing", "acme-billing", "Straße", "STRASSE", "ПРОЕКТ"])
    | st.sampled_from(["Project A", "project-b", "Tool A", "Tag C"])
    | st.text(min_size=1, max_size=8),
    max_size=40,
)
MANY = [f"client {number}" for number in range(800)]


def test_each_kind_has_its_own_word_and_its_own_letters() -> None:
    aliases = aliases_for({kind: ["Nightjar", "Heron"] for kind in AliasKind})
    assert [aliases.of(kind, "Nightjar") for kind in AliasKind] == [
        *("Project A", "Tool A", "Task type A", "Model A", "Tag A", "Bottleneck A"),
        *("Trial A", "Way of working A"),
    ]
    assert aliases.of(AliasKind.TAG, "Heron") == "Tag B"


def test_letters_are_given_in_the_order_of_the_names() -> None:
    aliases = aliases_for({AliasKind.PROJECT: ["b", "c", "a"]})
    assert [aliases.of(AliasKind.PROJECT, name) for name in "bca"] == ["Project A", "Project B", "Project C"]


@pytest.mark.parametrize(
    ("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")]
)
def test_letters_go_on_behind_the_last(place: int, letters: str) -> None:
    aliases = aliases_for({AliasKind.PROJECT: MANY})
    assert aliases.of(AliasKind.PROJECT, MANY[place]) == f"Project {letters}"


@pytest.mark.parametrize("spelling", ["NIGHT-JAR", " night jar ", "Night_Jar", "nightjar"])
def test_the_spellings_of_one_name_are_one(spelling: str) -> None:
    aliases = aliases_for({AliasKind.PROJECT: ["Heron", "Night Jar", spelling, "Wren"]})
    assert (
        aliases.of(AliasKind.PROJECT, spelling) == aliases.of(AliasKind.PROJECT, "Night Jar") == "Project B"
    )
    assert aliases.of(AliasKind.PROJECT, "Wren") == "Project C"


@pytest.mark.parametrize("real", ["Project A", "project-a", "PROJECT  A"])
def test_an_alias_is_never_the_name_of_anything(real: str) -> None:
    aliases = aliases_for({AliasKind.PROJECT: ["Heron", "Wren"], AliasKind.TAG: [real]})
    told = [aliases.of(AliasKind.PROJECT, name) for name in ("Heron", "Wren")]
    assert told == ["Project B", "Project C"]


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_tools_of_the_built_in_list_have_their_titles(tool: Tool) -> None:
    spellings = (tool.name, tool.title, *tool.aliases)
    aliases = aliases_for({AliasKind.TOOL: ["acme-bot", *spellings]})
    assert {aliases.of(AliasKind.TOOL, spelling) for spelling in spellings} == {tool.title}
    assert aliases.of(AliasKind.TOOL, "Acme Bot") == "Tool A"


def test_a_tag_that_is_called_like_a_tool_has_an_alias() -> None:
    assert aliases_for({AliasKind.TAG: ["codex"]}).of(AliasKind.TAG, "codex") == "Tag A"


def test_kinds_that_are_told_keep_their_names_and_the_others_their_letters() -> None:
    names = {AliasKind.PROJECT: ["Heron", "Wren"], AliasKind.TAG: ["urgent"]}
    aliases = aliases_for(names, told={AliasKind.PROJECT})
    assert (aliases.of(AliasKind.PROJECT, "WREN"), aliases.of(AliasKind.TAG, "urgent")) == ("Wren", "Tag A")
    assert aliases.hidden_names == {"urgent"}


def test_known_names_are_told_and_take_no_letter() -> None:
    names = {AliasKind.MODEL: ["house-model", "gpt-5", "house-model-2"]}
    aliases = aliases_for(names, known={AliasKind.MODEL: ["GPT-5"]})
    told = [aliases.of(AliasKind.MODEL, name) for name in names[AliasKind.MODEL]]
    assert told == ["Model A", "gpt-5", "Model B"]


@pytest.mark.parametrize("kind", [AliasKind.PROJECT, AliasKind.TAG])
def test_a_name_that_has_no_alias_is_not_told(kind: AliasKind) -> None:
    aliases = aliases_for({AliasKind.PROJECT: ["Heron"]})
    with pytest.raises(KeyError):
        aliases.of(kind, "Wren")


def test_nothing_shows_the_names_behind_the_aliases() -> None:
    assert "Heron" not in repr(aliases_for({AliasKind.PROJECT: ["Heron"]}))


@settings(deadline=None)
@given(NAMES, NAMES)
def test_aliases_are_stable_and_tell_names_apart(projects: list[str], tags: list[str]) -> None:
    names = {AliasKind.PROJECT: projects, AliasKind.TAG: tags}
    aliases = aliases_for(names)
    told = {(kind, folded(name)): aliases.of(kind, name) for kind, all_ in names.items() for name in all_}
    assert len(set(told.values())) == len(told)
    assert not {folded(alias) for alias in told.values()} & {folded(name) for name in projects + tags}
    assert aliases == aliases_for(names)
    assert aliases.hidden_names == {*projects, *tags}
