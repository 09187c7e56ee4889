import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.domain.tokens import TokenUsage
from aijournal.errors import AijournalError
from aijournal.pricing import PROMPT_STEPS, PriceList, load_prices, prompt_step
from aijournal.resources import resource

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
MILLION = 1_000_000
ONE_EACH = {
    "input": TokenUsage(input_tokens=MILLION),
    "output": TokenUsage(output_tokens=MILLION),
    "write_5m": TokenUsage(cache_write_tokens=MILLION),
    "write_1h": TokenUsage(cache_write_tokens=MILLION, cache_write_1h_tokens=MILLION),
    "read": TokenUsage(cache_read_tokens=MILLION),
}
PRICES = load_prices()


def document() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(resource("prices.json").read_bytes())
    return loaded


def is_priced(model: str | None, provider: str | None = None) -> bool:
    return PRICES.cost(model, provider, AT, 0, TokenUsage(10, 0, 0, 10)) is not None


def written(folder: Path, *models: dict[str, Any]) -> PriceList:
    path = folder / "prices.json"
    provider = {"id": "maker", "name": "Maker", "names": {"starts_with": "m"}, "models": models}
    source = {"package": "own", "version": "1", "url": "", "licence": "MIT"}
    path.write_text(json.dumps({"as_of": "2026-02-01", "source": source, "providers": [provider]}))
    return load_prices(path)


@pytest.mark.parametrize(
    ("model", "usd"),
    [
        ("claude-sonnet-4-5-20250929", ("3", "15", "3.75", "6", "0.30")),
        ("claude-opus-4-5-20251101", ("5", "25", "6.25", "10", "0.50")),
        ("claude-haiku-4-5-20251001", ("1", "5", "1.25", "2", "0.10")),
        ("claude-sonnet-4-5@20250929", ("3", "15", "3.75", "6", "0.30")),
        ("anthropic/claude-sonnet-4.5", ("3", "15", "3.75", "6", "0.30")),
        ("copilot/claude-sonnet-4.6", ("3", "15", "3.75", "6", "0.30")),
        ("openrouter/anthropic/claude-haiku-4.5", ("1", "5", "1.25", "2", "0.10")),
        # Bedrock charges a tenth more where it promises a region.
        ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", ("3.3", "16.5", "4.125", "6.6", "0.33")),
        ("global.anthropic.claude-sonnet-4-5-20250929-v1:0", ("3", "15", "3.75", "6", "0.30")),
    ],
)
def test_each_bucket_of_claude_has_its_own_price(model: str, usd: tuple[str, ...]) -> None:
    costs = [PRICES.cost(model, None, AT, 0, usage) for usage in ONE_EACH.values()]
    assert costs == [Decimal(price) for price in usd]


@pytest.mark.parametrize(
    ("model", "usd"),
    [
        ("gpt-5", ("1.25", "10", "0.125")),
        ("gpt-5-codex", ("1.25", "10", "0.125")),
        ("gpt-5.2-20251211", ("1.75", "14", "0.175")),
        ("gemini-2.5-pro", ("1.25", "10", "0.125")),
        ("models/gemini-2.5-flash", ("0.3", "2.5", "0.03")),
        ("glm-4.6", ("0.6", "2.2", "0.11")),
        ("deepseek-chat", ("0.27", "1.1", "0.07")),
        ("qwen3-coder-plus", ("0.65", "3.25", "0.13")),
    ],
)
def test_models_of_other_makers_are_found_by_their_names(model: str, usd: tuple[str, ...]) -> None:
    costs = [PRICES.cost(model, None, AT, 0, ONE_EACH[bucket]) for bucket in ("input", "output", "read")]
    assert costs == [Decimal(price) for price in usd]


@pytest.mark.parametrize(
    "model",
    [
        *("claude-opus-99", "my-local-model", "gpt-99", "auto", "<synthetic>", "", None),
        # Open models, which may run on one's own machine; local servers write the size behind a colon.
        *(
            "gpt-oss:20b",
            "phi-4",
            "llama-3.3-70b-versatile",
            "deepseek-r1:8b",
            "qwen3:8b",
            "ollama/deepseek-chat",
            "qwen3-coder-30b",
        ),
    ],
)
def test_an_unknown_model_is_unpriced(model: str | None) -> None:
    assert not is_priced(model)


