"""Ten thousand shops full of promotions, priced at once and order by order: the same cents."""

from __future__ import annotations

import pytest

from domain.kernel.columns import Columns
from domain.promotions.pricing import Baskets, Promotions, checkout
from domain.promotions.rules import Tool
from tests.domain.promotions.drawn_shops import drawn_shops, fee_of, tax_of
from tests.domain.promotions.order_by_order import order_by_order

SHOPS = 10_000
PARTS = 4


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_pricing_many_orders_at_once_is_pricing_them_one_after_the_other(part: int) -> None:
    tools: set[int] = set()
    for number, shop in enumerate(drawn_shops(part, SHOPS // PARTS)):
        tools |= compared(*shop, f"shop {number} of part {part}")
    assert tools == set(Tool)


def compared(promotions: Promotions, baskets: Baskets, name: str) -> set[int]:
    """Hold both against each other; gives the tools that took something off."""
    lines, orders, uses, gifts = order_by_order(promotions, baskets, fee_of, tax_of)
    found = checkout(promotions, baskets, fee_of, tax_of)
    used = found.uses()
    same(found.lines, lines, f"a line of {name}")
    same(found.orders, orders, f"an order of {name}")
    same(used, uses, f"a use in {name}")
    same(found.gifts, gifts, f"a gift in {name}")
    return set(promotions.rows["tool"][used["promotion"]].tolist())


def same(found: Columns, wanted: list[dict[str, int]], name: str) -> None:
    assert found.rows() == [tuple(row[column] for column in found) for row in wanted], name
