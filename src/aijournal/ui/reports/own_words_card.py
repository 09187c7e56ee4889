"""The person's own part of a report: what got unblocked, item by item, and what they changed and learned."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from aijournal.domain.entry import Entry, EntryDetail
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.review import PickedItem, ReviewText, ReviewWords
from aijournal.errors import AijournalError
from aijournal.ui.actions.action import QT_TRANSLATE_NOOP
from aijournal.ui.entry_detail.growing_edit import GrowingEdit
from aijournal.ui.parts import Parts
from aijournal.ui.reports.item_form import ItemForm
from aijournal.ui.reports.picking import PickingSlip
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.bringing_into_view import bring_into_view
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aijournal.journal.journal import Journal

_TEXTS: Final[Mapping[ReviewText, str]] = {
    ReviewText.CHANGED: QT_TRANSLATE_NOOP("OwnWordsCard", "Where it did not help, and what I changed"),
    ReviewText.LEARNED: QT_TRANSLATE_NOOP("OwnWordsCard", "What I learned"),
    ReviewText.NEXT: QT_TRANSLATE_NOOP("OwnWordsCard", "What I do next"),
}


class OwnWordsCard(Card):
    """Everything here is written by the person, kept in the journal, and told word for word."""

    said = Signal(str, bool)
    failed = Signal(AijournalError)

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("In your own words"))
        self._parts = parts
        self._wanted = EVERYTHING
        self._saved = ReviewWords()
        self._newest = ""
        self._pending = 0
        self.why = plain_label(role="soft", wraps=True)
        self.pick = QPushButton(self.tr("Pick work to tell of…"))
        self.slip = PickingSlip(parts)
        self.others = plain_label(role="small", wraps=True)
        self.forms: dict[str, ItemForm] = {}
        self.texts = {kind: GrowingEdit("", has_lines=True) for kind in ReviewText}
        self._items = QVBoxLayout()
        self._lay_out()
        self._connect()
        for kind in ReviewText:
            parts.drafts.ask(_draft_name(kind), partial(self._take_draft, kind))

    def show_words(self, words: ReviewWords, wanted: EntryFilter, *, is_told: bool) -> None:
        """Show what was written for a report of some entries; `is_told` says that its format tells it."""
        if self._pending:
            return  # what is said here is newer, and the journal is asked again once it has that
        self._wanted = wanted
        for uid in self.forms.keys() - {one.item.uid for one in words.picked}:
            form = self.forms.pop(uid)
            form.hide()
            form.deleteLater()
        for place, one in enumerate(words.picked):
            form = self.forms.get(one.item.uid) or self._form(ItemForm(one), one.item.uid)
            form.show_picked(one)
            form.earlier.setVisible(place > 0)
            if self._items.indexOf(form) != place:
                self._items.insertWidget(place, form)
        for kind, field in self.texts.items():
            if field.text() == getattr(self._saved, kind):
                field.show_text(getattr(words, kind))
        self._saved = words
        self._order_keys()
        self._tell(is_told=is_told)
        self._go_to_newest()

    def finish(self) -> bool:
        """Let what is being typed be the report's own, and return whether there was anything."""
        finished = [form.finish() for form in self.forms.values()]
        return any([*finished, *map(self._finish_text, ReviewText)])

    @Slot()
    def open_picking(self) -> None:
        """Show what can be picked."""
        self.slip.begin(self.pick, self._wanted)

    def _lay_out(self) -> None:
        self.body.setSpacing(SIBLING_GAP)
        self._items.setSpacing(SIBLING_GAP)
        self.top.addWidget(self.pick)
        self.body.addWidget(self.why)
        self.body.addWidget(self.slip)
        self.body.addLayout(self._items)
        self.body.addWidget(self.others)
        for kind, field in self.texts.items():
            words = QCoreApplication.translate("OwnWordsCard", _TEXTS[kind])
            field.setAccessibleName(words)
            self.body.addSpacing(GRID)
            self.body.addWidget(plain_label(words, "small"))
            self.body.addWidget(field)

    def _order_keys(self) -> None:
        """Let Tab go through the forms as they are read; those that came later stand before the texts."""
        forms = [self.forms[one.item.uid] for one in self._saved.picked]
        stops = [self.slip.leave, *(stop for form in forms for stop in form.stops), *self.texts.values()]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _connect(self) -> None:
        self.pick.clicked.connect(self.open_picking)
        self.slip.picked.connect(self._pick)
        for kind, field in self.texts.items():
            field.edited.connect(partial(self._parts.drafts.type, _draft_name(kind)))
            field.finished.connect(partial(self._finish_text, kind))
            field.given_up.connect(partial(self._finish_text, kind))

    def _form(self, form: ItemForm, uid: str) -> ItemForm:
        self.forms[uid] = form
        form.typed.connect(self._parts.drafts.type)
        form.written.connect(self._write)
        form.note_asked.connect(partial(self._ask_note, form))
        form.earlier_asked.connect(self._move_up)
        form.drop_asked.connect(self._drop)
        for part, name in form.draft_names.items():
            self._parts.drafts.ask(name, partial(form.take_draft, part))
        return form

    def _tell(self, *, is_told: bool) -> None:
        words = self.tr(
            "Pick the work that got unblocked, and tell of it: nothing here is filled in for you. It is kept "
            "in the journal, and goes into the report word for word."
        )
        if not is_told:
            words = self.tr("A table tells nothing of this. It is kept for the other formats.")
        self.why.setText(words)
        others = self.tr("%1 more that you told of belong to entries which are not in this report.")
        self.others.setText(others.replace("%1", str(self._saved.others)))
        self.others.setVisible(self._saved.others > 0)

    @Slot(Entry)
    def _pick(self, entry: Entry) -> None:
        self._do(partial(_pick, number=entry.interaction.id, now=self._parts.clock.now()), self._tell_picked)

    def _tell_picked(self, uid: str) -> None:
        self._newest = uid
        self.slip.put_away()
        self.said.emit(self.tr("Picked. Tell what it was about."), True)

    def _go_to_newest(self) -> None:
        """Lead to the form of what was picked last, as soon as it is there."""
        form = self.forms.get(self._newest)
        if form is not None:
            self._newest = ""
            form.show()
            form.focus_first()
            QTimer.singleShot(0, form, partial(bring_into_view, form))

    @Slot(PickedItem)
    def _write(self, item: PickedItem) -> None:
        job = partial(_write, item=item, now=self._parts.clock.now())
        self._do(job, partial(self._tell_written, item), partial(self._take_back, item.uid))

    def _tell_written(self, item: PickedItem, _: object) -> None:
        form = self.forms.get(item.uid)
        if form is not None and form.item == item:
            self._forget_drafts(*form.draft_names.values())

    def _take_back(self, uid: str) -> None:
        """Hold what could not be kept for typed and not kept, so that it is tried again."""
        if uid in self.forms:
            self.forms[uid].take_back()

    def _finish_text(self, kind: ReviewText) -> bool:
        text, before = self.texts[kind].text(), getattr(self._saved, kind)
        is_new: bool = text != before
        if is_new:
            self._saved = _with_text(self._saved, kind, text)
            job = partial(_say, kind=kind, text=text, now=self._parts.clock.now())
            self._do(job, partial(self._tell_said, kind, text), partial(self._take_text_back, kind, before))
        return is_new

    def _tell_said(self, kind: ReviewText, text: str, _: object) -> None:
        if self.texts[kind].text() == text:
            self._forget_drafts(_draft_name(kind))

    def _take_text_back(self, kind: ReviewText, before: str) -> None:
        self._saved = _with_text(self._saved, kind, before)

    def _forget_drafts(self, *names: str) -> None:
        for name in names:
            self._parts.drafts.type(name, "")

    def _take_draft(self, kind: ReviewText, text: str) -> None:
        if text and text != self.texts[kind].text():
            self.texts[kind].show_text(text)
            self._finish_text(kind)

    def _ask_note(self, form: ItemForm, number: int) -> None:
        job = partial(_detail, number=number, now=self._parts.clock.now())
        self._parts.journal.read(job, partial(self._take_note, form), self.failed.emit)

    def _take_note(self, form: ItemForm, detail: EntryDetail | None) -> None:
        said = detail.entry.assessment if detail else None
        text = (said.unblocked or said.note or "") if said else ""
        if text:
            form.take_note(text)
        else:
            self.said.emit(self.tr("The entry has no note."), False)

    @Slot(str)
    def _move_up(self, uid: str) -> None:
        """Let an item change places with the one before it; the keyboard goes with it."""
        order = [one.item.uid for one in self._saved.picked]
        place = order.index(uid)
        if place:
            now = self._parts.clock.now()
            self._newest = uid
            self._do(
                partial(_exchange, uid=uid, other=order[place - 1], now=now),
                lambda _: self.said.emit(self.tr("Moved up."), True),
            )

    @Slot(str)
    def _drop(self, uid: str) -> None:
        words = self.tr("Left out of the review.")
        job = partial(_drop, uid=uid, now=self._parts.clock.now())
        self.pick.setFocus()
        self._do(job, lambda _: self.said.emit(words, True))

    def _do(
        self,
        job: "Callable[[Journal], object]",
        then: "Callable[..., None]",
        otherwise: "Callable[[], None]" = lambda: None,
    ) -> None:
        """Write; what the journal said before that is not shown any more."""
        self._pending += 1
        self._parts.journal.write(job, partial(self._done, then), partial(self._refuse, otherwise))

    def _done(self, then: "Callable[..., None]", result: object) -> None:
        self._pending -= 1
        then(result)

    def _refuse(self, otherwise: "Callable[[], None]", error: AijournalError) -> None:
        self._pending -= 1
        otherwise()
        self.failed.emit(error)


def _with_text(words: ReviewWords, kind: ReviewText, text: str) -> ReviewWords:
    if kind is ReviewText.CHANGED:
        return replace(words, changed=text)
    return replace(words, learned=text) if kind is ReviewText.LEARNED else replace(words, next=text)


def _draft_name(kind: ReviewText) -> str:
    return f"review/{kind}"


def _pick(journal: "Journal", *, number: int, now: "datetime") -> str:
    return journal.review.pick(number, now)


def _write(journal: "Journal", *, item: PickedItem, now: "datetime") -> None:
    journal.review.write(item, now)


def _say(journal: "Journal", *, kind: ReviewText, text: str, now: "datetime") -> None:
    journal.review.say(kind, text, now)


def _exchange(journal: "Journal", *, uid: str, other: str, now: "datetime") -> None:
    journal.review.exchange(uid, other, now)


def _drop(journal: "Journal", *, uid: str, now: "datetime") -> None:
    journal.review.drop(uid, now)


def _detail(journal: "Journal", *, number: int, now: "datetime") -> EntryDetail | None:
    return journal.entry(number, now)