@pytest.mark.parametrize(
    ("model", "provider", "priced"),
    [
        ("claude-sonnet-4-5", "anthropic", True),
        ("anthropic/claude-sonnet-4-5", "anthropic", True),
        ("claude-sonnet-4-5@20250929", "google-vertex", True),
        ("claude-sonnet-4-5@20250929", "gcp.vertex_ai", True),
        ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "aws.bedrock", True),
        ("grok-4", "x_ai", True),
        ("glm-4.6", "z-ai", True),
        ("llama-3.3-70b-versatile", "groq", True),
        ("claude-sonnet-4-5", "azure", True),
        ("phi-4", "azure.ai.inference", True),
        ("openai/gpt-5", "litellm", True),
        ("anthropic/claude-sonnet-4.5", "openrouter", True),
        ("gpt-5", "a gateway that nobody knows", False),
        ("gpt-5", "anthropic", False),
        # Copilot includes some models without a price for their tokens; OpenAI's price is not theirs.
        ("gpt-4o", "github-copilot", False),
    ],
)
def test_a_provider_that_is_named_sets_the_price(model: str, provider: str, *, priced: bool) -> None:
    assert is_priced(model, provider) is priced


def test_tokens_of_a_kind_without_a_price_leave_the_call_unpriced() -> None:
    assert PRICES.cost("gpt-5", None, AT, 0, TokenUsage(10, 0, 10, 10)) is not None
    assert PRICES.cost("gpt-5", None, AT, 0, TokenUsage(10, 1, 10, 10)) is None


def test_unknown_tokens_have_no_cost_and_no_tokens_cost_nothing() -> None:
    assert PRICES.cost("gpt-5", None, AT, 0, TokenUsage()) is None
    assert PRICES.cost("gpt-5", None, AT, 0, TokenUsage(0, 0, 0, 0)) == 0


def test_a_long_prompt_pays_the_higher_price_from_one_token_above_the_threshold() -> None:
    usage = ONE_EACH["input"]
    assert PRICES.cost("claude-sonnet-4-5", None, AT, prompt_step(200_000), usage) == 3
    assert PRICES.cost("claude-sonnet-4-5", None, AT, prompt_step(200_001), usage) == 6
    assert PRICES.cost("gpt-5", None, AT, prompt_step(900_000), usage) == Decimal("1.25")


def test_the_price_steps_are_those_of_the_snapshot() -> None:
    above = {
        rates["above"]
        for provider in document()["providers"]
        for model in provider["models"]
        for period in model["prices"]
        for rates in period["rates"]
        if "above" in rates
    }
    assert tuple(sorted(above)) == PROMPT_STEPS


@given(st.integers(0, MILLION), st.integers(0, MILLION))
def test_the_step_grows_with_the_prompt(one: int, other: int) -> None:
    small, large = sorted((one, other))
    assert 0 <= prompt_step(small) <= prompt_step(large) <= len(PROMPT_STEPS)


def test_a_price_changes_at_midnight_utc_of_its_day() -> None:
    (change,) = PRICES.change_points(["claude-opus-4-6"])
    step = prompt_step(200_001)
    assert change == datetime(2026, 3, 13, tzinfo=UTC)
    assert PRICES.cost("claude-opus-4-6", None, change, step, ONE_EACH["input"]) == 5
    before = (change - timedelta(seconds=1)).astimezone(timezone(timedelta(hours=9)))
    assert PRICES.cost("claude-opus-4-6", None, before, step, ONE_EACH["input"]) == 10


def test_change_points_are_sorted_and_only_those_of_the_models_asked_for() -> None:
    models = ["gpt-5.5-cyber", "claude-opus-4-6", "claude-sonnet-4-6", "my-local-model"]
    changes = PRICES.change_points(models)
    assert list(changes) == sorted(set(changes))
    assert set(changes) > set(PRICES.change_points(["claude-opus-4-6"]))
    assert PRICES.change_points(["my-local-model"]) == ()
    assert PRICES.change_points([]) == ()


