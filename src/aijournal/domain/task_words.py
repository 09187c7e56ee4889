"""Task types that say nothing about anybody: words that every engineer uses for kinds of work."""

from typing import Final

COMMON_TASKS: Final[tuple[str, ...]] = (
    *("architecture", "build", "chore", "config", "debugging", "deployment", "design", "docs"),
    *("documentation", "exploration", "feature", "learning", "maintenance", "migration", "operations"),
    *("performance", "planning", "prototype", "refactoring", "release", "research", "review", "security"),
    *("support", "testing", "tests", "tooling", "triage", "writing"),
)
