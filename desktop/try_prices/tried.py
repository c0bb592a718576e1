"""What is tried: a price for a SKU, or something off it for some days, or both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.promotion_editor.words import suggested_title
from domain.catalogue.commands import SetPrice
from domain.promotions.commands import SavePromotion
from domain.promotions.rules import Tool
from domain.reports.promotion_work import Promotable, PromotionWork

if TYPE_CHECKING:
    from domain.simulation.decisions import Command


@dataclass(frozen=True, slots=True)
class Tried:
    """Minor units and basis points."""

    sku: Promotable
    price: int
    percent: int
    days: int
    """For which the percentage is taken off; today is the first of them."""

    @property
    def new_price(self) -> bool:
        """Whether the price is another one."""
        return self.price != self.sku.price

    @property
    def changed(self) -> bool:
        """Whether anything is tried."""
        return self.new_price or self.percent > 0

    def commands(self, work: PromotionWork) -> tuple[Command, ...]:
        """The decisions that would do it, in their order."""
        found: list[Command] = []
        if self.new_price:
            found.append(SetPrice(self.sku.id, self.price))
        if self.percent:
            found.append(self._discount(work))
        return tuple(found)

    def promotion(self, work: PromotionWork) -> SavePromotion | None:
        """The promotion that alone would do it; None where none would.

        A lower price is none: it has no end, and buyers see no deal in it.
        """
        return self._discount(work) if self.percent and not self.new_price else None

    def _discount(self, work: PromotionWork) -> SavePromotion:
        calendar, tool = work.shop.book.calendar, Tool.PRODUCT_DISCOUNT
        today = int(calendar.local_day(work.shop.now))
        return SavePromotion(
            promotion=0,
            tool=tool.name,
            title=suggested_title(tool, today, {each.casefold() for each in work.titles}),
            starts_at=0,
            ends_at=int(calendar.midnight(today + self.days)),
            skus=(self.sku.id,),
            percents=(self.percent,),
        )
