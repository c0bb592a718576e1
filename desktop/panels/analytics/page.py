"""A page of Analytics: what it asks, and cards that stand beside each other or below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from sqlalchemy import Connection

from desktop.charts.plots.chart_card import ChartCard, Save
from desktop.desk import Desk
from desktop.panels.analytics.words import period_text
from desktop.widgets.scrolled import Scrolled
from domain.reports.analytics.happenings import Happening, happenings
from domain.reports.analytics.question import Answer, Question, Wanted, answered
from domain.reports.happened import Event, Happened
from domain.reports.orders.query import OrderQuery

Query = Callable[[Connection, Question, int], Any]

_NARROW = 760
"""Width below which cards stand below each other, logical pixels."""


class Page(Scrolled):
    """One page. A kind of page makes its cards, says its query, and shows what that finds."""

    go = Signal(str, object)
    """Another panel is wanted, with what it should show."""
    answered = Signal(object)
    """The ``Answer`` that is now shown."""
    query: Query
    """What the page asks of ``domain.reports.analytics``; a static method of the class."""
    tells_products_apart = False
    """Whether the page can be about some products only."""

    def __init__(self, key: str, name: str, desk: Desk, save: Save, parent: QWidget) -> None:
        """``save`` writes pictures and data of charts away from the window's thread."""
        super().__init__(12, 0, parent)
        self.key, self.desk, self.save = key, desk, save
        self.setObjectName(f"analytics.{key}")
        self.setAccessibleName(name)
        self.answer: Answer | None = None
        """What is shown; None before the first answer."""
        self.marked: tuple[Happening, ...] = ()
        """What is known to have happened in what the answer is about."""
        self._rows: list[_Row] = []
        self.make()
        self.body.addStretch(1)

    def make(self) -> None:
        """Make the cards."""
        raise NotImplementedError

    def show_found(self, answer: Answer) -> None:
        """Show what the query found."""
        raise NotImplementedError

    def show_happenings(self, happened: Sequence[Happening]) -> None:
        """Show what happened in the period beside its figures; pages over time do."""

    def ask(self, wanted: Wanted) -> None:
        """Ask for everything the page shows, and then for what happened meanwhile."""
        wall, query = self.desk.clock(), type(self).query
        self.desk.read(
            self, "page", lambda shop: shop.read(answered, wanted, query, wall), self._take
        )

    def _take(self, answer: Answer) -> None:
        if self.answer is None or answer.question != self.answer.question:
            self.marked = ()  # else marks stand until others are known: the clock may be running
        self.answer = answer
        text = period_text(answer.question.period)
        for card in self.findChildren(ChartCard):
            card.set_period(text)
        self.show_found(answer)
        self.answered.emit(answer)
        if type(self).show_happenings is Page.show_happenings:
            return
        wall = self.desk.clock()
        self.desk.read(
            self,
            "happenings",
            lambda shop: shop.read(happenings, answer.question, wall),
            self._take_happenings,
        )

    def _take_happenings(self, happened: tuple[Happening, ...]) -> None:
        self.marked = happened
        self.show_happenings(happened)

    def happened(self, event: Event, first: int, last: int) -> Happened:
        """What the order list shows: those to which it happened from one local day to another."""
        assert self.answer is not None
        calendar = self.answer.shop.book.calendar
        return Happened(event, calendar.midnight(first), calendar.midnight(last + 1))

    def open_orders(self, first: int, last: int, sku: int = 0) -> None:
        """Go to the orders that were paid from one local day to another, those with a SKU only."""
        paid = self.happened(Event.PAID, first, last)
        self.go.emit("orders", OrderQuery(happened=paid, sku=sku))

    def add_row(self, *cards: QWidget, stretch: Sequence[int] = (), height: int = 0) -> None:
        """Put cards side by side; in a narrow window they stand below each other.

        ``height`` is the least that each gets, logical pixels.
        """
        row = _Row(cards, tuple(stretch) or (1,) * len(cards), height)
        self._rows.append(row)
        self.body.addLayout(row.grid)
        row.arrange(narrow=self._is_narrow())

    def _is_narrow(self) -> bool:
        return self.width() < _NARROW

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row in self._rows:
            row.arrange(narrow=self._is_narrow())


class _Row:
    """Cards that stand side by side where there is room."""

    def __init__(self, cards: Sequence[QWidget], stretch: tuple[int, ...], height: int) -> None:
        self.grid = QGridLayout()
        self.grid.setSpacing(12)
        self._cards, self._stretch = cards, stretch
        self._narrow: bool | None = None
        for card in cards:
            if height:
                card.setMinimumHeight(height)

    def arrange(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for place, card in enumerate(self._cards):
            self.grid.removeWidget(card)
            self.grid.addWidget(card, place if narrow else 0, 0 if narrow else place)
            self.grid.setColumnStretch(place, 0)
        if narrow:
            self.grid.setColumnStretch(0, 1)
        else:
            for place, share in enumerate(self._stretch):
                self.grid.setColumnStretch(place, share)
