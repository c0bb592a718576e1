"""Promotions of the tour's shop, and stops about them: calendar, groups, before one is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.panels.promotions import PromotionsPanel
from desktop.tour.watching import idle, settle
from desktop.try_prices.opening import TryingPrices
from desktop.window import ShopWindow
from domain.promotions.commands import SavePromotion
from domain.reports.products import sku_rows
from domain.reports.promotions import Group
from domain.shop import Shop
from domain.simulation.what_if import DAYS, Forks, forks


def plan_promotions(shop: Shop) -> None:
    """One of most tools: over, running, to come, and a draft, counted from today."""
    calendar, skus = shop.book.calendar, [row.id for row in shop.read(sku_rows, 0)]
    today = int(calendar.local_day(shop.now))

    def days(first: int, last: int) -> dict[str, int]:
        return {
            "starts_at": int(calendar.midnight(today + first)),
            "ends_at": int(calendar.midnight(today + last)),
        }

    three, step = tuple(skus[1:4]), (2, 0, 1_500, 0)
    flash: dict[str, Any] = {"skus": (skus[0],), "units": (8,)}
    for tool, title, terms in (
        ("FLASH_DEAL", "Weekend flash", {**days(8, 11), **flash, "percents": (2_500,)}),
        ("PRODUCT_DISCOUNT", "Bright winter", {**days(2, 20), "skus": three, "percents": (1_000,)}),
        ("VOUCHER", "Three off", {**days(15, 22), "amount": 300, "least": 2_500}),
        ("BUY_MORE", "Two cables", {**days(4, 9), "skus": (skus[4],), "tiers": (step,)}),
        ("SHIPPING_DISCOUNT", "Free shipping", {**days(1, 30), "least": 3_000}),
        (
            "PRODUCT_DISCOUNT",
            "Payday",
            {**days(16, 19), "skus": (skus[4],), "percents": (1_200,), "draft": True},
        ),
    ):
        shop.do(SavePromotion(promotion=0, tool=tool, title=title, **terms))


def promotion_stops(window: ShopWindow, prefix: str) -> Iterator[tuple[str, QWidget]]:
    """The calendar of a week, the drafts, and the question before one is stopped."""
    panel = window.panels["promotions"]
    if not isinstance(panel, PromotionsPanel) or not window.desk.is_practice:
        return
    window.show_panel("promotions")
    idle(window)
    panel.calendar.show_zoom("week")
    yield f"{prefix}promotions-week", window
    panel.calendar.show_zoom("month")
    for group in (Group.UPCOMING, Group.ENDED, Group.DRAFTS):
        panel.show_group(group)
        idle(window)
        yield f"{prefix}promotions-{group.value}", window
    panel.show_group(Group.RUNNING)
    idle(window)
    running = panel.found.of(Group.RUNNING) if panel.found is not None else ()
    if running:
        dialog = panel.work.stop(running[0])
        settle(lambda: True)
        yield f"{prefix}stop-promotion", dialog
        dialog.close()
        settle(lambda: True)
        yield from _lift(window, panel, max(running, key=lambda row: row.used).id, prefix)
    yield from _try_prices(window, panel, prefix)


_TRIES = 6
"""Seeds of luck that are played for a picture: enough to look like twenty, and sooner there."""


def _few(shop: Shop) -> Forks:
    return shop.read(forks, (), DAYS, _TRIES)


def _lift(
    window: ShopWindow, panel: PromotionsPanel, promotion: int, prefix: str
) -> Iterator[tuple[str, QWidget]]:
    """What a promotion brings against a shop without it."""
    panel.show_promotion(promotion)
    idle(window)
    panel.open_card(promotion)
    panel.card.lift.what_if.fork = _few
    panel.card.lift.ask()
    idle(window)
    yield f"{prefix}promotion-lift", window
    panel.close_card()


def _try_prices(
    window: ShopWindow, panel: PromotionsPanel, prefix: str
) -> Iterator[tuple[str, QWidget]]:
    """What a lower price would bring."""
    trying = panel.findChild(TryingPrices)
    if not isinstance(trying, TryingPrices):
        return
    trying.fork = _few
    trying.open()
    idle(window)
    dialog = trying.dialog
    if dialog is None:
        return
    dialog.price.set_amount(dialog.sku.price * 9 // 10)
    dialog.ask()
    idle(window)
    yield f"{prefix}try-prices", dialog
    dialog.reject()
    settle(lambda: True)
