"""Return requests: what silence means, and when an order's money is held."""

from __future__ import annotations

from enum import IntEnum, StrEnum

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import DAY, HOUR, Seconds
from domain.kernel.columns import Array, Columns
from domain.rulebook import Rules


class CancellationStatus(IntEnum):
    """Where a buyer's request to cancel stands, in the platform's words; the numbers are stored."""

    CANCELLATION_REQUEST_PENDING = 1
    CANCELLATION_REQUEST_SUCCESS = 2
    CANCELLATION_REQUEST_CANCELLED = 3
    """Refused by the seller, or by shipping."""


class ReturnStatus(IntEnum):
    """Where a return stands, in the platform's words; the numbers are stored."""

    RETURN_OR_REFUND_REQUEST_PENDING = 1
    BUYER_SHIPPED_ITEM = 2
    RETURN_OR_REFUND_REQUEST_COMPLETE = 3
    AWAITING_BUYER_SHIP = 4
    AWAITING_BUYER_RESPONSE = 5
    """The buyer thinks about a partial offer."""
    REFUND_OR_RETURN_REQUEST_REJECT = 6
    REJECT_RECEIVE_PACKAGE = 7
    """What came back was refused at inspection."""
    RETURN_OR_REFUND_REQUEST_CANCEL = 8
    """Withdrawn, or never sent back."""


class ReturnKind(StrEnum):
    """What the buyer gets back, and what the seller does."""

    RETURN_AND_REFUND = "RETURN_AND_REFUND"
    REFUND = "REFUND"
    """The money only; the goods stay with the buyer."""
    REPLACEMENT = "REPLACEMENT"
    CHARGE_BACK = "CHARGE_BACK"
    """The buyer's bank takes the payment back; the goods stay with the buyer."""


class Arbitration(StrEnum):
    """Where a dispute stands that the buyer took to the platform, in its words."""

    IN_PROGRESS = "IN_PROGRESS"
    SUPPORT_BUYER = "SUPPORT_BUYER"
    SUPPORT_SELLER = "SUPPORT_SELLER"
    CLOSED = "CLOSED"


class Appeal(StrEnum):
    """Where the seller's appeal against a decision stands."""

    IN_PROGRESS = "IN_PROGRESS"
    GRANTED = "GRANTED"
    DENIED = "DENIED"


OPEN = (
    ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING,
    ReturnStatus.AWAITING_BUYER_SHIP,
    ReturnStatus.BUYER_SHIPPED_ITEM,
    ReturnStatus.AWAITING_BUYER_RESPONSE,
)
"""Statuses of returns that go on by themselves; a refused one does while it may be disputed."""


def line_of(lines: Columns, returns: Columns) -> Array:
    """The position of the order line that each return is about.

    ``lines`` are those of whole orders by order and SKU; practice orders have two at most.
    """
    first = np.searchsorted(lines["order_id"], returns["order_id"])
    return np.asarray(first + (lines["sku_id"][first] != returns["sku_id"]))


def given_up(returns: Columns) -> npt.NDArray[np.bool_]:
    """Which returns are about units that were never sent, and are on sale again since."""
    return np.asarray((returns["restocked"] > 0) & (returns["arrived_at"] == 0))


HOLDING = (
    "order_id", "sku_id", "quantity", "status", "kind", "approved_at", "arrived_at", "closed_at",
)  # fmt: skip
"""The columns of a return that ``free_units`` looks at."""


def free_units(lines: Columns, returns: Columns, at: Array | int) -> Array:
    """The units of each order line that a buyer can still ask to return at a moment.

    ``returns`` are those that the lines have; ``at`` is one moment, or one for each return. While a
    return is open it holds its units. It holds them for good where the buyer was served: with the
    money, with the part of it that was taken for keeping the goods, or with a replacement that was
    sent; and where the goods went back. One that was refused or withdrawn, or whose goods were
    never sent, leaves them free.
    """
    is_open = (returns["closed_at"] == 0) | (returns["closed_at"] > at)
    replaced = (returns["kind"] == ReturnKind.REPLACEMENT.value) & (returns["approved_at"] > 0)
    served = (returns["status"] == ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE) | replaced
    held = is_open | served | (returns["arrived_at"] > 0)
    free = lines["quantity"].copy()
    np.subtract.at(free, line_of(lines, returns), returns["quantity"] * held)
    return free


def cancel_by(requested_at: Seconds, rules: Rules) -> Seconds:
    """When an unanswered request to cancel is approved by the platform."""
    return requested_at + rules.cancel_answer_hours * HOUR


def inspect_by(arrived_at: Seconds, rules: Rules) -> Seconds:
    """When the platform refunds a returned parcel that the seller has not inspected."""
    return arrived_at + rules.return_inspect_hours * HOUR


def send_by(approved_at: Seconds, rules: Rules) -> Seconds:
    """When an approved return ends whose goods the buyer has not sent."""
    return approved_at + rules.return_ship_days * DAY


def dispute_by(rejected_at: Seconds, rules: Rules) -> Seconds:
    """Until when the buyer may take a refusal to the platform."""
    return rejected_at + rules.dispute_days * DAY


def appeal_by(decided_at: Seconds, rules: Rules) -> Seconds:
    """Until when the seller may appeal against a decision for the buyer."""
    return decided_at + rules.appeal_days * DAY


def respond_by(requested_at: Seconds, rules: Rules) -> Seconds:
    """When an unanswered request is approved by the platform."""
    return requested_at + rules.return_answer_hours * HOUR
