"""Stops of the tour about orders: the card, what is asked about many, returns, delays, papers."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QDialog, QWidget

from desktop.panels.orders import OrdersPanel
from desktop.printing.wanted import Kind
from desktop.tour.watching import idle, settle
from desktop.window import ShopWindow
from domain.aftersales.groups import Group
from domain.reports.delays import DelayQuery, delays
from domain.reports.delays import Group as DelayGroup
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.reports.returns import ReturnQuery, Sort, return_detail, return_ids
from domain.shop import Shop


def order_dialogs(window: ShopWindow, shop: Shop, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """Selecting many, the drawer, tracking and cancelling."""
    now = window.desk.clock() if shop.kind != "practice" else shop.now
    orders = window.panels["orders"]
    assert isinstance(orders, OrdersPanel)
    ids = shop.read(order_ids, OrderQuery(), now)
    if not ids:
        return
    window.go("orders", OrderQuery())
    idle(window)
    orders.listing.open_order(ids[len(ids) // 2])
    idle(window)
    yield f"{prefix}order", window
    ready = shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), now)[:3]
    if not ready or shop.kind != "practice":
        return
    window.go("orders", OrderQuery(tab=Tab.TO_SHIP))
    idle(window)
    orders.listing.select(ready)
    idle(window)
    yield f"{prefix}orders-selected", window
    for name, ask in (
        ("enter-tracking", orders.listing.work.enter_tracking),
        ("buy-labels", orders.listing.work.choose_service),
        ("cancel-orders", orders.listing.work.cancel_orders),
    ):
        ask(ready)
        idle(window)
        dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
        yield f"{prefix}{name}", dialog
        dialog.close()
        settle(lambda: True)


def return_stops(window: ShopWindow, shop: Shop, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """What waits for an answer, one return in full, and what is asked before answering."""
    orders = window.panels["orders"]
    assert isinstance(orders, OrdersPanel)
    waiting = ReturnQuery(group=Group.TO_ANSWER, sort=Sort.DUE, descending=False)
    ids = shop.read(return_ids, waiting)
    if not ids:
        return
    window.go("orders", waiting)
    idle(window)
    yield f"{prefix}returns", window
    window.go("orders", ("return", ids[0]))
    idle(window)
    yield f"{prefix}return", window
    detail = shop.read(return_detail, ids[0])
    if shop.kind == "practice" and detail is not None:
        work = orders.returns.work
        for name, dialog in (
            ("offer-refund", work.offer(detail)),
            ("reject-returns", work.refuse(ids)),
        ):
            settle(lambda: True)
            if dialog is not None:
                yield f"{prefix}{name}", dialog
                dialog.close()
    window.go("orders", OrderQuery())
    idle(window)


def delay_stops(window: ShopWindow, shop: Shop, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """Parcels in trouble, and asking support about one."""
    found = shop.read(delays, window.desk.clock())
    orders = window.panels["orders"]
    assert isinstance(orders, OrdersPanel)
    lost = found.of(DelayGroup.LOST)
    window.go("orders", DelayQuery(order=lost[0].id if lost else 0))
    idle(window)
    yield f"{prefix}delays", window
    if lost:
        orders.delays.ask_support(lost[0].id)
        settle(lambda: True)
        dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
        yield f"{prefix}ask-support", dialog
        dialog.close()
        settle(lambda: True)
    window.go("orders", OrderQuery())


def print_dialogs(window: ShopWindow, shop: Shop, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """What to print; the dialog differs between labels and what lies in the parcel."""
    orders = window.panels["orders"]
    assert isinstance(orders, OrdersPanel)
    ids = shop.read(order_ids, OrderQuery(), window.desk.clock())
    kinds = (Kind.LABELS, Kind.PACKING_SLIPS) if shop.kind == "practice" else (Kind.PICK_LIST,)
    for kind in kinds:
        dialog = orders.listing.work.papers.print_papers(ids, kind)
        if dialog is not None:
            settle(lambda: True)
            yield f"{prefix}print-{kind.value}", dialog
            dialog.close()
            settle(lambda: True)
