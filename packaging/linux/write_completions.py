"""Write what makes shells complete the program's commands, as click makes it.

    python packaging/linux/write_completions.py DIR

`DIR` becomes a tree as under `/usr/share`, with the places that Debian's shells look in.
"""

import sys
from pathlib import Path

from click import Group
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

NAME, VARIABLE = "aijournal", "_AIJOURNAL_COMPLETE"
PLACES: dict[type[ShellComplete], str] = {
    BashComplete: "bash-completion/completions/aijournal",
    ZshComplete: "zsh/vendor-completions/_aijournal",
    FishComplete: "fish/vendor_completions.d/aijournal.fish",
}


def write_completions(folder: Path) -> None:
    """Write one file for each shell below a folder."""
    for shell, place in PLACES.items():
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(script(shell), encoding="utf-8")


def script(shell: type[ShellComplete]) -> str:
    """Return what a shell is told; the commands themselves are asked of the program when a key is pressed."""
    made = shell(Group(NAME), {}, NAME, VARIABLE)
    # What click's own method does, without asking which bash the building machine has.
    return made.source_template % made.source_vars()


if __name__ == "__main__":
    write_completions(Path(sys.argv[1]))
