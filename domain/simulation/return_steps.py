"""What time does to a return: each step that comes without the seller, and when it comes.

Every return knows the moment of its next step (``next_at``). A stretch takes the steps that it
holds, one after the other, and each of them says when the one after it is due.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from domain import reactions
from domain.aftersales import rules as aftersales
from domain.aftersales.rules import Appeal, Arbitration, ReturnKind, ReturnStatus
from domain.finance import rules as finance
from domain.finance.rules import Kind
from domain.kernel.clock import HOUR
from domain.kernel.columns import Array, Columns
from domain.rulebook import Rules
from domain.simulation import latent
from domain.simulation.stretch import Stretch
from domain.simulation.world import NEW, World, touch

PENDING = int(ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING)
TO_SEND = int(ReturnStatus.AWAITING_BUYER_SHIP)
SENT = int(ReturnStatus.BUYER_SHIPPED_ITEM)
THINKING = int(ReturnStatus.AWAITING_BUYER_RESPONSE)
COMPLETE = int(ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE)
CANCELLED = int(ReturnStatus.RETURN_OR_REFUND_REQUEST_CANCEL)
REFUSED = (
    int(ReturnStatus.REFUND_OR_RETURN_REQUEST_REJECT),
    int(ReturnStatus.REJECT_RECEIVE_PACKAGE),
)
_BOTH = ReturnKind.RETURN_AND_REFUND.value
_MONEY = ReturnKind.REFUND.value
_NEW = ReturnKind.REPLACEMENT.value


def step_returns(world: World, stretch: Stretch) -> None:
    """Take every step that the stretch holds."""
    returns = world.returns
    due = stretch.holds(returns["next_at"]).nonzero()[0]
    while len(due):
        touch(returns, due)
        status = returns["status"][due]
        for each in set(status.tolist()):
            _STEPS[each](world, due[status == each], stretch)
        foresee(world, due, stretch.rules)
        due = due[stretch.holds(returns["next_at"][due])]


def foresee(world: World, which: Array, rules: Rules) -> None:
    """Note when the next step of some returns is due by itself; 0 for those at their end."""
    world.returns["next_at"][which] = _next(world, world.returns.only(_STEPPED).where(which), rules)


_STEPPED = (
    "id", "status", "refund", "respond_by", "approved_at", "sent_at", "arrived_at", "inspect_by",
    "closed_at", "offer", "offered_at", "rejected_at", "disputed_at", "appeal", "appealed_at",
)  # fmt: skip
"""What the next step depends on."""


def _next(world: World, rows: Columns, rules: Rules) -> Array:
    status, noise, known = rows["status"], world.noise_seed, world.parameters
    at = np.zeros(len(rows), dtype=np.int64)
    kinds = set(status.tolist())
    for each in kinds:
        here = status == each
        some = rows.where(here) if len(kinds) > 1 else rows
        ids = some["id"]
        if each == PENDING:
            moment = some["respond_by"]
        elif each == THINKING:
            moment = some["offered_at"] + _answer(world, some, rules)[0]
        elif each == TO_SEND:
            sends = some["approved_at"] + latent.return_wait(known)
            never = latent.never_sent(ids, noise, known)
            moment = np.where(never, aftersales.send_by(some["approved_at"], rules), sends)
        elif each == SENT:
            travels = latent.return_transit(ids, noise, known)
            arrives = some["sent_at"] + np.maximum(1, travels)
            moment = np.where(some["arrived_at"] > 0, some["inspect_by"], arrives)
        elif each in REFUSED:
            moment = _after_refusal(world, some, rules)
        else:
            moment = np.zeros(len(some), dtype=np.int64)
        appealed = some["appeal"] == Appeal.IN_PROGRESS.value
        over = some["appealed_at"] + rules.appeal_hours * HOUR
        at[here] = np.where(appealed, over, np.where(some["closed_at"] > 0, 0, moment))
    return at


def _answer(world: World, rows: Columns, rules: Rules) -> tuple[Array, Array]:
    return latent.offer_answer(
        rows["id"],
        rows["offer"],
        rows["refund"],
        rules.offer_answer_hours,
        world.noise_seed,
        world.parameters,
    )


def _after_refusal(world: World, rows: Columns, rules: Rules) -> Array:
    """The platform's decision, else the buyer's dispute, else the end of the time for one."""
    delay = latent.dispute(rows["id"], rules.dispute_days, world.noise_seed, world.parameters)
    refused = rows["rejected_at"]
    ends = np.where(delay > 0, refused + delay, aftersales.dispute_by(refused, rules))
    decides = rows["disputed_at"] + rules.arbitration_hours * HOUR
    return np.where(rows["disputed_at"] > 0, decides, ends)


def approve(world: World, which: Array, at: Array) -> None:
    """Let buyers send goods back, or give money back at once where only money is asked for."""
    returns = world.returns
    returns["approved_at"][which] = at
    money = returns["kind"][which] == _MONEY
    returns["status"][which] = np.where(money, COMPLETE, TO_SEND)
    refund(world, which[money], at[money])


def refund(world: World, which: Array, at: Array) -> None:
    """Close returns with the whole refund."""
    returns = world.returns
    returns["refunded"][which] = returns["refund"][which]
    returns["status"][which] = COMPLETE
    returns["closed_at"][which] = at


def take_back(world: World, which: Array, at: Array, *, restock: bool) -> None:
    """Close returns whose goods are here: the refund, and sound goods go back on sale if wanted.

    A buyer who was sent a replacement gets no money.
    """
    returns = world.returns
    if restock:
        sound = returns["resellable"][which] == 1
        returns["restocked"][which] = np.where(sound, returns["quantity"][which], 0)
    paid = returns["kind"][which] != _NEW
    refund(world, which[paid], at[paid])
    returns["status"][which[~paid]] = COMPLETE
    returns["closed_at"][which[~paid]] = at[~paid]


def _unanswered(world: World, which: Array, _stretch: Stretch) -> None:
    """Silence approves; a replacement becomes a return, since nobody has sent one."""
    kinds = world.returns["kind"]
    kinds[which] = np.where(kinds[which] == _NEW, _BOTH, kinds[which])
    approve(world, which, world.returns["respond_by"][which])


def _thought_over(world: World, which: Array, stretch: Stretch) -> None:
    """The buyer takes the partial refund, or the request stands as it was, with its clock anew."""
    returns = world.returns
    delay, takes = _answer(world, returns.where(which), stretch.rules)
    at = returns["offered_at"][which] + delay
    taken, left = which[takes], which[~takes]
    returns["approved_at"][taken] = at[takes]
    returns["kind"][taken] = _MONEY
    returns["refunded"][taken] = returns["offer"][taken]
    returns["status"][taken] = COMPLETE
    returns["closed_at"][taken] = at[takes]
    returns["status"][left] = PENDING
    returns["respond_by"][left] = aftersales.respond_by(at[~takes], stretch.rules)


def _sent_or_not(world: World, which: Array, _stretch: Stretch) -> None:
    """The buyer hands the goods over, or the time for it has passed."""
    returns = world.returns
    ids, at = returns["id"][which], returns["next_at"][which]
    never = latent.never_sent(ids, world.noise_seed, world.parameters)
    kept, sent = which[never], which[~never]
    returns["status"][kept] = CANCELLED
    returns["closed_at"][kept] = at[never]
    returns["status"][sent] = SENT
    returns["sent_at"][sent] = at[~never]


def _here(world: World, which: Array, stretch: Stretch) -> None:
    """Goods arrive, and later are taken back as nobody has looked at them."""
    returns = world.returns
    at, arrived = returns["next_at"][which], returns["arrived_at"][which] > 0
    take_back(world, which[arrived], at[arrived], restock=True)
    new = which[~arrived]
    returns["arrived_at"][new] = at[~arrived]
    returns["inspect_by"][new] = aftersales.inspect_by(at[~arrived], stretch.rules)


def _disputed(world: World, which: Array, stretch: Stretch) -> None:
    """The buyer takes a refusal to the platform, the platform decides, or nothing more comes."""
    returns = world.returns
    at = returns["next_at"][which]
    rows = returns.where(which)
    decided = rows["disputed_at"] > 0
    days = stretch.rules.dispute_days
    delay = latent.dispute(rows["id"], days, world.noise_seed, world.parameters)
    asked, over = which[~decided & (delay > 0)], which[~decided & (delay == 0)]
    returns["disputed_at"][asked] = at[~decided & (delay > 0)]
    returns["arbitration"][asked] = Arbitration.IN_PROGRESS.value
    returns["closed_at"][over] = at[~decided & (delay == 0)]
    if not decided.any():
        return
    these, when, told = which[decided], at[decided], rows.where(decided)
    seller = latent.seller_wins(
        told["id"], told["reason"], told["evidence"], world.noise_seed, world.parameters
    )
    returns["decided_at"][these] = when
    returns["arbitration"][these] = np.where(
        seller, Arbitration.SUPPORT_SELLER.value, Arbitration.SUPPORT_BUYER.value
    )
    returns["closed_at"][these[seller]] = when[seller]
    lost = these[~seller]
    here = returns["arrived_at"][lost] > 0
    take_back(world, lost[here], when[~seller][here], restock=True)
    refund(world, lost[~here], when[~seller][~here])


def _appealed(world: World, which: Array, stretch: Stretch) -> None:
    """The platform decides an appeal; what it grants it pays itself."""
    returns = world.returns
    rows = returns.where(which)
    granted = latent.appeal_granted(
        rows["id"], rows["evidence"], world.noise_seed, world.parameters
    )
    returns["appeal"][which] = np.where(granted, Appeal.GRANTED.value, Appeal.DENIED.value)
    won = which[granted]
    if len(won):
        about = returns.where(won)
        lines = world.lines.where(aftersales.line_of(world.lines, about))
        paid = reactions.returned(lines, about)["item_total"]
        returns["compensation"][won] = paid
        told = {"id": about["id"], "order_id": about["order_id"], "at": about["next_at"]}
        reimburse(world, Columns({**told, "amount": paid}), stretch)


def reimburse(world: World, owed: Columns, stretch: Stretch) -> None:
    """Let the platform owe the seller ``amount`` from ``at`` on; the next statement takes it."""
    told = owed.only(("id", "order_id", "at", "amount")).with_zeros(("settled_at", "mark"))
    told["mark"] = NEW
    world.reimbursements = world.reimbursements.joined(told)
    rows = finance.entries(Kind.REIMBURSEMENT, told["at"], told["order_id"], told["amount"])
    stretch.posted.append(rows)


_STEPS: dict[int, Callable[[World, Array, Stretch], None]] = {
    PENDING: _unanswered,
    THINKING: _thought_over,
    TO_SEND: _sent_or_not,
    SENT: _here,
    **dict.fromkeys(REFUSED, _disputed),
    COMPLETE: _appealed,
}
