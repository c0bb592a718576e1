"""What a check of a shop can find, as coded findings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

WORDS: dict[str, str] = {
    "file-damaged": "The file is damaged: {problem}",
    "table-missing": "The file has no table {table}.",
    "rule-broken": "A row breaks a rule of its table: {problem}",
    "journal-altered": "The journal is not as it was written: {found} rows where {written} were "
    "written, or a row was changed.",
    "balance-wrong": "Account {account} stands at {found}; its journal rows add up to {right}.",
    "line-lost": "Order {order} was written with {written} lines of {units} units and has {found}.",
    "line-sum-wrong": "The lines of order {order} do not add up to the order.",
    "line-orphan": "Order line {order} belongs to no order.",
    "stock-negative": "SKU {sku} has a stock of {stock}.",
    "stock-wrong": "SKU {sku} has a stock of {found}; what came and went leaves {right}.",
    "status-wrong": "Order {order} is marked {found}; its times say {right}.",
    "sale-wrong": "The journal moved {found} for order {order}; its rows say {right}.",
    "amount-wrong": "Order {order} says {found}; its parts add up to {right}.",
    "discount-wrong": "Order {order} has a discount of {found}; its promotions took off {right}.",
    "promotion-used-wrong": "Promotion {promotion} counts {found} orders; {right} have used it.",
    "promotion-oversold": "Promotion {promotion} has sold {sold} units of SKU {sku} and may sell "
    "{units}.",
    "promotion-gifts-wrong": "Promotion {promotion} counts {found} gifts; {right} went with "
    "orders.",
    "promotion-gifts-above": "Promotion {promotion} has given {found} gifts and may give {right}.",
    "statement-wrong": "The statement of {day} pays {found}; its journal rows make it {right}.",
    "payout-wrong": "The bank received {found}; the paid statements add up to {right}.",
    "refund-above-paid": "Order {order} gave back {found}; {right} was paid.",
    "returned-above-sold": "Of SKU {sku} in order {order} {found} units came back; {right} were "
    "sold.",
    "return-wrong": "The lines of order {order} took back {found}; its return says {right}.",
    "reviews-wrong": "SKU {sku} counts {found} reviews and stars; those written make {right}.",
    "funnel-inverted": "More came out of a step of the traffic of {day} than went in: {counts}.",
    "traffic-wrong": "The traffic tells of {found} {what}; the orders make {right}.",
    "fee-warning-wrong": "Shipping template {template} is warned of its fee: {found}; its fees say "
    "{right}.",
    "taken-down-wrong": "Product {product} is {found}; the shipping fee that it is sent at says "
    "{right}.",
    "recipient-kept": "Order {order} is delivered or cancelled and its recipient is still here.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, as a code with parameters."""

    code: str
    params: dict[str, str | int]

    def text(self) -> str:
        """The finding as one plain English sentence."""
        return WORDS[self.code].format(**self.params)


MOST = 20
"""So many findings of one kind are listed; more would not help."""


def day_text(at: int) -> str:
    """The UTC day of a moment, as a finding names it."""
    return str(np.datetime64(at, "s").astype("datetime64[D]"))
