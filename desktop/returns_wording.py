"""Returns in the person's words: groups, statuses, kinds, clocks, stages and what answers do.

Practice shops keep codes, which are worded here; what a file said stands as it was written.
"""

from __future__ import annotations

from desktop.i18n import tr
from desktop.theme.roles import Role
from desktop.wording import date_text, deadline, moment, money, return_reason_name
from domain.aftersales.groups import Group
from domain.aftersales.rules import Appeal, Arbitration, ReturnKind, ReturnStatus
from domain.kernel.clock import DAY
from domain.reports.return_answers import Answer
from domain.reports.returns import ReturnDetail, ReturnQuery, ReturnRow, Step
from domain.reports.shop import ShopRow


def group_name(group: Group) -> str:
    """A group of the returns list."""
    return {
        Group.TO_ANSWER: tr("To answer"),
        Group.ON_THE_WAY: tr("On their way"),
        Group.TO_INSPECT: tr("To inspect"),
        Group.DISPUTES: tr("Disputes and appeals"),
        Group.DONE: tr("Done"),
    }[group]


def narrowed_text(query: ReturnQuery, shop: ShopRow) -> str:
    """What keeps returns out of the list besides the group, such as "Defective · one product"."""
    parts = [f"“{query.search}”"] if query.search else []
    if query.reason:
        parts.append(return_reason_name(query.reason))
    if query.product:
        parts.append(tr("one product"))
    if query.order:
        parts.append(tr("order {order}", order=query.order))
    if query.requested_before:
        day = shop.book.calendar.local_day
        first, last = int(day(query.requested_from)), int(day(query.requested_before - 1))
        days = date_text(first)
        if last != first:
            days = tr("{first} to {last}", first=days, last=date_text(last))
        parts.append(tr("asked for {days}", days=days))
    return " · ".join(parts)


def return_status_name(row: ReturnRow) -> str:
    """Where a return stands, with what a file says beyond it."""
    name = _status_name(row)
    return f"{name} · {row.detail}" if row.detail else name


def _status_name(row: ReturnRow) -> str:
    if row.appeal == Appeal.IN_PROGRESS:
        return tr("Appealed")
    if row.group is Group.DISPUTES:
        return tr("Disputed")
    if row.group is Group.TO_INSPECT:
        return tr("To inspect")
    if row.status is ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE:
        if row.kind is ReturnKind.CHARGE_BACK:
            return tr("Charged back")
        return tr("Replaced") if row.kind is ReturnKind.REPLACEMENT else tr("Refunded")
    return {
        ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING: tr("To answer"),
        ReturnStatus.AWAITING_BUYER_RESPONSE: tr("Part offered"),
        ReturnStatus.AWAITING_BUYER_SHIP: tr("Buyer to send"),
        ReturnStatus.BUYER_SHIPPED_ITEM: tr("On its way back"),
        ReturnStatus.REFUND_OR_RETURN_REQUEST_REJECT: tr("Refused"),
        ReturnStatus.REJECT_RECEIVE_PACKAGE: tr("Goods refused"),
        ReturnStatus.RETURN_OR_REFUND_REQUEST_CANCEL: tr("Withdrawn"),
    }[row.status]


def return_status_role(row: ReturnRow) -> Role:
    """The colour role that goes with a status; its word always stands beside it."""
    roles: dict[Group, Role] = {
        Group.TO_ANSWER: "warn",
        Group.TO_INSPECT: "warn",
        Group.ON_THE_WAY: "info",
        Group.DISPUTES: "bad",
        Group.DONE: "mute",
    }
    return roles[row.group]


def return_kind_name(kind: ReturnKind) -> str:
    """What the buyer wants."""
    return {
        ReturnKind.RETURN_AND_REFUND: tr("Return for the money"),
        ReturnKind.REFUND: tr("Money only"),
        ReturnKind.REPLACEMENT: tr("Replacement"),
        ReturnKind.CHARGE_BACK: tr("Chargeback"),
    }[kind]


def reject_reason_name(reason: str) -> str:
    """Why a seller refuses a return."""
    return {
        "goods_used": tr("The goods have been used"),
        "goods_missing": tr("Something is missing"),
        "not_as_claimed": tr("It is not as the buyer says"),
        "outside_policy": tr("Your terms do not cover it"),
        "inspection": tr("The goods that came back were refused"),
    }.get(reason, reason)


def arbitration_name(arbitration: str) -> str:
    """Where a dispute stands."""
    return {
        Arbitration.IN_PROGRESS.value: tr("The platform is deciding"),
        Arbitration.SUPPORT_BUYER.value: tr("Decided for the buyer"),
        Arbitration.SUPPORT_SELLER.value: tr("Decided for you"),
        Arbitration.CLOSED.value: tr("Closed"),
    }.get(arbitration, arbitration)


def appeal_name(appeal: str) -> str:
    """Where an appeal stands."""
    return {
        Appeal.IN_PROGRESS.value: tr("The platform is deciding"),
        Appeal.GRANTED.value: tr("Granted"),
        Appeal.DENIED.value: tr("Denied"),
    }.get(appeal, appeal)


def clock_text(row: ReturnRow, shop: ShopRow) -> str:
    """The clock that runs, in few words."""
    if row.next is None:
        return ""
    time = deadline(row.next.at, shop)
    return {
        Step.ANSWER_DUE: tr("answer {time}", time=time),
        Step.OFFER_DUE: tr("buyer answers {time}", time=time),
        Step.SENDING_DUE: tr("buyer sends {time}", time=time),
        Step.INSPECTION_DUE: tr("inspect {time}", time=time),
        Step.DISPUTE_DUE: tr("dispute {time}", time=time),
        Step.DECISION_DUE: tr("decision {time}", time=time),
        Step.APPEAL_DUE: tr("appeal {time}", time=time),
        Step.APPEAL_DECISION_DUE: tr("decision {time}", time=time),
    }[row.next.what]


