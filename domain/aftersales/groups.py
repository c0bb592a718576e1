"""What a return asks of the seller, as groups of the rows of the table."""

from __future__ import annotations

from enum import Enum

from sqlalchemy import ColumnElement, and_, case, or_

from domain.aftersales.rules import Appeal, Arbitration, ReturnStatus
from domain.aftersales.tables import returns


class Group(Enum):
    """A group of returns; its value is the group's name in code."""

    TO_ANSWER = "to-answer"
    ON_THE_WAY = "on-the-way"
    """The buyer has to send something or to answer, or the parcel travels."""
    TO_INSPECT = "to-inspect"
    DISPUTES = "disputes"
    DONE = "done"
    """Nothing is expected any more, unless a buyer takes a refusal to the platform."""


ENDED = (
    ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE,
    ReturnStatus.REFUND_OR_RETURN_REQUEST_REJECT,
    ReturnStatus.RETURN_OR_REFUND_REQUEST_CANCEL,
)
"""What an export says of a return of which nothing more is expected."""

_DECIDED = (Arbitration.SUPPORT_BUYER, Arbitration.SUPPORT_SELLER, Arbitration.CLOSED)
_WITH_BUYER = (
    ReturnStatus.AWAITING_BUYER_SHIP,
    ReturnStatus.BUYER_SHIPPED_ITEM,
    ReturnStatus.AWAITING_BUYER_RESPONSE,
)


def group_of() -> ColumnElement[str]:
    """The value of the group that a row is in.

    A file's own word for a dispute counts as an open one until the return has ended.
    """
    status, arbitration = returns.c.status, returns.c.arbitration
    disputed = or_(
        arbitration == Arbitration.IN_PROGRESS.value,
        returns.c.appeal == Appeal.IN_PROGRESS.value,
        and_(
            arbitration.not_in(["", *(each.value for each in _DECIDED)]),
            status.not_in([int(each) for each in ENDED]),
        ),
    )
    arrived = and_(status == int(ReturnStatus.BUYER_SHIPPED_ITEM), returns.c.arrived_at > 0)
    return case(
        (disputed, Group.DISPUTES.value),
        (status == int(ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING), Group.TO_ANSWER.value),
        (arrived, Group.TO_INSPECT.value),
        (status.in_([int(each) for each in _WITH_BUYER]), Group.ON_THE_WAY.value),
        else_=Group.DONE.value,
    )


def in_group(group: Group) -> ColumnElement[bool]:
    """Whether a return is in the group."""
    here = group_of() == group.value
    return here if group is Group.DONE else and_(_may_be_open(), here)


def is_open() -> ColumnElement[bool]:
    """Whether anything is still expected of a return."""
    return and_(_may_be_open(), group_of() != Group.DONE.value)


def _may_be_open() -> ColumnElement[bool]:
    """What holds for all open returns and few others, and what indexes find."""
    return or_(
        returns.c.status.in_([int(each) for each in ReturnStatus if each not in ENDED]),
        returns.c.arbitration == Arbitration.IN_PROGRESS.value,
        returns.c.appeal == Appeal.IN_PROGRESS.value,
    )
