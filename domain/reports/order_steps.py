"""An order's way: what has happened and will, and the clocks that run on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np

from domain.aftersales.groups import Group
from domain.aftersales.rules import ReturnKind
from domain.finance import rules as finance
from domain.kernel.clock import DAY
from domain.orders.rules import Status, unpaid_until
from domain.reports.returns import ReturnDetail, Step
from domain.rulebook import Rules


class Happening(Enum):
    """A stage on the order's way."""

    ORDERED = "ordered"
    PAID = "paid"
    READY = "ready"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    RETURN_REQUESTED = "return-requested"
    RETURN_APPROVED = "return-approved"
    REFUNDED = "refunded"
    RETURN_ENDED = "return-ended"
    """Without a refund."""
    SETTLED = "settled"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    CHARGED_BACK = "charged-back"
    """The buyer's bank took the payment back."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """A stage with its moment (0: no moment known) and whether it has happened."""

    what: Happening
    at: int
    done: bool


class Clock(Enum):
    """A clock that runs down on an order."""

    PAY_BY = "pay-by"
    """The system cancels it if it is not paid by then."""
    ANSWER_CANCELLATION = "answer-cancellation"
    """The buyer's request to cancel is approved by itself."""
    SHIP_BY = "ship-by"
    AUTO_CANCEL = "auto-cancel"
    """The system cancels it if it is not ready to ship by then."""
    REST_GIVEN_UP = "rest-given-up"
    """Of an order sent in parts, what no package holds by then is refunded; the others go on."""
    DELIVER_BY = "deliver-by"
    ANSWER_RETURN = "answer-return"
    INSPECT_RETURN = "inspect-return"


def clocks(
    row: Mapping[str, Any],
    answer_by: int,
    backs: Sequence[ReturnDetail],
    rules: Rules | None,
) -> tuple[tuple[Clock, int], ...]:
    """Those that run, the next to end first; ``answer_by`` is an open request's to cancel, or 0."""
    status, found = Status(row["status"]), list[tuple[Clock, int]]()
    if status is Status.UNPAID and rules is not None:
        created = np.array([row["created_at"]], dtype=np.int64)
        found.append((Clock.PAY_BY, int(unpaid_until(created, rules)[0])))
    elif status < Status.AWAITING_COLLECTION:
        begun = status is Status.PARTIALLY_SHIPPING
        found.append((Clock.REST_GIVEN_UP if begun else Clock.AUTO_CANCEL, row["collect_by"]))
    if Status.UNPAID < status < Status.IN_TRANSIT:
        found.append((Clock.SHIP_BY, row["dispatch_by"]))
    if Status.UNPAID < status < Status.DELIVERED:
        found.append((Clock.DELIVER_BY, row["deliver_by"]))
    found.append((Clock.ANSWER_CANCELLATION, answer_by))
    due = {Step.ANSWER_DUE: Clock.ANSWER_RETURN, Step.INSPECTION_DUE: Clock.INSPECT_RETURN}
    for back in backs:
        found += [(due[step.what], step.at) for step in back.steps if step.what in due]
    return tuple(sorted((each for each in found if each[1]), key=lambda each: each[1]))


def steps_of(
    row: Mapping[str, int], backs: Sequence[ReturnDetail], rules: Rules | None, tier: str
) -> tuple[StepRow, ...]:
    """The order's way so far, and what is to come with its moment where that is known."""
    if row["cancelled_at"] > 0:
        past = [
            StepRow(what, row[name], True)
            for what, name in _STAGES
            if 0 < row[name] <= row["cancelled_at"]
        ]
        return (*past, StepRow(Happening.CANCELLED, row["cancelled_at"], True))
    steps = [StepRow(what, row[name], row[name] > 0) for what, name in _STAGES]
    if row["shipped_at"] == 0:
        steps[3] = StepRow(Happening.SHIPPED, row["dispatch_by"], False)
    if row["delivered_at"] == 0:
        steps[4] = StepRow(Happening.DELIVERED, row["deliver_by"], False)
    for back in backs:
        steps += _return_steps(back)
    if rules is not None and tier:
        due = 0
        if row["delivered_at"] > 0:
            column = np.array([row["delivered_at"]], dtype=np.int64)
            due = int(finance.settlement_due(column, rules.settle_days(tier))[0])
        settled = row["settled_at"]
        held = any(not _is_over(back) for back in backs) and not settled
        steps.append(StepRow(Happening.SETTLED, settled or (0 if held else due), settled > 0))
        closes = row["delivered_at"] + rules.complete_days * DAY if row["delivered_at"] else 0
        at = row["completed_at"] or closes
        steps.append(StepRow(Happening.COMPLETED, at, row["completed_at"] > 0))
    return tuple(steps)


def _is_over(back: ReturnDetail) -> bool:
    return back.row.group is Group.DONE


def _return_steps(back: ReturnDetail) -> list[StepRow]:
    """A return's way in short; all of it stands with the return itself."""
    at = {step.what: step.at for step in back.steps if step.done}
    if back.row.kind is ReturnKind.CHARGE_BACK:
        return [StepRow(Happening.CHARGED_BACK, at[Step.CHARGED_BACK], True)]
    steps = [StepRow(Happening.RETURN_REQUESTED, back.row.requested_at, True)]
    if Step.APPROVED in at:
        steps.append(StepRow(Happening.RETURN_APPROVED, at[Step.APPROVED], True))
    elif back.row.respond_by:
        steps.append(StepRow(Happening.RETURN_APPROVED, back.row.respond_by, False))
    if back.row.refunded:
        steps.append(StepRow(Happening.REFUNDED, at.get(Step.REFUNDED, 0), True))
    elif not _is_over(back):
        steps.append(StepRow(Happening.REFUNDED, 0, False))
    else:
        ends = (Step.REPLACED, Step.WITHDRAWN, Step.REJECTED, Step.GOODS_REFUSED, Step.REFUNDED)
        ended = next((at[each] for each in ends if each in at), 0)
        steps.append(StepRow(Happening.RETURN_ENDED, ended, True))
    return steps


_STAGES = (
    (Happening.ORDERED, "created_at"),
    (Happening.PAID, "paid_at"),
    (Happening.READY, "rts_at"),
    (Happening.SHIPPED, "shipped_at"),
    (Happening.DELIVERED, "delivered_at"),
)
