"""Which rows of a database changed since it was last read, where the tool numbers no changes."""

from hashlib import blake2b

import msgspec

from aijournal.domain.reading import Bookmark


class RowVersions:
    """The rows that a bookmark knows, by what shows that they changed."""

    def __init__(self, since: Bookmark) -> None:
        self._known = _known(since)
        self._found: set[str] = set()

    def is_new(self, *marks: object) -> bool:
        """Note a row by its name and its marks, and return whether it was not known as it is."""
        digest = blake2b(repr(marks).encode("utf-8", "replace"), digest_size=12).hexdigest()
        self._found.add(digest)
        return digest not in self._known

    def bookmark(self) -> Bookmark:
        """Return the bookmark that knows every row that was noted."""
        return Bookmark(carry=msgspec.json.encode(sorted(self._found)))


def _known(since: Bookmark) -> set[str]:
    try:
        return msgspec.json.decode(since.carry or b"[]", type=set[str])
    except (ValueError, RecursionError):
        return set()