def test_change_points_include_those_of_every_seller_of_a_model() -> None:
    assert datetime(2026, 10, 19, tzinfo=UTC) in PRICES.change_points(["qwen/qwen3-coder"])


def test_a_period_that_changes_nothing_is_no_change_point(tmp_path: Path) -> None:
    rates = [{"input": "1"}]
    periods = [{"rates": rates}, {"from": "2026-01-01", "rates": rates}, {"from": "2026-02-01", "rates": []}]
    prices = written(tmp_path, {"id": "m", "match": {"equals": "m"}, "prices": periods})
    assert prices.change_points(["m"]) == (datetime(2026, 2, 1, tzinfo=UTC),)
    assert prices.cost("m", None, AT, 0, ONE_EACH["input"]) == 1
    assert prices.cost("m", None, AT + timedelta(days=30), 0, ONE_EACH["input"]) is None


TOKENS = st.integers(0, 10**9)
USAGES = st.builds(
    lambda fresh, write, read, output, part: TokenUsage(fresh, write, read, output, min(part, write)),
    *[TOKENS] * 5,
)


@given(st.lists(USAGES, min_size=1, max_size=5), st.integers(0, len(PROMPT_STEPS)))
def test_the_cost_of_a_sum_is_the_sum_of_the_costs(usages: list[TokenUsage], step: int) -> None:
    def total(bucket: str) -> int:
        return sum(getattr(usage, bucket) for usage in usages)

    summed = TokenUsage(
        total("input_tokens"),
        total("cache_write_tokens"),
        total("cache_read_tokens"),
        total("output_tokens"),
        total("cache_write_1h_tokens"),
    )
    costs = [PRICES.cost("claude-sonnet-4-5", None, AT, step, usage) or Decimal() for usage in usages]
    assert PRICES.cost("claude-sonnet-4-5", None, AT, step, summed) == sum(costs)


def test_every_rule_of_a_price_list_is_understood(tmp_path: Path) -> None:
    rules: list[dict[str, Any]] = [
        {"equals": "m-equal"},
        {"starts_with": "m-start"},
        {"ends_with": "-end"},
        {"contains": "middle"},
        {"regex": r"^m-\d{4}$"},
        {"all_of": [{"starts_with": "m-both"}, {"ends_with": "z"}]},
        {"any_of": [{"equals": "m-one"}, {"equals": "m-other"}]},
    ]
    models = [
        {"id": str(number), "match": rule, "prices": [{"rates": [{"input": str(number)}]}]}
        for number, rule in enumerate(rules)
    ]
    prices = written(tmp_path, *models)
    names = ["m-equal", "m-start-x", "m-end", "m-middle-m", "m-2026", "m-both-z", "m-other"]
    found = [prices.cost(name, None, AT, 0, ONE_EACH["input"]) for name in names]
    assert found == list(range(len(rules)))
    assert prices.cost("m-both-y", None, AT, 0, ONE_EACH["input"]) is None


def test_the_list_says_its_day_and_where_it_comes_from() -> None:
    source = document()["source"]
    assert PRICES.as_of.isoformat() == document()["as_of"]
    assert f"{source['package']} {source['version']}" == PRICES.source
    assert source["licence"] == "MIT"
    assert "Permission is hereby granted" in source["licence_text"]


def test_the_list_stays_small() -> None:
    assert resource("prices.json").stat().st_size < 400_000


@pytest.mark.parametrize("content", ["", "{}", '{"as_of": "soon", "source": {}, "providers": []}'])
def test_a_broken_list_is_refused_in_words(tmp_path: Path, content: str) -> None:
    path = tmp_path / "prices.json"
    path.write_text(content)
    with pytest.raises(AijournalError) as caught:
        load_prices(path)
    assert str(path) in caught.value.message


def test_a_missing_list_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(AijournalError, match="cannot be read"):
        load_prices(tmp_path / "none.json")
