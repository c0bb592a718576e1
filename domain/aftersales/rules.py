"""Return requests: what silence means, and when an order's money is held."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from domain.kernel.clock import HOUR, Seconds
from domain.rulebook import Rules


class ReturnStatus(IntEnum):
    """Where a return stands, in the platform's words; the numbers are stored."""

    RETURN_OR_REFUND_REQUEST_PENDING = 1
    BUYER_SHIPPED_ITEM = 2
    RETURN_OR_REFUND_REQUEST_COMPLETE = 3


class ReturnKind(StrEnum):
    """What the buyer gets back, and what the seller does."""

    RETURN_AND_REFUND = "RETURN_AND_REFUND"
    CHARGE_BACK = "CHARGE_BACK"
    """The buyer's bank takes the payment back; the goods stay with the buyer."""


def respond_by(requested_at: Seconds, rules: Rules) -> Seconds:
    """When an unanswered request is approved by the platform."""
    return requested_at + rules.return_answer_hours * HOUR
