"""A promotion as it is typed: what each tool needs stays while another tool is tried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace

import numpy as np

from domain.kernel.money import BASIS
from domain.promotions.commands import SavePromotion
from domain.promotions.form import MEANT_FOR
from domain.promotions.pricing import NO_LIMIT, unit_price
from domain.promotions.rules import PRICES, Tool
from domain.reports.promotion_work import Promotable, PromotionWork

_USUAL = {each.name: each.default for each in fields(SavePromotion)}


@dataclass(frozen=True, slots=True)
class Form:
    """Moments, amounts and percentages are those of ``SavePromotion``."""

    tool: Tool
    title: str = ""
    starts_at: int = 0
    ends_at: int = 0
    audience: str = "ALL"
    whole_shop: bool = False
    """Of tools that need no SKUs: whether it is for all."""
    chosen: tuple[int, ...] = ()
    by_price: bool = False
    """Whether prices are told, and not percentages."""
    every: int = 0
    """What is taken off SKUs that have no percentage of their own."""
    percents: Mapping[int, int] = field(default_factory=dict)
    prices: Mapping[int, int] = field(default_factory=dict)
    units: Mapping[int, int] = field(default_factory=dict)
    """Of SKUs that have a limit."""
    buyer_limit: int = NO_LIMIT
    uses: int = NO_LIMIT
    percent: int = 0
    amount: int = 0
    most: int = 0
    least: int = 0
    code: str = ""
    tiers: tuple[tuple[int, int, int, int], ...] = ()
    gifts: tuple[tuple[int, int, int], ...] = ()
    co_funded: bool = False

    @property
    def sets_prices(self) -> bool:
        """Whether the tool sets the price of each SKU."""
        return self.tool in PRICES

    def needs(self, name: str) -> bool:
        """Whether a field of the command means anything to the tool."""
        return self.tool in MEANT_FOR[name]

    def percent_of(self, sku: Promotable) -> int:
        """What is taken off a SKU's list price, of a price rounded to the nearest."""
        if self.by_price:
            off = sku.price - self.price_of(sku)
            return (2 * off * BASIS + sku.price) // (2 * sku.price)
        return self.percents.get(sku.id, self.every)

    def price_of(self, sku: Promotable) -> int:
        """What a unit costs."""
        if self.by_price and sku.id in self.prices:
            return self.prices[sku.id]
        percent = self.percents.get(sku.id, self.every)
        one = (np.array([value]) for value in (sku.price, 0, percent))
        return int(unit_price(*one)[0])

    def choosing(self, skus: Iterable[int]) -> Form:
        """With those SKUs and no others, in the order of their ids."""
        return replace(self, chosen=tuple(sorted(set(skus))))

    def priced(self, prices: Mapping[int, int], known: Mapping[int, Promotable]) -> Form:
        """With prices for some SKUs; the others keep what they cost."""
        kept = {each: self.price_of(known[each]) for each in self.chosen if each in known}
        return replace(self, by_price=True, prices={**kept, **prices})

    def less(self, percents: Mapping[int, int], known: Mapping[int, Promotable]) -> Form:
        """With something taken off some SKUs; the others keep what they cost."""
        if not self.by_price:
            return replace(self, percents={**self.percents, **percents})
        plain = replace(self, by_price=False, percents={**self.percents, **percents})
        return self.priced({each: plain.price_of(known[each]) for each in percents}, known)

    def less_for_all(self, percent: int) -> Form:
        """With as much taken off every SKU."""
        return replace(self, by_price=False, every=percent, percents={}, prices={})

    def limited(self, units: Mapping[int, int]) -> Form:
        """With units for some SKUs, -1 for no limit."""
        told = {**self.units, **units}
        return replace(self, units={sku: n for sku, n in told.items() if n != NO_LIMIT})

    def command(
        self, work: PromotionWork, known: Mapping[int, Promotable], *, draft: bool
    ) -> SavePromotion:
        """What would keep it."""
        chosen = () if self.whole_shop and not self.sets_prices else self.chosen
        told = {
            "prices": (),
            "percents": (),
            "units": tuple(self.units.get(each, NO_LIMIT) for each in chosen),
            **{name: getattr(self, name) for name in MEANT_FOR if name not in _OF_SKUS},
        }
        if not any(each in self.units for each in chosen):
            told["units"] = ()
        if self.by_price:
            told["prices"] = tuple(
                self.price_of(known[each]) if each in known else self.prices.get(each, 0)
                for each in chosen
            )
        else:
            percents = tuple(self.percents.get(each, self.every) for each in chosen)
            told["percents"] = percents if any(percents) else ()
        if self.tool is Tool.VOUCHER and self.amount:
            told["most"] = 0
        usual = {name: _USUAL[name] for name in MEANT_FOR if not self.needs(name)}
        return SavePromotion(
            promotion=work.command.promotion,
            tool=self.tool.name,
            title=self.title,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            audience=self.audience,
            skus=chosen,
            draft=draft,
            **{**told, **usual},
        )


_OF_SKUS = ("prices", "percents", "units")


def form_of(command: SavePromotion) -> Form:
    """A promotion that is kept, to be changed."""

    def each(values: tuple[int, ...], usual: int) -> dict[int, int]:
        told = values * len(command.skus) if len(values) == 1 else values
        return {
            sku: value for sku, value in zip(command.skus, told, strict=False) if value != usual
        }

    alike = len(set(command.percents)) == 1
    return Form(
        tool=Tool[command.tool],
        title=command.title,
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        audience=command.audience,
        whole_shop=not command.skus and Tool[command.tool] not in PRICES,
        chosen=command.skus,
        by_price=bool(command.prices),
        every=command.percents[0] if alike else 0,
        percents={} if alike else each(command.percents, 0),
        prices=each(command.prices, 0),
        units=each(command.units, NO_LIMIT),
        buyer_limit=command.buyer_limit,
        uses=command.uses,
        percent=command.percent,
        amount=command.amount,
        most=command.most,
        least=command.least,
        code=command.code,
        tiers=command.tiers,
        gifts=command.gifts,
        co_funded=command.co_funded,
    )
