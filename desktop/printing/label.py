"""A shipping label on 4 × 6 inches: for practice, and marked so that nobody takes it for real."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from desktop.i18n import tr
from desktop.printing.code128 import grouped
from desktop.printing.common import day_text, service_text, weight_text
from desktop.printing.plain import plain
from desktop.printing.sheets import Sheets, Weight
from domain.reports.papers.labels import LabelRow
from domain.reports.shop import ShopRow

_WHITE = QColor(255, 255, 255)
_LEFT, _TOP, _WIDTH, _HEIGHT = 9, 9, 270, 414
"""The label's frame, in points: an eighth of an inch from every edge, as label printers need."""

_INDENT = 9
_THICK = 2.0


def paint_labels(sheets: Sheets, rows: Sequence[LabelRow], shop: ShopRow) -> Iterator[None]:
    """Paint a page for each label; yields after each."""
    sheets.mirrored = False  # a carrier's label is made for the carrier's machines
    for row in rows:
        sheets.turn()
        _paint(sheets, row, shop)
        yield


def _paint(sheets: Sheets, row: LabelRow, shop: ShopRow) -> None:
    sheets.frame(QRectF(_LEFT, _TOP, _WIDTH, _HEIGHT), _THICK)
    _head(sheets, row, shop)
    _banner(sheets, row)
    _sender(sheets, row)
    _recipient(sheets, row)
    _routing(sheets, row)
    _tracking(sheets, row)
    _foot(sheets, row)


def _head(sheets: Sheets, row: LabelRow, shop: ShopRow) -> None:
    """The service's large letter, and where postage would stand."""
    letter = QRectF(_LEFT, _TOP, 72, 72)
    service = service_text(row.service, row.carrier) or plain(row.carrier)
    sheets.text(letter, service[:1].upper(), 52, weight=Weight.Bold, side="middle", centred=True)
    sheets.upright(letter.right(), _TOP, 72, _THICK)
    mark = QRectF(letter.right(), _TOP, _WIDTH - 72, 42)
    sheets.fill(mark, QColor(0, 0, 0))
    inner = mark.adjusted(8, 4, -8, -4)
    sheets.text(
        QRectF(inner.left(), inner.top(), inner.width(), 19),
        tr("PRACTICE"),
        14,
        least=7,
        weight=Weight.Bold,
        side="middle",
        colour=_WHITE,
        centred=True,
    )
    sheets.text(
        QRectF(inner.left(), inner.top() + 19, inner.width(), 15),
        tr("NOT FOR POSTAGE"),
        10,
        least=6,
        weight=Weight.DemiBold,
        side="middle",
        colour=_WHITE,
        centred=True,
    )
    below = QRectF(mark.left() + 8, mark.bottom(), mark.width() - 16, 30)
    sheets.text(below, day_text(row.at, shop), 9, centred=True, least=7)
    if row.weight:
        weight = weight_text(row.weight, shop)
        sheets.text(below, weight, 9, weight=Weight.DemiBold, side="end", centred=True, least=7)


def _banner(sheets: Sheets, row: LabelRow) -> None:
    top = _TOP + 72
    sheets.rule(_LEFT, top, _WIDTH, _THICK)
    service = service_text(row.service, row.carrier)
    words = " ".join(each for each in (plain(row.carrier), service) if each)
    sheets.text(
        QRectF(_LEFT + _INDENT, top + _THICK, _WIDTH - 2 * _INDENT, 30),
        words.upper(),
        17,
        least=9,
        weight=Weight.Bold,
        side="middle",
        centred=True,
    )
    sheets.rule(_LEFT, top + 32, _WIDTH, _THICK)


def _sender(sheets: Sheets, row: LabelRow) -> None:
    top = _TOP + 111
    _caption(sheets, top, tr("FROM"), 120)
    sheets.text(QRectF(_LEFT + _INDENT, top + 10, 160, 28), plain(row.sender), 10, least=8)
    right = QRectF(_LEFT + _WIDTH - _INDENT - 84, top, 84, 12)
    if row.of > 1:
        part = tr("Package {number} of {of}", number=row.number, of=row.of)
        sheets.text(right, part, 8.5, least=6, weight=Weight.DemiBold, side="end")


def _recipient(sheets: Sheets, row: LabelRow) -> None:
    top = _TOP + 154
    _caption(sheets, top, tr("SHIP TO"), 240)
    left, width = _LEFT + _INDENT + 12, _WIDTH - 2 * _INDENT - 12
    at = top + 13.0
    at += sheets.text(
        QRectF(left, at, width, 25), plain(row.name), 17, least=10, weight=Weight.DemiBold
    )
    at += sheets.text(QRectF(left, at, width, 34), plain(row.street), 14, least=9)
    sheets.text(QRectF(left, at, width, 25), plain(row.place), 17, least=9, weight=Weight.DemiBold)


def _routing(sheets: Sheets, row: LabelRow) -> None:
    """Where sorting begins: state and ZIP, readable from afar."""
    top = _TOP + 254
    sheets.rule(_LEFT, top, _WIDTH, _THICK)
    box = QRectF(_LEFT + _INDENT, top + _THICK, _WIDTH - 2 * _INDENT, 38)
    sheets.text(
        box, plain(f"{row.state} {row.zip}"), 26, least=12, weight=Weight.Bold, centred=True
    )
    sheets.text(
        QRectF(box.right() - 90, box.top(), 90, box.height()),
        plain(row.city).upper(),
        11,
        least=7,
        weight=Weight.Medium,
        side="end",
        centred=True,
    )
    sheets.rule(_LEFT, top + 40, _WIDTH, 2 * _THICK)


def _tracking(sheets: Sheets, row: LabelRow) -> None:
    top = _TOP + 300
    width = _WIDTH - 2 * _THICK
    sheets.text(
        QRectF(_LEFT + _INDENT, top, _WIDTH - 2 * _INDENT, 12),
        tr("{carrier} TRACKING #", carrier=plain(row.carrier).upper()),
        9,
        least=6,
        weight=Weight.Bold,
        side="middle",
    )
    number = QRectF(_LEFT + _INDENT, top + 78, _WIDTH - 2 * _INDENT, 17)
    if not sheets.code(QRectF(_LEFT + _THICK, top + 15, width, 60), row.tracking):
        number = QRectF(_LEFT + _INDENT, top + 30, _WIDTH - 2 * _INDENT, 40)
    sheets.text(
        number, grouped(plain(row.tracking)), 12, least=6, weight=Weight.DemiBold, side="middle"
    )
    sheets.rule(_LEFT, top + 98, _WIDTH, 2 * _THICK)


def _foot(sheets: Sheets, row: LabelRow) -> None:
    more = len(row.orders) - 1
    words = tr("Order {id}", id=row.orders[0])
    if more:
        words = tr("Order {id} and %Ln more", more, id=row.orders[0])
    box = QRectF(_LEFT + _INDENT, _TOP + 402, _WIDTH - 2 * _INDENT, 11)
    sheets.text(box, words, 7.5, least=6)


def _caption(sheets: Sheets, top: float, words: str, width: float) -> None:
    sheets.text(QRectF(_LEFT + _INDENT, top, width, 10), words, 7, least=5, weight=Weight.DemiBold)
