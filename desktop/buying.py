"""Buying labels: what it came to, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.i18n import tr
from desktop.wording import money
from domain.kernel.outcome import Outcome
from domain.reports.quotes import labels_paid
from domain.reports.shop import ShopRow
from domain.shipping.commands import BuyLabels
from domain.shop import Shop


@dataclass(frozen=True, slots=True)
class Bought:
    """What came of it, what was paid in minor units, and which orders have a label now."""

    outcome: Outcome
    cost: int
    orders: tuple[int, ...]

    def text(self, shop: ShopRow) -> str:
        """What the person is told."""
        return tr(
            "%Ln label(s) bought for {cost}. The carrier's first scan is next.",
            self.outcome.done,
            cost=money(self.cost, shop.currency),
        )


def buy_labels(shop: Shop, ids: Sequence[int], service: str = "") -> Bought:
    """Buy labels for orders; runs on the writer's thread."""
    outcome = shop.do(BuyLabels(tuple(ids), service))
    refused = {refusal.params.get("order") for refusal in outcome.refusals}
    bought = [each for each in ids if each not in refused]
    if not outcome.done:
        return Bought(outcome, 0, ())
    return Bought(outcome, shop.read(labels_paid, bought), tuple(bought))
