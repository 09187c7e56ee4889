"""The person's settings: one declared table, and a small file that holds what differs from the defaults."""

from aijournal.settings.declared import (
    MOST_QUOTA,
    MOST_WEIGHT,
    WORKING_DAYS,
    ColorScheme,
    Group,
    Kind,
    Problem,
    Settings,
    Weekday,
)
from aijournal.settings.file import load_settings, save_settings
from aijournal.settings.table import SETTINGS, Setting
from aijournal.settings.zones import find_zone, system_zone

__all__ = [
    "MOST_QUOTA",
    "MOST_WEIGHT",
    "SETTINGS",
    "WORKING_DAYS",
    "ColorScheme",
    "Group",
    "Kind",
    "Problem",
    "Setting",
    "Settings",
    "Weekday",
    "find_zone",
    "load_settings",
    "save_settings",
    "system_zone",
]
