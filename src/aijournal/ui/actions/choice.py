"""What can be chosen in the palette, and which choices fit what is typed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from aijournal.ui.actions.matching import rank


@dataclass(frozen=True, slots=True)
class Choice:
    """Words, the keys that do the same, and what is done; `group` says where it belongs, if anywhere."""

    words: str
    keys: tuple[str, ...]
    run: Callable[[], object]
    group: str = ""


Source = Callable[[], Iterable[Choice]]
"""Says what can be chosen at the moment."""


def best(choices: Iterable[Choice], typed: str, recent: Sequence[str] = ()) -> tuple[Choice, ...]:
    """Return the choices that fit what is typed, the best first; of equals the one chosen most recently.

    With nothing typed all of them fit. A choice whose group alone fits comes after all others.
    """
    ranked = []
    for choice in choices:
        own = rank(choice.words, typed)
        fit = own or (rank(choice.group, typed) and (4, 0))
        if fit is not None:
            latest = recent.index(choice.words) if choice.words in recent else len(recent)
            ranked.append((fit if typed.strip() else (0, 0), latest, choice))
    return tuple(choice for _, _, choice in sorted(ranked, key=lambda one: one[:2]))
