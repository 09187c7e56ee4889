"""Every setting as plain text, to keep or to send to somebody; it holds the settings and nothing else."""

from aijournal.settings import SETTINGS, Group, Kind, Setting, Settings
from aijournal.ui import phrases
from aijournal.ui.settings import setting_words


def settings_text(settings: Settings) -> str:
    """Return a line for each setting under the heading of its group; those that were changed say so."""
    blocks = [[phrases.translated("Settings", "Settings of aijournal")]]
    for group in Group:
        lines = [_line(one, settings) for one in SETTINGS if one.group is group and _is_set(one)]
        blocks.append([setting_words.group(group), *lines])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _is_set(setting: Setting) -> bool:
    return setting.kind is not Kind.REMEMBERED


def _line(setting: Setting, settings: Settings) -> str:
    value = getattr(settings, setting.name)
    said = setting_words.value(setting, value)
    words = "%1: %2" if value == setting.default else "%1: %2 (changed)"
    line = phrases.translated("Settings", words).replace("%1", setting_words.title(setting))
    return f"  {line.replace('%2', said)}"
