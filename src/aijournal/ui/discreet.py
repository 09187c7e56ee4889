"""Discreet mode: a veil between journal and window, so that a shared screen shows shapes, not content.

Whatever the journal answers crosses the veil on its way to the window, and every word in it that is not known
to be harmless is replaced by a mask there: no widget, model, tool tip or screen reader gets to know it. What
the window asks or writes crosses it the other way, where masks become the words again, so that editing and
filtering go on as before. It is a mask before the eyes, and protects nothing.
"""

import copy
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from aijournal.domain.name_kind import NameKind
from aijournal.domain.tools import TOOLS
from aijournal.errors import AijournalError

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

Value = TypeVar("Value")

MASK: Final = "\N{BULLET}\N{BULLET}\N{BULLET}"
_IS_DISCREET = "is_discreet"
# Each word has a mask of its own, told apart by letters that are drawn nowhere, variation selectors. All are
# equally long, so that no part of one is another.
_FIRST_UNSEEN, _UNSEEN, _LETTERS = 0xE0100, 240, 3
_UNSEEN_LETTER = f"[{chr(_FIRST_UNSEEN)}-{chr(_FIRST_UNSEEN + _UNSEEN - 1)}]"
_A_MASK = re.compile(f"{MASK}{_UNSEEN_LETTER}{{{_LETTERS}}}")
_PART_OF_A_MASK = re.compile(f"{MASK[0]}|{_UNSEEN_LETTER}")

# Fields that hold the program's own words, or names that everybody has; all others are the person's.
_PUBLIC: Final = frozenset(
    {
        *("uid", "source", "model", "provider", "native_id", "conversation_id", "prompt_group"),
        *("sha256", "state", "sqlite_version", "configuration", "rows"),
        *("reason", "guard", "sentence", "gap", "retention", "findings", "label"),
        *("SourceView.title", "SignalRow.title"),
    }
)
_WORDS: Final = frozenset(  # fields of an entry's draft
    {"title", "project", "task", "tags", "note", "unblocked", "bottleneck", "link"}
)
_PATHS: Final = frozenset({"Problem.path"})  # the folder of a log has the name of a project
_KNOWN_TOOLS: Final = frozenset(tool.name for tool in TOOLS)
_CHORD: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_CHANGING: Final = (QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.Cut)
_CHANGING_KEYS: Final = (
    *(Qt.Key.Key_Backspace, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Return, Qt.Key.Key_Enter),  # as far as they begin a new line
)
_NAMES: Final = (NameKind.PROJECT, NameKind.TASK, NameKind.TAG)


def hides_figures() -> bool:
    """Whether figures of tokens, and places on the disk, are not to be shown now."""
    application = QCoreApplication.instance()
    return application is not None and bool(application.property(_IS_DISCREET))


def changes_in_part(event: QKeyEvent, text: str, selected: str) -> bool:
    """Whether a key would change a hidden text, but for replacing all of it."""
    if not _A_MASK.search(text) or selected == text:
        return False
    is_chord = event.modifiers() & _CHORD == Qt.KeyboardModifier.ControlModifier  # with Alt it is AltGr
    is_typed = bool(event.text()) and event.text().isprintable() and not is_chord
    return is_typed or event.key() in _CHANGING_KEYS or any(event.matches(one) for one in _CHANGING)


