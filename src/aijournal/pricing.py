"""What tokens cost: a dated price list in a file. Nothing here can reach a network."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import msgspec

from aijournal.domain.tokens import TokenUsage
from aijournal.errors import AijournalError
from aijournal.resources import resource

PROMPT_STEPS = (32_000, 100_000, 128_000, 199_999, 200_000, 256_000, 272_000, 512_000)
"""The prompt sizes, in tokens, from which some model of the price list charges more, smallest first."""

_MILLION = 1_000_000
_COMPACT_DAY = re.compile(r"-(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=-|:|$)")
# A gateway that passes calls on: whose call it was is in the name of the model.
_GATEWAYS = frozenset({"litellm"})
# How Google's own interface writes the name of a model.
_RESOURCE_PREFIX = "models/"


def prompt_step(prompt_tokens: int) -> int:
    """Return how many of `PROMPT_STEPS` a prompt exceeds; a prompt of exactly that size does not.

    Calls of one model, price period and step cost the same per token, so that their tokens may be summed.
    """
    return sum(prompt_tokens > step for step in PROMPT_STEPS)


class _Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a name in lower case is meant; exactly one part is set."""

    equals: str | None = None
    starts_with: str | None = None
    ends_with: str | None = None
    contains: str | None = None
    regex: str | None = None
    any_of: tuple["_Rule", ...] = ()
    all_of: tuple["_Rule", ...] = ()

    def matches(self, name: str) -> bool:
        if self.any_of or self.all_of:
            return any(rule.matches(name) for rule in self.any_of) or (
                bool(self.all_of) and all(rule.matches(name) for rule in self.all_of)
            )
        return (
            name == self.equals
            or (self.starts_with is not None and name.startswith(self.starts_with))
            or (self.contains is not None and self.contains in name)
            or (self.ends_with is not None and name.endswith(self.ends_with))
            or (self.regex is not None and re.search(self.regex, name) is not None)
        )


class _Rates(msgspec.Struct, frozen=True):
    """USD per million tokens, for prompts of more than `above` tokens."""

    above: int = 0
    input: Decimal | None = None
    output: Decimal | None = None
    cache_read: Decimal | None = None
    cache_write: Decimal | None = None
    cache_write_1h: Decimal | None = None

    def cost(self, usage: TokenUsage) -> Decimal | None:
        one_hour = usage.cache_write_1h_tokens or 0
        cost = Decimal()
        for tokens, rate in (
            (usage.input_tokens or 0, self.input),
            ((usage.cache_write_tokens or 0) - one_hour, self.cache_write),
            (one_hour, self.cache_write_1h),
            (usage.cache_read_tokens or 0, self.cache_read),
            (usage.output_tokens or 0, self.output),
        ):
            if tokens and rate is None:
                return None
            cost += tokens * (rate or Decimal())
        return cost / _MILLION


class _Period(msgspec.Struct, frozen=True):
    """The rates from a UTC day on, by size of the prompt; the first period has always been there."""

    rates: tuple[_Rates, ...]
    start: date = msgspec.field(default=date.min, name="from")

    def rates_at(self, step: int) -> _Rates | None:
        reached = [rates for rates in self.rates if prompt_step(rates.above) < step or not rates.above]
        return reached[-1] if reached else None


class _Model(msgspec.Struct, frozen=True):
    id: str
    match: _Rule
    prices: tuple[_Period, ...]

    def rates_at(self, day: date, step: int) -> _Rates | None:
        begun = [period for period in self.prices if period.start <= day]
        return begun[-1].rates_at(step) if begun else None

    def changes(self) -> Iterator[datetime]:
        pairs = itertools.pairwise(self.prices)
        changed = (after.start for before, after in pairs if after.rates != before.rates)
        return (datetime.combine(day, time(), UTC) for day in changed)


class _Provider(msgspec.Struct, frozen=True):
    """A seller of tokens; `names` tells its models where nobody says who the provider was."""

    id: str
    models: tuple[_Model, ...]
    names: _Rule | None = None
    aliases: _Rule | None = None
    fallbacks: tuple[str, ...] = ()

    def find(self, name: str) -> _Model | None:
        return next((model for model in self.models if model.match.matches(name)), None)


class _Source(msgspec.Struct, frozen=True):
    package: str
    version: str
    url: str
    licence: str


class _Document(msgspec.Struct, frozen=True):
    as_of: date
    source: _Source
    providers: tuple[_Provider, ...]


