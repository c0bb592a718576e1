"""What is expected of the days to come, in the person's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.i18n import left_to_right, tr
from desktop.wording import money, number
from domain.kernel.money import Currency

if TYPE_CHECKING:
    from domain.simulation.what_if import Expected, Range

Writer = Callable[[int], str]
"""Words a figure."""


def count_text(value: int) -> str:
    """A count that may be below nothing, such as ``−4``."""
    return left_to_right(f"{'−' if value < 0 else ''}{number(abs(value))}")


def amounts(currency: Currency) -> Writer:
    """Words amounts as well as they can be foretold: in whole units of the currency."""
    return lambda amount: money(amount, currency, whole=True)


def signed(value: int, write: Writer) -> str:
    """A difference with its sign, such as ``+17``."""
    text = write(value)
    return left_to_right(f"+{text}") if value > 0 and text != write(0) else text


def bounds_text(found: Range, write: Writer) -> str:
    """What four in five tries keep to."""
    return tr("{low} to {high}", low=write(found.low), high=write(found.high))


def difference_text(found: Range, write: Writer) -> str:
    """The mean of a difference with its bounds, such as ``+$38 (−$4 to $71)``."""
    return tr(
        "{middle} ({low} to {high})",
        middle=signed(found.mean, write),
        low=write(found.low),
        high=write(found.high),
    )


def more_orders_text(found: Range) -> str:
    """How many orders more, such as ``+17 orders (12 to 21)``."""
    return tr(
        "{sign}%Ln order(s) ({low} to {high})",
        abs(found.mean),
        sign="+" if found.mean > 0 else "−" if found.mean < 0 else "",
        low=count_text(found.low),
        high=count_text(found.high),
    )


def method_text(expected: Expected) -> str:
    """How it was found and what is left out, in a sentence or two."""
    return tr(
        "{tries} tries of {days} days, each with its own luck, the same with and without. You ship "
        "every morning and buy no goods; returns, messages and support are left out.",
        tries=number(expected.seeds),
        days=number(expected.days),
    )


def method_tip() -> str:
    """More of it, for whoever points at it."""
    return tr(
        "The large figure is the average of all tries, and four in five keep to the range below. "
        "Orders under way keep what is settled about them. What new orders will bring is reckoned: "
        "fees, goods, the cheapest label that keeps the promise, and returns at the average of "
        "their category. Profit is that of the orders placed in these days, less ads."
    )


def replay_tip() -> str:
    """How a promotion's days are played again without it, for whoever points at it."""
    return tr(
        "The figures are of the orders placed in these days and not cancelled. Discount is what "
        "you bear of all promotions. Profit is what these orders have left by now, and of those "
        "that the carrier does not have yet, what they will leave; ads are not in it. Orders that "
        "come only without it are shipped every morning."
    )
