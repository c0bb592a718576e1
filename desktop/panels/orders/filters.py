"""The filters of the order list: a popover under its button, and its choices in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QWidget,
)

from desktop.i18n import left_to_right, tr
from desktop.theme.properties import restyle
from desktop.widgets.filter_popover import FilterPopover
from desktop.wording import date_text, happened_text, money
from domain.reports.orders import Choices, OrderQuery
from domain.reports.shop import ShopRow

_ISO = "yyyy-MM-dd"
_LONGEST = 40
"""Characters of a searched text that are shown."""

ANY, OVERDUE, DUE_SOON = range(3)
"""The choices of the ship-by filter."""


class OrderFilters(FilterPopover):
    """What narrows the list beside its tab and its search: parts of an ``OrderQuery``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("filters", OrderQuery(), parent)
        self._shop: ShopRow | None = None
        self._put_fields()
        for box in self._boxes():
            self.column.addWidget(box)
        self.put_buttons()

    def _put_fields(self) -> None:
        self.ship_by = self.combo("ship-by")
        for words in (tr("Any time"), tr("Overdue"), tr("Due within 24 h")):
            self.ship_by.addItem(words)
        self.carrier, self.product = self.combo("carrier"), self.combo("product")
        self.amount_from, self.amount_to = self.line("amount-from"), self.line("amount-to")
        self.placed_from, self.placed_to = self.line("placed-from"), self.line("placed-to")
        self.placed_from.setPlaceholderText(tr("YYYY-MM-DD"))
        self.placed_to.setPlaceholderText(tr("YYYY-MM-DD"))
        pairs = (
            ((tr("Ship by"), self.ship_by), (tr("Carrier"), self.carrier)),
            ((tr("Product"), self.product), None),
            ((tr("Total from"), self.amount_from), (tr("Total to"), self.amount_to)),
            ((tr("Placed from"), self.placed_from), (tr("Placed to"), self.placed_to)),
        )
        for row, pair in enumerate(pairs):
            for place, told in enumerate(pair):
                if told is not None:
                    self.put(*told, row, place, 2 if None in pair else 1)

    def _boxes(self) -> Sequence[QCheckBox]:
        self.messages = QCheckBox(tr("The buyer has written"), self)
        self.messages.setObjectName("filter.messages")
        self.samples = QCheckBox(tr("Free samples"), self)
        self.samples.setObjectName("filter.samples")
        self.open_returns = QCheckBox(tr("Open returns"), self)
        self.open_returns.setObjectName("filter.open-returns")
        boxes = (self.messages, self.samples, self.open_returns)
        for box in boxes:
            box.clicked.connect(self.tell)
        return boxes

    def open_under(self, button: QWidget, query: OrderQuery, shop: ShopRow) -> None:
        """Open with what is filtered now."""
        self._shop = shop
        self.show_query(query)
        self.pop_up(button)
        self.ship_by.setFocus()

    def show_choices(self, choices: Choices) -> None:
        """Offer these products and carriers, and what is chosen now."""
        query = self.query
        carriers = [(name, name) for name in choices.carriers]
        if query.carrier and (query.carrier, query.carrier) not in carriers:
            carriers.append((query.carrier, query.carrier))
        products = list(choices.products)
        if query.sku and query.sku not in dict(products):
            products.append((query.sku, tr("SKU {id}", id=query.sku)))
        _fill(self.carrier, [("", tr("All carriers")), *carriers], query.carrier)
        _fill(self.product, [(0, tr("All products")), *products], query.sku)

    def show_query(self, query: OrderQuery) -> None:
        self.query = query
        ship_by = OVERDUE if query.only_late else DUE_SOON if query.only_due_soon else ANY
        self.ship_by.setCurrentIndex(ship_by)
        self.messages.setChecked(query.only_messages)
        self.samples.setChecked(query.only_samples)
        self.open_returns.setChecked(query.only_open_returns)
        for box, data in ((self.carrier, query.carrier), (self.product, query.sku)):
            box.setCurrentIndex(max(0, box.findData(data)))
        for line, amount in (
            (self.amount_from, query.amount_from),
            (self.amount_to, query.amount_to),
        ):
            self._show_line(line, "" if amount is None else self._amount_text(amount))
        self._show_line(self.placed_from, self._day_text(query.placed_from))
        self._show_line(self.placed_to, self._day_text(query.placed_before - 1))

    def _show_line(self, line: QLineEdit, text: str) -> None:
        line.setText(text)
        restyle(line, invalid=False)

    def _amount_text(self, amount: int) -> str:
        currency = self._shop.book.currency
        return QLocale().toString(amount / currency.unit, "f", currency.minor_units)

    def _day_text(self, at: int) -> str:
        if at <= 0:
            return ""
        return date_text(int(self._shop.book.calendar.local_day(at)), _ISO)

    def asked(self) -> OrderQuery:
        query, ship_by = self.query, self.ship_by.currentIndex()
        return replace(
            query,
            only_late=ship_by == OVERDUE,
            only_due_soon=ship_by == DUE_SOON,
            carrier=self.carrier.currentData() or "",
            sku=self.product.currentData() or 0,
            amount_from=self._amount(self.amount_from, query.amount_from),
            amount_to=self._amount(self.amount_to, query.amount_to),
            placed_from=self._day(self.placed_from, query.placed_from),
            placed_before=self._day(self.placed_to, query.placed_before, days=1),
            only_messages=self.messages.isChecked(),
            only_samples=self.samples.isChecked(),
            only_open_returns=self.open_returns.isChecked(),
        )

    def unfiltered(self) -> OrderQuery:
        return without_filters(self.query)

    def _amount(self, line: QLineEdit, before: int | None) -> int | None:
        text = line.text().strip()
        if not text:
            restyle(line, invalid=False)
            return None
        value, fine = QLocale().toDouble(text)
        fine = fine and abs(value) < 1e12
        restyle(line, invalid=not fine)
        return round(value * self._shop.book.currency.unit) if fine else before

    def _day(self, line: QLineEdit, before: int, days: int = 0) -> int:
        """The first moment of the day that is written, or of one so many days later."""
        text = line.text().strip()
        if not text:
            restyle(line, invalid=False)
            return 0
        date = QDate.fromString(text, _ISO)
        if not date.isValid():
            date = QLocale().toDate(text, QLocale.FormatType.ShortFormat)
        fine = date.isValid() and 2000 <= date.year() < 2040
        restyle(line, invalid=not fine)
        if not fine:
            return before
        day = QDate(1970, 1, 1).daysTo(date) + days
        return int(self._shop.book.calendar.moment(day))


