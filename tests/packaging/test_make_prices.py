from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from aijournal.domain.tokens import TokenUsage
from aijournal.pricing import load_prices, prompt_step
from aijournal.resources import resource

pytest.importorskip(
    "genai_prices", reason="only who refreshes the price list needs the package it comes from"
)

import make_prices
from genai_prices import Usage
from genai_prices.data import providers

PRICES = load_prices()
DAYS = ("2026-03-12", "2026-11-20")
PROMPTS = (1_000, 32_001, 200_000, 200_001, 600_000)


def sold() -> Iterator[tuple[Any, Any]]:
    """Yield every provider and model of the package that the snapshot holds under the same name."""
    for provider in providers:
        if provider.id in make_prices.PROVIDERS:
            for model in provider.models:
                if (
                    provider.find_model(model.id, all_providers=providers) is model
                    and ":batch" not in model.id
                ):
                    yield provider, model


def usage_of(model: Any, at: datetime, prompt: int) -> TokenUsage:
    """Return a usage of that prompt size with tokens in every bucket that has a price."""
    prices = model.get_prices(at)
    read = prompt // 2 if prices.cache_read_mtok is not None else 0
    write = prompt // 4 if prices.cache_write_mtok is not None else 0
    one_hour = write // 3 if prices.cache_write_1h_mtok is not None else 0
    output = 700 if prices.output_mtok is not None else 0
    fresh = prompt - read - write if prices.input_mtok is not None else 0
    return TokenUsage(fresh, write, read, output, one_hour)


def cost_by_the_package(provider: Any, model: Any, at: datetime, usage: TokenUsage) -> Decimal:
    # Its input holds the cached tokens too.
    counted = Usage(
        input_tokens=usage.prompt_tokens,
        cache_read_tokens=usage.cache_read_tokens,
        cache_write_tokens=usage.cache_write_tokens,
        cache_write_1h_tokens=usage.cache_write_1h_tokens,
        output_tokens=usage.output_tokens,
    )
    cost: Decimal = model.calc_price(counted, provider, genai_request_timestamp=at).total_price
    return cost


def test_the_snapshot_is_what_the_generator_writes() -> None:
    assert make_prices.snapshot(PRICES.as_of) == resource("prices.json").read_bytes()


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("prompt", PROMPTS)
def test_every_cost_is_what_the_package_answers(prompt: int, day: str) -> None:
    at = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
    compared = 0
    for provider, model in sold():
        usage = usage_of(model, at, prompt)
        if usage.prompt_tokens and usage.output_tokens:
            ours = PRICES.cost(model.id, provider.id, at, prompt_step(usage.prompt_tokens), usage)
            assert ours == cost_by_the_package(provider, model, at, usage), (provider.id, model.id)
            compared += 1
    assert compared > 900
