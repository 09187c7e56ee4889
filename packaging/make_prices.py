"""Write `resources/prices.json`: a dated snapshot of the public price list in the package `genai-prices`.

    python packaging/make_prices.py --as-of 2026-11-09

The package is used here and nowhere else, because it brings an HTTP client; the program itself reads the
file that this script writes. The same package version and date give the same bytes.

What is left out, on purpose: prices of anything but text tokens, batch and priority variants, and prices by
the time of day. Where a provider has those, the price of most hours of the day stands for all of it.
"""

import argparse
import importlib.metadata
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from genai_prices.data import providers
from genai_prices.types import (
    ClauseAnd,
    ClauseOr,
    ConditionalPrice,
    ModelInfo,
    ModelPrice,
    Provider,
    StartDateConstraint,
    TieredPrices,
    TimeOfDateConstraint,
)

OUTPUT = Path(__file__).parents[1] / "resources" / "prices.json"

# Makers come first, because a model without a provider is looked up in this order.
PROVIDERS = (
    "anthropic",
    "openai",
    "google",
    "mistral",
    "x-ai",
    "deepseek",
    "moonshotai",
    "cohere",
    "minimax",
    "zai",
    "cursor",
    "qwen",
    "aws",
    "azure",
    "groq",
    "github-copilot",
    "openrouter",
)
BUCKETS = {
    "input": "input_mtok",
    "output": "output_mtok",
    "cache_read": "cache_read_mtok",
    "cache_write": "cache_write_mtok",
    "cache_write_1h": "cache_write_1h_mtok",
}
# "1-hour cache write tokens are 2 times the base input tokens price":
# https://platform.claude.com/docs/en/build-with-claude/prompt-caching#pricing
CLAUDE_ONE_HOUR = 2
# The package has no list of Alibaba's own. These are the models that only Alibaba runs, at the price for
# which OpenRouter resells them; the open Qwen models may run anywhere, so their bare names have no price.
QWEN_PREFIX = "qwen/"
QWEN_OWN = re.compile(r"qwen/qwen[\d.]*-(?:coder-|vl-)?(?:max|plus|flash|turbo)(?:-[\w-]+)?")
# Names that a provider's models have where the log does not say who the provider was.
EXTRA_NAMES: dict[str, dict[str, Any]] = {
    "qwen": {"starts_with": "qwen"},
    "zai": {"starts_with": "glm-"},
    # https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
    "aws": {
        "regex": r"^(?:(?:us|us-gov|eu|apac|au|jp|ca|global)\.)?"
        r"(?:amazon|anthropic|deepseek|google|meta|mistral|moonshotai|nvidia|openai|qwen|writer|zai)\.[a-z]"
    },
}
# Other names of providers, beside those that the package knows: OpenTelemetry's and OpenRouter's.
ALIASES: dict[str, dict[str, Any]] = {
    "azure": {"starts_with": "azure"},
    "zai": {"equals": "z-ai"},
    "qwen": {"any_of": [{"contains": "alibaba"}, {"contains": "dashscope"}]},
}


