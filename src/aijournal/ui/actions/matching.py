"""How well words match what is typed: the start first, then the starts of words, then letters in order."""

import re
import unicodedata

_WORD = re.compile(r"\w+")


def plain(text: str) -> str:
    """Return a text without capitals and accents, so that `e` finds `É`."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def rank(words: str, typed: str) -> tuple[int, int] | None:
    """Return how well words match, the least being the best, or `None` where they do not.

    All of it at the start is better than at the start of words in their order, that than anywhere in one
    piece, and that than letter by letter; where it begins and how far it is spread decides among those.
    """
    words, typed = plain(words), plain(" ".join(typed.split()))
    if words.startswith(typed):
        return 0, len(words)
    starts = _starts_of_words(words, typed.split())
    if starts is not None:
        return 1, starts
    if typed in words:
        return 2, words.index(typed)
    spread = _spread(words, typed.replace(" ", ""))
    return None if spread is None else (3, spread)


def _starts_of_words(words: str, typed: list[str]) -> int | None:
    """Return where the first of the typed words is, if each is the start of a word, in their order."""
    found = list(_WORD.finditer(words))
    places = []
    for part in typed:
        while found and not found[0][0].startswith(part):
            found.pop(0)
        if not found:
            return None
        places.append(found.pop(0).start())
    return places[0] if places else 0


def _spread(words: str, letters: str) -> int | None:
    """Return how far apart the letters stand that occur in their order, if they all do."""
    at = first = -1
    for letter in letters:
        at = words.find(letter, at + 1)
        if at < 0:
            return None
        first = at if first < 0 else first
    return at - first
