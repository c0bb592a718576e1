"""Promotions of the tour's shop, and stops about them: calendar, groups, before one is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.panels.promotions import PromotionsPanel
from desktop.tour.watching import idle, settle
from desktop.window import ShopWindow
from domain.promotions.commands import SavePromotion
from domain.reports.products import sku_rows
from domain.reports.promotions import Group
from domain.shop import Shop


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
