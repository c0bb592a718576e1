"""The pricing of ``domain.promotions.pricing`` once more: order by order, in whole numbers.

Written from what that module says of its steps, and sharing nothing with how it does them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from domain.kernel.columns import Columns
from domain.promotions.pricing import Baskets, Promotions
from domain.promotions.rules import FLASHES, PRICES, Tool

WHOLE = 10_000
NO_LIMIT = -1
NONE = -1


@dataclass
class Item:
    price: int
    percent: int
    left: int


@dataclass
class Promotion:
    position: int
    tool: int
    whole_shop: int
    percent: int
    amount: int
    most: int
    least: int
    platform_share: int
    left: int
    buyer_limit: int
    items: dict[int, Item] = field(default_factory=dict)
    tiers: list[dict[str, int]] = field(default_factory=list)

    def has(self, sku: int) -> bool:
        return bool(self.whole_shop) or sku in self.items


@dataclass
class Line:
    sku: int
    quantity: int
    price: int
    amount: int
    by: list[int] = field(default_factory=lambda: [NONE] * 3)
    off: list[int] = field(default_factory=lambda: [0] * 3)
    borne: list[int] = field(default_factory=lambda: [0] * 3)

    def take(self, step: int, off: int, promotion: Promotion) -> None:
        self.amount -= off
        self.by[step], self.off[step] = promotion.position, off
        self.borne[step] = percentage(off, promotion.platform_share)


def percentage(amount: int, basis_points: int) -> int:
    """So many basis points of an amount, rounded half up."""
    return (2 * amount * basis_points + WHOLE) // (2 * WHOLE)


def live(promotions: Promotions) -> list[Promotion]:
    rows = [named(promotions.rows, at) for at in range(len(promotions))]
    made = [
        Promotion(at, **{name: value for name, value in row.items() if name != "id"})
        for at, row in enumerate(rows)
    ]
    for at in range(len(promotions.items)):
        row = named(promotions.items, at)
        item = Item(row["price"], row["percent"], row["left"])
        made[row["promotion"]].items[row["sku"]] = item
    for at in range(len(promotions.tiers)):
        row = named(promotions.tiers, at)
        made[row["promotion"]].tiers.append(row | {"position": at})
    return made


def named(columns: Columns, at: int) -> dict[str, int]:
    return {name: int(columns[name][at]) for name in columns}


class Shop:
    """What is left of the promotions while one order after the other is priced."""

    def __init__(self, promotions: Promotions) -> None:
        self.promotions = live(promotions)
        self.gifts: list[dict[str, int]] = []

    def order(
        self,
        lines: list[Line],
        may: list[bool],
        used: list[int],
        fee_of: Callable[[int], int],
        tax_of: Callable[[int], int],
    ) -> dict[str, int]:
        """Price one order, the next in time; gives what it comes to."""
        self.may, self.used, self.gifts = may, list(used), []
        for line in lines:
            self.price(line)
        self.buy_more(lines)
        self.voucher(lines)
        value = sum(line.amount for line in lines)
        fee = fee_of(value)
        by, off = self.shipping(value, fee, lines)
        borne = percentage(off, self.promotions[by].platform_share) if off else 0
        tax = tax_of(value)
        platform = sum(sum(line.borne) for line in lines)
        return {
            "items": sum(line.quantity * line.price for line in lines),
            "seller": sum(sum(line.off) for line in lines) - platform,
            "platform": platform,
            "value": value,
            "fee": fee,
            "fee_by": by,
            "fee_seller": off - borne,
            "fee_platform": borne,
            "shipping": fee - off,
            "tax": tax,
            "amount": value + fee - off + tax,
        }

    def price(self, line: Line) -> None:
        """The strongest price tool that counts for the line."""
        for tool in PRICES:
            best: tuple[int, Promotion] | None = None
            for promotion in self.promotions:
                if promotion.tool != tool or not promotion.has(line.sku):
                    continue
                unit = self.unit_price(promotion, line)
                if not self.counts(promotion, line, unit):
                    continue
                if best is None or unit < best[0]:
                    best = (unit, promotion)
            if best is not None:
                unit, promotion = best
                line.take(0, (line.price - unit) * line.quantity, promotion)
                self.used[promotion.position] += line.quantity
                item = promotion.items.get(line.sku)
                if item is not None and item.left != NO_LIMIT:
                    item.left -= line.quantity
                return

    def unit_price(self, promotion: Promotion, line: Line) -> int:
        if promotion.whole_shop:
            return line.price - percentage(line.price, promotion.percent)
        item = promotion.items[line.sku]
        return item.price or line.price - percentage(line.price, item.percent)

    def counts(self, promotion: Promotion, line: Line, unit: int) -> bool:
        if unit >= line.price or not self.may[promotion.position]:
            return False
        item = promotion.items.get(line.sku)
        if item is not None and item.left != NO_LIMIT and line.quantity > item.left:
            return False
        limit = promotion.buyer_limit
        return limit == NO_LIMIT or self.used[promotion.position] + line.quantity <= limit

    def open(self, *tools: Tool) -> list[Promotion]:
        """The promotions of these tools, by age, that the order's buyer may use."""
        return [each for each in self.promotions if each.tool in tools and self.may[each.position]]

    def used_up(self, promotion: Promotion) -> bool:
        limit = promotion.buyer_limit
        return promotion.left == 0 or (limit != NO_LIMIT and self.used[promotion.position] >= limit)

    def buy_more(self, lines: list[Line]) -> None:
        """One promotion after the other, as long as one takes something off or gives a gift."""
        tool_of = {each.position: each.tool for each in self.promotions}
        free = [line for line in lines if tool_of.get(line.by[0]) not in FLASHES]
        while True:
            best, most, taken = None, 0, list[Line]()
            for promotion in self.open(Tool.BUY_MORE):
                together = [line for line in free if promotion.has(line.sku)]
                tier = self.tier(promotion, together)
                if tier is None:
                    continue
                spent = sum(line.amount for line in together)
                off = min(spent, tier["amount"] or percentage(spent, tier["percent"]))
                if off > most or (best is None and tier["gift"] != NONE):
                    best, most, taken, step = promotion, off, together, tier
            if best is None:
                return
            if step["gift"] == NONE:
                self.divide(1, best, most, taken)
            else:
                self.give(best, step, taken)
            free = [line for line in free if all(line is not each for each in taken)]

    def tier(self, promotion: Promotion, lines: list[Line]) -> dict[str, int] | None:
        """The highest tier that the lines reach."""
        units = sum(line.quantity for line in lines)
        spent = sum(line.amount for line in lines)
        reached = [
            tier for tier in promotion.tiers if units >= tier["units"] and spent >= tier["least"]
        ]
        return reached[-1] if reached else None

    def give(self, promotion: Promotion, tier: dict[str, int], lines: list[Line]) -> None:
        """The tier's gift goes with the order, if any is left."""
        if not tier["gifts_left"]:
            return
        if tier["gifts_left"] != NO_LIMIT:
            tier["gifts_left"] -= 1
        for line in lines:
            line.take(1, 0, promotion)
        self.gifts.append(
            {
                "promotion": promotion.position,
                "tier": tier["position"],
                "sku": tier["gift"],
                "units": tier["gift_units"],
            }
        )

    def voucher(self, lines: list[Line]) -> None:
        """The voucher or the code that takes off most."""
        best, most, taken = None, 0, list[Line]()
        for promotion in self.open(Tool.VOUCHER, Tool.PROMO_CODE):
            products = [line for line in lines if promotion.has(line.sku)]
            spent = sum(line.amount for line in products)
            if spent < promotion.least or self.used_up(promotion):
                continue
            off = promotion.amount or percentage(spent, promotion.percent)
            if promotion.most and not promotion.amount:
                off = min(off, promotion.most)
            off = min(off, spent)
            if off > most:
                best, most, taken = promotion, off, products
        if best is not None:
            self.divide(2, best, most, taken)
            if best.left != NO_LIMIT:
                best.left -= 1

    def divide(self, step: int, promotion: Promotion, off: int, lines: list[Line]) -> None:
        """The first k lines together bear the whole-number part of their share, for each k."""
        total = sum(line.amount for line in lines)
        amount, borne = 0, 0
        for line in lines:
            amount += line.amount
            share = off * amount // total
            line.take(step, share - borne, promotion)
            borne = share

    def shipping(self, value: int, fee: int, lines: list[Line]) -> tuple[int, int]:
        """The discount of the fee that takes off most, and how much."""
        best, most = NONE, 0
        for promotion in self.open(Tool.SHIPPING_DISCOUNT):
            if value < promotion.least or not all(promotion.has(line.sku) for line in lines):
                continue
            off = min(promotion.amount, fee) if promotion.amount else fee
            if off > most:
                best, most = promotion.position, off
        return best, most


