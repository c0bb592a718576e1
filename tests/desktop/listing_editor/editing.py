"""An editor as tests use it: over a practice shop, shown, with listings made for the purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.listing_editor.editor import ListingEditor
from desktop.listing_editor.opened import Opened
from domain.catalogue.category_search import search
from domain.catalogue.expectations import required
from domain.catalogue.listing import Chosen, Listing, Variant, Variation, grid
from domain.reports.shop import ShopRow
from domain.rulebook import rulebook
from domain.shop import Shop

WALL = 1_789_500_000
BOOK = rulebook("us")
RULES = BOOK.at(WALL)
SHOP = ShopRow("Editing", "practice", "us", BOOK.currency, WALL, 1, "first-30-days")
HEADPHONES = search("us", "earphones headphones")[0].id
TITLE = "Wireless earbuds with charging case, Bluetooth 5.3, 30 hours"
GOOD = Variant(price=2_499, weight=80, length=90, width=60, height=30, cost=900, lead_days=7)


def whole(**other: Any) -> Listing:
    """A listing that can be submitted, but for what is made otherwise."""
    fields: dict[str, Any] = {
        "title": TITLE,
        "leaf": HEADPHONES,
        "attributes": tuple(
            Chosen(each, ("Other kind",)) for each, _ in required(HEADPHONES, "us")
        ),
        "pictures": ("drawn:headphones:#6366F1",),
        "variants": (GOOD,),
    }
    return Listing(**(fields | other))


def sized(rows: int) -> Listing:
    """One with so many SKUs, which differ in their size."""
    sizes = Variation("Size", tuple(f"Size {place}" for place in range(1, rows + 1)))
    return whole(variations=(sizes,), variants=grid((sizes,), (GOOD,)))


def opened(listing: Listing, **other: Any) -> Opened:
    """What an editor of that listing is opened with."""
    fields: dict[str, Any] = {
        "listing": listing,
        "live": None,
        "shop": SHOP,
        "title": "New product",
        "templates": ((3, "Heavy goods"),),
    }
    return Opened(**(fields | other))


class Editing:
    """Opens editors over one shop and closes all of it in the end."""

    def __init__(self, qtbot: QtBot, shop: Shop) -> None:
        self.qtbot = qtbot
        self.desk = Desk(shop, lambda: WALL)
        self.failures: list[BaseException] = []
        self.desk.failed.connect(self.failures.append)

    def open(
        self, listing: Listing | None = None, size: tuple[int, int] = (1150, 620), **other: Any
    ) -> ListingEditor:
        editor = ListingEditor(self.desk, opened(listing or Listing(), **other))
        self.qtbot.addWidget(editor)
        editor.resize(*size)
        editor.show()
        self.idle()
        return editor

    def idle(self) -> None:
        """Wait until nothing is read or written any more."""
        self.qtbot.waitUntil(lambda: not self.desk.busy, timeout=20_000)

    def close(self) -> None:
        self.desk.close()
        assert not self.failures, self.failures


def picture_file(folder: Path, name: str, make: Callable[[], bytes]) -> Path:
    """A file with that picture."""
    path = folder / name
    path.write_bytes(make())
    return path
