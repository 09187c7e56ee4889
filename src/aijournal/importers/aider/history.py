"""Cuts Aider's chat history, which is Markdown, into exchanges."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from hashlib import blake2b
from pathlib import Path

from aijournal.domain.facts import Call, ExchangeKind
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.aider.inputs import TypedInputs, clock_of
from aijournal.importers.reading.decoding import restored
from aijournal.importers.reading.exchange_account import Account, LineConversation, Opening, State, run_at
from aijournal.importers.reading.jsonl import Harvest, Stretch
from aijournal.importers.reading.log_times import time_of_clock
from aijournal.importers.reading.model_names import model_and_provider
from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.reading.text import first_line, project_name

SOURCE = "aider"
HEADING = "# aider chat started at "
_PROMPT = "#### "
_OUTPUT = "> "
_EMPTY = "<blank>"

_ASKING_COMMAND = re.compile(r"/(ask|code|architect|context)\s+\S")
_MODEL = re.compile(r"> (?:Main model|Model): (\S+) with ")
_SCRIPTED = re.compile(r"> .*\s(--message|--msg|-m|--message-file|-f)([\s=]|$)")
_NUMBER = r"(\d[\d.]{0,15}k?)"
_TOKENS = re.compile(
    rf"> Tokens: {_NUMBER} sent(?:, {_NUMBER} cache write)?(?:, {_NUMBER} cache hit)?, {_NUMBER} received\."
)


class HistoryState(State):
    """What must be remembered to go on in the middle of a history; times are those of a clock on the wall.

    `banner` is a hash of what Aider said before the first prompt, which tells apart sessions that began in
    the same second. `inputs` counts what was typed, `calls` those of the exchange at hand.
    """

    started: str = ""
    banner: str = ""
    model: str | None = None
    is_scripted: bool = False
    inputs: int = 0
    calls: int = 0
    typed: str = ""
    is_after_blank: bool = True
    is_answered: bool = False


@dataclass(slots=True)
class _Typed:
    """What is being gathered: the lines of a prompt, and where it begins."""

    offset: int = 0
    line: int = 0
    lines: list[str] = field(default_factory=list)


class ChatHistory(LineConversation):
    """One chat history, in file order."""

    def __init__(self, path: Path, state: HistoryState, zone: tzinfo) -> None:
        super().__init__(Account(SOURCE, path, state.current), state)
        self._state = state
        self._zone = zone
        self._inputs: TypedInputs | None = None
        self._typed = _Typed()
        self._project = project_name(str(path.parent))

    @property
    def is_settled(self) -> bool:
        """Whether no prompt is being read or waiting to be answered."""
        return not self._typed.lines and super().is_settled

    def harvest(self) -> Harvest:
        """Return what is new since the last time; Aider writes prompts at once, so the last one is whole."""
        self._end_prompt()
        return super().harvest()

    def take(self, stretch: Stretch) -> None:
        """Account for every line of the stretch, each of which has its say, blank ones too."""
        offset = stretch.offset
        if stretch.is_too_long:
            self.account.reject("a line too long to read", stretch.line + 1)
        for number, line in enumerate(stretch.lines, stretch.line + 1):
            self._try_line(line, offset, number)
            offset += len(line)

    def take_line(self, line: bytes, offset: int, number: int) -> None:
        """Account for one line."""
        text = line.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r\n")
        state = self._state
        is_after_blank, state.is_after_blank = state.is_after_blank, not text.strip()
        if is_prompt_line(text) and (is_after_blank or self._typed.lines):
            if not self._typed.lines:
                self._typed.offset, self._typed.line = offset, number
            else:
                self.account.ignore()
            self._typed.lines.append(text[len(_PROMPT) :])
            return
        self._end_prompt()
        if text.startswith(HEADING):
            self._begin_session(text)
        elif text.startswith(_OUTPUT):
            self._take_output(text)
        else:
            if not state.inputs:
                self._note_banner(text)
            state.is_answered = state.is_answered or not state.is_after_blank
            self.account.ignore()

    def _begin_session(self, text: str) -> None:
        self._end_exchange()
        started = clock_of(text[len(HEADING) :])
        state = self._state
        state.started = started.isoformat() if started else ""
        state.banner, state.model, state.is_scripted, state.inputs = "", None, False, 0
        state.typed = (started - timedelta(seconds=2)).isoformat() if started else ""
        if started is None:
            raise UnusableRecordError("an unreadable time")
        self.account.ignore()

    def _note_banner(self, text: str) -> None:
        digest = blake2b(f"{self._state.banner}\n{text}".encode("utf-8", "replace"), digest_size=8)
        self._state.banner = digest.hexdigest()

    def _take_output(self, text: str) -> None:
        """Take what Aider itself says: which model it uses, and what a call took."""
        state = self._state
        if tokens := _TOKENS.match(text):
            self._take_call(_usage(*tokens.groups()))
            return
        if named := _MODEL.match(text):
            state.model = named[1]
        if not state.inputs:
            self._note_banner(text)
            state.is_scripted = state.is_scripted or _SCRIPTED.match(text) is not None
        self.account.ignore()

    def _take_call(self, usage: TokenUsage, *, is_extra: bool = False) -> None:
        current = self.account.current
        if current is None:
            current = self.account.open(self._run())
            self._state.calls = 0
        self._state.calls += 1
        model, provider = model_and_provider(self._state.model)
        native_id = f"{current.native_id}/{self._state.calls}"
        self.account.add(Call(native_id, current.started_at, usage, model, provider, is_extra=is_extra))
        self._state.is_answered = False

    def _run(self) -> Opening:
        """Return the exchange of calls that a command made, such as one that mends what a linter found."""
        session, at = self._session()
        native_id = f"run:{session}/{self._state.inputs}"
        return run_at(native_id, session, time_of_clock(at, self._zone), self._project)

    def _session(self) -> tuple[str, datetime]:
        """Return the id of the session at hand and the latest time known of it."""
        state = self._state
        started, typed = clock_of(state.started), clock_of(state.typed)
        if started is None or typed is None:
            raise UnusableRecordError("no time")
        return f"{state.started}-{state.banner or 0}", max(started, typed)

    def _end_exchange(self) -> None:
        """End the exchange at hand; an answer that was cut off took tokens too, but nobody knows how many."""
        current = self.account.current
        is_prompt = current is not None and current.kind is ExchangeKind.PROMPT
        if is_prompt and self._state.is_answered and not self._state.calls:
            self._take_call(TokenUsage(), is_extra=True)
        self.account.leave()
        self._state.calls, self._state.is_answered = 0, False

    def _end_prompt(self) -> None:
        """Account for the prompt or the command whose lines were gathered."""
        typed, self._typed = self._typed, _Typed()
        if not typed.lines:
            return
        self._end_exchange()
        text = "\n".join(line.rstrip() for line in typed.lines).strip()
        self._state.inputs += 1
        self._note_time(text)
        if not is_prompt(text):
            self.account.ignore()
            return
        try:
            session, at = self._session()
            started_at = time_of_clock(at, self._zone)
        except UnusableRecordError as error:
            self.account.reject(str(error), typed.line)
            return
        self.account.ask(
            Opening(
                native_id=f"{session}/{self._state.inputs}",
                conversation_id=session,
                started_at=started_at,
                ended_at=started_at,
                project=self._project,
                is_scripted=self._state.is_scripted,
                offset=typed.offset,
            )
        )

    def _note_time(self, text: str) -> None:
        """Note when a text was typed, if that can be found."""
        started, after = clock_of(self._state.started), clock_of(self._state.typed)
        if started is None or after is None:
            return
        if self._inputs is None:
            self._inputs = TypedInputs.beside(self.account.path)
        if at := self._inputs.find(text, after, started):
            self._state.typed = at.isoformat()


def beginning(zone: tzinfo) -> Callable[[Path, bytes], ChatHistory | None]:
    """Return what begins a history anew or goes on from a carry; `zone` is that of the clock."""

    def begin(path: Path, carry: bytes) -> ChatHistory | None:
        state = restored(carry, HistoryState, HistoryState)
        return None if state is None else ChatHistory(path, state, zone)

    return begin


def is_prompt_line(text: str) -> bool:
    """Return whether a line is one of what a person typed; headings of answers do not end in two spaces."""
    return text.startswith(_PROMPT) and text.endswith("  ")


def is_prompt(text: str) -> bool:
    """Return whether what a person typed is a prompt, and not a command of another kind."""
    if text.startswith("/"):
        return _ASKING_COMMAND.match(text) is not None
    return text not in {"", _EMPTY} and not text.startswith("!")


def title_at(line: bytes) -> str | None:
    """Return the first line of the prompt that a line of a history holds, or `None` if it holds none."""
    text = line.decode("utf-8", "replace").rstrip("\r\n")
    return first_line(text[len(_PROMPT) :]) or None if is_prompt_line(text) else None


def _usage(sent: str, written: str | None, read: str | None, received: str) -> TokenUsage:
    """Return what a call took, as far as Aider's rounded figures tell; what was sent includes the cache.

    Nothing is said of a cache that was not used, as nothing is of one that the provider does not report.
    """
    if written is None and read is None:
        return TokenUsage(input_tokens=_number(sent), output_tokens=_number(received))
    cache_write, cache_read = _number(written or "0"), _number(read or "0")
    uncached = max(0, _number(sent) - cache_write - cache_read)
    return TokenUsage(uncached, cache_write, cache_read, _number(received))


def _number(text: str) -> int:
    """Return the number of `2.3k`; raises `UnusableRecordError`."""
    thousands = text.endswith("k")
    try:
        number = Decimal(text.removesuffix("k")) * (1000 if thousands else 1)
    except ArithmeticError:
        raise UnusableRecordError("an impossible number of tokens") from None
    if number != int(number) or number > 10**12:
        raise UnusableRecordError("an impossible number of tokens")
    return int(number)
