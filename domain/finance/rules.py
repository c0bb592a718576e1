"""Accounts, fees and settlement as column functions. Amounts are minor units and never negative."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from domain.kernel.clock import DAY, Seconds, ShopCalendar
from domain.kernel.money import Cents, share
from domain.kernel.randomness import bits
from domain.rulebook import Rules


class Account(IntEnum):
    """Where value can sit; the numbers are stored."""

    CASH = 1  # the seller's bank account
    ON_HOLD = 2  # owed by the platform, not settled yet
    PROCESSING = 3  # settled, on its way to the bank
    INVENTORY = 4  # goods at cost
    EQUITY = 5  # what the owner put in
    SALES = 6
    REFUNDS = 7
    REFERRAL_FEE = 8
    REFUND_ADMINISTRATION_FEE = 9
    POSTAGE = 10
    COST_OF_GOODS = 11
    COMMISSION = 12
    ADVERTISING = 13
    SAMPLES = 14
    REIMBURSEMENTS = 15  # what the platform pays for its own or a carrier's faults
    SELLER_DISCOUNTS = 16  # what the seller bears of promotions
    CAMPAIGN_FEE = 17


PLACES = (Account.CASH, Account.ON_HOLD, Account.PROCESSING, Account.INVENTORY)
"""Accounts in which the seller's money is; a debit balance is money."""

FEES = (
    Account.REFERRAL_FEE,
    Account.REFUND_ADMINISTRATION_FEE,
    Account.COMMISSION,
    Account.CAMPAIGN_FEE,
)

RESULT = (
    Account.SALES,
    Account.SELLER_DISCOUNTS,
    Account.REFUNDS,
    *FEES,
    Account.POSTAGE,
    Account.COST_OF_GOODS,
    Account.ADVERTISING,
    Account.SAMPLES,
    Account.REIMBURSEMENTS,
)
"""Accounts whose balances make the profit; a credit balance is a gain."""


class Kind(IntEnum):
    """Why a journal row exists; the numbers are stored and order rows of the same second."""

    OPENING = 1
    SALE = 2
    REFERRAL_FEE = 3
    SALE_REVERSED = 4
    REFERRAL_FEE_REVERSED = 5
    PLATFORM_LABEL = 6
    OWN_POSTAGE = 7
    COST_OF_GOODS = 8
    REFUND = 9
    REFUND_FEE_RETURNED = 10
    REFUND_ADMINISTRATION_FEE = 11
    GOODS_RETURNED = 12
    SETTLEMENT = 13
    PAYOUT = 14
    RESTOCK = 15
    COMMISSION = 16
    COMMISSION_REVERSED = 17
    COMMISSION_RETURNED = 18
    ADVERTISING = 19
    SAMPLE = 20
    LABEL_VOIDED = 21
    REIMBURSEMENT = 22
    REPLACEMENT_GOODS = 23
    REPLACEMENT_POSTAGE = 24
    STOCK_COUNT = 25
    SELLER_DISCOUNT = 26
    SELLER_DISCOUNT_REVERSED = 27
    CAMPAIGN_FEE = 28
    CAMPAIGN_FEE_REVERSED = 29


POSTING: dict[Kind, tuple[Account, Account]] = {
    Kind.SALE: (Account.ON_HOLD, Account.SALES),
    Kind.REFERRAL_FEE: (Account.REFERRAL_FEE, Account.ON_HOLD),
    Kind.SALE_REVERSED: (Account.SALES, Account.ON_HOLD),
    Kind.REFERRAL_FEE_REVERSED: (Account.ON_HOLD, Account.REFERRAL_FEE),
    Kind.PLATFORM_LABEL: (Account.POSTAGE, Account.ON_HOLD),
    Kind.OWN_POSTAGE: (Account.POSTAGE, Account.CASH),
    Kind.COST_OF_GOODS: (Account.COST_OF_GOODS, Account.INVENTORY),
    Kind.REFUND: (Account.REFUNDS, Account.ON_HOLD),
    Kind.REFUND_FEE_RETURNED: (Account.ON_HOLD, Account.REFERRAL_FEE),
    Kind.REFUND_ADMINISTRATION_FEE: (Account.REFUND_ADMINISTRATION_FEE, Account.ON_HOLD),
    Kind.GOODS_RETURNED: (Account.INVENTORY, Account.COST_OF_GOODS),
    Kind.SETTLEMENT: (Account.PROCESSING, Account.ON_HOLD),
    Kind.PAYOUT: (Account.CASH, Account.PROCESSING),
    Kind.RESTOCK: (Account.INVENTORY, Account.CASH),
    Kind.COMMISSION: (Account.COMMISSION, Account.ON_HOLD),
    Kind.COMMISSION_REVERSED: (Account.ON_HOLD, Account.COMMISSION),
    Kind.COMMISSION_RETURNED: (Account.ON_HOLD, Account.COMMISSION),
    Kind.ADVERTISING: (Account.ADVERTISING, Account.CASH),
    Kind.SAMPLE: (Account.SAMPLES, Account.INVENTORY),
    Kind.LABEL_VOIDED: (Account.ON_HOLD, Account.POSTAGE),
    Kind.REIMBURSEMENT: (Account.ON_HOLD, Account.REIMBURSEMENTS),
    Kind.REPLACEMENT_GOODS: (Account.COST_OF_GOODS, Account.INVENTORY),
    Kind.REPLACEMENT_POSTAGE: (Account.POSTAGE, Account.CASH),
    Kind.STOCK_COUNT: (Account.COST_OF_GOODS, Account.INVENTORY),
    Kind.SELLER_DISCOUNT: (Account.SELLER_DISCOUNTS, Account.ON_HOLD),
    Kind.SELLER_DISCOUNT_REVERSED: (Account.ON_HOLD, Account.SELLER_DISCOUNTS),
    Kind.CAMPAIGN_FEE: (Account.CAMPAIGN_FEE, Account.ON_HOLD),
    Kind.CAMPAIGN_FEE_REVERSED: (Account.ON_HOLD, Account.CAMPAIGN_FEE),
}
"""The account that receives and the one that gives, for each kind (opening rows name their own)."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Journal rows as columns of one length: moment, kind, order (0: none), accounts, amount."""

    at: Seconds
    kind: npt.NDArray[np.int64]
    order_id: npt.NDArray[np.int64]
    debit: npt.NDArray[np.int64]
    credit: npt.NDArray[np.int64]
    amount: Cents

    def __len__(self) -> int:
        """How many rows."""
        return len(self.at)


