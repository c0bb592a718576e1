"""The pick list: what to take off the shelves, with boxes to tick."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF

from desktop.i18n import tr
from desktop.printing.common import FOOT, MARGIN, day_text, paint_foot
from desktop.printing.plain import plain
from desktop.printing.sheets import GREY, Sheets, Weight
from desktop.printing.table import HEADER, Cell, Column, Table
from desktop.wording import clock, number
from domain.reports.papers.pick_list import PickList
from domain.reports.shop import ShopRow

_TOP = 96.0
_NEXT = MARGIN
"""Where the table begins on the first page and on the others, in points."""


def paint_pick_list(sheets: Sheets, picks: PickList, shop: ShopRow) -> Iterator[None]:
    """Paint the list; yields after each of its rows."""
    width = sheets.width - 2 * MARGIN
    columns = [
        Column("", 12),
        Column(tr("SKU"), 120),
        Column(tr("Product"), 0),
        Column(tr("Units"), 52, "end"),
        Column(tr("Orders"), 52, "end"),
    ]
    table = Table(sheets, MARGIN, width, columns)
    rows = [
        (
            Cell(tick=True),
            Cell(plain(row.seller_sku)),
            Cell(plain(row.product), plain(row.variation)),
            Cell(number(row.quantity), weight=Weight.Bold),
            Cell(number(row.orders)),
        )
        for row in picks.rows
    ]
    bottom = sheets.height - MARGIN - FOOT
    ranges = table.pages(rows, bottom - _TOP - HEADER, bottom - _NEXT - HEADER, 0)
    for page, (start, end) in enumerate(ranges, 1):
        sheets.turn()
        if page == 1:
            _head(sheets, picks, shop, width)
        at = table.paint_header(_TOP if page == 1 else _NEXT)
        for row in rows[start:end]:
            at = table.paint(row, at)
            yield
        paint_foot(sheets, shop, page, len(ranges))


def _head(sheets: Sheets, picks: PickList, shop: ShopRow, width: float) -> None:
    half = width / 2 - 10
    sheets.text(QRectF(MARGIN, MARGIN, half, 28), tr("Pick list"), 20, least=12, weight=Weight.Bold)
    sheets.text(QRectF(MARGIN, MARGIN + 28, half, 16), plain(shop.name), 11, least=9, colour=GREY)
    units = sum(row.quantity for row in picks.rows)
    right = MARGIN + width - half
    for place, words in enumerate(
        (
            f"{day_text(shop.now, shop)} {clock(shop.now, shop)}",
            tr("%Ln order(s)", picks.orders),
            tr("%Ln unit(s)", units),
        )
    ):
        sheets.text(
            QRectF(right, MARGIN + 4 + 14 * place, half, 14),
            words,
            10,
            least=7,
            weight=Weight.Normal if place == 0 else Weight.DemiBold,
            side="end",
        )
