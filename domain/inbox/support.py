"""Support: what can be asked, when it is open, and how it answers."""

from __future__ import annotations

from enum import StrEnum

from domain.kernel.clock import HOUR, ShopCalendar
from domain.rulebook import Rules


class Topic(StrEnum):
    """What a seller asks support about an order."""

    LATE_SCAN = "late_scan"
    """The carrier has the parcel and has not scanned it."""
    STUCK = "stuck"
    """Tracking does not move."""
    DELIVERED_NOT_UPDATED = "delivered_not_updated"
    """The customer has the parcel, and tracking does not say so."""
    LOST = "lost"
    """The parcel is lost and its order cancelled: the seller wants to be paid for it."""


class Outcome(StrEnum):
    """What came of it."""

    DEADLINE_EXTENDED = "deadline_extended"
    """The carrier's scan is due a business day later."""
    MARKED_DELIVERED = "marked_delivered"
    """The order counts as delivered from now on, so its money will be released."""
    REIMBURSED = "reimbursed"
    WAIT = "wait"
    """Nothing can be done yet."""
    EVIDENCE_MISSING = "evidence_missing"
    """Without a receipt, or the customer's confirmation, support cannot help."""
    CARRIERS_CLAIM = "carriers_claim"
    """The seller paid the carrier, who has to be asked."""
    OVER = "over"
    """It had solved itself by then."""


def is_open(now: int, rules: Rules, calendar: ShopCalendar) -> bool:
    """Whether somebody answers at once."""
    return rules.support_opens <= int(calendar.local_hour(now)) < rules.support_closes


def answer_at(opened_at: int, rules: Rules, calendar: ShopCalendar) -> int:
    """When a ticket will have been answered: its hours count while support is open."""
    left = rules.support_answer_hours * HOUR
    at = opened_at
    if not is_open(at, rules, calendar):
        at = calendar.next_time(at, rules.support_opens)
    closes = calendar.next_time(at, rules.support_closes)
    if at + left > closes:
        left -= closes - at
        at = calendar.next_time(closes, rules.support_opens)
    return at + left