def order_by_order(
    promotions: Promotions,
    baskets: Baskets,
    fee_of: Callable[[int], int],
    tax_of: Callable[[int], int],
) -> tuple[list[dict[str, int]], ...]:
    """The rows of the lines, of the orders, of what each promotion did for each, and of gifts."""
    shop = Shop(promotions)
    of_order: list[list[Line]] = [[] for _ in range(len(baskets))]
    numbers: list[int] = baskets.lines["order"].tolist()
    for at, order in enumerate(numbers):
        row = named(baskets.lines, at)
        amount = row["quantity"] * row["price"]
        of_order[order].append(Line(row["sku"], row["quantity"], row["price"], amount))
    told: list[dict[str, int]] = []
    orders: list[dict[str, int]] = []
    uses: list[dict[str, int]] = []
    gifts: list[dict[str, int]] = []
    for order, lines in enumerate(of_order):
        may, used = baskets.may[order].tolist(), baskets.used[order].tolist()
        found = shop.order(lines, may, used, fee_of, tax_of)
        orders.append(found)
        told += [line_row(order, line) for line in lines]
        given = sorted(shop.gifts, key=lambda gift: gift["promotion"])
        gifts += [{"order": order, **gift} for gift in given]
        uses += used_by(order, lines, found, {gift["promotion"] for gift in given}, len(promotions))
    return told, orders, uses, gifts


def line_row(order: int, line: Line) -> dict[str, int]:
    row: dict[str, Any] = {
        "order": order,
        "sku": line.sku,
        "quantity": line.quantity,
        "subtotal": line.quantity * line.price,
    }
    for step in range(3):
        row[f"by_{step}"], row[f"off_{step}"] = line.by[step], line.off[step]
    row["platform"] = sum(line.borne)
    row["seller"] = sum(line.off) - row["platform"]
    return row


def used_by(
    order: int, lines: list[Line], found: dict[str, int], giving: set[int], promotions: int
) -> list[dict[str, int]]:
    """What each promotion did for one order: its units and what each side bears."""
    rows = []
    for promotion in range(promotions):
        units = taken = borne = 0
        for line in lines:
            for step in range(3):
                if line.by[step] == promotion and (line.off[step] or promotion in giving):
                    units += line.quantity
                    taken += line.off[step]
                    borne += line.borne[step]
        if found["fee_by"] == promotion:
            taken += found["fee_seller"] + found["fee_platform"]
            borne += found["fee_platform"]
        if taken or promotion in giving:
            rows.append(
                {
                    "order": order,
                    "promotion": promotion,
                    "units": units,
                    "seller": taken - borne,
                    "platform": borne,
                }
            )
    return rows
