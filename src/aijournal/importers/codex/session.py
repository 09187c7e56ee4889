"""What holds for the records of one rollout: whose session it is, and the turn at hand."""

import msgspec

from aijournal.importers.codex import records
from aijournal.importers.codex.lineage import Lineage
from aijournal.importers.codex.records import SessionMeta, TurnContext
from aijournal.importers.reading.text import MAX_NAME, is_plain_id, plain_line, project_name

_PAGINATED = "paginated"


class Session(msgspec.Struct):
    """A session as its records told so far.

    `conversation` is what a person would call the session: an agent's is that of whom it works for.
    `is_known`: the rollout's own first record was read. `is_fork`: it goes on from another session.
    `is_announced`: the turn at hand was told before its prompt. `has_begun`: a turn or a prompt was told.
    """

    conversation: str
    lineage: Lineage
    is_known: bool = False
    is_agent: bool = False
    is_scripted: bool = False
    is_fork: bool = False
    provider: str | None = None
    model: str | None = None
    project: str | None = None
    turn: str | None = None
    root_turn: str | None = None
    is_announced: bool = False
    has_begun: bool = False

    @property
    def will_end(self) -> bool:
        """Whether the end of the turn at hand will be told, as its beginning was."""
        return self.is_announced and self.turn is not None

    @property
    def thread(self) -> str:
        """The thread whose rollout it is."""
        return self.lineage.thread

    def meet(self, meta: SessionMeta, thread: str) -> None:
        """Learn from the first record of a session: the rollout's own, or one that it copied."""
        parent, lineage = records.parent_of(meta), self.lineage
        if not self.is_known:
            self._introduce(meta, thread, parent)
            if meta.history_mode != _PAGINATED:
                lineage.descend(plain_id(meta.forked_from_id), is_fork=True)
                lineage.descend(plain_id(parent), is_fork=False)
        elif thread != lineage.thread and not lineage.has_own:
            lineage.descend(thread, is_fork=True)
            lineage.descend(plain_id(meta.forked_from_id), is_fork=True)

    def _introduce(self, meta: SessionMeta, thread: str, parent: str | None) -> None:
        self.is_known = True
        self.lineage.thread = thread
        self.is_agent = records.is_of_an_agent(meta)
        self.is_scripted = records.is_scripted(meta)
        self.is_fork = meta.forked_from_id is not None
        self.provider = plain_line(meta.model_provider or "", MAX_NAME) or None
        self.project = project_name(meta.cwd or "")
        root = meta.session_id if meta.session_id != thread else None
        above = plain_id(root) or plain_id(parent) or plain_id(meta.forked_from_id)
        self.conversation = above if self.is_agent and above else thread

    def introduce_bare(self, thread: str) -> None:
        """Learn from the first record of the generation without envelopes."""
        if not self.is_known:
            self.is_known = True
            self.lineage.thread = self.conversation = thread

    def hear(self, context: TurnContext) -> None:
        """Learn what holds for the calls that follow."""
        self.has_begun = True
        self.model = plain_line(context.model or "", MAX_NAME) or self.model
        self.project = project_name(context.cwd or "") or self.project
        turn = plain_id(context.turn_id)
        if turn is not None and turn != self.turn:
            self.begin_turn(turn, is_announced=False)
        self.root_turn = plain_id(context.root_turn_id) or self.root_turn

    def begin_turn(self, turn: str | None, *, is_announced: bool) -> None:
        """Note that a turn began."""
        self.turn, self.root_turn, self.is_announced = turn, None, is_announced
        self.has_begun = True
        if turn is not None:
            self.lineage.begin_turn(turn)

    def end_turn(self, turn: str | None) -> None:
        """Note that a turn ended, the one at hand unless another is named."""
        if turn in {None, self.turn}:
            self.turn = self.root_turn = None


def plain_id(text: str | None) -> str | None:
    """Return an id if it can be one, else `None`."""
    return text if text is not None and is_plain_id(text) else None
