"""What Codex's calls took: its two ways to tell tokens, brought into four disjoint buckets."""

from hashlib import blake2b
from struct import Struct

import msgspec
from msgspec import UNSET

from aijournal.domain.tokens import TokenUsage
from aijournal.importers.codex.records import TokenInfo, Usage, UsageRecord

# Input, cached, written, output, reasoning, total.
_Counts = tuple[int, int, int, int, int, int]
_pack = Struct(">13q").pack


def token_usage(usage: Usage) -> TokenUsage:
    """Return the tokens of a call in four disjoint buckets; what was not said is `None`.

    Where `cache_write_input_tokens` is not told at all, `total_tokens` is still input + output, and what
    is not cached of the input was charged as input: nothing was written to a cache at a price of its own,
    so that bucket is known to be 0.
    """
    whole, cached, output = usage.input_tokens, usage.cached_input_tokens, usage.output_tokens
    if whole is None:
        return TokenUsage(cache_read_tokens=cached, output_tokens=output)
    written = _written(usage)
    reasoning = usage.reasoning_output_tokens
    is_part = reasoning is not None and output is not None and reasoning <= output
    return TokenUsage(
        input_tokens=max(0, whole - (cached or 0) - written),
        cache_write_tokens=written,
        cache_read_tokens=cached,
        output_tokens=output,
        reasoning_tokens=reasoning if is_part else None,
    )


def record_key(record: UsageRecord) -> str:
    """Return what tells a call without an id from all others of its thread."""
    usage = record.usage or Usage()
    return _digest(0, _counts(record.thread_token_usage or usage), _counts(usage))


class Meter(msgspec.Struct):
    """Follows the `token_count` events of a rollout: the thread's totals, and the last call's tokens.

    The same totals are told again before the next call, at a resume, and after a compaction (then with an
    estimate of the context in place of the last call's tokens). At a resume some versions count from
    zero again: `resets` keeps what looks the same before and after apart. Once calls are told by records of
    their own (`has_records`), events tell nothing new. `is_promised`: the provider tells what is left of an
    allowance of tokens, so it tells tokens too.
    """

    previous: _Counts | None = None
    resets: int = 0
    has_records: bool = False
    is_promised: bool = False

    @property
    def is_silent(self) -> bool:
        """Whether no tokens were told so far, and nothing shows that they will be."""
        return self.previous is None and not self.has_records and not self.is_promised

    def pass_by(self, info: TokenInfo) -> None:
        """Note totals that another thread came to."""
        if info.total_token_usage is not None:
            self.previous = _counts(info.total_token_usage)

    def take(self, info: TokenInfo, *, is_fork: bool) -> tuple[TokenUsage, str] | None:
        """Return the tokens of the call that an event tells of, and what tells it from the thread's others.

        `None` if the event tells of no new call. A fork may begin with another thread's totals.
        """
        if info.total_token_usage is None or self.has_records:
            return None
        total, previous = _counts(info.total_token_usage), self.previous
        if total == previous:
            return None
        self.previous = total
        last = info.last_token_usage
        if last is None:
            if previous is None and is_fork:
                return None
            last = info.total_token_usage if previous is None else _difference(total, previous)
        if previous is not None and _size(total) < _size(previous) and _counts(last) == total:
            self.resets += 1
        return token_usage(last), _digest(self.resets, total, _counts(last))


def _difference(total: _Counts, previous: _Counts) -> Usage:
    """Return what was added since; a total that decreased counts from zero."""
    steps = [now - before for now, before in zip(total, previous, strict=True)]
    whole, cached, written, output, reasoning, in_all = total if min(steps) < 0 else steps
    return Usage(whole, cached, written, output, reasoning, in_all)


def _counts(usage: Usage) -> _Counts:
    return (
        usage.input_tokens or 0,
        usage.cached_input_tokens or 0,
        _written(usage),
        usage.output_tokens or 0,
        usage.reasoning_output_tokens or 0,
        usage.total_tokens or 0,
    )


def _written(usage: Usage) -> int:
    written = usage.cache_write_input_tokens
    return 0 if written is UNSET or written is None else written


def _size(counts: _Counts) -> int:
    return counts[0] + counts[3]


def _digest(resets: int, total: _Counts, last: _Counts) -> str:
    return blake2b(_pack(resets, *total, *last), digest_size=10).hexdigest()
