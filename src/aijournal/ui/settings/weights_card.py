"""How much a token of each kind weighs: what is typed is tried out before it holds."""

from dataclasses import asdict

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenWeights
from aijournal.ui.settings.numbers import number_in_words
from aijournal.ui.settings.settings_view import WeightsView
from aijournal.ui.settings.weight_field import WeightField
from aijournal.ui.settings.weight_preview import WeightPreview
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label

_TIMES = "\N{MIDDLE DOT}"


class WeightsCard(Card):
    """One line for each kind of token, what they would make of the journal, and the way to let them hold.

    `tried` says that other weights are to be tried out, `apply_asked` that they are to hold.
    """

    tried = Signal()
    apply_asked = Signal(TokenWeights)

    def __init__(self, theme: Theme, row: QBoxLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("Token weights"))
        self._in_force = DEFAULT_WEIGHTS
        self.fields = {
            kind: WeightField(theme, self._names()[kind], weight)
            for kind, weight in asdict(DEFAULT_WEIGHTS).items()
        }
        self.formula = plain_label(wraps=True)
        self.preview = WeightPreview()
        self.apply = QPushButton(self.tr("Apply"))
        self.apply.setAccessibleName(self.tr("Apply these weights"))
        self.leave = QPushButton(self.tr("Leave them as they are"))
        self.reset = QPushButton(self.tr("Reset to the defaults"))
        self._lay_out(row)
        self._connect()

    @property
    def typed(self) -> TokenWeights | None:
        """The weights that stand in the lines, or `None` where they cannot be used."""
        weights = {kind: field.weight for kind, field in self.fields.items()}
        if None in weights.values() or not any(weights.values()):
            return None
        return TokenWeights(**{kind: weight for kind, weight in weights.items() if weight is not None})

    def show_weights(self, weights: TokenWeights) -> None:
        """Show the weights in force; what is typed and does not hold yet stays."""
        is_untouched = self.typed == self._in_force
        self._in_force = weights
        if is_untouched or self.typed == weights:
            self._fill(weights)
        self._judge()

    def show_view(self, view: WeightsView) -> None:
        """Show what the weights make of the journal."""
        self.preview.show_view(view)

    def _names(self) -> dict[str, str]:
        return {
            "input": self.tr("input"),
            "cache_write_5m": self.tr("cache write, 5\u00a0min"),
            "cache_write_1h": self.tr("cache write, 1\u00a0h"),
            "cache_read": self.tr("cache read"),
            "output": self.tr("output"),
        }

    def _lay_out(self, row: QBoxLayout) -> None:
        lines = QVBoxLayout()
        lines.setSpacing(SIBLING_GAP)
        for field in self.fields.values():
            lines.addWidget(field)
        lines.addStretch(1)
        row.addLayout(lines, 1)
        row.addWidget(self.preview, 1)
        buttons = QWidget()
        line = FlowLayout(buttons, gap=SIBLING_GAP)
        for button in (self.apply, self.leave, self.reset):
            line.addWidget(button)
        why = self.tr(
            "How much one token of each kind weighs, in uncached input tokens. The defaults follow how "
            "vendors bill. A change weighs the whole history anew; nothing that you said changes."
        )
        note = self.tr("These constants are printed wherever a report prints a figure that rests on them.")
        self.body.addWidget(plain_label(why, "soft", wraps=True))
        self.body.addSpacing(SIBLING_GAP)
        self.body.addLayout(row)
        self.body.addSpacing(SIBLING_GAP)
        self.body.addWidget(self.formula)
        self.body.addWidget(plain_label(note, "small", wraps=True))
        self.body.addSpacing(SIBLING_GAP)
        self.body.addWidget(buttons)
        self._fill(DEFAULT_WEIGHTS)
        self._judge()

    def _connect(self) -> None:
        for field in self.fields.values():
            field.edited.connect(self._try)
            field.entered.connect(self._apply)
            field.given_up.connect(self._leave)
        self.apply.clicked.connect(self._apply)
        self.leave.clicked.connect(self._leave)
        self.reset.clicked.connect(self._reset)

    def _fill(self, weights: TokenWeights) -> None:
        for kind, weight in asdict(weights).items():
            self.fields[kind].show_weight(weight)

    @Slot()
    def _try(self) -> None:
        self._judge()
        self.tried.emit()

    @Slot()
    def _judge(self) -> None:
        """Say in a sentence what the weights mean, and offer what can be done with them."""
        typed = self.typed
        for button in (self.apply, self.leave):
            button.setEnabled(typed != self._in_force)
        self.reset.setEnabled(typed != DEFAULT_WEIGHTS)
        self._show_primary(is_primary=typed is not None and typed != self._in_force)
        if typed is None:
            self.formula.setText(self._what_is_missing())
        else:
            terms = [
                f"{number_in_words(weight)} {_TIMES} {self._names()[kind]}"
                for kind, weight in asdict(typed).items()
            ]
            words = self.tr("Weighted tokens = %1.")
            self.formula.setText(words.replace("%1", " + ".join(terms)))

    def _what_is_missing(self) -> str:
        if any(field.weight is None for field in self.fields.values()):
            return self.tr("One of the weights is missing yet, so nothing can be tried out.")
        return self.tr("If nothing weighs anything, there is no value per token. Give one of them a weight.")

    def _show_primary(self, *, is_primary: bool) -> None:
        role = "primary" if is_primary else ""
        if self.apply.property("role") != role:
            self.apply.setProperty("role", role)
            self.apply.style().unpolish(self.apply)
            self.apply.style().polish(self.apply)

    @Slot()
    def _apply(self) -> None:
        """Let the weights hold; where one cannot be used the caret goes there."""
        typed = self.typed
        if typed is None:
            unusable = next(field for field in self.fields.values() if not field.weight)
            unusable.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif typed != self._in_force:
            self.apply_asked.emit(typed)

    @Slot()
    def _leave(self) -> None:
        self._put(self._in_force)

    @Slot()
    def _reset(self) -> None:
        self._put(DEFAULT_WEIGHTS)

    def _put(self, weights: TokenWeights) -> None:
        """Fill in weights; the keyboard moves off a button that has nothing more to do."""
        buttons = (self.leave, self.reset)
        if any(button.hasFocus() for button in buttons):
            self.fields["input"].line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fill(weights)
        self._try()
