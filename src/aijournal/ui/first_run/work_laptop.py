"""The first step: whose computer this is, and what that means for a journal on it."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from aijournal.ui.first_run.step import Step
from aijournal.ui.sources.margin_rows import MarginRows
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.key_button import KeyButton
from aijournal.ui.widgets.labels import plain_label

_WORK_KEY, _OWN_KEY = "1", "2"


class WorkLaptopStep(Step):
    """What the program does and does not do, and on a work laptop what nobody can keep from its owner.

    What is ticked is done when all steps are over.
    """

    def __init__(self, theme: Theme, place: str, *, is_encrypted: bool, is_discreet: bool) -> None:
        super().__init__(
            theme,
            self.tr("Is this a work laptop?"),
            self.tr("Either is fine. It decides what is good to know before the first entry."),
            self.tr("Continue"),
        )
        self._was_discreet = is_discreet
        self._is_work = False
        self.work = KeyButton(theme, self.tr("Yes, it is my employer’s"), _WORK_KEY)
        self.own = KeyButton(theme, self.tr("No, it is my own"), _OWN_KEY)
        self.answer = plain_label(role="soft", wraps=True)
        self.limits = self._limits_card(theme)
        self.encrypt = QCheckBox(self.tr("Set a passphrase at the end"))
        self.discreet = QCheckBox(self.tr("Begin in discreet mode"))
        self.discreet.setChecked(is_discreet)
        self.offers = self._offers_card(is_encrypted=is_encrypted)
        self._lay_out(theme, place)
        self.work.clicked.connect(self._say_work)
        self.own.clicked.connect(self._say_own)

    @property
    def wants_encryption(self) -> bool:
        """Whether the person wants to set a passphrase when the steps are over."""
        return self._is_work and self.encrypt.isChecked()

    @property
    def wants_discreet(self) -> bool:
        """Whether discreet mode is wanted; what was set before, where nothing was said."""
        return self.discreet.isChecked() if self._is_work else self._was_discreet

    def first_focus(self) -> QWidget:
        """Return the first answer."""
        return self.work

    def press(self, event: QKeyEvent) -> bool:
        """Answer by the keys that the answers show."""
        if event.text() == _WORK_KEY:
            self._say_work()
        elif event.text() == _OWN_KEY:
            self._say_own()
        return event.text() in (_WORK_KEY, _OWN_KEY)

    def _lay_out(self, theme: Theme, place: str) -> None:
        answers = QWidget()
        line = FlowLayout(answers, gap=SIBLING_GAP)
        for button in (self.work, self.own):
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            line.addWidget(button)
        for part in (answers, self.answer, self.limits, self.offers, self._promise_card(theme, place)):
            self.column.addWidget(part)
        self.column.addStretch(1)
        for part in (self.answer, self.limits, self.offers):
            part.hide()

    def _promise_card(self, theme: Theme, place: str) -> Card:
        card = Card(self.tr("What aijournal does, and what it does not"))
        kept = self.tr(
            "Counts, models, times, folder names of projects, and what you write. No prompts, no answers and "
            "no titles out of the logs: a first line is shown from the tool’s own log, and not kept."
        )
        lies = self.tr("In one file on this computer, in %1. Nothing leaves it.").replace("%1", place)
        reads = self.tr(
            "The logs that AI tools leave on this computer, where they lie. It never changes them."
        )
        never = self.tr(
            "It opens no internet connection, watches neither screen nor keys, shows nothing to a manager or "
            "a team, and compares you with nobody."
        )
        rows = MarginRows(theme)
        for name, words in (
            (self.tr("reads"), reads),
            (self.tr("keeps"), kept),
            (self.tr("where"), lies),
            (self.tr("never"), never),
        ):
            rows.add(name, plain_label(words, wraps=True))
        card.body.addSpacing(GRID)
        card.body.addWidget(rows)
        return card

    def _limits_card(self, theme: Theme) -> Card:
        card = Card(self.tr("What an administrator can see, whatever aijournal does"))
        rows = MarginRows(theme)
        for name, words in (
            (
                self.tr("that it is here"),
                self.tr("That aijournal is installed, when it runs, and how large its file is."),
            ),
            (
                self.tr("while open"),
                self.tr("What is on the screen, what you type, and what is in memory."),
            ),
            (
                self.tr("copies"),
                self.tr(
                    "Backups that your employer makes of this disk. Encrypted, they cannot be read without "
                    "your passphrase; without one, anybody who has them can read them."
                ),
            ),
            (
                self.tr("the logs"),
                self.tr("The logs of your AI tools, and what the tools’ providers report to your employer."),
            ),
        ):
            rows.add(name, plain_label(words, wraps=True))
        card.body.addSpacing(GRID)
        card.body.addWidget(rows)
        rules = self.tr("What you may note about work there, your employer’s rules decide. Ask when unsure.")
        card.body.addSpacing(GRID)
        card.body.addWidget(plain_label(rules, "small", wraps=True))
        return card

    def _offers_card(self, *, is_encrypted: bool) -> Card:
        card = Card(self.tr("What you can do about it"))
        why = self.tr(
            "A passphrase encrypts the journal and its backups. Nobody can recover a forgotten one. You can "
            "also set it at any time, on the page “Safety”."
        )
        if is_encrypted:
            why = self.tr("The journal is encrypted already.")
            self.encrypt.hide()
        card.body.addWidget(self.encrypt)
        card.body.addWidget(plain_label(why, "small", wraps=True))
        card.body.addSpacing(SIBLING_GAP)
        card.body.addWidget(self.discreet)
        mask = self.tr(
            "It hides titles, projects and notes from eyes, as while you share your screen. It is a mask, "
            "not protection."
        )
        card.body.addWidget(plain_label(mask, "small", wraps=True))
        return card

    @Slot()
    def _say_work(self) -> None:
        words = self.tr("Then this is good to know. Nothing here gets around your employer’s controls.")
        self._say(words, is_work=True)

    @Slot()
    def _say_own(self) -> None:
        words = self.tr(
            "Good. Whoever can use your account can read the journal, unless you encrypt it on “Safety”."
        )
        self._say(words, is_work=False)

    def _say(self, words: str, *, is_work: bool) -> None:
        self._is_work = is_work
        self.work.setChecked(is_work)
        self.own.setChecked(not is_work)
        self.answer.setText(words)
        self.answer.show()
        self.limits.setVisible(is_work)
        self.offers.setVisible(is_work)
        self.settled.emit()
