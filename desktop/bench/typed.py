"""Keys in the listing editor. Run as a process of its own.

Takes a practice shop, the SKUs of the listing and the shop's other products, and tells the
milliseconds of every key by what it goes into, and of one in a bare field of text.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.desk import Desk
from desktop.listing_editor.editor import ListingEditor
from desktop.listing_editor.opened import Opened
from desktop.program import prepare
from domain.catalogue.category_search import search
from domain.catalogue.drawn import drawn_facts, drawn_pictures
from domain.catalogue.listing import Listing, Variant, Variation, grid
from domain.catalogue.reviewing import Other
from domain.reports.shop import shop_row
from domain.shop import Shop

_KEYS = 30
_LEAF = 600032
"""Travel mugs; as many other products as there may be are in the same category."""


def listing(skus: int) -> Listing:
    """A listing that fills its limits: description, points, pictures and SKUs."""
    sizes = Variation("Size", tuple(f"Size {place}" for place in range(1, skus + 1)))
    model = Variant(
        (), price=1_999, stock=20, weight=300, length=200, width=90, height=90, cost=500
    )
    return Listing(
        title="Travel mug of steel, 450 ml, with a lid that does not leak",
        leaf=_LEAF,
        points=("Keeps drinks hot for six hours " * 7,) * 5,
        description="<p>" + "A mug for the way to work and back. " * 270 + "</p>",
        pictures=drawn_pictures("coffee", "#EF4444", 9),
        variations=(sizes,),
        variants=grid((sizes,), (model,)),
    )


def others(count: int) -> tuple[Other, ...]:
    """The shop's other products, all in one category."""
    return tuple(
        Other(place, f"Travel mug {place} of steel, with a lid", _LEAF, drawn_facts(str(place)))
        for place in range(1, count + 1)
    )


def main(shop_file: str, skus: str, products: str) -> None:
    app = QApplication([])
    prepare(app, "en", "light")
    desk = Desk(Shop(Path(shop_file)), lambda: 0)
    shop = desk.shop.read(shop_row, 0)
    search(shop.region, "mug")  # as the reader that opens the editor has done
    opened = Opened(listing(int(skus)), None, shop, "New product", others=others(int(products)))
    editor = ListingEditor(desk, opened)
    bare = QLineEdit()
    for widget in (editor, bare):
        widget.resize(1_170, 622)
        widget.show()
    app.processEvents()
    acts: dict[str, Callable[[int], object]] = {
        "bare": lambda place: bare.setText(f"Mug {place}"),
        "title": lambda place: editor.words.title.typed.emit(f"Travel mug {place}"),
        "cell": lambda place: editor.skus.model.put({(place, 1): "12.50"}),
        "value": lambda place: editor.variations.boxes[0].renamed.emit(place, f"Other {place}"),
    }
    taken: dict[str, list[float]] = {kind: [] for kind in acts}
    for place in range(_KEYS):
        for kind, act in acts.items():
            since = time.perf_counter()
            act(place)
            app.processEvents()
            taken[kind].append((time.perf_counter() - since) * 1_000)
    print(json.dumps(taken), flush=True)
    os._exit(0)  # what follows is not measured


if __name__ == "__main__":
    main(*sys.argv[1:])
