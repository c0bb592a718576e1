"""What to do next about a parcel that does not go its way, from what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from domain.inbox.support import Outcome, Topic


class Customer(Enum):
    """What is known from the customer about the parcel."""

    NOT_ASKED = "not-asked"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    HAS_NOTHING = "has-nothing"


class Step(Enum):
    """What the seller does next."""

    ASK_CUSTOMER = "ask-customer"
    ASK_SUPPORT = "ask-support"
    WAIT = "wait"
    NOTHING_MORE = "nothing-more"


class Reason(Enum):
    """Why that is the next step."""

    ONLY_CUSTOMER_KNOWS = "only-customer-knows"
    RECEIPT_HELPS = "receipt-helps"
    """Support moves the deadline for whoever shows the carrier's receipt."""
    RECEIPT_MISSING = "receipt-missing"
    """Support has been asked without one."""
    CUSTOMER_CONFIRMED = "customer-confirmed"
    PLATFORM_PAYS = "platform-pays"
    SUPPORT_LOOKS = "support-looks"
    DEADLINE_MOVED = "deadline-moved"
    ANSWER_TOO_LATE = "answer-too-late"
    """Support would answer after what the seller wants to prevent."""
    DEADLINE_PASSED = "deadline-passed"
    CUSTOMER_SILENT = "customer-silent"
    CUSTOMER_HAS_NOTHING = "customer-has-nothing"
    CARRIER_PAYS = "carrier-pays"
    """The seller paid the carrier."""
    AT_THE_PLATFORM = "at-the-platform"
    """The shop is a real one: what is to be done is done there."""
    MARKED_DELIVERED = "marked-delivered"
    PAID = "paid"
    SOLVED_ITSELF = "solved-itself"

    @property
    def is_end(self) -> bool:
        """Whether support's answer has ended it."""
        return self in (Reason.MARKED_DELIVERED, Reason.PAID, Reason.SOLVED_ITSELF)


class Then(Enum):
    """What happens when the waiting, or the time to act, is over."""

    NOTHING = "nothing"
    COUNTS_AS_LATE = "counts-as-late"
    GIVEN_UP = "given-up"
    SUPPORT_ANSWERS = "support-answers"
    CLAIM_ENDS = "claim-ends"
    """Nothing can be claimed for the parcel any more."""


class Evidence(Enum):
    """What support wants to see."""

    NOTHING = "nothing"
    RECEIPT = "receipt"
    """A photo of the carrier's receipt."""
    CONFIRMATION = "confirmation"
    """The customer's word that the parcel has come."""


EVIDENCE: dict[Topic, Evidence] = {
    Topic.LATE_SCAN: Evidence.RECEIPT,
    Topic.STUCK: Evidence.NOTHING,
    Topic.DELIVERED_NOT_UPDATED: Evidence.CONFIRMATION,
    Topic.LOST: Evidence.NOTHING,
}
"""What goes with each question to support."""


@dataclass(frozen=True, slots=True)
class InquiryRow:
    """A customer was asked; ``answered_at`` is 0 until they answer."""

    asked_at: int
    answered_at: int
    received: bool


@dataclass(frozen=True, slots=True)
class TicketRow:
    """Support was asked; ``outcome`` is None until it has answered."""

    topic: Topic
    evidence: int
    """Photos and receipts sent along."""
    opened_at: int
    answer_at: int
    outcome: Outcome | None
    amount: int
    """What a lost parcel was worth, minor units."""


