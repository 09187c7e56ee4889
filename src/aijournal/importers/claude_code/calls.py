"""What the answers in Claude Code's transcripts took: the calls of models, with their tokens."""

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
from msgspec import UNSET

from aijournal.domain.call_rows import CallRow, CallRows
from aijournal.importers.claude_code.records import (
    ABSENT,
    LATEST,
    Iteration,
    Message,
    Record,
    UnusableRecordError,
    Usage,
    checked_id,
)
from aijournal.importers.reading.text import MAX_NAME, plain_line

_MAX_MODELS = 256

_Tokens = int | None
_Counted = tuple[_Tokens, _Tokens, _Tokens, _Tokens, _Tokens, _Tokens, bool]
_UNCOUNTED: _Counted = (None, None, None, None, None, None, False)

_decode_iterations = msgspec.json.Decoder(list[Iteration] | None).decode


def advice_of(message: Message) -> Sequence[Iteration]:
    """Return the passes of a second model that an answer's own numbers leave out.

    Raises `UnusableRecordError` if their numbers cannot be.
    """
    usage = message.usage
    if usage is None or usage.iterations is ABSENT:
        return ()
    if b"advisor_message" not in bytes(usage.iterations):
        return ()
    try:
        passes = _decode_iterations(usage.iterations) or []
    except ValueError:
        raise UnusableRecordError("an impossible number of tokens") from None
    return [one for one in passes if one.type == "advisor_message"]


class _Response(msgspec.Struct, gc=False):
    """One response while its records are read, which tell of it in a row as it grows."""

    native_id: str
    at: datetime
    model: str | None
    is_sidechain: bool
    usage: Usage | None
    is_settled: bool
    latest: Record
    earlier_outputs: tuple[int, ...] = ()
    repeats: int = 0

    def takes(self, at: datetime, record: Record, message: Message) -> bool:
        """Add a record that says the same but for the output, and say whether it did.

        The result is what `Call.completed_by` makes of the records one by one, without a call for each.
        """
        known, usage = self.usage, message.usage
        if message.model != self.model or (record.is_sidechain is True) is not self.is_sidechain:
            return False
        if usage is None or known is None:
            return False
        output, known_output = usage.output_tokens, known.output_tokens
        if output is None or known_output is None:
            return False
        if usage != known and not _are_alike_but_for_output(usage, known):
            return False
        if self.is_settled:
            if output > known_output:  # what was said before was no lower bound
                return False
            self.repeats += 1
        elif output > known_output or _is_settled(record, message):
            self.earlier_outputs += (known_output,)
            self.is_settled = _is_settled(record, message)
            self.usage = usage if output > known_output else known
        else:
            self.repeats += 1
        self.at = min(self.at, at)
        return True


def _is_settled(record: Record, message: Message) -> bool:
    return message.stop_reason is not None or record.cost is not ABSENT


def _are_alike_but_for_output(one: Usage, other: Usage) -> bool:
    return (
        one.input_tokens == other.input_tokens
        and one.cache_read_input_tokens == other.cache_read_input_tokens
        and one.cache_creation_input_tokens == other.cache_creation_input_tokens
        and one.cache_creation == other.cache_creation
        and one.output_tokens_details == other.output_tokens_details
    )


