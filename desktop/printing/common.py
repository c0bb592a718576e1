"""What papers have in common: their margins, their foot, how they say days and weights."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from desktop.i18n import tr
from desktop.printing.plain import plain
from desktop.printing.sheets import GREY, Sheets
from desktop.wording import date_text
from domain.reports.shop import ShopRow

MARGIN = 42.0
"""Of slips and lists, on every side; points."""

FOOT = 22.0
"""Height of the lowest line above the margin, with its space; points."""

_OUNCE = 28.349523125
"""Grams, by definition of the international avoirdupois pound (0.45359237 kg)."""


def day_text(at: int, shop: ShopRow) -> str:
    """The shop's local day of a moment, such as ``14 Dec 2026``."""
    return date_text(int(shop.book.calendar.local_day(at)), "d MMM yyyy")


def weight_text(grams: int, shop: ShopRow) -> str:
    """A weight in the units of the shop's region; ounces are rounded up, as carriers do."""
    if shop.region != "us":
        return tr("{kilograms} kg", kilograms=f"{grams / 1000:.3f}")
    pounds, ounces = divmod(int(-(-grams // _OUNCE)), 16)
    return tr("{pounds} lb {ounces} oz", pounds=pounds, ounces=ounces)


def service_text(code: str, carrier: str) -> str:
    """A carrier's service by its code, without the carrier, as in ``GROUND ADVANTAGE``."""
    words = code.replace("_", " ").replace("-", " ").upper().split()
    return " ".join(words[1:] if words[:1] == [carrier.upper()] else words)


def paint_foot(sheets: Sheets, shop: ShopRow, page: int, pages: int) -> None:
    """The lowest line: the shop, that it is practice, and which page of how many this is."""
    width = sheets.width - 2 * MARGIN
    top = sheets.height - MARGIN - 11
    whose = plain(shop.name)
    if shop.is_practice:
        whose = tr("{shop}, a practice shop: no real order", shop=whose)
    sheets.text(QRectF(MARGIN, top, width * 0.7, 11), whose, 7.5, colour=GREY)
    sheets.text(
        QRectF(MARGIN + width * 0.7, top, width * 0.3, 11),
        tr("Page {page} of {pages}", page=page, pages=pages),
        7.5,
        side="end",
        colour=GREY,
    )