def _fill(box: QComboBox, choices: Sequence[tuple[object, str]], chosen: object) -> None:
    box.clear()
    for data, words in choices:
        box.addItem(words, data)
    box.setCurrentIndex(max(0, box.findData(chosen)))


def without_filters(query: OrderQuery) -> OrderQuery:
    """The query with its tab, its search and its order only."""
    return OrderQuery(
        tab=query.tab, search=query.search, sort=query.sort, descending=query.descending
    )


def filter_words(query: OrderQuery, shop: ShopRow) -> list[str]:
    """What narrows the list beside its tab, in a few words each."""
    words: list[str] = []
    if query.search:
        text = query.search
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        words.append(tr("“{text}”", text=shown))
    for asked, said in (
        (query.only_late, tr("overdue")),
        (query.only_due_soon, tr("due within 24 h")),
        (query.only_open_returns, tr("open returns")),
        (query.only_messages, tr("the buyer has written")),
        (query.only_samples, tr("free samples")),
        (bool(query.sku), tr("one product")),
    ):
        if asked:
            words.append(said)
    if query.carrier:
        words.append(query.carrier)
    least, most = query.amount_from, query.amount_to
    if least is not None:
        words.append(tr("from {amount}", amount=money(least, shop.currency)))
    if most is not None:
        words.append(tr("up to {amount}", amount=money(most, shop.currency)))
    local_day = shop.book.calendar.local_day
    if query.placed_from:
        words.append(tr("since {day}", day=_day_words(int(local_day(query.placed_from)))))
    if query.placed_before:
        words.append(tr("until {day}", day=_day_words(int(local_day(query.placed_before - 1)))))
    if query.happened is not None:
        words.append(happened_text(query.happened, shop))
    return words


def _day_words(day: int) -> str:
    return left_to_right(date_text(day, "d MMM yyyy"))