def entries(
    kind: npt.ArrayLike, at: npt.ArrayLike, order_id: npt.ArrayLike, amount: npt.ArrayLike
) -> Entries:
    """Rows of one kind; a negative amount is posted the other way round, zero not at all.

    Rows of several kinds are a column of kinds and a row of amounts for each of them.
    """
    amounts = np.atleast_2d(np.asarray(amount, dtype=np.int64))
    row, place = amounts.nonzero()

    def column(values: npt.ArrayLike) -> npt.NDArray[np.int64]:
        given = np.asarray(values, dtype=np.int64)
        return given[place] if given.ndim else np.full(len(place), given)

    kinds, moved = np.atleast_1d(np.asarray(kind, dtype=np.int64))[row], amounts[row, place]
    debit, credit = _SIDES[:, kinds, (moved < 0).view(np.int8)]
    return Entries(
        at=column(at),
        kind=kinds,
        order_id=column(order_id),
        debit=debit,
        credit=credit,
        amount=np.abs(moved),
    )


_SIDES = np.zeros((2, max(Kind) + 1, 2), dtype=np.int64)
"""Who receives and who gives, for each kind, as it is and the other way round."""
for _kind, (_to, _giver) in POSTING.items():
    _SIDES[:, _kind] = (_to, _giver), (_giver, _to)


def opening(account: Account, at: int, amount: int) -> Entries:
    """What the owner puts into an account when the shop opens."""
    one = np.ones(1, dtype=np.int64)
    return Entries(
        one * at, one * Kind.OPENING, one * 0, one * account, one * Account.EQUITY, one * amount
    )


def joined(parts: list[Entries]) -> Entries:
    """Rows of several kinds in the journal's order: by moment, then kind, then order."""
    columns = [
        np.concatenate([getattr(part, name) for part in parts] or [np.empty(0, dtype=np.int64)])
        for name in ("at", "kind", "order_id", "debit", "credit", "amount")
    ]
    order = np.lexsort((columns[2], columns[1], columns[0]))
    return Entries(*[column[order] for column in columns])


def referral_fee(revenue: Cents, rules: Rules) -> Cents:
    """The platform's share of customer payment + platform discount - tax (A25)."""
    return share(revenue, rules.referral_fee)


def refund_administration_fee(fee: Cents, rules: Rules) -> Cents:
    """What the platform keeps of a referral fee when an order is refunded after shipping (A25)."""
    return np.minimum(share(fee, rules.refund_administration_fee), rules.refund_administration_cap)


def settlement_due(delivered_at: Seconds, days: int) -> Seconds:
    """When an order's money leaves the hold: the first daily statement (00:00 UTC) from then on."""
    due = delivered_at + days * DAY
    return -(-due // DAY) * DAY


def next_statement(now: int) -> int:
    """The first daily statement (00:00 UTC) after now."""
    return (now // DAY + 1) * DAY


def payout_at(statement_at: int, rules: Rules, calendar: ShopCalendar) -> int:
    """When the bank has the money of a statement that pays out: the end of a business day."""
    return int(calendar.business_deadline(statement_at, rules.payout_business_days))


def pays_out(payable: int, rules: Rules) -> bool:
    """Whether a statement's payable is paid out; less is carried over to the next statement."""
    return payable >= rules.payout_minimum


def kinds_of(account: Account) -> tuple[Kind, ...]:
    """The kinds of journal rows that can move an account."""
    return (
        Kind.OPENING,
        *(kind for kind, accounts in POSTING.items() if account in accounts),
    )


def balances(journal: Entries) -> dict[Account, int]:
    """Each account's balance: what it received less what it gave."""
    size = max(Account) + 1
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, journal.debit, journal.amount)
    np.subtract.at(total, journal.credit, journal.amount)
    return {account: int(total[account]) for account in Account}


def profit(balance: dict[Account, int]) -> int:
    """Sales less refunds and everything they cost."""
    return -sum(balance[account] for account in RESULT)


def seal(rows: Entries, first_id: int) -> int:
    """A hash over journal rows that does not depend on their order, as a signed 64-bit integer.

    The sum of each row's hash: appending adds to it, and no altered, lost or extra row keeps it.
    """
    ids = np.arange(first_id, first_id + len(rows), dtype=np.int64)
    hashes = bits(
        0, 0, ids, rows.at, rows.kind, rows.order_id, rows.debit, rows.credit, rows.amount
    )
    return int(hashes.sum(dtype=np.uint64).astype(np.int64))
