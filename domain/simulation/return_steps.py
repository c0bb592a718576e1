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
    returns = world.returns
    status, appeal = returns["status"][which], returns["appeal"][which]
    moment = np.zeros(len(which), dtype=np.int64)
    for each in set(status.tolist()):
        here = status == each
        if each in _NEXT:
            moment[here] = _NEXT[each](world, which[here], rules)
    moment[returns["closed_at"][which] > 0] = 0
    appealed = appeal == Appeal.IN_PROGRESS.value
    moment[appealed] = returns["appealed_at"][which[appealed]] + rules.appeal_hours * HOUR
    returns["next_at"][which] = moment


def _silence(world: World, which: Array, _rules: Rules) -> Array:
    return world.returns["respond_by"][which]


def _sending(world: World, which: Array, rules: Rules) -> Array:
    """When the buyer hands the goods over, or may no longer."""
    approved_at, known = world.returns["approved_at"][which], world.parameters
    never = latent.never_sent(world.returns["id"][which], world.noise_seed, known)
    sends = approved_at + latent.return_wait(known)
    return np.where(never, aftersales.send_by(approved_at, rules), sends)


def _arrival_or_inspection(world: World, which: Array, _rules: Rules) -> Array:
    returns = world.returns
    travels = latent.return_transit(returns["id"][which], world.noise_seed, world.parameters)
    arrives = returns["sent_at"][which] + np.maximum(1, travels)
    here = returns["arrived_at"][which] > 0
    return np.where(here, returns["inspect_by"][which], arrives)


def _thinking(world: World, which: Array, rules: Rules) -> Array:
    return world.returns["offered_at"][which] + _answer(world, which, rules)[0]


def _answer(world: World, which: Array, rules: Rules) -> tuple[Array, Array]:
    """How long the buyer thinks about an offer, and whether it is taken."""
    returns = world.returns
    return latent.offer_answer(
        returns["id"][which],
        returns["offer"][which],
        returns["refund"][which],
        rules.offer_answer_hours,
        world.noise_seed,
        world.parameters,
    )


def _after_refusal(world: World, which: Array, rules: Rules) -> Array:
    """The platform's decision, else the buyer's dispute, else the end of the time for one."""
    returns = world.returns
    refused, disputed = returns["rejected_at"][which], returns["disputed_at"][which]
    delay = latent.dispute(
        returns["id"][which], rules.dispute_days, world.noise_seed, world.parameters
    )
    ends = np.where(delay > 0, refused + delay, aftersales.dispute_by(refused, rules))
    return np.where(disputed > 0, disputed + rules.arbitration_hours * HOUR, ends)


_NEXT: dict[int, Callable[[World, Array, Rules], Array]] = {
    PENDING: _silence,
    THINKING: _thinking,
    TO_SEND: _sending,
    SENT: _arrival_or_inspection,
    **dict.fromkeys(REFUSED, _after_refusal),
}
"""When the next step comes, by the status."""


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
    delay, takes = _answer(world, which, stretch.rules)
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
    """Let the platform owe the seller what it pays for its own or a carrier's faults."""
    owe(world, owed)
    rows = finance.entries(Kind.REIMBURSEMENT, owed["at"], owed["order_id"], owed["amount"])
    stretch.posted.append(rows)


def owe(world: World, owed: Columns) -> None:
    """Let the platform owe the seller ``amount`` from ``at`` on; the next statement takes it."""
    told = owed.only(("id", "order_id", "at", "amount")).with_zeros(("settled_at", "mark"))
    told["mark"] = NEW
    world.reimbursements = world.reimbursements.joined(told)


_STEPS: dict[int, Callable[[World, Array, Stretch], None]] = {
    PENDING: _unanswered,
    THINKING: _thought_over,
    TO_SEND: _sent_or_not,
    SENT: _here,
    **dict.fromkeys(REFUSED, _disputed),
    COMPLETE: _appealed,
}