def clock_role(row: ReturnRow, shop: ShopRow) -> Role:
    """Whether the seller's own clock runs, and how urgently."""
    yours = (Step.ANSWER_DUE, Step.INSPECTION_DUE)
    if row.next is None or row.next.what not in yours:
        return "mute"
    if row.next.at < shop.now:
        return "bad"
    return "warn" if row.next.at < shop.now + DAY else "text"


def clock_meaning(row: ReturnRow, shop: ShopRow) -> str:
    """Until when somebody may do something, and what happens then."""
    if row.next is None:
        return ""
    time = moment(row.next.at, shop)
    if row.next.what is Step.ANSWER_DUE:
        return _silence(row.kind, time)
    if row.next.what is Step.INSPECTION_DUE:
        return _no_inspection(row.kind, time)
    return {
        Step.OFFER_DUE: tr(
            "The buyer answers your offer by {time}. If it is not taken, the request stands as "
            "before, and your time to answer begins anew.",
            time=time,
        ),
        Step.SENDING_DUE: tr(
            "The buyer may send the goods until {time}. After that the return ends, and nothing "
            "is given back.",
            time=time,
        ),
        Step.DISPUTE_DUE: tr(
            "The buyer may take your refusal to the platform until {time}. After that it stands.",
            time=time,
        ),
        Step.DECISION_DUE: tr(
            "The buyer has taken your refusal to the platform, which decides by {time}.", time=time
        ),
        Step.APPEAL_DUE: tr(
            "The platform decided for the buyer. You may appeal until {time}; "
            "no appeal is granted without photos.",
            time=time,
        ),
        Step.APPEAL_DECISION_DUE: tr(
            "The platform decides your appeal by {time}. What it grants, it pays you itself.",
            time=time,
        ),
    }[row.next.what]


def _silence(kind: ReturnKind, time: str) -> str:
    if kind is ReturnKind.REFUND:
        return tr("Answer by {time}. If you do not, the buyer has the money back.", time=time)
    if kind is ReturnKind.REPLACEMENT:
        return tr(
            "Answer by {time}. If you do not, it becomes a return: the buyer may send the goods "
            "back for the money.",
            time=time,
        )
    return tr(
        "Answer by {time}. If you do not, it is approved: the buyer may send the goods back.",
        time=time,
    )


def _no_inspection(kind: ReturnKind, time: str) -> str:
    if kind is ReturnKind.REPLACEMENT:
        return tr(
            "Look at the goods by {time}. If you do not, they are taken back as they are.",
            time=time,
        )
    return tr(
        "Look at the goods by {time}. If you do not, the buyer has the money back, and sound "
        "goods go on sale again.",
        time=time,
    )


def return_step_name(step: Step, detail: ReturnDetail) -> str:
    """A stage of a return's way."""
    if step is Step.APPROVED and detail.row.kind is ReturnKind.REPLACEMENT:
        return tr("Approved, replacement sent")
    return {
        Step.REQUESTED: tr("Asked for"),
        Step.ANSWER_DUE: tr("Approved by silence"),
        Step.OFFERED: tr("Part offered"),
        Step.OFFER_DUE: tr("The buyer answers your offer"),
        Step.REJECTED: tr("Refused"),
        Step.APPROVED: tr("Approved"),
        Step.SENDING_DUE: tr("The buyer sends the goods"),
        Step.SENT: tr("Sent back"),
        Step.ARRIVED: tr("Arrived"),
        Step.INSPECTION_DUE: tr("Refunded by silence")
        if detail.row.kind is not ReturnKind.REPLACEMENT
        else tr("Taken back by silence"),
        Step.GOODS_REFUSED: tr("Goods refused"),
        Step.DISPUTE_DUE: tr("The buyer may dispute it"),
        Step.DISPUTED: tr("Disputed"),
        Step.DECISION_DUE: tr("The platform decides"),
        Step.DECIDED: arbitration_name(detail.row.arbitration),
        Step.APPEAL_DUE: tr("You may appeal"),
        Step.APPEALED: tr("Appealed"),
        Step.APPEAL_DECISION_DUE: tr("The platform decides your appeal"),
        Step.APPEAL_DECIDED: tr("Appeal granted")
        if detail.row.appeal == Appeal.GRANTED
        else tr("Appeal denied"),
        Step.REFUNDED: tr("Refunded"),
        Step.REPLACED: tr("Replaced, goods back"),
        Step.WITHDRAWN: tr("Withdrawn"),
        Step.CHARGED_BACK: tr("Charged back"),
    }[step]


def answer_name(answer: Answer, kind: ReturnKind) -> str:
    """An answer that moves money or goods, as its button says it."""
    if answer is Answer.APPROVE and kind is ReturnKind.REFUND:
        return tr("Give the money back")
    return {
        Answer.APPROVE: tr("Approve"),
        Answer.MONEY_ONLY: tr("Money back, goods stay"),
        Answer.REPLACE: tr("Send a replacement"),
        Answer.OFFER: tr("Offer a part…"),
        Answer.RESTOCK: tr("Restock"),
        Answer.WRITE_OFF: tr("Write off"),
    }[answer]


def asked_text(row: ReturnRow, shop: ShopRow) -> str:
    """What the buyer asks for, as an amount."""
    return money(row.refund, shop.currency)
