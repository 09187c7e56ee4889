"""What can be chosen in the palette, and which choices fit what is typed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from aijournal.ui.actions.matching import plain, rank


@dataclass(frozen=True, slots=True)
class Choice:
    """Words, the keys that do the same, and what is done; `group` says where it belongs, if anywhere.

    `also` are other words by which people look for it.
    """

    words: str
    keys: tuple[str, ...]
    run: Callable[[], object]
    group: str = ""
    also: str = ""


Source = Callable[[], Iterable[Choice]]
"""Says what can be chosen at the moment."""


def best(choices: Iterable[Choice], typed: str, recent: Sequence[str] = ()) -> tuple[Choice, ...]:
    """Return the choices that fit what is typed, the best first; of equals the one chosen most recently.

    With nothing typed all of them fit. A choice that fits by what it is called besides comes after all whose
    own words do, and one whose group alone fits after these.
    """
    ranked = []
    for choice in choices:
        own = rank(choice.words, typed)
        fit = own or _by_other_words(choice, typed)
        if fit is not None:
            latest = recent.index(choice.words) if choice.words in recent else len(recent)
            ranked.append((fit if typed.strip() else (0, 0), latest, choice))
    return tuple(choice for _, _, choice in sorted(ranked, key=lambda one: one[:2]))


def _by_other_words(choice: Choice, typed: str) -> tuple[int, int] | None:
    others, wanted = plain(choice.also).split(), plain(typed).split()
    if wanted and all(_begins_one(word, others) for word in wanted):
        return 4, 0
    return (5, 0) if choice.group and rank(choice.group, typed) else None


def _begins_one(word: str, others: Sequence[str]) -> bool:
    """Return whether any of some words begins so; one letter says too little for that."""
    return len(word) > 1 and any(other.startswith(word) for other in others)
