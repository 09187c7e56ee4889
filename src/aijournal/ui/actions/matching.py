"""How well words match what is typed: the start first, then the starts of words, then their first letters."""

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
    piece, and that than by first letters of words; where it begins and how far it is spread decides among
    those. Letters from the middle of words fit nothing: they would find what nobody meant.
    """
    words, typed = plain(words), plain(" ".join(typed.split()))
    if words.startswith(typed):
        return 0, len(words)
    starts = _starts_of_words(words, typed.split())
    if starts is not None:
        return 1, starts
    if typed in words:
        return 2, words.index(typed)
    spread = _spread(_WORD.findall(words), typed.replace(" ", ""))
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


def _spread(words: list[str], letters: str) -> int | None:
    """Return of how many words the letters are the beginnings, in their order, or `None` if they are not."""
    ends = {0: 0}  # how many letters are found by now, and in how many words at least
    for word in words:
        told = dict(ends)
        for done, spread in ends.items():
            for length in range(1, len(word) + 1):
                if letters[done : done + length] != word[:length]:
                    break
                told[done + length] = min(told.get(done + length, spread + 1), spread + 1)
        ends = told
    return ends.get(len(letters))