class CallReader:
    """Makes calls of answers; the blocks of one are several records, and become one sighting.

    From 1.0 to 2.1 an answer was logged block by block as it came, without a reason to stop, and the
    output that the blocks state is a placeholder from the beginning of the stream: a lower bound,
    unless the last block was written late enough. Before that one record held a whole answer, and what
    it cost; since, every block states the real output.
    """

    def __init__(self) -> None:
        self._models: dict[str | None, tuple[str | None, str | None]] = {None: (None, None)}
        self._rows: list[CallRow] = []
        self._response: _Response | None = None

    @property
    def has_calls(self) -> bool:
        """Whether there is anything to harvest."""
        return self._response is not None or bool(self._rows)

    def harvest(self) -> CallRows:
        """Return the calls since the last time; a record that follows is a sighting of its own."""
        self._end_response()
        calls = CallRows(tuple(self._rows))
        self._rows.clear()
        return calls

    def takes(self, record: Record) -> datetime | None:
        """Add one more record of the response at hand where all is as in the one before it but the output.

        Returns when it was written, or `None` if it must be looked at more closely. Most answers come in
        several records, so this is what reading them mostly is.
        """
        response, message = self._response, record.message
        if response is None or message is None or message.id != response.native_id:
            return None
        latest, at = response.latest, record.timestamp
        if (
            at is None
            or at.tzinfo is not UTC
            or not response.at <= at < LATEST
            or record.request_session_id != latest.request_session_id
            or record.session_id != latest.session_id
            or record.agent_id != latest.agent_id
            or record.prompt_id != latest.prompt_id
        ):
            return None
        return at if not advice_of(message) and response.takes(at, record, message) else None

    def id_of(self, record: Record, message: Message) -> str:
        """Return the native id of the call that an answer is a sighting of; raises `UnusableRecordError`."""
        native_id = message.id or record.request_id or record.uuid
        if self._response is not None and native_id == self._response.native_id:
            return self._response.native_id
        return checked_id(native_id)

    def add(
        self, native_id: str, at: datetime, record: Record, message: Message, advice: Sequence[Iteration]
    ) -> None:
        """Add a sighting of a call, and of those of a second model beside it."""
        response = self._response
        if response is None or response.native_id != native_id or not response.takes(at, record, message):
            self._end_response()
            self._response = _Response(
                native_id,
                at,
                message.model,
                record.is_sidechain is True,
                message.usage,
                _is_settled(record, message),
                record,
            )
        if advice:
            self._end_response()
            row = self._rows[-1]
            self._rows += [self._extra_row(row, number, one) for number, one in enumerate(advice)]

    def _end_response(self) -> None:
        one, self._response = self._response, None
        if one is not None:
            model, provider = self._models.get(one.model) or self._model(one.model)
            self._rows.append(
                (
                    one.native_id,
                    one.at,
                    model,
                    provider,
                    one.is_sidechain,
                    *_counted(one.usage, is_final=one.is_settled),
                    False,
                    one.earlier_outputs,
                    one.repeats,
                )
            )

    def _extra_row(self, row: CallRow, number: int, advice: Iteration) -> CallRow:
        native_id, at, _, _, is_sidechain = row[:5]
        model, provider = self._models.get(advice.model) or self._model(advice.model)
        counted = _counted(advice, is_final=True)
        return (f"{native_id}:advisor:{number}", at, model, provider, is_sidechain, *counted, True, (), 0)

    def _model(self, name: str | None) -> tuple[str | None, str | None]:
        if len(self._models) >= _MAX_MODELS:
            self._models = {None: (None, None)}
        self._models[name] = known = (plain_line(name or "", MAX_NAME) or None, _provider(name or ""))
        return known


def _provider(model: str) -> str | None:
    """Return who answered, by OpenTelemetry's names, where the model's name tells."""
    if "anthropic.claude" in model:
        return "aws.bedrock"
    if model.startswith("claude"):
        return "gcp.vertex_ai" if "@" in model else "anthropic"
    return None


def _counted(usage: Usage | None, *, is_final: bool) -> _Counted:
    """Return the fields of the `TokenUsage` of an answer; what was not said is `None`."""
    if usage is None:
        return _UNCOUNTED
    written, read = usage.cache_creation_input_tokens, usage.cache_read_input_tokens
    known_written = None if written is UNSET else written or 0
    output = usage.output_tokens
    creation, details = usage.cache_creation, usage.output_tokens_details
    return (
        usage.input_tokens,
        known_written,
        None if read is UNSET else read or 0,
        output,
        None if creation is None else _part(creation.ephemeral_1h_input_tokens, known_written),
        None if details is None else _part(details.thinking_tokens, output),
        output is not None and not is_final,
    )


def _part(tokens: int | None, whole: int | None) -> int | None:
    """Return a part of a number of tokens; one that is larger than the whole is not believed."""
    return tokens if tokens is not None and whole is not None and tokens <= whole else None
