"""``dukandar tour``: a picture of every panel and main dialog, without a screen."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import as_file, files
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.desk import Desk
from desktop.dialogs.bulk_edit import BulkEditDialog
from desktop.dialogs.new_practice import NewPracticeDialog
from desktop.dialogs.new_real import NewRealDialog
from desktop.fidelity.sheet import MODEL, PARAMETERS
from desktop.i18n import Language, install_language
from desktop.panels.finance import FinancePanel
from desktop.panels.finance.panel import COMING, JOURNAL, OVERVIEW
from desktop.panels.orders import OrdersPanel
from desktop.panels.products.practice import ProductsPanel
from desktop.panels.shipping import ShippingPanel
from desktop.printing.wanted import Kind
from desktop.theme.apply import apply_theme
from desktop.theme.roles import ThemeName
from desktop.welcome import WelcomePage, WelcomeWindow
from desktop.widgets.seller_app import SellerAppDialog, StoreLink
from desktop.window import ShopWindow
from domain.aftersales.groups import Group
from domain.kernel.refusals import RefusedError
from domain.reports.delays import DelayQuery, delays
from domain.reports.delays import Group as DelayGroup
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.reports.returns import ReturnQuery, Sort, return_detail, return_ids
from domain.shipping import settings
from domain.shop import Shop
from domain.simulation.policies import sensible

_DEMO_DAYS = 40
_WALL = 1_789_500_000
"""The wall clock in pictures of real shops: 15 September 2026, the day of the sample export."""


def run(
    folder: Path,
    *,
    shop: Path | None,
    themes: Sequence[ThemeName],
    size: tuple[int, int],
    language: Language,
) -> int:
    """Write ``folder/<theme>/<panel>.png`` for everything; gives the exit status."""
    app = QApplication(sys.argv[:1])
    install_language(app, language)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            for theme in themes:
                apply_theme(app, theme)
                place = folder / theme
                place.mkdir(parents=True, exist_ok=True)
                for name, widget in _stops(Path(scratch), shop, size):
                    if not widget.grab().save(str(place / f"{name}.png")):
                        raise RefusedError("not-writable", file=f"{name}.png", problem="no picture")
                    print(f"{theme}/{name}.png")
    except RefusedError as refused:
        print(refused.refusal.text(), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{folder.name}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


def _stops(
    scratch: Path, given: Path | None, size: tuple[int, int]
) -> Iterator[tuple[str, QWidget]]:
    """Every place of the tour, shown and filled, with its name."""
    yield from _welcome(size)
    demo = given
    if demo is None:
        demo = scratch / "demo.dukandar"
        if not demo.exists():
            _make_demo(demo)
    yield from _shop(Shop(demo), size, "")
    if given is None:
        fresh = scratch / "fresh.dukandar"
        if not fresh.exists():
            Shop.practice(fresh, "first-30-days", seed=1, noise=1).close()
        yield from _first_day(Shop(fresh), size)
        real = scratch / "real.dukandar"
        if real.exists():
            real.unlink()
        yield from _imports(Shop.real(real, "us", "Exports"), size)


def _make_demo(path: Path) -> None:
    """A shop some weeks old, with orders waiting."""
    with Shop.practice(path, "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(_DEMO_DAYS, sensible)
        shop.advance_days(2)


def _welcome(size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    window = WelcomeWindow(WelcomePage([]))
    _show(window, size)
    yield "welcome", window
    for name, dialog in (
        ("new-practice", NewPracticeDialog(Path("Dukandar"), seed=1, parent=window)),
        ("new-real", NewRealDialog(Path("Dukandar"), parent=window)),
    ):
        dialog.show()
        _settle(lambda: True)
        yield name, dialog
        if isinstance(dialog, NewPracticeDialog):
            buyers = dialog.change_buyers()
            _settle(lambda: True)
            yield "change-buyers", buyers
            buyers.close()
        dialog.close()
    window.close()
    window.deleteLater()
    _settle(lambda: True)


def _shop(shop: Shop, size: tuple[int, int], prefix: str) -> Iterator[tuple[str, QWidget]]:
    wall = int(time.time()) if shop.kind != "practice" else _WALL
    window = ShopWindow(Desk(shop, lambda: wall))
    _show(window, size)
    for key in window.panels:
        window.show_panel(key)
        _idle(window)
        yield f"{prefix}{key}", window
    yield from _finance_pages(window, shop, prefix)
    yield from _bulk_edit(window, shop, prefix)
    yield from _order_dialogs(window, shop, prefix)
    yield from _returns(window, shop, prefix)
    yield from _shipping_dialogs(window, shop, prefix)
    yield from _delays(window, shop, prefix)
    export = window.files.export("orders", window.panels["orders"].exports()[1])
    _idle(window)
    yield f"{prefix}export", export
    export.close()
    yield from _print(window, shop, prefix)
    if shop.kind == "practice":
        yield from _playing(window, prefix)
    yield from _fidelity_sheet(window, prefix)
    links = [StoreLink(link.store, link.url) for link in shop.book.app_links]
    dialog = SellerAppDialog(links, window)
    dialog.show()
    _idle(window)
    yield f"{prefix}seller-app", dialog
    dialog.close()
    window.close()
    window.deleteLater()
    _settle(lambda: True)


def _finance_pages(window: ShopWindow, shop: Shop, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """The pages beside the overview."""
    if shop.kind != "practice":
        return
    finance = window.panels["finance"]
    assert isinstance(finance, FinancePanel)
    window.show_panel("finance")
    for page in (COMING, JOURNAL):
        finance.show_page(page)
        _idle(window)
        yield f"{prefix}finance-{page}", window
    finance.show_page(OVERVIEW)


def _order_dialogs(window: ShopWindow, shop: Shop, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """Selecting many, the drawer, tracking and cancelling."""
    now = window.desk.clock() if shop.kind != "practice" else shop.now
    orders = window.panels["orders"]
    assert isinstance(orders, OrdersPanel)
    ids = shop.read(order_ids, OrderQuery(), now)
    if not ids:
        return
    window.go("orders", OrderQuery())
    _idle(window)
    orders.listing.open_order(ids[len(ids) // 2])
    _idle(window)
    yield f"{prefix}order", window
    ready = shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), now)[:3]
    if not ready or shop.kind != "practice":
        return
    window.go("orders", OrderQuery(tab=Tab.TO_SHIP))
    _idle(window)
    orders.listing.select(ready)
    _idle(window)
    yield f"{prefix}orders-selected", window
    for name, ask in (
        ("enter-tracking", orders.listing.work.enter_tracking),
        ("buy-labels", orders.listing.work.choose_service),
        ("cancel-orders", orders.listing.work.cancel_orders),
    ):
        ask(ready)
        _idle(window)
        dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
        yield f"{prefix}{name}", dialog
        dialog.close()
        _settle(lambda: True)


def _returns(window: ShopWindow, shop: Shop, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """What waits for an answer, one return in full, and what is asked before answering."""
    orders = window.panels["orders"]
    assert isinstance(orders, OrdersPanel)
    waiting = ReturnQuery(group=Group.TO_ANSWER, sort=Sort.DUE, descending=False)
    ids = shop.read(return_ids, waiting)
    if not ids:
        return
    window.go("orders", waiting)
    _idle(window)
    yield f"{prefix}returns", window
    window.go("orders", ("return", ids[0]))
    _idle(window)
    yield f"{prefix}return", window
    detail = shop.read(return_detail, ids[0])
    if shop.kind == "practice" and detail is not None:
        work = orders.returns.work
        for name, dialog in (
            ("offer-refund", work.offer(detail)),
            ("reject-returns", work.refuse(ids)),
        ):
            _settle(lambda: True)
            if dialog is not None:
                yield f"{prefix}{name}", dialog
                dialog.close()
    window.go("orders", OrderQuery())
    _idle(window)


def _delays(window: ShopWindow, shop: Shop, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """Parcels in trouble, and asking support about one."""
    found = shop.read(delays, window.desk.clock())
    orders = window.panels["orders"]
    assert isinstance(orders, OrdersPanel)
    lost = found.of(DelayGroup.LOST)
    window.go("orders", DelayQuery(order=lost[0].id if lost else 0))
    _idle(window)
    yield f"{prefix}delays", window
    if lost:
        orders.delays.ask_support(lost[0].id)
        _settle(lambda: True)
        dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
        yield f"{prefix}ask-support", dialog
        dialog.close()
        _settle(lambda: True)
    window.go("orders", OrderQuery())


def _print(window: ShopWindow, shop: Shop, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """What to print; the dialog differs between labels and what lies in the parcel."""
    orders = window.panels["orders"]
    assert isinstance(orders, OrdersPanel)
    ids = shop.read(order_ids, OrderQuery(), window.desk.clock())
    kinds = (Kind.LABELS, Kind.PACKING_SLIPS) if shop.kind == "practice" else (Kind.PICK_LIST,)
    for kind in kinds:
        dialog = orders.listing.work.papers.print_papers(ids, kind)
        if dialog is not None:
            _settle(lambda: True)
            yield f"{prefix}print-{kind.value}", dialog
            dialog.close()
            _settle(lambda: True)


def _bulk_edit(window: ShopWindow, shop: Shop, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """All products at once, and what a change would make of them."""
    if shop.kind != "practice":
        return
    products = window.panels["products"]
    assert isinstance(products, ProductsPanel)
    window.show_panel("products")
    _idle(window)
    products.table.selectAll()
    products.bulk.open()
    _idle(window)
    dialog = next(each for each in window.findChildren(BulkEditDialog) if each.isVisible())
    dialog.percent.setValue(10)
    dialog.ending.setChecked(True)
    _settle(lambda: True)
    yield f"{prefix}bulk-edit", dialog
    dialog.close()
    _settle(lambda: True)


def _shipping_dialogs(window: ShopWindow, shop: Shop, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """Changing a template, the areas of a zone, the products that use it."""
    if shop.kind != "practice":
        return
    panel = window.panels["shipping"]
    assert isinstance(panel, ShippingPanel)
    window.show_panel("shipping")
    _idle(window)
    template = shop.read(settings.load).templates[0]
    editor = panel.edit(template)
    assert editor is not None
    _settle(lambda: True)
    yield f"{prefix}set-template", editor
    areas = editor.choose_areas(0)
    _settle(lambda: True)
    yield f"{prefix}areas", areas
    areas.close()
    editor.close()
    products = panel.assign(template)
    assert products is not None
    _settle(lambda: True)
    yield f"{prefix}assign-template", products
    products.close()
    _settle(lambda: True)


def _playing(window: ShopWindow, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """What a day brought, and what time stops for."""
    window.show_panel("home")
    window.show_summary()
    _idle(window)
    yield f"{prefix}day-summary", window
    window.summary.close_summary()
    dialog = window.choose_pauses()
    _idle(window)
    yield f"{prefix}pause-choices", dialog
    dialog.close()
    _settle(lambda: True)


def _fidelity_sheet(window: ShopWindow, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """What the world is made of, in sentences and in numbers."""
    sheet = window.show_fidelity_sheet()
    for page in (MODEL, PARAMETERS):
        sheet.show_page(page)
        _idle(window)
        yield f"{prefix}fidelity-{page}", sheet
    sheet.close()
    _settle(lambda: True)


def _first_day(shop: Shop, size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    """What a newcomer sees first."""
    window = ShopWindow(Desk(shop, lambda: _WALL))
    _show(window, size)
    for key in ("home", "orders", "finance"):
        window.show_panel(key)
        _idle(window)
        yield f"first-day-{key}", window
    window.close()
    window.deleteLater()
    _settle(lambda: True)


def _imports(shop: Shop, size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    """A real shop, from its first import on."""
    window = ShopWindow(Desk(shop, lambda: _WALL))
    _show(window, size)
    _idle(window)
    yield "real-first-home", window
    samples = files("resources").joinpath("samples")
    with (
        as_file(samples.joinpath("orders-us.csv")) as sold,
        as_file(samples.joinpath("products-us.xlsx")) as listed,
    ):
        dialog = window.files.import_files([sold, listed])
        _idle(window)
        yield "import-plan", dialog
        dialog.do_import()
        _idle(window)
        yield "import-done", dialog
        dialog.close()
    history = window.files.history()
    _idle(window)
    yield "import-history", history
    history.close()
    for key in window.panels:
        window.show_panel(key)
        _idle(window)
        yield f"real-{key}", window
    window.close()
    window.deleteLater()
    _settle(lambda: True)


def _show(window: QWidget, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.show()
    _settle(lambda: True)


def _idle(window: ShopWindow) -> None:
    _settle(lambda: not window.desk.busy)
    _settle(lambda: not window.desk.busy)


def _settle(quiet: Callable[[], bool]) -> None:
    """Let Qt and the desk finish what they are about."""
    loop = QEventLoop()
    timer = QTimer(interval=15)
    calm = 0

    def look() -> None:
        nonlocal calm
        calm = calm + 1 if quiet() else 0
        if calm >= 3:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
