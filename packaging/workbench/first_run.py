"""The app's main job without a screen: sample logs are imported, judged, valued, reported and pictured.

Everything happens in one folder, through the command line that people use; the person's own journal is not
touched.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

from workbench.checkout import Checkout, Stop, clean_environment, say

_VERDICTS = 30  # enough for a value figure with its interval
_SAMPLE_SPAN = timedelta(days=28)  # the sample logs hold fourteen workdays
_WRITE_LOGS = """
import pathlib, sys
from aijournal.demo import write_sample_logs
write_sample_logs(pathlib.Path(sys.argv[1]))
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person says of one interaction, in the words of `aijournal assess`."""

    outcome: str
    need: str
    net: str


SAMPLE_VERDICTS = (
    Verdict("+1", "slower", "15"),
    Verdict("+2", "could_not", "45"),
    Verdict("+1", "slower", "10"),
    Verdict("-1", "not_needed", "-20"),
    Verdict("+0", "knew", "0"),
)


@dataclass(frozen=True, slots=True)
class FirstRun:
    """One folder, and the program kept inside it."""

    checkout: Checkout
    folder: Path

    @property
    def home(self) -> Path:
        """Where the program keeps the journal and everything else of its own."""
        return self.folder / "home"

    def environment(self) -> dict[str, str]:
        """Return an environment in which the program stays inside the folder and draws off screen."""
        return {**clean_environment(), "AIJOURNAL_HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen"}

    def aijournal(self, *arguments: str) -> str:
        """Run the command line and return its stdout; what it says on stderr passes through.

        Raises `Stop` when it fails.
        """
        return self.python(f"aijournal {arguments[0]}", ["-m", "aijournal", *arguments])

    def python(self, name: str, arguments: Sequence[str]) -> str:
        """Run the environment's Python and return its stdout; `name` says in an error what it was."""
        ran = subprocess.run(
            [self.checkout.program("python"), *arguments],
            cwd=self.checkout.root,
            env=self.environment(),
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
        if ran.returncode != 0:
            raise Stop(
                f"{ran.stdout}`{name}` failed with exit code {ran.returncode}; the lines above say why."
            )
        return ran.stdout.rstrip()


def first_run_without_screen(checkout: Checkout, verdicts: int = _VERDICTS) -> int:
    """Do the main job in a fresh folder, say what was done and where it lies, and return 0.

    Raises `Stop` when a step fails.
    """
    run = FirstRun(checkout, checkout.root / "build" / "first-run")
    logs, report = run.folder / "sample-logs", run.folder / "report.md"
    shutil.rmtree(run.folder, ignore_errors=True)
    run.folder.mkdir(parents=True)
    say(f"Doing the app's main job without one, on sample logs, in {run.folder}")
    say("1. Writing sample logs of Claude Code.")
    run.python("write_sample_logs", ["-c", _WRITE_LOGS, str(logs)])
    say("2. Importing them.")
    say(run.aijournal("import", "claude-code", "--root", str(logs / ".claude")))
    say("3. Judging what waits in the inbox, then older ones, as a person would.")
    say(f"   {judge(run, verdicts)} interactions judged.")
    say("4. What it was worth:")
    say(run.aijournal("value"))
    say("5. Writing the summary for a review.")
    since = datetime.now(UTC).date() - _SAMPLE_SPAN
    run.aijournal("report", "--format", "md", "--from", str(since), "--out", str(report))
    take_pictures(run)
    say(f"Done. The summary is {report}, the journal lies in {run.home}")
    return 0


def judge(run: FirstRun, verdicts: int) -> int:
    """Judge the waiting interactions, then older ones, up to a number, and return how many it were."""
    waiting = entry_ids(run.aijournal("inbox", "--json"))
    older = entry_ids(run.aijournal("list", "--unrated", "--limit", str(verdicts), "--json"))
    chosen = list(dict.fromkeys([*waiting, *older]))[:verdicts]
    for entry, options in zip(chosen, verdict_options(), strict=False):
        run.aijournal("assess", entry, *options)
    return len(chosen)


def take_pictures(run: FirstRun) -> None:
    """Draw each screen with the script that does it, if this checkout has it."""
    script, folder = run.checkout.root / "packaging" / "screenshots.py", run.folder / "screens"
    if not script.exists():
        return
    say(f"6. Drawing a picture of each screen into {folder}")
    python = run.checkout.program("python")
    if run.checkout.call([python, script, "--out", folder], run.environment()) != 0:
        raise Stop("The pictures could not be drawn; the lines above say why.")


def verdict_options() -> Iterator[tuple[str, ...]]:
    """Yield the options of `aijournal assess` for one sample verdict after the other, without end."""
    for verdict in cycle(SAMPLE_VERDICTS):
        # With "=", because a value that begins with a minus would be taken for an option.
        yield f"--outcome={verdict.outcome}", f"--need={verdict.need}", f"--net={verdict.net}"


def entry_ids(document: str) -> list[str]:
    """Return the ids of the rows of a JSON document of the command line."""
    return [str(row["id"]) for row in json.loads(document)["rows"]]
