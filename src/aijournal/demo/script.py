"""What is said in the sample logs: invented conversations, the same for every tool."""

from typing import Any

import msgspec

from aijournal.resources import resource


class Step(msgspec.Struct, frozen=True):
    """A tool that the model uses, and what it gets back."""

    tool: str
    input: dict[str, Any]
    result: str


class Errand(msgspec.Struct, frozen=True):
    """What a subagent is sent out to do, and what it reports."""

    description: str
    prompt: str
    answer: str
    type: str


class Project(msgspec.Struct, frozen=True):
    """A folder in which somebody works, and the prompts of each conversation there."""

    folder: str
    branch: str
    conversations: tuple[tuple[str, ...], ...]


class Models(msgspec.Struct, frozen=True):
    """The models that answer; one that is named twice answers twice as often."""

    main: tuple[str, ...]
    subagent: str


class Codex(msgspec.Struct, frozen=True):
    """What only the sample logs of Codex hold."""

    models: tuple[str, ...]
    versions: tuple[str, ...]
    commands: tuple[tuple[str, str], ...]
    projects: tuple[Project, ...]


class Script(msgspec.Struct, frozen=True):
    """Everything that is said in the sample logs."""

    models: Models
    versions: tuple[str, ...]
    replies: tuple[str, ...]
    steps: tuple[Step, ...]
    errand: Errand
    projects: tuple[Project, ...]
    codex: Codex


def load_script() -> Script:
    """Read the conversations that came with the program."""
    return msgspec.json.decode(resource("demo", "conversations.json").read_bytes(), type=Script)
