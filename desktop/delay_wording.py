"""Parcels that do not go their way, what can be done about them and what came of it, in words."""

from __future__ import annotations

from desktop.i18n import tr
from desktop.theme.roles import Role
from desktop.wording import moment, money
from domain.inbox.support import Outcome, Topic
from domain.reports.delay_advice import Advice, Customer, Reason, Step, Then, TicketRow
from domain.reports.delays import DelayRow, Group
from domain.reports.shop import ShopRow


def group_name(group: Group) -> str:
    """A group of the list."""
    return {
        Group.OPEN: tr("All in trouble"),
        Group.LATE_SCAN: trouble_name(Topic.LATE_SCAN),
        Group.STUCK: trouble_name(Topic.STUCK),
        Group.NOT_UPDATED: trouble_name(Topic.DELIVERED_NOT_UPDATED),
        Group.LOST: trouble_name(Topic.LOST),
        Group.SOLVED: tr("Solved"),
    }[group]


def trouble_name(trouble: Topic) -> str:
    """What is wrong, which is also what support is asked about."""
    return {
        Topic.LATE_SCAN: tr("Late scan"),
        Topic.STUCK: tr("Stuck"),
        Topic.DELIVERED_NOT_UPDATED: tr("Arrived, not updated"),
        Topic.LOST: tr("Lost"),
    }[trouble]


def trouble_role(trouble: Topic) -> Role:
    """The colour that goes with it; its word always stands beside it."""
    roles: dict[Topic, Role] = {
        Topic.LATE_SCAN: "warn",
        Topic.STUCK: "warn",
        Topic.DELIVERED_NOT_UPDATED: "info",
        Topic.LOST: "bad",
    }
    return roles[trouble]


def happened_text(row: DelayRow, shop: ShopRow) -> str:
    """What happened to the parcel."""
    carrier = row.carrier or tr("The carrier")
    ready, scanned = moment(row.ready_at, shop, "d MMM"), moment(row.shipped_at, shop, "d MMM")
    return {
        Topic.LATE_SCAN: tr(
            "The parcel has had its tracking number since {time}, and {carrier} has not scanned "
            "it yet. It may wait in a depot, or a scan was forgotten.",
            time=ready,
            carrier=carrier,
        ),
        Topic.STUCK: tr(
            "{carrier} scanned the parcel on {time} and has told nothing since. It may be "
            "delayed, lost, or with the customer already.",
            time=scanned,
            carrier=carrier,
        ),
        Topic.DELIVERED_NOT_UPDATED: tr(
            "The customer has the parcel. {carrier} has not reported it, so the order still counts "
            "as being on its way.",
            carrier=carrier,
        ),
        Topic.LOST: tr(
            "{carrier} scanned the parcel on {time}, and then nothing was heard of it for too "
            "long. The platform has cancelled the order and paid the customer back.",
            time=scanned,
            carrier=carrier,
        ),
    }[row.trouble]


def meaning_text(row: DelayRow, shop: ShopRow) -> str:
    """What that means for the shop's rates and money."""
    worth = money(row.worth, shop.currency)
    if row.trouble is Topic.LATE_SCAN:
        by = moment(row.dispatch_by, shop)
        if shop.now > row.dispatch_by:
            return tr(
                "The scan was due {time}, so the order counts in your late dispatch rate. The "
                "{amount} of this sale are released some days after delivery.",
                time=by,
                amount=worth,
            )
        return tr(
            "The scan is due {time}. Without it the order counts in your late dispatch rate: a "
            "label alone is not enough. The {amount} of this sale are released some days after "
            "delivery.",
            time=by,
            amount=worth,
        )
    if row.trouble is Topic.LOST:
        return tr(
            "A lost parcel is not your fault: it counts neither as your cancellation nor as a late "
            "delivery. The {amount} that the sale would have brought you is gone unless "
            "somebody pays for the loss.",
            amount=worth,
        )
    return tr(
        "Your late dispatch rate was decided by the first scan. On-time delivery asks for an "
        "arrival by {time}. The {amount} of this sale are only released after delivery, and an "
        "order given up as lost is paid back to the customer.",
        time=moment(row.deliver_by, shop, "d MMM"),
        amount=worth,
    )


def step_name(advice: Advice, shop: ShopRow) -> str:
    """The next step in a few words."""
    if advice.step is Step.WAIT:
        if not advice.until:
            return tr("Wait")
        return tr("Wait until {time}", time=moment(advice.until, shop, "d MMM"))
    return {
        Step.ASK_CUSTOMER: tr("Ask the customer"),
        Step.ASK_SUPPORT: tr("Ask support"),
        Step.NOTHING_MORE: tr("Nothing more"),
    }[advice.step]


def step_role(advice: Advice) -> Role:
    """The colour of the next step: what the seller can do calls."""
    return "accent" if advice.step in (Step.ASK_CUSTOMER, Step.ASK_SUPPORT) else "mute"


