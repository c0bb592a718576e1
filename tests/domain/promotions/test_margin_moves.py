"""What the margin guard says is kept is what the journal then moves, sold or returned."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import reactions
from domain.finance.rules import PLACES, Entries
from domain.kernel.columns import Columns
from domain.kernel.money import BASIS
from domain.promotions.margin import Part
from domain.promotions.rules import Tool
from domain.reactions import Event
from tests.domain.promotions.made_offers import SKU, Item, Offer, held
from tests.domain.promotions.test_margin import RULES, costs, kept

LABEL, COMMISSION, COST = 447, 1000, 940


def gained(rows: Iterable[Entries]) -> int:
    """What the seller's places gained by journal rows."""
    return sum(
        int(amount) * (int(debit in PLACES) - int(credit in PLACES))
        for part in rows
        for debit, credit, amount in zip(part.debit, part.credit, part.amount, strict=True)
    )


def one(**told: int) -> Columns:
    names = {*reactions.NEEDED, *reactions.RETURNED, "quantity", "subtotal", "unit_cost"}
    names |= {"shipping_seller_discount", "shipping_platform_discount", "campaign_fee"}
    return Columns({name: np.array([told.get(name, 0)]) for name in names})


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 5),
    st.integers(500, 9000),
    st.integers(100, 6000),
    st.integers(0, 600),
    st.sampled_from((0, 3000, BASIS)),
)
def test_what_is_kept_is_what_the_journal_moves(
    units: int, price: int, percent: int, fee: int, platform: int
) -> None:
    offer = Offer(Tool.PRODUCT_DISCOUNT, (Item(percent=percent),), platform_share=platform)
    known, basket = held(offer), [(SKU, units, price)]
    about = costs(goods=COST, label=LABEL, commission=COMMISSION, back=0, lost=BASIS)
    sold = kept(known, about, basket, fee=fee)
    back = kept(known, costs(back=BASIS, lost=BASIS), basket, fee=fee)
    worth = int(sold.lines[Part.BUYER][0] + sold.lines[Part.PLATFORM][0])
    order = one(
        id=1,
        order_id=1,
        item_total=price * units,
        seller_discount=price * units - worth,
        shipping_paid=fee,
        label_cost=LABEL,
        cost=COST * units,
        commission=-int(sold.lines[Part.COMMISSION][0]),
        subtotal=price * units,
        quantity=units,
        unit_cost=COST,
        refund=worth,
        refunded=worth,
    )
    at = np.array([1])
    moved = [
        reactions.postings(event, order, at, RULES)
        for event in (Event.PAID, Event.LABELLED, Event.SHIPPED)
    ]
    assert gained(moved) == sold.orders[Part.KEEPS][0]
    moved.append(reactions.postings(Event.REFUNDED, reactions.returned(order, order), at, RULES))
    assert gained(moved) == back.orders[Part.KEEPS][0]