@dataclass(frozen=True, slots=True)
class Advice:
    """The next step, why, and until when (0: no moment is known) with what happens then."""

    step: Step
    reason: Reason
    until: int = 0
    then: Then = Then.NOTHING
    topic: Topic | None = None
    """What to ask support, where that is the step."""

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is to be done now."""
        return self.step in (Step.WAIT, Step.NOTHING_MORE)


def telling(asked: tuple[InquiryRow, ...]) -> InquiryRow:
    """The inquiry that says most: that the parcel has come, else the last one."""
    return next((each for each in asked if each.received), asked[-1])


def customer_says(asked: tuple[InquiryRow, ...]) -> Customer:
    """What is known from the customer."""
    if not asked:
        return Customer.NOT_ASKED
    last = telling(asked)
    if last.received:
        return Customer.CONFIRMED
    return Customer.HAS_NOTHING if last.answered_at else Customer.ASKED


@dataclass(frozen=True, slots=True)
class Facts:
    """What the next step depends on; ``answer_at`` is when support would answer if asked now."""

    trouble: Topic
    now: int
    dispatch_by: int
    given_up_at: int
    claim_until: int
    own_postage: bool
    inquiries: tuple[InquiryRow, ...]
    tickets: tuple[TicketRow, ...]
    answer_at: int


def advice(facts: Facts) -> Advice:
    """What to do next in a practice shop."""
    last = facts.tickets[-1] if facts.tickets else None
    if last is not None and last.outcome is None:
        return Advice(Step.WAIT, Reason.SUPPORT_LOOKS, last.answer_at, Then.SUPPORT_ANSWERS)
    if facts.trouble is Topic.LATE_SCAN:
        return _about_late_scan(facts, last)
    if facts.trouble is Topic.LOST:
        return _about_lost(facts, last)
    return _about_stuck(facts)


def _about_late_scan(facts: Facts, last: TicketRow | None) -> Advice:
    until, then = facts.dispatch_by, Then.COUNTS_AS_LATE
    if facts.now > until:
        return Advice(Step.WAIT, Reason.DEADLINE_PASSED)
    if last is not None and last.outcome is Outcome.DEADLINE_EXTENDED:
        return Advice(Step.WAIT, Reason.DEADLINE_MOVED, until, then)
    if facts.answer_at >= until:
        return Advice(Step.WAIT, Reason.ANSWER_TOO_LATE, until, then)
    missing = last is not None and last.outcome is Outcome.EVIDENCE_MISSING
    reason = Reason.RECEIPT_MISSING if missing else Reason.RECEIPT_HELPS
    return Advice(Step.ASK_SUPPORT, reason, until, then, facts.trouble)


def _about_stuck(facts: Facts) -> Advice:
    """Of a stuck parcel only the customer knows more, and support believes the customer."""
    until, then = facts.given_up_at, Then.GIVEN_UP
    customer = customer_says(facts.inquiries)
    if customer is Customer.CONFIRMED:
        if facts.answer_at >= until:
            return Advice(Step.WAIT, Reason.ANSWER_TOO_LATE, until, then)
        topic = Topic.DELIVERED_NOT_UPDATED
        return Advice(Step.ASK_SUPPORT, Reason.CUSTOMER_CONFIRMED, until, then, topic)
    if customer is Customer.NOT_ASKED:
        return Advice(Step.ASK_CUSTOMER, Reason.ONLY_CUSTOMER_KNOWS, until, then)
    silent = customer is Customer.ASKED
    reason = Reason.CUSTOMER_SILENT if silent else Reason.CUSTOMER_HAS_NOTHING
    return Advice(Step.WAIT, reason, until, then)


def _about_lost(facts: Facts, last: TicketRow | None) -> Advice:
    outcomes = {each.outcome for each in facts.tickets}
    if Outcome.REIMBURSED in outcomes:
        return Advice(Step.NOTHING_MORE, Reason.PAID)
    if facts.own_postage or (last is not None and last.outcome is Outcome.CARRIERS_CLAIM):
        return Advice(Step.NOTHING_MORE, Reason.CARRIER_PAYS)
    until = facts.claim_until
    return Advice(Step.ASK_SUPPORT, Reason.PLATFORM_PAYS, until, Then.CLAIM_ENDS, facts.trouble)


def advice_in_real_shop(facts: Facts) -> Advice:
    """What to do next in a real shop, where nobody can be asked from here."""
    until, then = facts.given_up_at, Then.GIVEN_UP
    if facts.trouble is Topic.LATE_SCAN:
        until, then = facts.dispatch_by, Then.COUNTS_AS_LATE
    if until <= facts.now:
        until, then = 0, Then.NOTHING
    return Advice(Step.NOTHING_MORE, Reason.AT_THE_PLATFORM, until, then)
