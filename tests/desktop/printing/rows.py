"""Rows as the tests print them: ordinary ones, to be altered with ``replace``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from desktop.printing.documents import Document
from desktop.printing.output import save_pdf
from desktop.printing.sheets import Sheets
from desktop.printing.wanted import Paper
from domain.kernel.progress import silent
from domain.reports.papers.labels import LabelRow
from domain.reports.papers.packing_slips import SlipAmounts, SlipLine, SlipRow
from domain.reports.papers.pick_list import PickRow
from domain.reports.shop import ShopRow
from domain.rulebook import rulebook

NOON = 1_797_183_000
SHOP = ShopRow("Night Market", "practice", "us", rulebook("us").currency, NOON, 5, "first-30-days")
LABEL = LabelRow(
    orders=(576_461_413_198_893_568,),
    carrier="USPS",
    service="USPS-GROUND-ADVANTAGE",
    tracking="9400111899223197428490",
    sender="Night Market",
    name="Sami R.",
    street="532 Sunset Blvd",
    city="Los Angeles",
    state="CA",
    zip="90012",
    place="Los Angeles, CA 90012",
    weight=340,
    at=NOON,
    number=1,
    of=1,
)
LINE = SlipLine("CBL-RED", "Braided charging cable, 2 m", "Red", 2, 999)
SLIP = SlipRow(
    order=576_461_413_198_893_568,
    ordered_at=NOON,
    name="Sami R.",
    place="Los Angeles, CA 90012",
    carrier="USPS",
    tracking="9400111899223197428490",
    number=1,
    of=1,
    more=False,
    lines=(LINE,),
    message="Please ring twice.",
    note="A regular: add a sticker.",
    amounts=SlipAmounts(1_998, 200, 499, 171, 2_468),
)
PICK = PickRow(1, "CBL-RED", "Braided charging cable, 2 m", "Red", 12, 9)


def printed(
    path: Path, paper: Paper, count: int, paint: Callable[[Sheets], Iterator[None]]
) -> Path:
    """Paint onto a PDF at that path."""
    save_pdf(Document("Test", paper, count, paint, ()), path, silent)
    return path