def reason_text(row: DelayRow, shop: ShopRow) -> str:
    """What to do now, and why."""
    advice = row.advice
    until = moment(advice.until, shop)
    carrier = row.carrier or tr("The carrier")
    late = advice.then is Then.COUNTS_AS_LATE
    return {
        Reason.ONLY_CUSTOMER_KNOWS: tr(
            "Ask the customer whether it has come. If so, support can mark the order as "
            "delivered. If nothing is heard by {time}, the parcel counts as lost.",
            time=until,
        ),
        Reason.RECEIPT_HELPS: tr(
            "If you have the carrier's receipt, show it to support before {time}: the deadline "
            "then moves by a business day.",
            time=until,
        ),
        Reason.RECEIPT_MISSING: tr(
            "Support could not help without the carrier's receipt. Ask again with a photo of it, "
            "before {time}.",
            time=until,
        ),
        Reason.CUSTOMER_CONFIRMED: tr(
            "Tell support before {time}. With the customer's word they mark the order as "
            "delivered; without it the parcel would count as lost.",
            time=until,
        ),
        Reason.PLATFORM_PAYS: tr(
            "You bought a platform label, so the platform pays for the loss. Ask support for it "
            "by {time}.",
            time=until,
        ),
        Reason.SUPPORT_LOOKS: tr("Support is looking at it and answers by {time}.", time=until),
        Reason.DEADLINE_MOVED: tr(
            "Support has moved the deadline to {time}. Wait for the scan.", time=until
        ),
        Reason.ANSWER_TOO_LATE: tr(
            "Support would answer only after the deadline {time}, so asking does not help any "
            "more. Wait for the scan.",
            time=until,
        )
        if late
        else tr(
            "Support would answer only after {time}, when the parcel counts as lost. You paid "
            "{carrier} yourself, so claim it from them then.",
            time=until,
            carrier=carrier,
        )
        if row.own_postage
        else tr(
            "Support would answer only after {time}, when the parcel counts as lost. Ask them to "
            "pay for it then.",
            time=until,
        ),
        Reason.DEADLINE_PASSED: tr(
            "Nothing can be changed about the deadline any more. Wait: most parcels are scanned in "
            "the end. Next time hand them over earlier, so that a slow scan does no harm."
        ),
        Reason.CUSTOMER_SILENT: tr(
            "The customer has not answered yet. Wait: if nothing is heard by {time}, the parcel "
            "counts as lost.",
            time=until,
        ),
        Reason.CUSTOMER_HAS_NOTHING: tr(
            "The customer does not have it. Wait: if nothing is heard by {time}, the parcel counts "
            "as lost. For one with a platform label support then pays.",
            time=until,
        ),
        Reason.CARRIER_PAYS: tr(
            "You paid {carrier} yourself, so the platform does not pay for the loss. Claim it from "
            "the carrier, with your receipt.",
            carrier=carrier,
        ),
        Reason.AT_THE_PLATFORM: tr(
            "Ask the customer, and support if it has come, in your seller centre. A newer order "
            "file shows here what has become of the parcel."
        ),
        Reason.MARKED_DELIVERED: tr("Support has marked the order as delivered. All is well."),
        Reason.PAID: tr(
            "Support pays {amount} for the lost parcel. It comes with one of the next settlements.",
            amount=money(row.worth, shop.currency),
        ),
        Reason.SOLVED_ITSELF: tr("When support looked at it, it had solved itself."),
    }[advice.reason]


def then_text(then: Then) -> str:
    """What happens when the time is over; empty for nothing."""
    return {
        Then.NOTHING: "",
        Then.COUNTS_AS_LATE: tr("Counts as dispatched late without a scan"),
        Then.GIVEN_UP: tr("Counts as lost if nothing is heard"),
        Then.SUPPORT_ANSWERS: tr("Support answers"),
        Then.CLAIM_ENDS: tr("Last day to ask for the money"),
    }[then]


def customer_text(row: DelayRow, shop: ShopRow) -> str:
    """What is known from the customer."""
    at = moment(row.customer_at, shop, "d MMM")
    return {
        Customer.NOT_ASKED: tr("Not asked"),
        Customer.ASKED: tr("Asked {time}", time=at),
        Customer.CONFIRMED: tr("Has it, {time}", time=at),
        Customer.HAS_NOTHING: tr("Has nothing, {time}", time=at),
    }[row.customer]


def ticket_text(ticket: TicketRow | None, shop: ShopRow) -> str:
    """What support was last asked, or has answered."""
    if ticket is None:
        return tr("Not asked")
    if ticket.outcome is None:
        return tr("Answers by {time}", time=moment(ticket.answer_at, shop, "d MMM"))
    return outcome_name(ticket.outcome)


def outcome_name(outcome: Outcome) -> str:
    """What came of asking support, in a few words."""
    return {
        Outcome.DEADLINE_EXTENDED: tr("Deadline moved"),
        Outcome.MARKED_DELIVERED: tr("Marked as delivered"),
        Outcome.REIMBURSED: tr("Pays for it"),
        Outcome.WAIT: tr("Asks you to wait"),
        Outcome.EVIDENCE_MISSING: tr("Needs evidence"),
        Outcome.CARRIERS_CLAIM: tr("Claim from the carrier"),
        Outcome.OVER: tr("Solved itself"),
    }[outcome]


def outcome_text(ticket: TicketRow, shop: ShopRow) -> str:
    """What support has answered, kindly."""
    if ticket.outcome is None:
        return ""
    return {
        Outcome.DEADLINE_EXTENDED: tr(
            "Support: Thank you for the receipt. The scan is due a business day later now."
        ),
        Outcome.MARKED_DELIVERED: tr(
            "Support: Thank you for asking the customer. The order is marked as delivered, and its "
            "money will be released."
        ),
        Outcome.REIMBURSED: tr(
            "Support: We are sorry about your parcel. You will be paid {amount} with a settlement.",
            amount=money(ticket.amount, shop.currency),
        ),
        Outcome.WAIT: tr(
            "Support: We understand that this is unpleasant. Nothing can be done just now; please "
            "give the carrier some more time."
        ),
        Outcome.EVIDENCE_MISSING: tr(
            "Support: We would like to help, and need to see the carrier's receipt, or to know "
            "that the customer has the parcel. Please ask us again with it."
        ),
        Outcome.CARRIERS_CLAIM: tr(
            "Support: We are sorry. You paid the carrier for this parcel, so please ask the "
            "carrier for the money."
        ),
        Outcome.OVER: tr("Support: Good news, this had solved itself when we looked."),
    }[ticket.outcome]