@dataclass(frozen=True, slots=True)
class PriceList:
    """Public prices as they stood on the day `as_of`, the price changes before it included.

    `source` names where the list comes from, `licence` under what it was published. What a subscription
    costs is not in it: the figures say what the same tokens cost where one pays for each.
    """

    as_of: date
    source: str
    licence: str
    _providers: tuple[_Provider, ...] = field(repr=False)
    _found: dict[tuple[str, str | None], _Model | None] = field(
        default_factory=dict, repr=False, compare=False
    )
    _changes: dict[str, frozenset[datetime]] = field(default_factory=dict, repr=False, compare=False)
    _rates: dict[tuple[str | None, str | None, date, int], _Rates | None] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def models(self) -> int:
        """How many models have a place in the list, those of each provider counted."""
        return sum(len(one.models) for one in self._providers)

    def age(self, today: date) -> int:
        """Return how many days old the list is."""
        return (today - self.as_of).days

    def cost(
        self, model: str | None, provider: str | None, at: datetime, prompt_step: int, usage: TokenUsage
    ) -> Decimal | None:
        """Return USD, or `None` for an unknown model and for tokens of a kind that has no price.

        `usage` may be the sum over calls that share model, price period (see `change_points`) and
        `prompt_step`: the cost is linear in the tokens. Without a single known bucket there is no cost.
        """
        if not _has_tokens(usage):
            return None
        key = (model, provider, at.astimezone(UTC).date(), prompt_step)
        if key not in self._rates:
            priced = self._find(model, provider)
            self._rates[key] = priced.rates_at(*key[2:]) if priced else None
        rates = self._rates[key]
        return rates.cost(usage) if rates else None

    def change_points(self, models: Iterable[str]) -> tuple[datetime, ...]:
        """Return the instants at which a price of one of these models changes, whoever provides it."""
        return tuple(sorted(frozenset().union(*(self._changes_of(model) for model in models))))

    def _changes_of(self, name: str) -> frozenset[datetime]:
        if name not in self._changes:
            found = [self._find(name, provider) for provider in (None, *(one.id for one in self._providers))]
            self._changes[name] = frozenset(at for model in found if model for at in model.changes())
        return self._changes[name]

    def _find(self, model: str | None, provider: str | None) -> _Model | None:
        if not model:
            return None
        key = (model, provider)
        if key not in self._found:
            self._found[key] = self._search(model, provider)
        return self._found[key]

    def _search(self, model: str, provider: str | None) -> _Model | None:
        name = model.strip().lower().removeprefix(_RESOURCE_PREFIX)
        if not provider or provider.strip().lower() in _GATEWAYS:
            return self._unattributed(name)
        seller = self._seller(provider)
        return self._sold_by(seller, name) if seller else None

    def _unattributed(self, name: str) -> _Model | None:
        """Find a model by its name alone: `maker/model`, or a name that one maker's models have."""
        maker, slash, rest = name.partition("/")
        if slash:
            seller = self._seller(maker)
            return self._sold_by(seller, rest) if seller else None
        sellers = (one for one in self._providers if one.names and one.names.matches(name))
        # Local servers write the size of an open model behind a colon; makers never use one.
        attempts = (self._sold_by(one, name) for one in sellers if ":" not in name or one.id == "aws")
        return next((model for model in attempts if model), None)

    def _seller(self, spelling: str) -> _Provider | None:
        wanted = spelling.strip().lower().replace("_", "-")
        by_id = next((one for one in self._providers if one.id == wanted), None)
        return by_id or next(
            (one for one in self._providers if one.aliases and one.aliases.matches(wanted)), None
        )

    def _sold_by(self, seller: _Provider, name: str) -> _Model | None:
        """Find a model at one provider, also under `provider/model` and with its day written in one piece."""
        names = [name]
        prefix, slash, rest = name.partition("/")
        if slash and self._seller(prefix) is seller:
            names.append(rest)
        names += [_COMPACT_DAY.sub(r"-\1-\2-\3", one) for one in names if _COMPACT_DAY.search(one)]
        sellers = [seller, *(one for one in self._providers if one.id in seller.fallbacks)]
        return next((found for one in sellers for spelled in names if (found := one.find(spelled))), None)


def _has_tokens(usage: TokenUsage) -> bool:
    buckets = (usage.input_tokens, usage.cache_write_tokens, usage.cache_read_tokens, usage.output_tokens)
    return any(bucket is not None for bucket in buckets)


def load_prices(path: Path | None = None) -> PriceList:
    """Read a price list, by default the one that came with the program.

    Raises `AijournalError` if the file is missing or is not a price list.
    """
    path = path or resource("prices.json")
    try:
        return _read(path.read_bytes())
    except (OSError, msgspec.MsgspecError) as error:
        raise AijournalError(
            "The price list cannot be read",
            f"{path} is missing or is not a price list ({error}). The journal is untouched; without prices, "
            "tokens are still counted.",
        ) from error


def _read(content: bytes) -> PriceList:
    document = msgspec.json.decode(content, type=_Document)
    source = document.source
    return PriceList(document.as_of, f"{source.package} {source.version}", source.licence, document.providers)
