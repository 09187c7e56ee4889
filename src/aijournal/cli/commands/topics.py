"""The command that shows the help texts which come with the program: `help`."""

import click

from aijournal.cli.terminal import say
from aijournal.resources import resource

_SUFFIX = ".md"


def topics() -> tuple[str, ...]:
    """Return the names of all help texts."""
    return tuple(sorted(path.stem for path in resource("help").iterdir() if path.suffix == _SUFFIX))


@click.command("help")
@click.argument("topic", type=click.Choice(topics()), required=False)
def help_command(topic: str | None) -> None:
    """Show a help text, such as how the system reads logs by itself; without TOPIC, which there are."""
    if topic is not None:
        click.echo(resource("help", f"{topic}{_SUFFIX}").read_text(encoding="utf-8"), nl=False)
        return
    for name in topics():
        title = resource("help", f"{name}{_SUFFIX}").read_text(encoding="utf-8").partition("\n")[0]
        say(f"{name:12}  {title.removeprefix('# ')}")
    say("Read one with: aijournal help TOPIC. Of a command: aijournal COMMAND --help")
