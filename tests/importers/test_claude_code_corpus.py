"""A generated corpus and the truth about it: totals to the token, whatever the order of files."""

import random
from dataclasses import dataclass
from typing import Any

import pytest

from aijournal.domain.reading import Discovery
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.claude_code.importer import ClaudeCode
from tests.corpus import needs_generator
from tests.generator import generate
from tests.importers.readings import Said, said

pytestmark = needs_generator


@dataclass(frozen=True)
class Corpus:
    found: Discovery
    truth: dict[str, Any]

    def said(self, seed: int | None = None) -> Said:
        """Read every log in its order, or twice in another."""
        files = list(self.found.files)
        if seed is not None:
            files *= 2
            random.Random(seed).shuffle(files)
        return said(batch for file in files for batch in ClaudeCode().read(file))


@pytest.fixture(scope="module", params=[7, 26])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    home = tmp_path_factory.mktemp("corpus") / "home"
    arguments = ["--claude-mb", "3", "--claude-files", "60", "--seed", str(request.param)]
    truth = generate(home, *arguments)["claude"]
    return Corpus(ClaudeCode().discover({"HOME": str(home), "USERPROFILE": str(home)}), truth)


def total(usages: list[TokenUsage]) -> dict[str, int]:
    def summed(bucket: str) -> int:
        return sum(getattr(usage, bucket) for usage in usages)

    return {
        "messages": len(usages),
        "input": summed("input_tokens"),
        "output": summed("output_tokens"),
        "cache_creation": summed("cache_write_tokens"),
        "cache_creation_1h": summed("cache_write_1h_tokens"),
        "cache_read": summed("cache_read_tokens"),
    }


def test_totals_are_exact_to_the_token(corpus: Corpus) -> None:
    calls = corpus.said().calls.values()
    found = total([call.usage for call in calls])
    assert found == {name: corpus.truth["total"][name] for name in found}
    aside = total([call.usage for call in calls if call.is_sidechain])
    assert aside == {name: corpus.truth["of_which_sidechain"][name] for name in aside}
    assert not any(call.usage.output_is_lower_bound for call in calls)


def test_every_line_is_a_record(corpus: Corpus) -> None:
    told = corpus.said()
    assert len(corpus.found.files) == corpus.truth["files"]
    assert told.records == corpus.truth["lines"]
    assert {problem.reason for problem in told.problems} <= {"not a JSON record"}
    assert told.unknown == 0


def test_order_and_repetition_do_not_matter(corpus: Corpus) -> None:
    once, shuffled = corpus.said(), corpus.said(seed=3)
    assert shuffled.calls == once.calls
    assert shuffled.records == 2 * once.records
