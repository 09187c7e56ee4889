"""Between the long form and the entry that is being edited."""

from PySide6.QtCore import QObject, Slot

from aijournal.ui.entry_detail.editing import EntryEditing
from aijournal.ui.entry_detail.long_form import LongForm
from aijournal.ui.entry_detail.offers import OfferQuestion, Offers
from aijournal.ui.journal_thread import JournalThread


class LongAnswers(QObject):
    """Shows what was said and what can be offered; nothing is offered of another kind of work."""

    def __init__(
        self, form: LongForm, editing: EntryEditing, thread: JournalThread, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._form = form
        self._editing = editing
        self._question = OfferQuestion(thread, self)
        self._task: str | None = None
        form.edited.connect(editing.type)
        form.finished.connect(editing.save)
        form.answered.connect(editing.choose)
        form.folded.connect(self.show)
        self._question.answered.connect(self._take_offers)

    @Slot()
    def show(self) -> None:
        """Show the current entry, and ask what can be offered for it if anybody looks."""
        entry = self._editing.entry
        if entry is None:
            return
        if entry.interaction.task != self._task:
            self._task = entry.interaction.task
            self._form.offer({})
        self._form.show_texts(self._editing.text)
        if self._form.is_open:
            self._question.ask(entry)

    @Slot(Offers)
    def _take_offers(self, offers: Offers) -> None:
        self._form.offer(offers.texts)
        self._form.offer_bottlenecks(offers.bottlenecks)
        self._form.show_texts(self._editing.text)
