"""Help texts that come with the program."""

from aijournal.resources import resource
from tests.cli.command_line import CommandLine


def test_a_help_text_is_shown_as_it_is(cli: CommandLine) -> None:
    answer = cli("help", "unattended")
    assert answer.code == 0
    assert answer.out == resource("help", "unattended.md").read_text(encoding="utf-8")


def test_every_help_text_is_named_with_what_it_is_about(cli: CommandLine) -> None:
    out = cli("help").out
    assert "unattended    Read logs without opening the window" in out
    for path in resource("help").glob("*.md"):
        assert path.stem in out


def test_importing_leads_to_the_timer(cli: CommandLine) -> None:
    assert "aijournal help unattended" in " ".join(cli("import", "--help").out.split())


def test_a_topic_that_there_is_not_is_wrong_usage(cli: CommandLine) -> None:
    answer = cli("help", "everything")
    assert (answer.code, answer.out) == (2, "")
    assert "unattended" in answer.err
