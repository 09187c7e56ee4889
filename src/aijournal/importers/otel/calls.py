"""Which spans and events of OpenTelemetry are calls of models, and what they took."""

from collections.abc import Mapping
from dataclasses import dataclass

from aijournal.domain.tokens import TokenUsage
from aijournal.importers.otel.records import Attribute, Event, Span
from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.reading.text import MAX_NAME, is_plain_id, plain_line

Attributes = Mapping[str, Attribute]

_USAGE = "gen_ai.usage."
_INPUT = ("input_tokens", "prompt_tokens")
_OUTPUT = ("output_tokens", "completion_tokens")
_READ = ("cache_read.input_tokens", "cache_read_input_tokens")
_WRITTEN = (
    "cache_creation.input_tokens",
    "cache_write.input_tokens",
    "cache_creation_input_tokens",
)
_REASONING = ("reasoning.output_tokens", "reasoning_tokens")
_TOTAL = ("total_tokens",)
_MOST = 10**12

_MODEL_OPERATIONS = frozenset({"chat", "text_completion", "generate_content"})
_CLAUDE_REQUEST = "claude_code.llm_request"
_CLAUDE_EVENT = "claude_code."
_CLAUDE_PROMPT = "claude_code.interaction"


@dataclass(frozen=True, slots=True)
class ModelCall:
    """What a span or an event says of one call."""

    usage: TokenUsage
    model: str | None
    provider: str | None


def text_of(attributes: Attributes, *names: str) -> str | None:
    """Return the first of some attributes that is an id or a name."""
    values = (attributes.get(name) for name in names)
    return next((one for one in values if isinstance(one, str) and is_plain_id(one)), None)


def is_model_span(span: Span) -> bool:
    """Return whether a span is a call of a model, or one that repeats those below it."""
    operation = span.attributes.get("gen_ai.operation.name")
    if operation is not None:
        return operation in _MODEL_OPERATIONS
    if span.name == _CLAUDE_REQUEST or span.attributes.get("span.type") == "llm_request":
        return True
    return (
        any(name.startswith(_USAGE) for name in span.attributes) and "gen_ai.request.model" in span.attributes
    )


def is_claude_span(span: Span) -> bool:
    """Return whether Claude Code itself told a span."""
    return span.name.startswith(_CLAUDE_EVENT)


def is_prompt_span(span: Span) -> bool:
    """Return whether a span stands for all that was done for one prompt of a person."""
    if span.name == _CLAUDE_PROMPT:
        return True
    is_agent = span.attributes.get("gen_ai.operation.name") == "invoke_agent"
    return span.is_flat and is_agent and not span.parent


def is_known_prompt_trace(span: Span) -> bool:
    """Return whether a trace of this kind begins with a prompt, as Claude Code's and Copilot's do."""
    return span.is_flat or is_claude_span(span)


def is_claude_event(event: Event, name: str) -> bool:
    """Return whether an event is one of Claude Code's, by its name with or without the tool's."""
    return event.name.removeprefix(_CLAUDE_EVENT) == name and "session.id" in event.attributes


def call_of(attributes: Attributes) -> ModelCall:
    """Return what attributes say of a call; raises `UnusableRecordError`."""
    model = text_of(attributes, "gen_ai.response.model", "gen_ai.request.model", "model")
    provider = text_of(attributes, "gen_ai.provider.name", "gen_ai.system")
    is_bare = "input_tokens" in attributes or "output_tokens" in attributes
    has_usage = any(name.startswith(_USAGE) for name in attributes)
    usage = _claude_usage(attributes) if is_bare and not has_usage else _usage(attributes)
    if provider is None and is_bare:
        provider = "anthropic"
    return ModelCall(usage, plain_line(model or "", MAX_NAME) or None, provider)


def _claude_usage(attributes: Attributes) -> TokenUsage:
    """Return the tokens as Claude Code tells them: disjoint."""
    return TokenUsage(
        input_tokens=_number(attributes.get("input_tokens")),
        cache_write_tokens=_number(attributes.get("cache_creation_tokens")),
        cache_read_tokens=_number(attributes.get("cache_read_tokens")),
        output_tokens=_number(attributes.get("output_tokens")),
    )


def _usage(attributes: Attributes) -> TokenUsage:
    """Return the tokens by the conventions, whose input includes the cache."""
    sent, output = _counted(attributes, _INPUT), _counted(attributes, _OUTPUT)
    read, written = _counted(attributes, _READ), _counted(attributes, _WRITTEN)
    reasoning = _counted(attributes, _REASONING)
    total = _counted(attributes, _TOTAL)
    return TokenUsage(
        input_tokens=uncached(sent, read, written, output, total),
        cache_write_tokens=written,
        cache_read_tokens=read,
        output_tokens=output,
        reasoning_tokens=reasoning if (reasoning or 0) <= (output or 0) else None,
    )


def uncached(
    sent: int | None, read: int | None, written: int | None, output: int | None, total: int | None
) -> int | None:
    """Return what of the input was not cached, where the input includes the cache.

    It does not, whatever the source's habit, if only so the total comes out, or if the cache is larger.
    """
    if sent is None:
        return None
    cached = (read or 0) + (written or 0)
    if cached > sent or (cached and total == sent + cached + (output or 0)):
        return sent
    return sent - cached


def _counted(attributes: Attributes, names: tuple[str, ...]) -> int | None:
    found = (attributes[_USAGE + name] for name in names if _USAGE + name in attributes)
    return _number(next(found, None))


def _number(told: Attribute | None) -> int | None:
    if told is None:
        return None
    if isinstance(told, str) and told.isascii() and told.isdigit() and len(told) < 20:
        told = int(told)
    if isinstance(told, float) and told.is_integer():
        told = int(told)
    if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told <= _MOST:
        raise UnusableRecordError("an impossible number of tokens")
    return told
