"""What a seller may decide about requests to cancel and to return."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerCancellations:
    """Let buyers cancel their orders, or refuse it."""

    orders: tuple[int, ...]
    approve: bool = True

    name = "answer-cancellations"


@dataclass(frozen=True, slots=True)
class ApproveReturns:
    """Let buyers send goods back; ``refund_only`` gives the money back and leaves them the goods.

    A replacement is sent at once, from stock and at the seller's postage.
    """

    requests: tuple[int, ...]
    refund_only: bool = False

    name = "approve-returns"


@dataclass(frozen=True, slots=True)
class RejectReturns:
    """Refuse requests for one of the rulebook's reasons, with so many photos as evidence."""

    requests: tuple[int, ...]
    reason: str
    photos: int = 0

    name = "reject-returns"


@dataclass(frozen=True, slots=True)
class OfferRefund:
    """Offer a buyer part of the money, minor units, for keeping the goods; once per request."""

    request: int
    amount: int

    name = "offer-refund"


@dataclass(frozen=True, slots=True)
class InspectReturns:
    """Say what is done with goods that came back.

    ``verdict``: ``restock`` puts sound goods on sale again, ``write-off`` does not, and both give
    the money back; ``refuse`` gives nothing back, with so many photos as evidence.
    """

    requests: tuple[int, ...]
    verdict: str = "restock"
    photos: int = 0

    name = "inspect-returns"


@dataclass(frozen=True, slots=True)
class AppealReturns:
    """Appeal against decisions for the buyer, with so many photos as evidence."""

    requests: tuple[int, ...]
    photos: int = 0

    name = "appeal-returns"


@dataclass(frozen=True, slots=True)
class OpenReturn:
    """Take an order's units back for a buyer who has asked for it in a message.

    ``refund_only`` leaves the buyer the goods.
    """

    order: int
    sku: int
    quantity: int = 1
    refund_only: bool = False

    name = "open-return"
