"""The Gemini app: the activities that Google Takeout exports as JSON. They tell no tokens and no models."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Raw

from aijournal.domain.facts import Call, Exchange, LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.chat_exports.exports import Export, Place, Told
from aijournal.importers.reading.decoding import ABSENT, decoded, time_of
from aijournal.importers.reading.text import first_line

SOURCE = "gemini-takeout"
_PROMPTED = "Prompted "
_HEADERS = ("gemini", "bard")


class Activity(msgspec.Struct, gc=False):
    """One thing that a person did; what was answered stands in `safeHtmlItem`."""

    header: str = ""
    title: str = ""
    time: Raw = ABSENT
    products: list[str] | None = None
    answers: list[Raw] | None = msgspec.field(default=None, name="safeHtmlItem")


_decode = msgspec.json.Decoder(Activity).decode


def _is_text(name: str) -> bool:
    return PurePosixPath(name).name.lower() == "myactivity.json"


def _export() -> Export:
    how = (
        "The Gemini app keeps activities with the service: ask Google Takeout for My Activity, Gemini Apps, "
        "as JSON and not as HTML, and name the file that comes."
    )
    marks = (b'"Gemini Apps"', b'"Bard"')
    return Export(SOURCE, "Gemini Takeout", _is_text, marks, how)


@dataclass(frozen=True, slots=True)
class GeminiTakeout:
    """The importer of Takeout's Gemini activities: the zip file as it came, or what was unpacked from it."""

    source: str = SOURCE
    tool: str = "gemini-app"
    retention: str = (
        "Google keeps Gemini's activities until they are deleted, by you or as your account is set to; an "
        "export holds what was there that day."
    )
    kept_days: int | None = None
    is_confirmed: bool = True
    export: Export = field(default_factory=_export)

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:  # noqa: ARG002  # no variable names an export
        """Look at `root`, an export or a folder with exports in it; there is no usual place."""
        return self.export.discover(root)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:  # noqa: ARG002  # an export is new as a whole
        """Yield what an export says, from its beginning."""
        return self.export.read(file, _Activities().told)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt from the export, or `None` if it is no longer there."""
        return self.export.peek(location, _title_at)


class _Activities:
    """The activities of one export. None has an id: its time is one, and a number where times repeat."""

    def __init__(self) -> None:
        self._latest: datetime | None = None
        self._repeats = 0

    def told(self, text: bytes, place: Place) -> Told:
        activity = decoded(_decode, text)
        if not _is_prompt(activity):
            return Told(records=1, ignored=1)
        at = time_of(activity.time)
        self._repeats = self._repeats + 1 if at == self._latest else 0
        self._latest = at
        return Told(exchanges=[self._exchange(at, place)], records=1)

    def _exchange(self, at: datetime, place: Place) -> Exchange:
        native_id = f"{at:%Y-%m-%dT%H:%M:%S.%f}Z/{self._repeats}"
        # An activity is prompt and answer in one record.
        call = Call(native_id, at, TokenUsage(), None, "gcp.gemini", is_extra=True)
        return Exchange(
            source=SOURCE,
            native_id=native_id,
            conversation_id=f"{at:%Y-%m-%d}",  # which conversation it was part of is not told
            started_at=at,
            ended_at=at,
            calls=(call,),
            location=place.location(0),
        )


def _is_prompt(activity: Activity) -> bool:
    """Return whether an activity is a prompt: by its verb, which is translated, or by its answer."""
    if not activity.header.lower().startswith(_HEADERS):
        return False
    return activity.title.startswith(_PROMPTED) or bool(activity.answers and activity.title.strip())


def _title_at(text: bytes, index: int) -> str | None:
    activity = decoded(_decode, text)
    if index or not _is_prompt(activity):
        return None
    return first_line(activity.title.removeprefix(_PROMPTED)) or None
