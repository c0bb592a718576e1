"""Return requests: what silence means, and when an order's money is held."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from domain.kernel.clock import HOUR, Seconds
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


def respond_by(requested_at: Seconds, rules: Rules) -> Seconds:
    """When an unanswered request is approved by the platform."""
    return requested_at + rules.return_answer_hours * HOUR
