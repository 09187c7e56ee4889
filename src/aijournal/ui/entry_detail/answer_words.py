"""How the answers of the long form are asked for, offered and told."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from aijournal.domain.assessment import Accepted, LeftMe, Motive, Quality
from aijournal.ui import phrases
from aijournal.ui.entry_detail.answers import NO, YES, Change, typed_minutes
from aijournal.ui.entry_detail.draft import Field

_EFFORTS = (Field.UNAIDED, Field.REWORK, Field.FORECAST_WITHOUT, Field.FORECAST_WITH)


def _tr(text: str) -> str:
    return QCoreApplication.translate("LongForm", text)


def names() -> Mapping[Field, str]:
    """Return the names of the fields of the long form, in their order."""
    return {
        Field.ACCEPTED: _tr("kept"),
        Field.QUALITY: _tr("result"),
        Field.AGAIN: _tr("again"),
        Field.NEW_WORK: _tr("new work"),
        Field.MOTIVE: _tr("why with AI"),
        Field.LEFT_ME: _tr("left you"),
        Field.BOTTLENECK: _tr("bottleneck"),
        Field.UNBLOCKED: _tr("unblocked"),
        Field.UNAIDED: _tr("without AI"),
        Field.REWORK: _tr("rework"),
        Field.FORECAST_WITHOUT: _tr("forecast without AI"),
        Field.FORECAST_WITH: _tr("forecast with AI"),
        Field.CONFIDENCE: _tr("sure"),
    }


def questions() -> Mapping[Field, str]:
    """Return in full what each field asks, for screen readers and for a hand that rests on its name."""
    return {
        Field.ACCEPTED: _tr("How much of what it made did you keep?"),
        Field.QUALITY: _tr("How is the result, compared with one without AI?"),
        Field.AGAIN: _tr("Would you do it this way again?"),
        Field.NEW_WORK: _tr("Is it work that you would not have done at all without AI?"),
        Field.MOTIVE: _tr("Why did you use AI for it?"),
        Field.LEFT_ME: _tr("How did it leave you?"),
        Field.BOTTLENECK: _tr("Which of your bottlenecks was it on?"),
        Field.UNBLOCKED: _tr("What did it unblock, in one line?"),
        Field.UNAIDED: _tr("How many minutes would it have taken you without AI?"),
        Field.REWORK: _tr("How many minutes of rework came after it?"),
        Field.FORECAST_WITHOUT: _tr("How many minutes did you expect it to take without AI?"),
        Field.FORECAST_WITH: _tr("How many minutes did you expect it to take with AI?"),
        Field.CONFIDENCE: _tr("How sure are you of all this, in percent?"),
    }


def choices() -> Mapping[Field, Mapping[str, str]]:
    """Return what can be chosen in a field, each with its words; the other fields are typed."""
    yes_or_no = {YES: _tr("yes"), NO: _tr("no")}
    return {
        Field.ACCEPTED: {
            Accepted.NONE: _tr("none"),
            Accepted.PARTLY: _tr("partly"),
            Accepted.MOSTLY: _tr("mostly"),
            Accepted.AS_IS: _tr("as is"),
        },
        Field.QUALITY: {
            Quality.WORSE: _tr("worse"),
            Quality.SAME: _tr("same"),
            Quality.BETTER: _tr("better"),
        },
        Field.AGAIN: yes_or_no,
        Field.NEW_WORK: yes_or_no,
        Field.MOTIVE: {
            Motive.CHOSE: _tr("your choice"),
            Motive.EXPECTED: _tr("expected"),
            Motive.COUNTED: _tr("to be counted"),
        },
        Field.LEFT_ME: {
            LeftMe.DRAINED: _tr("drained"),
            LeftMe.SAME: _tr("same"),
            LeftMe.ENERGISED: _tr("energised"),
        },
    }


def in_words(field: Field, text: str) -> str:
    """Return what stands in a field as a person would say it."""
    if field in _EFFORTS:
        return phrases.time_taken(typed_minutes(text) or 0)
    return choices().get(field, {}).get(text, " ".join(text.split()))


def told(field: Field, text: str, change: Change) -> str:
    """Return what the notice says of a field that was saved."""
    if field is Field.NOTE:
        return _tr("Changed the note.")
    if field is Field.USEFUL:
        is_taken_back = bool(change.cleared)
        return _tr("Took the mark away.") if is_taken_back else _tr("Marked: enough after this exchange.")
    name = _tr("net minutes") if field is Field.MINUTES else names()[field]
    if change.cleared:
        return _tr("Left open: %1.").replace("%1", name)
    minutes = change.assessment.net_minutes
    says = in_words(field, text) if minutes is None else phrases.duration(minutes)
    return _tr("%1: %2.").replace("%1", name[:1].upper() + name[1:]).replace("%2", says)


def refusal(field: Field) -> str:
    """Return how a field is written, where what was typed makes no sense."""
    if field is Field.CONFIDENCE:
        return _tr("How sure you are is written in percent, like 80.")
    if field is Field.MINUTES:
        return _tr("Minutes are written like 25, 1h or -10.")
    return _tr("Minutes are written like 25 or 1h.")
