"""Stops of the tour: the welcome page, a shop panel by panel, the first day, imports."""

from __future__ import annotations

import time
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.dialogs.new_practice import NewPracticeDialog
from desktop.dialogs.new_real import NewRealDialog
from desktop.fidelity.sheet import MODEL, PARAMETERS
from desktop.panels.finance import FinancePanel
from desktop.panels.finance.panel import COMING, JOURNAL, OVERVIEW
from desktop.panels.shipping import ShippingPanel
from desktop.tour.analytics import analytics_stops
from desktop.tour.orders import delay_stops, order_dialogs, print_dialogs, return_stops
from desktop.tour.products import bulk_edit, editor, stock_history
from desktop.tour.promotion_editor import promotion_editor
from desktop.tour.promotions import promotion_stops
from desktop.tour.watching import idle, settle, show
from desktop.welcome import WelcomePage, WelcomeWindow
from desktop.widgets.seller_app import SellerAppDialog, StoreLink
from desktop.window import ShopWindow
from domain.shipping import settings
from domain.shop import Shop

WALL = 1_789_500_000
"""The wall clock in pictures of real shops: 15 September 2026, the day of the sample export."""


def welcome_stops(size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    window = WelcomeWindow(WelcomePage([]))
    show(window, size)
    yield "welcome", window
    for name, dialog in (
        ("new-practice", NewPracticeDialog(Path("Dukandar"), seed=1, parent=window)),
        ("new-real", NewRealDialog(Path("Dukandar"), parent=window)),
    ):
        dialog.show()
        settle(lambda: True)
        yield name, dialog
        if isinstance(dialog, NewPracticeDialog):
            buyers = dialog.change_buyers()
            settle(lambda: True)
            yield "change-buyers", buyers
            buyers.close()
        dialog.close()
    window.close()
    window.deleteLater()
    settle(lambda: True)


def shop_stops(shop: Shop, size: tuple[int, int], prefix: str) -> Iterator[tuple[str, QWidget]]:
    wall = int(time.time()) if shop.kind != "practice" else WALL
    window = ShopWindow(Desk(shop, lambda: wall))
    show(window, size)
    for key in window.panels:
        window.show_panel(key)
        idle(window)
        yield f"{prefix}{key}", window
    yield from analytics_stops(window, prefix)
    yield from finance_pages(window, shop, prefix)
    yield from bulk_edit(window, shop, prefix)
    yield from editor(window, prefix)
    yield from stock_history(window, prefix)
    yield from promotion_stops(window, prefix)
    yield from promotion_editor(window, prefix)
    yield from order_dialogs(window, shop, prefix)
    yield from return_stops(window, shop, prefix)
    yield from shipping_dialogs(window, shop, prefix)
    yield from delay_stops(window, shop, prefix)
    export = window.files.export("orders", window.panels["orders"].exports()[1])
    idle(window)
    yield f"{prefix}export", export
    export.close()
    yield from print_dialogs(window, shop, prefix)
    if shop.kind == "practice":
        yield from playing(window, prefix)
    yield from fidelity_sheet(window, prefix)
    links = [StoreLink(link.store, link.url) for link in shop.book.app_links]
    dialog = SellerAppDialog(links, window)
    dialog.show()
    idle(window)
    yield f"{prefix}seller-app", dialog
    dialog.close()
    window.close()
    window.deleteLater()
    settle(lambda: True)


def finance_pages(window: ShopWindow, shop: Shop, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """The pages beside the overview."""
    if shop.kind != "practice":
        return
    finance = window.panels["finance"]
    assert isinstance(finance, FinancePanel)
    window.show_panel("finance")
    for page in (COMING, JOURNAL):
        finance.show_page(page)
        idle(window)
        yield f"{prefix}finance-{page}", window
    finance.show_page(OVERVIEW)


def shipping_dialogs(window: ShopWindow, shop: Shop, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """Changing a template, the areas of a zone, the products that use it."""
    if shop.kind != "practice":
        return
    panel = window.panels["shipping"]
    assert isinstance(panel, ShippingPanel)
    window.show_panel("shipping")
    idle(window)
    template = shop.read(settings.load).templates[0]
    editor = panel.edit(template)
    assert editor is not None
    settle(lambda: True)
    yield f"{prefix}set-template", editor
    areas = editor.choose_areas(0)
    settle(lambda: True)
    yield f"{prefix}areas", areas
    areas.close()
    editor.close()
    products = panel.assign(template)
    assert products is not None
    settle(lambda: True)
    yield f"{prefix}assign-template", products
    products.close()
    settle(lambda: True)


def playing(window: ShopWindow, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """What a day brought, and what time stops for."""
    window.show_panel("home")
    window.show_summary()
    idle(window)
    yield f"{prefix}day-summary", window
    window.summary.close_summary()
    dialog = window.choose_pauses()
    idle(window)
    yield f"{prefix}pause-choices", dialog
    dialog.close()
    settle(lambda: True)


def fidelity_sheet(window: ShopWindow, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """What the world is made of, in sentences and in numbers."""
    sheet = window.show_fidelity_sheet()
    for page in (MODEL, PARAMETERS):
        sheet.show_page(page)
        idle(window)
        yield f"{prefix}fidelity-{page}", sheet
    sheet.close()
    settle(lambda: True)


def first_day(shop: Shop, size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    """What a newcomer sees first."""
    window = ShopWindow(Desk(shop, lambda: WALL))
    show(window, size)
    for key in ("home", "orders", "finance"):
        window.show_panel(key)
        idle(window)
        yield f"first-day-{key}", window
    window.close()
    window.deleteLater()
    settle(lambda: True)


def import_stops(shop: Shop, size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    """A real shop, from its first import on."""
    window = ShopWindow(Desk(shop, lambda: WALL))
    show(window, size)
    idle(window)
    yield "real-first-home", window
    samples = files("resources").joinpath("samples")
    with (
        as_file(samples.joinpath("orders-us.csv")) as sold,
        as_file(samples.joinpath("products-us.xlsx")) as listed,
    ):
        dialog = window.files.import_files([sold, listed])
        idle(window)
        yield "import-plan", dialog
        dialog.do_import()
        idle(window)
        yield "import-done", dialog
        dialog.close()
    history = window.files.history()
    idle(window)
    yield "import-history", history
    history.close()
    for key in window.panels:
        window.show_panel(key)
        idle(window)
        yield f"real-{key}", window
    window.close()
    window.deleteLater()
    settle(lambda: True)
