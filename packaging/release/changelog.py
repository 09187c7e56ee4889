"""What CHANGELOG.md says of a version, for those who show it elsewhere: Debian's tools and software centres.

Format: https://keepachangelog.com/en/1.1.0/
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from release.origin import Origin

_TITLE = re.compile(r"^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?$", re.MULTILINE)
_ITEM = re.compile(r"^- (.+(?:\n  .+)*)", re.MULTILINE)
_WIDTH = 78
_SHOWN = 8
DEBIAN_NAME = "aijournal"


@dataclass(frozen=True, slots=True)
class Release:
    """One version; `items` are plain sentences, without marks of their own."""

    version: str
    at: datetime
    items: tuple[str, ...]

    @property
    def day(self) -> str:
        """The day of the release, in UTC."""
        return self.at.date().isoformat()


def releases(text: str, origin: Origin) -> list[Release]:
    """Return the versions, newest first; what is unreleased stands for the project's own version.

    An unreleased version is as old as the last commit.
    """
    found = list(_read(text, origin))
    return [one for one in found if one.items or one.version == origin.version][:1] + found[1:]


def _read(text: str, origin: Origin) -> Iterator[Release]:
    titles = list(_TITLE.finditer(text))
    ends = [title.start() for title in titles[1:]] + [len(text)]
    released = {title[1] for title in titles}
    for title, end in zip(titles, ends, strict=True):
        version, day = title.groups()
        items = tuple(" ".join(item.split()) for item in _ITEM.findall(text[title.end() : end]))
        if day is not None:
            yield Release(version, datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC), items)
        elif origin.version not in released:
            yield Release(origin.version, origin.at, items)


def debian_changelog(found: list[Release], maintainer: str) -> str:
    """Return Debian's changelog, policy 4.4."""
    return "\n".join(_debian_entry(one, maintainer) for one in found)


def _debian_entry(one: Release, maintainer: str) -> str:
    lines = (line for item in one.items for line in _wrapped(_unmarked(item)))
    head = f"{DEBIAN_NAME} ({one.version}) unstable; urgency=medium"
    return "\n".join([head, "", *lines, "", f" -- {maintainer}  {format_datetime(one.at)}", ""])


def _wrapped(item: str) -> Iterator[str]:
    line = "  *"
    for word in item.split():
        if len(line) + len(word) >= _WIDTH:
            yield line
            line = "   "
        line = f"{line} {word}"
    yield line


def _unmarked(item: str) -> str:
    return item.replace("`", "")


def appstream_releases(found: list[Release]) -> str:
    """Return the element that AppStream's metainfo has for releases, indented as its neighbours are."""
    lines = [line for one in found for line in _appstream_release(one)]
    return "\n".join(["  <releases>", *lines, "  </releases>"])


def _appstream_release(one: Release) -> Iterator[str]:
    yield f'    <release version="{one.version}" date="{one.day}">'
    yield "      <description>"
    yield "        <ul>"
    for item in one.items[:_SHOWN]:
        yield f"          <li>{escape(_unmarked(item))}</li>"
    if len(one.items) > _SHOWN:
        yield f"          <li>{len(one.items) - _SHOWN} more, in the changelog</li>"
    yield "        </ul>"
    yield "      </description>"
    yield "    </release>"
