"""Every setting, declared once: its meaning, range and default, and where and how it is set by hand."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from msgspec import Meta

from aijournal.domain.quota import Quota, QuotaPeriod
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenWeights
from aijournal.settings.zones import find_zone, system_zone

MOST_WEIGHT: Final = 1000.0
MOST_QUOTA: Final = 10**12


class ColorScheme(StrEnum):
    """Which colours the window uses."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Weekday(StrEnum):
    """A day of the week, in its order."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WORKING_DAYS: Final = tuple(Weekday)[:5]


class Group(StrEnum):
    """The headings under which settings stand, in their order."""

    GENERAL = "general"
    LOGS = "logs"
    REMINDERS = "reminders"
    WINDOW = "window"
    PRIVACY = "privacy"
    METHOD = "method"


class Kind(StrEnum):
    """What a setting is set with.

    `OWN_CARD` has a card that explains more than a row can, `KEYS` is set on the sheet of all keys, and
    `REMEMBERED` is nothing to set: the program remembers it.
    """

    SWITCH = "switch"
    CHOICE = "choice"
    MINUTES = "minutes"
    SHARE = "share"
    HOUR = "hour"
    WEEKDAYS = "weekdays"
    ZONE = "zone"
    SOURCES = "sources"
    MORE_SOURCES = "more_sources"
    KEYS = "keys"
    OWN_CARD = "own_card"
    REMEMBERED = "remembered"


@dataclass(frozen=True, slots=True)
class Listed:
    """Where a setting stands, and what it is set with; `also` are other words that people look for it by."""

    group: Group
    kind: Kind
    also: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A value in the settings file that cannot be used, so that the default is in force.

    `stored` is what the file holds, as JSON; `reason` says what is wrong with it. As text it is one sentence.
    """

    path: Path
    name: str
    stored: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.name} is not usable ({self.reason}); the default is in force."


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a person can set; each field declares its title, meaning, range and default.

    `problems` is what a settings file held that cannot be used; the default is in force instead. It is no
    setting.
    """

    time_zone: Annotated[
        str | None,
        Meta(
            title="Time zone",
            description="Where your days begin and end, such as Europe/Lisbon; unset, the system's zone.",
        ),
        Listed(Group.GENERAL, Kind.ZONE, "place country city day midnight clock travel"),
    ] = None
    pause_minutes: Annotated[
        int,
        Meta(
            title="Pause between interactions",
            description="Prompts of one conversation with a longer pause between them, in minutes, are two "
            "interactions.",
            ge=1,
            le=1440,
        ),
        Listed(Group.LOGS, Kind.MINUTES, "gap break idle split session group"),
    ] = 30
    audit_share: Annotated[
        float,
        Meta(
            title="Audit sample",
            description="The share of interactions drawn at random for assessment, which shows whether the "
            "ones you rate by yourself are typical.",
            ge=0.0,
            le=0.30,
        ),
        Listed(Group.METHOD, Kind.SHARE, "random percent draw control bias"),
    ] = 0.10
    weights: Annotated[
        TokenWeights,
        Meta(
            title="Token weights",
            description="How much one token of each kind weighs, in uncached input tokens; a change "
            "recomputes the whole history.",
        ),
        Listed(Group.METHOD, Kind.OWN_CARD, "cache input output cost price"),
    ] = DEFAULT_WEIGHTS
    color_scheme: Annotated[
        ColorScheme,
        Meta(title="Colours", description="Light, dark, or as the system is set."),
        Listed(Group.WINDOW, Kind.CHOICE, "color theme dark light night mode appearance"),
    ] = ColorScheme.SYSTEM
    text_size: Annotated[
        float,
        Meta(
            title="Size of text",
            description="How large text is, as a share of the size that the system is set to.",
            ge=1.0,
            le=2.0,
        ),
        Listed(Group.WINDOW, Kind.SHARE, "font zoom larger bigger smaller scale type letters read percent"),
    ] = 1.0
    quota_tokens: Annotated[
        Annotated[int, Meta(ge=1, le=MOST_QUOTA)] | None,
        Meta(
            title="A quota you were given",
            description="How many tokens others expect of you, all kinds counted as one; unset, nobody does. "
            "aijournal sets no target: the mirror alone looks at it, for work at the edge of the quota.",
        ),
        Listed(Group.METHOD, Kind.OWN_CARD, "target goal limit boss manager expected"),
    ] = None
    quota_per: Annotated[
        QuotaPeriod,
        Meta(
            title="Period of the quota",
            description="Whether they expect it of each week, Monday to Sunday, or of each calendar month.",
        ),
        Listed(Group.METHOD, Kind.OWN_CARD, "target goal week month"),
    ] = "week"
    lock_after_minutes: Annotated[
        int,
        Meta(
            title="Lock after",
            description="Minutes without a touch after which an encrypted journal locks itself; 0, never.",
            ge=0,
            le=1440,
        ),
        Listed(Group.PRIVACY, Kind.MINUTES, "idle timeout passphrase password encryption away"),
    ] = 4
    opens_next: Annotated[
        bool,
        Meta(
            title="Open the next row after a verdict",
            description="In the inbox, go on by itself once a verdict is whole; switched off, the judged row "
            "stays until you move on.",
        ),
        Listed(Group.LOGS, Kind.SWITCH, "auto advance automatic judge rate triage"),
    ] = True
    watches_logs: Annotated[
        bool,
        Meta(
            title="Read new work as it comes",
            description="While the window is open, logs of tools that were read once are watched, and what "
            "is new waits in the inbox a moment later.",
        ),
        Listed(Group.LOGS, Kind.SWITCH, "live automatic watch background import refresh"),
    ] = True
    sources_off: Annotated[
        tuple[str, ...],
        Meta(
            title="Logs that are read",
            description="Tools whose logs are looked for and read; those of others are read only when you "
            "ask for them by name.",
        ),
        Listed(Group.LOGS, Kind.SOURCES, "sources switched off import tools"),
    ] = ()
    sources_on: Annotated[
        tuple[str, ...],
        Meta(
            title="Logs whose format is not confirmed",
            description="How these tools write is known from others alone. Ticked, they are read as well; "
            "try it first on the page “Sources”.",
        ),
        Listed(Group.LOGS, Kind.MORE_SOURCES, "sources switched on import tools experimental unconfirmed"),
    ] = ()
    has_tray: Annotated[
        bool,
        Meta(
            title="Stay in the tray",
            description="Keep an icon in the system's tray, where there is one: closing the window then "
            "leaves aijournal there.",
        ),
        Listed(Group.WINDOW, Kind.SWITCH, "icon close background minimise notification area"),
    ] = False
    is_discreet: Annotated[
        bool,
        Meta(
            title="Discreet mode",
            description="Hide titles, projects, notes, prompts, names and figures of tokens in the window, "
            "as while you share your screen. It is a mask before the eyes, not protection.",
        ),
        Listed(Group.PRIVACY, Kind.SWITCH, "hide mask blur screen share presentation"),
    ] = False
    shows_week_share: Annotated[
        bool,
        Meta(
            title="How much of the week is judged",
            description="Say on Today how many of the week's interactions you have judged.",
        ),
        Listed(Group.WINDOW, Kind.SWITCH, "progress count today"),
    ] = True
    offers_day_review: Annotated[
        bool,
        Meta(
            title="Look back at the day",
            description="Offer a look back at the day on Today; it takes two minutes, and the key works "
            "anyway.",
        ),
        Listed(Group.WINDOW, Kind.SWITCH, "review evening end today"),
    ] = True
    has_reminder: Annotated[
        bool,
        Meta(
            title="Remind me",
            description="Remind once a day, without saying of what, while something waits for your verdict.",
        ),
        Listed(Group.REMINDERS, Kind.SWITCH, "notify notification nag"),
    ] = False
    reminder_days: Annotated[
        tuple[Weekday, ...],
        Meta(title="Days of the reminder", description="On which days of the week a reminder may come."),
        Listed(Group.REMINDERS, Kind.WEEKDAYS, "notify notification weekend working"),
    ] = WORKING_DAYS
    reminder_from_hour: Annotated[
        int,
        Meta(
            title="Remind from",
            description="The hour of the day from which on a reminder may come.",
            ge=0,
            le=23,
        ),
        Listed(Group.REMINDERS, Kind.HOUR, "notify notification time start quiet"),
    ] = 16
    reminder_until_hour: Annotated[
        int,
        Meta(
            title="Remind until",
            description="The hour of the day from which on no reminder comes any more.",
            ge=1,
            le=24,
        ),
        Listed(Group.REMINDERS, Kind.HOUR, "notify notification time end quiet"),
    ] = 18
    allow_unsafe_place: Annotated[
        bool,
        Meta(
            title="Keep the journal in an unsafe place",
            description="Open a journal on another computer's disk or in a folder that a cloud keeps equal, "
            "although entries can be lost there.",
        ),
        Listed(Group.PRIVACY, Kind.SWITCH, "network drive cloud sync dropbox folder shared"),
    ] = False
    is_introduced: Annotated[
        bool,
        Meta(
            title="First steps seen",
            description="The first steps are left out when the journal is new; they can be opened again at "
            "any time.",
        ),
        Listed(Group.GENERAL, Kind.REMEMBERED),
    ] = False
    shortcuts: Annotated[
        Mapping[str, tuple[str, ...]],
        Meta(
            title="Keys of your own",
            description="Keys by the name of their action, in place of those that it has at first.",
        ),
        Listed(Group.GENERAL, Kind.KEYS, "shortcut keyboard hotkey rebind binding"),
    ] = field(default_factory=dict)
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    def zone(self, environment: Mapping[str, str] = os.environ) -> ZoneInfo:
        """Return the zone of local days: the one that was set, else the system's."""
        return (find_zone(self.time_zone) if self.time_zone else None) or system_zone(environment)

    @property
    def quota(self) -> Quota | None:
        """The quota that the person was given, or `None`."""
        return None if self.quota_tokens is None else Quota(self.quota_tokens, self.quota_per)
