"""What is expected of the next days, as a table with a small chart in each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.charts.range_chart import RangeChart, RangeMark
from desktop.i18n import tr
from desktop.theme.properties import restyle
from desktop.theme.roles import Role
from desktop.what_if_wording import Writer, amounts, bounds_text, count_text, signed
from desktop.widgets.plain_label import PlainLabel
from domain.kernel.money import Currency

if TYPE_CHECKING:
    from domain.simulation.what_if import Expected, Range

_USUAL, _WITH, _DIFFERENCE, _CHART = range(1, 5)
"""Columns; the name of the figure stands before them."""


class _Cell(QWidget):
    """The mean of a range, and its bounds beneath."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._mean = PlainLabel("", self, strong=True, elide=True)
        self._bounds = PlainLabel("", self, role="mute", size="small", elide=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self._mean, self._bounds):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(label)

    def show_range(self, found: Range | None, write: Writer, *, difference: bool = False) -> None:
        """Show it; None where nothing is known yet."""
        mean, bounds = "–", ""
        if found is not None:
            mean = signed(found.mean, write) if difference else write(found.mean)
            bounds = bounds_text(found, write)
        self._mean.setText(mean)
        self._bounds.setText(bounds)
        self.setAccessibleName(tr("{what}: {figure}", what=self._name, figure=mean))
        self.setAccessibleDescription(bounds)

    def set_role(self, role: Role) -> None:
        """Colour the figure; its sign says the same."""
        restyle(self._mean, role=role)


class ExpectedFigures(QWidget):
    """Orders, units, revenue, discount cost and profit: as it is, with a change, the difference."""

    def __init__(self, currency: Currency, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("try-prices.figures")
        self.setAccessibleName(tr("What is expected"))
        money = amounts(currency)
        self._rows: tuple[tuple[str, str, Writer, str], ...] = (
            ("orders", tr("Orders"), count_text, tr("Orders that are paid and not cancelled.")),
            ("units", tr("Units"), count_text, tr("Of all products.")),
            (
                "revenue",
                tr("Revenue"),
                money,
                tr("What is paid for those orders, after what you take off."),
            ),
            ("discount", tr("Discount cost"), money, tr("What you bear of promotions.")),
            (
                "profit",
                tr("Profit"),
                money,
                tr("After fees, labels, goods, expected returns and ads."),
            ),
        )
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(7)
        for column, stretch in ((_USUAL, 3), (_WITH, 3), (_DIFFERENCE, 3), (_CHART, 4)):
            self._grid.setColumnStretch(column, stretch)
        headings = {
            _USUAL: tr("As it is"),
            _WITH: tr("With it"),
            _DIFFERENCE: tr("Difference"),
        }
        self._head(_USUAL, headings[_USUAL], RangeMark("mute", self, filled=False))
        self._head(_WITH, headings[_WITH], RangeMark("accent", self, filled=True))
        self._head(_DIFFERENCE, headings[_DIFFERENCE])
        self._cells: dict[tuple[str, int], _Cell] = {}
        self._charts: dict[str, RangeChart] = {}
        for place, (key, words, _write, tip) in enumerate(self._rows, start=1):
            name = PlainLabel(words, self, role="mute", elide=True)
            name.setToolTip(tip)
            name.setMinimumWidth(84)
            self._grid.addWidget(name, place, 0)
            for column, heading in headings.items():
                cell = _Cell(tr("{figure}, {column}", figure=words, column=heading), self)
                self._cells[key, column] = cell
                self._grid.addWidget(cell, place, column)
            self._charts[key] = RangeChart(self)
            self._grid.addWidget(self._charts[key], place, _CHART)
        self.show_expected(None)

    def show_expected(self, found: Expected | None, *, changed: bool = False) -> None:
        """Show what is expected; without a change only how it goes on as it is."""
        for key, _words, write, _tip in self._rows:
            usual: Range | None = getattr(found.without, key) if found is not None else None
            then: Range | None = None
            difference: Range | None = None
            if found is not None and changed:
                then = getattr(found.with_them, key)
                difference = getattr(found.difference, key)
            self._cells[key, _USUAL].show_range(usual, write)
            self._cells[key, _WITH].show_range(then, write)
            self._cells[key, _DIFFERENCE].show_range(difference, write, difference=True)
            self._charts[key].set_ranges(*(each for each in (usual, then) if each is not None))
            if key == "profit":
                more = difference.mean if difference is not None else 0
                role: Role = "good" if more > 0 else "bad" if more < 0 else "text"
                self._cells[key, _DIFFERENCE].set_role(role)

    def _head(self, column: int, words: str, mark: RangeMark | None = None) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addStretch(1)
        if mark is not None:
            row.addWidget(mark)
        row.addWidget(PlainLabel(words, self, role="mute", size="small", strong=True))
        self._grid.addLayout(row, 0, column)
