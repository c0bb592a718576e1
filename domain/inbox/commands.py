"""What a seller may decide about messages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerMessages:
    """Answer messages now."""

    messages: tuple[int, ...]

    name = "answer-messages"


@dataclass(frozen=True, slots=True)
class AskCustomers:
    """Ask the customers of orders on their way whether the parcel has come."""

    orders: tuple[int, ...]

    name = "ask-customers"


@dataclass(frozen=True, slots=True)
class AskSupport:
    """Open a ticket about an order.

    ``topic`` is one of ``late_scan``, ``stuck``, ``delivered_not_updated``, ``lost``;
    ``evidence`` how many photos or receipts go with it.
    """

    order: int
    topic: str
    evidence: int = 0

    name = "ask-support"
