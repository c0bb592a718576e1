"""Which week or month to report on, and in which form; where to is the system's own dialog."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.growing import GrowingDialog
from desktop.i18n import tr
from desktop.panels.analytics.words import period_text
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import date_text
from domain.analytics.periods import Granularity, Period
from domain.reports.analytics.one_page import stretches
from domain.reports.analytics.question import Span


@dataclass(frozen=True, slots=True)
class ReportWanted:
    """What a person chose; ``form`` is ``pdf`` or ``html``."""

    period: Period
    form: str


class ReportDialog(GrowingDialog):
    """Asks for a week or a month, and the form."""

    chosen = Signal(object)
    """A ``ReportWanted``."""

    def __init__(self, span: Span, parent: QWidget | None = None) -> None:
        """``span`` are the days of the shop."""
        super().__init__(parent)
        self.setObjectName("dialog.report")
        self.setWindowTitle(tr("Report"))
        self._span = span
        self._periods: tuple[Period, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(tr("Report on one page"), self, size="title", strong=True))
        self.lengths = self._choice(
            column,
            "report.length",
            tr("Of"),
            [Pill(Granularity.WEEK, tr("A week")), Pill(Granularity.MONTH, tr("A month"))],
        )
        self.lengths.chosen.connect(lambda _key: self._fill())
        column.addWidget(PlainLabel(tr("Which"), self, role="mute", size="small"))
        self.which = QComboBox(self)
        self.which.setObjectName("report.which")
        self.which.setAccessibleName(tr("Which"))
        column.addWidget(self.which)
        self.forms = self._choice(
            column,
            "report.form",
            tr("Form"),
            [Pill("pdf", tr("PDF")), Pill("html", tr("Web page (HTML)"))],
        )
        column.addWidget(
            PlainLabel(
                tr(
                    "Key figures, what changed, each day, the best products and what happened, "
                    "held against as many days before."
                ),
                self,
                role="mute",
                size="small",
                wrap=True,
            )
        )
        column.addStretch(1)
        column.addLayout(self._buttons())
        self.setMinimumWidth(420)
        self._fill()

    def wanted(self) -> ReportWanted:
        """What is chosen now."""
        return ReportWanted(self._periods[self.which.currentIndex()], self.forms.current())

    def _choice(self, column: QVBoxLayout, name: str, words: str, pills: list[Pill]) -> PillBar:
        column.addWidget(PlainLabel(words, self, role="mute", size="small"))
        bar = PillBar(name, words, pills, self)
        column.addWidget(bar)
        return bar

    def _fill(self) -> None:
        """List the weeks or months; the newest that is whole is chosen."""
        length = Granularity(self.lengths.current())
        found = stretches(self._span, length)
        self._periods = tuple(Period(each.first, each.last) for each in found)
        self.which.clear()
        for period in self._periods:
            days = period_text(period)
            month = date_text(period.first, "MMMM yyyy")
            self.which.addItem(f"{month}: {days}" if length is Granularity.MONTH else days)
        whole = (place for place, each in enumerate(found) if each.whole)
        self.which.setCurrentIndex(next(whole, 0))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        self.save_button = QPushButton(tr("Save as…"), self)
        self.save_button.setProperty("kind", "primary")
        self.save_button.setObjectName("action.save-report")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._choose)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        return row

    def _choose(self) -> None:
        self.accept()
        self.chosen.emit(self.wanted())