def main() -> None:
    """Write the snapshot."""
    parser = argparse.ArgumentParser(description="Write resources/prices.json from the package genai-prices.")
    parser.add_argument(
        "--as-of", required=True, type=date.fromisoformat, metavar="DAY", help="the list's day"
    )
    parser.add_argument("--out", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    arguments.out.write_bytes(snapshot(arguments.as_of))


def snapshot(as_of: date) -> bytes:
    """Return the price list as JSON with one model a line, so that two lists can be compared by eye."""
    document = {
        "as_of": as_of.isoformat(),
        "unit": "USD per million tokens",
        "source": {
            "package": "genai-prices",
            "version": importlib.metadata.version("genai-prices"),
            "url": "https://github.com/pydantic/genai-prices",
            "licence": "MIT",
            "licence_text": _licence(),
        },
    }
    head = json.dumps(document, indent=1).removesuffix("\n}")
    blocks = ",\n".join(_provider_text(provider) for provider in _chosen())
    return f'{head},\n "providers": [\n{blocks}\n ]\n}}\n'.encode()


def _licence() -> str:
    """Return the text of the package's licence, which every copy of its list has to carry."""
    (path,) = [file for file in importlib.metadata.files("genai-prices") or () if file.name == "LICENSE"]
    return path.read_text()


def _chosen() -> Iterator[dict[str, Any]]:
    known = {provider.id: provider for provider in providers}
    for name in PROVIDERS:
        yield _qwen(known["openrouter"]) if name == "qwen" else _provider(known[name])


def _provider(provider: Provider) -> dict[str, Any]:
    parts = {
        "names": EXTRA_NAMES.get(provider.id) or _rule(provider.model_match),
        "aliases": ALIASES.get(provider.id) or _rule(provider.provider_match),
        "fallbacks": [name for name in provider.fallback_model_providers or () if name in PROVIDERS],
    }
    return {
        "id": provider.id,
        "name": provider.name,
        **{key: value for key, value in parts.items() if value},
        "models": [_model(model, model.match) for model in provider.models if _is_wanted(provider, model)],
    }


def _qwen(reseller: Provider) -> dict[str, Any]:
    models = [model for model in reseller.models if QWEN_OWN.fullmatch(model.id)]
    return {
        "id": "qwen",
        "name": "Qwen, as resold by OpenRouter",
        "names": EXTRA_NAMES["qwen"],
        "aliases": ALIASES["qwen"],
        "models": [
            {**_model(model, None), "id": bare, "match": {"equals": bare}}
            for model in models
            for bare in [model.id.removeprefix(QWEN_PREFIX)]
        ],
    }


def _is_wanted(provider: Provider, model: ModelInfo) -> bool:
    # Elsewhere a model without a token price must stay: it keeps its name from matching a looser rule.
    return provider.id != "openrouter" or (":batch" not in model.id and any(_rates(model)))


def _rates(model: ModelInfo) -> Iterator[list[dict[str, Any]]]:
    return (rates for period in _periods(model) if (rates := period["rates"]))


def _model(model: ModelInfo, match: Any) -> dict[str, Any]:
    return {"id": model.id, "match": _rule(match), "prices": list(_periods(model))}


def _rule(clause: Any) -> dict[str, Any] | None:
    """Return a matching rule of the package as nested objects of one key each."""
    if clause is None:
        return None
    if isinstance(clause, ClauseOr):
        return {"any_of": [_rule(part) for part in clause.or_]}
    if isinstance(clause, ClauseAnd):
        return {"all_of": [_rule(part) for part in clause.and_]}
    ((kind, text),) = vars(clause).items()
    return {kind: text if kind == "regex" else text.lower()}


def _periods(model: ModelInfo) -> Iterator[dict[str, Any]]:
    """Yield the prices with the UTC day on which each began; the first has always been there."""
    for number, (start, prices) in enumerate(_dated(model.prices)):
        if (start is None) != (number == 0):
            raise ValueError(f"{model.id}: prices are not in order of time")
        period: dict[str, Any] = {} if start is None else {"from": start.isoformat()}
        yield {**period, "rates": _tiers(prices, one_hour="claude" in model.id)}


def _dated(prices: ModelPrice | list[ConditionalPrice]) -> list[tuple[date | None, ModelPrice]]:
    if isinstance(prices, ModelPrice):
        return [(None, prices)]
    usual = _price_of_most_hours(prices)
    dated = [
        (getattr(price.constraint, "start_date", None), price.prices)
        for price in prices
        if price.constraint is None or isinstance(price.constraint, StartDateConstraint)
    ]
    return [*dated[:-1], (dated[-1][0], usual)] if usual else dated


def _price_of_most_hours(prices: Iterable[ConditionalPrice]) -> ModelPrice | None:
    """Return the price by time of day that holds for more than half of the day, if one does."""
    hours: defaultdict[str, float] = defaultdict(float)
    by_text = {}
    for price in prices:
        if isinstance(price.constraint, TimeOfDateConstraint):
            hours[repr(price.prices)] += _hours(price.constraint)
            by_text[repr(price.prices)] = price.prices
    return next((by_text[text] for text, length in hours.items() if length > 12), None)


def _hours(window: TimeOfDateConstraint) -> float:
    day = date(2000, 1, 1)
    length = datetime.combine(day, window.end_time) - datetime.combine(day, window.start_time)
    return length.total_seconds() / 3600 % 24


def _tiers(prices: ModelPrice, *, one_hour: bool) -> list[dict[str, Any]]:
    """Return one set of rates for each prompt size from which a price changes, smallest first."""
    named = {bucket: getattr(prices, key) for bucket, key in BUCKETS.items()}
    priced = {bucket: price for bucket, price in named.items() if price is not None}
    tiered = [price for price in priced.values() if isinstance(price, TieredPrices)]
    starts = sorted({0, *(tier.start for price in tiered for tier in price.tiers)})
    return [_at(start, priced, one_hour=one_hour) for start in starts] if priced else []


def _at(start: int, priced: dict[str, Decimal | TieredPrices], *, one_hour: bool) -> dict[str, Any]:
    rates = {bucket: _price_above(start, price) for bucket, price in priced.items()}
    if one_hour and {"input", "cache_write"} <= rates.keys():
        rates.setdefault("cache_write_1h", CLAUDE_ONE_HOUR * rates["input"])
    texts = {bucket: format(price.normalize(), "f") for bucket, price in rates.items()}
    return {"above": start, **texts} if start else {**texts}


def _price_above(start: int, price: Decimal | TieredPrices) -> Decimal:
    if not isinstance(price, TieredPrices):
        return price
    reached = [tier.price for tier in price.tiers if tier.start <= start]
    return reached[-1] if reached else price.base


def _provider_text(provider: dict[str, Any]) -> str:
    models: Sequence[dict[str, Any]] = provider.pop("models")
    head = json.dumps(provider).removesuffix("}")
    lines = ",\n".join("   " + json.dumps(model, separators=(",", ":")) for model in models)
    return f'  {head}, "models": [\n{lines}\n  ]}}'


if __name__ == "__main__":
    main()
