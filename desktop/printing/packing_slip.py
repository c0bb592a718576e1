"""Packing slips: one or more pages for each parcel, without prices unless they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF

from desktop.i18n import left_to_right, tr
from desktop.printing.code128 import grouped
from desktop.printing.common import FOOT, MARGIN, day_text, paint_foot
from desktop.printing.plain import plain
from desktop.printing.sheets import GREY, Sheets, Weight
from desktop.printing.table import HEADER, Cell, Column, Row, Table
from desktop.wording import money, number
from domain.reports.papers.packing_slips import SlipRow
from domain.reports.shop import ShopRow

_TOP = 150.0
"""Where the table begins on a slip's first page, in points from the page's top."""

_NEXT = 76.0
"""And on the pages after it."""

_QUIET = 14.0
"""Of the order's code this much reaches into the margin: its quiet zone, so that bars align."""

_NOTE = 130.0
"""The height that a message or a note may take."""


def paint_slips(
    sheets: Sheets, rows: Sequence[SlipRow], shop: ShopRow, *, prices: bool, notes: bool
) -> Iterator[None]:
    """Paint the slips; yields after each. ``notes`` are the seller's own."""
    for row in rows:
        _Slip(sheets, row, shop, prices=prices, notes=notes).paint()
        yield


class _Slip:
    """One slip."""

    def __init__(
        self, sheets: Sheets, row: SlipRow, shop: ShopRow, *, prices: bool, notes: bool
    ) -> None:
        self._sheets, self._row, self._shop = sheets, row, shop
        self._prices = prices
        self._width = sheets.width - 2 * MARGIN
        columns = [
            Column(tr("Quantity"), 52, "end"),
            Column(tr("Product"), 0),
            Column(tr("SKU"), 104),
        ]
        if prices:
            columns += [Column(tr("Price"), 64, "end"), Column(tr("Amount"), 70, "end")]
        self._table = Table(sheets, MARGIN, self._width, columns)
        self._lines = [self._line(number) for number in range(len(row.lines))]
        self._texts = [
            (title, text)
            for title, text in (
                (tr("Message from the buyer"), plain(row.message, paragraphs=True)),
                (tr("Note"), plain(row.note, paragraphs=True) if notes else ""),
            )
            if text
        ]

    def _line(self, number_of: int) -> Row:
        line = self._row.lines[number_of]
        below = plain(line.variation)
        if line.is_gift:
            below = tr("Gift · {variation}", variation=below) if below else tr("Gift")
        cells = [
            Cell(left_to_right(f"{number(line.quantity)} ×"), weight=Weight.DemiBold),
            Cell(plain(line.product), below),
            Cell(plain(line.seller_sku)),
        ]
        if self._prices:
            currency = self._shop.currency
            cells += [
                Cell(money(line.unit_price, currency)),
                Cell(money(line.unit_price * line.quantity, currency)),
            ]
        return cells

    def paint(self) -> None:
        sheets = self._sheets
        bottom = sheets.height - MARGIN - FOOT
        after = self._after_height()
        ranges = self._table.pages(
            self._lines, bottom - _TOP - HEADER, bottom - _NEXT - HEADER, after
        )
        for page, (start, end) in enumerate(ranges, 1):
            sheets.turn()
            if page == 1:
                self._head()
                at = _TOP
            else:
                self._short_head()
                at = _NEXT
            if start < end:
                at = self._table.paint_header(at)
            for line in self._lines[start:end]:
                at = self._table.paint(line, at)
            if page == len(ranges):
                self._after(at)
            paint_foot(sheets, self._shop, page, len(ranges))

    def _head(self) -> None:
        sheets, row = self._sheets, self._row
        half = self._width / 2 - 10
        sheets.text(
            QRectF(MARGIN, MARGIN, half, 28), tr("Packing slip"), 20, least=12, weight=Weight.Bold
        )
        sheets.text(
            QRectF(MARGIN, MARGIN + 28, half, 16), plain(self._shop.name), 11, least=9, colour=GREY
        )
        right = QRectF(MARGIN + self._width - half, MARGIN, half, 28)
        sheets.code(right.adjusted(0, 0, _QUIET, 0), str(row.order), "end")
        sheets.text(
            QRectF(right.left(), right.bottom() + 3, half, 14),
            tr("Order {id}", id=left_to_right(str(row.order))),
            9,
            weight=Weight.DemiBold,
            side="end",
        )
        self._facts()

    def _facts(self) -> None:
        row, sheets = self._row, self._sheets
        sent = plain(row.carrier), left_to_right(grouped(plain(row.tracking)))
        facts = [
            (tr("Ordered"), day_text(row.ordered_at, self._shop), ""),
            (tr("For"), plain(row.name) or plain(row.place), plain(row.place) if row.name else ""),
        ]
        if row.tracking:
            facts.append((tr("Sent with"), *sent))
        if row.of > 1:
            part = (
                tr("{number} of at least {of}", number=row.number, of=row.of)
                if row.more
                else tr("{number} of {of}", number=row.number, of=row.of)
            )
            facts.append((tr("Package"), part, ""))
        wide = (self._width - 12 * (len(facts) - 1)) / len(facts)
        for place, (title, first, second) in enumerate(facts):
            left, top = MARGIN + place * (wide + 12), MARGIN + 58
            sheets.text(
                QRectF(left, top, wide, 11), title, 8, least=6, weight=Weight.DemiBold, colour=GREY
            )
            sheets.text(QRectF(left, top + 12, wide, 14), first, 10, least=7, weight=Weight.Medium)
            sheets.text(QRectF(left, top + 27, wide, 13), second, 9, least=6.5)

    def _short_head(self) -> None:
        words = tr("Packing slip, order {id}, continued", id=left_to_right(str(self._row.order)))
        box = QRectF(MARGIN, MARGIN, self._width, 18)
        self._sheets.text(box, words, 11, least=8, weight=Weight.DemiBold)

    # Behind the lines

    def _sums(self) -> list[tuple[str, str]]:
        amounts, currency = self._row.amounts, self._shop.currency
        if not self._prices or self._row.of > 1:  # the amounts are the order's, not a parcel's
            return []
        parts = [
            (tr("Items"), amounts.item_total),
            (tr("Discounts"), -amounts.discount),
            (tr("Shipping"), amounts.shipping),
            (tr("Sales tax"), amounts.tax),
        ]
        sums = [(title, money(value, currency)) for title, value in parts if value]
        return [*sums, (tr("Paid"), money(amounts.amount, currency))]

    def _after_height(self) -> float:
        sheets = self._sheets
        texts = sum(
            34 + sheets.text_height(self._width - 20, text, 9.5, _NOTE) for _, text in self._texts
        )
        return 24 + 15 * len(self._sums()) + texts

    def _after(self, at: float) -> None:
        sheets, row = self._sheets, self._row
        units = sum(line.quantity for line in row.lines)
        sheets.text(
            QRectF(MARGIN, at + 6, self._width / 2, 14),
            tr("%Ln unit(s) in this parcel", units),
            9.5,
            weight=Weight.DemiBold,
        )
        sums = self._sums()
        for place, (title, value) in enumerate(sums):
            weight = Weight.DemiBold if place == len(sums) - 1 else Weight.Normal
            top = at + 6 + 15 * place
            middle = MARGIN + self._width / 2
            sheets.text(QRectF(middle, top, self._width / 2 - 90, 14), title, 9.5, side="end")
            sheets.text(
                QRectF(MARGIN + self._width - 80, top, 80, 14),
                value,
                9.5,
                least=6,
                weight=weight,
                side="end",
            )
        at += 24 + 15 * len(sums)
        for title, text in self._texts:
            height = sheets.text_height(self._width - 20, text, 9.5, _NOTE)
            sheets.frame(QRectF(MARGIN, at + 4, self._width, height + 26), 0.5)
            sheets.text(
                QRectF(MARGIN + 10, at + 10, self._width - 20, 11),
                title,
                8,
                weight=Weight.DemiBold,
                colour=GREY,
            )
            sheets.text(QRectF(MARGIN + 10, at + 22, self._width - 20, _NOTE), text, 9.5)
            at += height + 34
