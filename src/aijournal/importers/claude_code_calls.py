"""What the answers in Claude Code's transcripts took: the calls of models, with their tokens."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import UNSET

from aijournal.domain.facts import Call
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.claude_code_records import (
    ABSENT,
    Iteration,
    Message,
    Record,
    UnusableRecordError,
    Usage,
    checked_id,
)
from aijournal.importers.text import MAX_NAME, plain_line

_MAX_MODELS = 256

_decode_iterations = msgspec.json.Decoder(list[Iteration] | None).decode


class CallReader:
    """Makes calls of answers; remembers the last one, because its blocks repeat what they say.

    From 1.0 to 2.1 an answer was logged block by block as it came, without a reason to stop, and the
    output that the blocks state is a placeholder from the beginning of the stream: a lower bound,
    unless the last block was written late enough. Before that one record held a whole answer, and what
    it cost; since, every block states the real output.
    """

    def __init__(self) -> None:
        self._models: dict[str | None, tuple[str | None, str | None]] = {None: (None, None)}
        self._id: str | None = None
        self._usage: Usage | None = None
        self._is_final = True
        self._tokens = TokenUsage()

    def call(self, record: Record, message: Message, at: datetime) -> Call:
        """Return the call that an answer is a sighting of; raises `UnusableRecordError`."""
        native_id = message.id or record.request_id or record.uuid
        usage = message.usage
        is_final = message.stop_reason is not None or record.cost is not ABSENT
        if (
            native_id is None
            or native_id != self._id
            or usage != self._usage
            or is_final is not self._is_final
        ):
            self._id = native_id = checked_id(native_id)
            self._usage, self._is_final = usage, is_final
            self._tokens = _token_usage(usage, is_final=is_final)
        model, provider = self._models.get(message.model) or self._model(message.model)
        return Call(native_id, at, self._tokens, model, provider, record.is_sidechain is True)

    def advice(self, call: Call, message: Message) -> Sequence[Call]:
        """Return the calls of a second model that an answer's own numbers leave out.

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
        advice = [one for one in passes if one.type == "advisor_message"]
        return [self._extra_call(call, number, one) for number, one in enumerate(advice)]

    def _extra_call(self, call: Call, number: int, advice: Iteration) -> Call:
        model, provider = self._models.get(advice.model) or self._model(advice.model)
        return Call(
            f"{call.native_id}:advisor:{number}",
            call.at,
            _token_usage(advice, is_final=True),
            model,
            provider,
            is_sidechain=call.is_sidechain,
            is_extra=True,
        )

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


def _token_usage(usage: Usage | None, *, is_final: bool) -> TokenUsage:
    """Return the tokens of an answer in four disjoint buckets; what was not said is `None`."""
    if usage is None:
        return TokenUsage()
    written, read = usage.cache_creation_input_tokens, usage.cache_read_input_tokens
    known_written = None if written is UNSET else written or 0
    output = usage.output_tokens
    creation, details = usage.cache_creation, usage.output_tokens_details
    return TokenUsage(
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