class Veil:
    """Masks what passes it while it is drawn; used on the journal's thread and on the window's."""

    def __init__(self, *, is_drawn: bool = False) -> None:
        self._masks: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._harmless: frozenset[str] = _KNOWN_TOOLS
        self._names: re.Pattern[str] | None = None
        self._has_learned = False
        self.is_drawn = False
        self.draw(is_drawn=is_drawn)

    def draw(self, *, is_drawn: bool) -> None:
        """Begin or end to mask what comes; what the window holds already is not touched."""
        self.is_drawn = is_drawn
        self._has_learned = False
        application = QCoreApplication.instance()
        if application is not None:
            application.setProperty(_IS_DISCREET, is_drawn)

    def forget(self) -> None:
        """Forget every word, because the journal is locked."""
        self._masks, self._words = {}, {}
        self._names, self._has_learned = None, False

    def learn(self, journal: "Journal") -> None:
        """Learn which names there are, once, so that sentences that hold them can be masked."""
        if self.is_drawn and not self._has_learned:
            self._has_learned = True
            self._harmless = _KNOWN_TOOLS | frozenset(journal.names.of(NameKind.MODEL))
            names = [name for kind in _NAMES for name in journal.names.of(kind)]
            names += [bottleneck.name for bottleneck in journal.bottlenecks.all()]
            self._names = _any_of(names)

    def over(self, answer: Value) -> Value:
        """Return an answer as the window may know it; a text by itself is the program's own, or a draft."""
        if not self.is_drawn or isinstance(answer, str):
            return answer
        masked: Value = _mapped(answer, self._masked)
        return masked

    def over_draft(self, draft: str) -> str:
        """Return a draft of several entries' fields as the window may know it: their words are masked."""
        if not self.is_drawn or not draft:
            return draft
        import json

        try:
            entries = json.loads(draft)
            masked = {entry: self._masked_words(texts) for entry, texts in entries.items()}
        except (ValueError, AttributeError):
            return ""
        return json.dumps(masked, ensure_ascii=False)

    def lift(self, job: Value) -> Value:
        """Return a job, or what it is given, with the words in place of their masks.

        Raises `AijournalError` for what holds a part of a mask, because nobody knows what is left of the
        word, and for a mask with anything around it: nobody sees what that would change.
        """
        if not self._words and not self.is_drawn:
            return job
        lifted: Value = _mapped(job, self._lifted)
        return lifted

    def _masked_words(self, texts: Mapping[str, str]) -> dict[str, str]:
        return {
            field: self._mask(text) if field in _WORDS and text else text for field, text in texts.items()
        }

    def _masked(self, text: str, field: str) -> str:
        if not text or text in self._harmless or _A_MASK.fullmatch(text):
            return text
        if _is_public(field):
            return self._names.sub(self._mask_found, text) if self._names else text
        return self._mask(text)

    def _mask_found(self, found: re.Match[str]) -> str:
        return self._mask(found[0])

    def _mask(self, text: str) -> str:
        mask = self._masks.get(text)
        if mask is None:
            mask = MASK + _unseen(len(self._masks))
            self._masks[text] = mask
            self._words[mask] = text
        return mask

    def _lifted(self, text: str, field: str) -> str:
        is_known = all(mask in self._words for mask in _A_MASK.findall(text))
        is_whole = _A_MASK.fullmatch(text) or not _A_MASK.search(text)
        may_have_words_around = _is_public(field) or _is_draft(text)
        is_known = is_known and bool(is_whole or may_have_words_around)
        if not is_known or _PART_OF_A_MASK.search(_A_MASK.sub("", text)):
            raise AijournalError(
                QCoreApplication.translate("Discreet", "A hidden text was changed in part"),
                QCoreApplication.translate(
                    "Discreet",
                    "A hidden text can only be replaced as a whole, so nothing was saved. Esc brings it "
                    "back; show the contents to change it, or write it anew.",
                ),
            )
        return _A_MASK.sub(lambda found: self._words[found[0]], text)


def _is_public(field: str) -> bool:
    return field in _PUBLIC or field.rpartition(".")[2] in _PUBLIC


def _is_draft(text: str) -> bool:
    """Whether a text holds several fields of entries, which `from_draft` takes apart again."""
    import json

    try:
        return text.startswith("{") and isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _mapped(value: Any, each: Callable[[str, str], str], field: str = "") -> Any:
    """Return a value with every text in it replaced; what has none is returned as it is."""
    if isinstance(value, str):
        return value if isinstance(value, Enum) else each(value, field)
    if isinstance(value, tuple | list):
        parts = [_mapped(one, each, field) for one in value]
        return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
    if isinstance(value, Mapping):
        return {_mapped(key, each, field): _mapped(one, each, field) for key, one in value.items()}
    if isinstance(value, partial):
        keywords = {name: _mapped(one, each) for name, one in value.keywords.items()}
        return partial(_mapped(value.func, each), *_mapped(value.args, each), **keywords)
    is_ours = is_dataclass(value) and not isinstance(value, type)
    return _mapped_fields(value, each) if is_ours else value


def _mapped_fields(value: Any, each: Callable[[str, str], str]) -> Any:
    kind = type(value).__name__
    changed = {}
    for field in fields(value):
        name = f"{kind}.{field.name}"
        before = getattr(value, field.name)
        after = Path(MASK) if name in _PATHS and isinstance(before, Path) else _mapped(before, each, name)
        if after is not before:
            changed[field.name] = after
    if not changed:
        return value
    copied = copy.copy(value)
    for name, after in changed.items():
        object.__setattr__(copied, name, after)
    return copied


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of some names as whole words, the longest first."""
    longest = sorted({name for name in names if name}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)") if longest else None


def _unseen(number: int) -> str:
    """Return a number in letters that are drawn nowhere."""
    places = (_UNSEEN**place for place in reversed(range(_LETTERS)))
    return "".join(chr(_FIRST_UNSEEN + number // place % _UNSEEN) for place in places)
