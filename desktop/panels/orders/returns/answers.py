"""What a seller can do about a return now, as the card's buttons."""

from __future__ import annotations

from enum import Enum

from desktop.i18n import tr
from desktop.returns_wording import answer_name
from domain.aftersales.groups import Group
from domain.aftersales.rules import ReturnKind
from domain.reports.return_answers import Answer
from domain.reports.returns import ReturnDetail, Step


class Act(Enum):
    """Something to do; its value names the button."""

    APPROVE = "approve-returns"
    REPLACE = "approve-returns.replace"
    MONEY_ONLY = "approve-returns.money-only"
    OFFER = "offer-refund"
    REFUSE = "reject-returns"
    RESTOCK = "inspect-returns.restock"
    WRITE_OFF = "inspect-returns.write-off"
    REFUSE_GOODS = "inspect-returns.refuse"
    APPEAL = "appeal-returns"


MOVES = {
    Act.APPROVE: Answer.APPROVE,
    Act.REPLACE: Answer.REPLACE,
    Act.MONEY_ONLY: Answer.MONEY_ONLY,
    Act.RESTOCK: Answer.RESTOCK,
    Act.WRITE_OFF: Answer.WRITE_OFF,
}
"""What moves money or goods at once; an offer says what it costs in its dialog."""


def acts(detail: ReturnDetail) -> tuple[Act, ...]:
    """What can be done about a practice return, the most usual first."""
    row = detail.row
    if row.group is Group.TO_ANSWER:
        found = [Act.REPLACE if row.kind is ReturnKind.REPLACEMENT else Act.APPROVE]
        if row.kind is not ReturnKind.REFUND:  # approving that one gives the money back already
            found.append(Act.MONEY_ONLY)
        if not detail.offer:
            found.append(Act.OFFER)
        return (*found, Act.REFUSE)
    if row.group is Group.TO_INSPECT:
        kept = Act.RESTOCK if detail.sound else Act.WRITE_OFF
        other = (Act.WRITE_OFF,) if detail.sound else ()
        return (kept, *other, Act.REFUSE_GOODS)
    if row.next is not None and row.next.what is Step.APPEAL_DUE:
        return (Act.APPEAL,)
    return ()


def act_name(act: Act, kind: ReturnKind) -> str:
    """The button's words."""
    if act in MOVES:
        return answer_name(MOVES[act], kind)
    return {
        Act.OFFER: tr("Offer a part…"),
        Act.REFUSE: tr("Refuse…"),
        Act.REFUSE_GOODS: tr("Refuse what came…"),
        Act.APPEAL: tr("Appeal…"),
    }[act]
