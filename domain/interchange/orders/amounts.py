"""What a file says that orders cost, held against the one function that prices.

An order's list prices, discounts, fees and tax are given to ``pricing.charged`` as the file tells
them. Where the file's own sums are others, the plan says so, and the rows are imported as they are:
only the file knows what was paid.

What is not told is not held. A line whose subtotal is zero is a free sample, whatever its list
price. Of an order that was cancelled unpaid the amount means nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from domain.interchange.cells import BAD
from domain.interchange.orders.layout import Layout, Market
from domain.kernel.columns import Array, Columns, positions
from domain.kernel.money import Cents
from domain.orders.rules import Status
from domain.promotions.pricing import Bools, charged

HELD = {"subtotal": "items", "after": "value", "shipping_paid": "shipping", "amount": "amount"}
"""The fields that are held, in the order of the checkout, and what ``charged`` calls them."""


@dataclass(frozen=True, eq=False, slots=True)
class Amounts:
    """What the rows of a file say of money, by order."""

    rows: Mapping[str, Array]
    """The good rows, by order."""
    firsts: Array
    """Where each order begins."""
    fields: frozenset[str]
    """What the file has columns for."""

    def of_order(self, name: str, untold: int = BAD) -> Cents:
        """What all lines of an order repeat, and what stands for it where it is not told."""
        if name not in self.fields:
            return np.full(len(self.firsts), untold, dtype=np.int64)
        found = self.rows[name][self.firsts]
        return np.where(found == BAD, untold, found)

    def of_lines(self, name: str) -> Cents:
        """The sum of an order's lines; ``BAD`` where one of them does not tell it."""
        if name not in self.fields:
            return np.full(len(self.firsts), BAD, dtype=np.int64)
        found = self.rows[name]
        untold = np.minimum.reduceat(found, self.firsts) == BAD
        return np.where(untold, BAD, np.add.reduceat(found, self.firsts))

    def untold(self, *names: str) -> Bools:
        """Of which orders the file does not tell all of these."""
        return np.asarray(np.any([self.of_order(name) == BAD for name in names], axis=0))

    def shipping_untold(self) -> Bools:
        """Of which orders it does not tell the fee before discounts and what is taken off it."""
        shared = [name for name in ("shipping_shared_discount",) if name in self.fields]
        taken = "shipping_seller_discount", "shipping_platform_discount"
        return self.untold("shipping_original", *taken, *shared)  # not every market has the last

    def shipping_discounts(self) -> tuple[Cents, Cents]:
        """What the seller and the platform bear of the shipping fee, as far as it is told.

        What both bear together counts as the seller's: no file tells how they divide it.
        """
        seller, platform, shared = (
            self.of_order(f"shipping_{by}_discount", 0) for by in ("seller", "platform", "shared")
        )
        return seller + shared, platform


def differing(told: Amounts, known: Layout, market: Market) -> Columns:
    """The orders that do not come to what their file says.

    ``order``; ``field``, the place in ``HELD`` of the first amount that differs; what the file
    ``said`` of it and what it ``comes_to``, in minor units.
    """
    comes_to = _charged(told, market)
    said = {
        "subtotal": told.of_lines("subtotal"),
        "after": told.of_lines("after"),
        "shipping_paid": told.of_order("shipping_paid"),
        "amount": told.of_order("amount"),
    }
    found = {name: comes_to[step] for name, step in HELD.items()}
    found["amount"] += _beyond(told, said["amount"] - found["amount"], known, market)
    discounts = [told.of_lines(f"{by}_discount") == BAD for by in ("seller", "platform")]
    void = (told.of_order("paid_at") == 0) & (told.of_order("status") == Status.CANCELLED)
    beyond = [name for name in known.beyond if name in told.fields]
    unheld = {
        "subtotal": np.zeros_like(void),
        "after": np.any(discounts, axis=0),
        "shipping_paid": told.shipping_untold(),
        "amount": np.any([*discounts, told.untold("shipping_paid", *beyond), void], axis=0),
    }
    says, comes, not_held = (
        np.stack([each[name] for name in HELD]) for each in (said, found, unheld)
    )
    off = (says != BAD) & (says != comes) & ~not_held
    at = positions(off.any(axis=0))
    field = off.argmax(axis=0)[at]
    return Columns(
        {
            "order": told.rows["order_id"][told.firsts][at],
            "field": field,
            "said": says[field, at],
            "comes_to": comes[field, at],
        }
    )


def _charged(told: Amounts, market: Market) -> Columns:
    """What pricing makes of each order; where discounts are not told, the fee is what is paid."""
    rows, firsts = told.rows, told.firsts
    counts = np.diff(firsts, append=len(rows["order_id"]))
    lines = {
        "order": np.repeat(np.arange(len(firsts)), counts),
        "subtotal": rows["unit_price"] * rows["quantity"] * (rows["subtotal"] != 0),
        "seller": rows["seller_discount"],
        "platform": rows["platform_discount"],
    }
    original, paid = told.of_order("shipping_original"), told.of_order("shipping_paid", 0)
    seller, platform = told.shipping_discounts()
    is_told = ~told.shipping_untold()
    fees = {
        "fee": np.where(is_told, original, paid),
        "fee_seller": seller * is_told,
        "fee_platform": platform * is_told,
    }
    tax = told.of_order("tax", 0) * ("tax" in market.counted)
    return charged(Columns(lines), len(firsts), lambda _: fees, lambda _: tax)


def _beyond(told: Amounts, lacking: Cents, known: Layout, market: Market) -> Cents:
    """What else each buyer pays, of which ``lacking`` would make the order's amount.

    Of what is not known to be in it, that counts which makes it, else nothing.
    """
    signs = dict.fromkeys(known.added, 1) | dict.fromkeys(known.taken_off, -1)
    parts = {name: sign * told.of_order(name, 0) for name, sign in signs.items()}
    counted = np.zeros_like(lacking)
    for name in market.counted - {"tax"}:  # which pricing knows
        counted += parts[name]
    perhaps = [each for name, each in parts.items() if name not in market.counted and each.any()]
    made = counted == lacking
    for chosen in product((0, 1), repeat=len(perhaps)):
        more = sum(each * part for each, part in zip(chosen, perhaps, strict=True))
        made |= counted + more == lacking
    return np.where(made, lacking, counted)
