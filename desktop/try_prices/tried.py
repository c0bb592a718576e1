"""What is tried: a price for a SKU, or something off it for some days, or both."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
            found.append(replace(self._discount(work), percents=(self.percent,)))
        return tuple(found)

    def promotion(self, work: PromotionWork) -> SavePromotion | None:
        """A product discount that does it, at a lower price where no percentage is tried.

        None where a discount would not do the same: nothing is lower, or the price is another too.
        """
        if self.percent and not self.new_price:
            return replace(self._discount(work), percents=(self.percent,))
        if self.price < self.sku.price and not self.percent:
            return replace(self._discount(work), prices=(self.price,))
        return None

    def _discount(self, work: PromotionWork) -> SavePromotion:
        """One of the SKU for its days that takes nothing off yet."""
        calendar, tool = work.shop.book.calendar, Tool.PRODUCT_DISCOUNT
        today = int(calendar.local_day(work.shop.now))
        return SavePromotion(
            promotion=0,
            tool=tool.name,
            title=suggested_title(tool, today, {each.casefold() for each in work.titles}),
            starts_at=0,
            ends_at=int(calendar.midnight(today + self.days)),
            skus=(self.sku.id,),
        )
