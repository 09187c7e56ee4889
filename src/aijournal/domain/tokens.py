"""Tokens in four disjoint buckets, and their weight in input-equivalents."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class TokenWeights:
    """How much one token of each bucket weighs, in uncached input tokens.

    The defaults follow how vendors bill. Cache writes of unknown lifetime count as five-minute ones.
    """

    input: float = 1.0
    cache_write_5m: float = 1.25
    cache_write_1h: float = 2.0
    cache_read: float = 0.10
    output: float = 5.0


DEFAULT_WEIGHTS = TokenWeights()


@dataclass(frozen=True, slots=True)
class TokenUsage:
    """The tokens of one response; `None` means that the tool did not say, which is not zero.

    The four buckets `input_tokens` (uncached), `cache_write_tokens`, `cache_read_tokens` and
    `output_tokens` are disjoint. `cache_write_1h_tokens` is a part of `cache_write_tokens`,
    `reasoning_tokens` a part of `output_tokens`. `output_is_lower_bound` marks an output whose
    final count never reached the disk.
    """

    input_tokens: int | None = None
    cache_write_tokens: int | None = None
    cache_read_tokens: int | None = None
    output_tokens: int | None = None
    cache_write_1h_tokens: int | None = None
    reasoning_tokens: int | None = None
    output_is_lower_bound: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether all four buckets are known."""
        return None not in (
            self.input_tokens,
            self.cache_write_tokens,
            self.cache_read_tokens,
            self.output_tokens,
        )

    @property
    def prompt_tokens(self) -> int:
        """The size of what was sent to the model, cached or not; unknown parts count nothing."""
        return (self.input_tokens or 0) + (self.cache_write_tokens or 0) + (self.cache_read_tokens or 0)

    def weighted(self, weights: TokenWeights = DEFAULT_WEIGHTS) -> float | None:
        """Return the weighted tokens, or `None` if a bucket is unknown or the output a lower bound."""
        if not self.is_complete or self.output_is_lower_bound:
            return None
        return self.known_weight(weights)

    def known_weight(self, weights: TokenWeights = DEFAULT_WEIGHTS) -> float:
        """Return the weight of the tokens that are known: a lower bound where any are not."""
        one_hour = self.cache_write_1h_tokens or 0
        return (
            weights.input * (self.input_tokens or 0)
            + weights.cache_write_5m * ((self.cache_write_tokens or 0) - one_hour)
            + weights.cache_write_1h * one_hour
            + weights.cache_read * (self.cache_read_tokens or 0)
            + weights.output * (self.output_tokens or 0)
        )

    def while_it_streamed(self, output_tokens: int) -> "TokenUsage":
        """Return what was said of the same response when so much of its output had been counted."""
        reasoning = self.reasoning_tokens
        return replace(
            self,
            output_tokens=output_tokens,
            reasoning_tokens=reasoning if reasoning is not None and reasoning <= output_tokens else None,
            output_is_lower_bound=True,
        )

    def completed_by(self, other: "TokenUsage") -> "TokenUsage":
        """Return the fuller of two sightings of the same response, whichever came first.

        A response is logged several times while it streams; the sighting with the largest output is
        the latest. One settled sighting settles the response.
        """
        if other is self:
            return self
        fuller = other if _fullness(other) > _fullness(self) else self
        if fuller.output_is_lower_bound and not (self.output_is_lower_bound and other.output_is_lower_bound):
            return TokenUsage(
                fuller.input_tokens,
                fuller.cache_write_tokens,
                fuller.cache_read_tokens,
                fuller.output_tokens,
                fuller.cache_write_1h_tokens,
                fuller.reasoning_tokens,
            )
        return fuller


def _fullness(usage: TokenUsage) -> tuple[int, ...]:
    """Order sightings of one response: the fuller, and among equals the settled one, comes later."""
    return (
        _or_less_than_none(usage.output_tokens),
        _or_less_than_none(usage.cache_write_tokens),
        _or_less_than_none(usage.cache_read_tokens),
        _or_less_than_none(usage.input_tokens),
        _or_less_than_none(usage.cache_write_1h_tokens),
        _or_less_than_none(usage.reasoning_tokens),
        not usage.output_is_lower_bound,
    )


def _or_less_than_none(tokens: int | None) -> int:
    return -1 if tokens is None else tokens
