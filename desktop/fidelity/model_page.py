"""What the practice world models, simplifies and leaves out: a card for each subject."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.fidelity.wording import Part, parts, subject_name
from desktop.i18n import tr
from desktop.widgets.card import Card
from desktop.widgets.icon_view import IconView
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.scrolled import Scrolled
from domain.simulation.fidelity import SubjectSheet

_SHARES = (5, 4, 4)
"""How the columns of a card share its width: most is modelled."""


class ModelPage(Scrolled):
    """Three columns in every card, so that each kind stands under its own all the way down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(12, parent=parent)
        self.setObjectName("page.model")
        self.setAccessibleName(tr("The model"))

    def show_subjects(self, subjects: Sequence[SubjectSheet]) -> None:
        """Fill the page; once."""
        for subject in subjects:
            self.body.addWidget(self._card(subject))
        self.body.addStretch(1)

    def _card(self, subject: SubjectSheet) -> Card:
        card = Card(f"subject.{subject.name}", subject_name(subject.name), self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        card.body.addLayout(grid)
        for place, part in enumerate(parts(subject)):
            grid.setColumnStretch(place, _SHARES[place])
            grid.setColumnMinimumWidth(place, 1)  # an empty column keeps its share
            if part.sentences:
                grid.addLayout(self._column(card, part), 0, place)
        return card

    def _column(self, card: Card, part: Part) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(IconView(part.icon, part.role, 16, card))
        title = PlainLabel(part.title, card, role=part.role, size="small", strong=True, elide=True)
        head.addWidget(title, 1)
        column.addLayout(head)
        for sentence in part.sentences:
            label = PlainLabel(sentence, card, wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addStretch(1)
        return column
