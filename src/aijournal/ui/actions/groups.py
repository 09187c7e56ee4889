"""What the actions are grouped under in the palette and in the sheet of keys."""

from aijournal.ui.actions.action import QT_TRANSLATE_NOOP

GO = QT_TRANSLATE_NOOP("Actions", "Go to")
EVERYWHERE = QT_TRANSLATE_NOOP("Actions", "Everywhere")
VERDICT = QT_TRANSLATE_NOOP("Actions", "Verdict")
INBOX = QT_TRANSLATE_NOOP("Actions", "Inbox")
JOURNAL = QT_TRANSLATE_NOOP("Actions", "Journal")
OWN_LIST = QT_TRANSLATE_NOOP("Actions", "Own lists")
ENTRY = QT_TRANSLATE_NOOP("Actions", "Entry")
MIRROR = QT_TRANSLATE_NOOP("Actions", "Mirror")
REPORTS = QT_TRANSLATE_NOOP("Actions", "Reports")
SAFETY = QT_TRANSLATE_NOOP("Actions", "Safety")
SOURCES = QT_TRANSLATE_NOOP("Actions", "Sources")
SETTINGS = QT_TRANSLATE_NOOP("Actions", "Settings")
TRIALS = QT_TRANSLATE_NOOP("Actions", "Trials")
TRENDS = QT_TRANSLATE_NOOP("Actions", "Trends")
