"""The journal: zero-sum by its shape, sealed, with fees as the rulebook says."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.finance import rules as finance
from domain.finance.rules import Account, Entries, Kind
from domain.rulebook import rulebook

RULES = rulebook("us").at(int(datetime(2026, 12, 1, tzinfo=UTC).timestamp()))
KINDS = [kind for kind in Kind if kind is not Kind.OPENING]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, 10**9),
        st.integers(0, 99),
        st.integers(-(10**9), 10**9),
    ),
    max_size=30,
)


def journal(rows: list[tuple[Kind, int, int, int]]) -> Entries:
    return finance.joined(
        [finance.entries(kind, at, order, amount) for kind, at, order, amount in rows]
    )


def column(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


@given(ROWS)
def test_whatever_is_posted_the_accounts_add_up_to_zero(rows: list) -> None:
    posted = journal(rows)
    assert sum(finance.balances(posted).values()) == 0
    assert (posted.amount > 0).all()
    assert (posted.debit != posted.credit).all()
    assert len(posted) == sum(amount != 0 for *_, amount in rows)


@given(ROWS)
def test_rows_stand_in_the_order_of_time(rows: list) -> None:
    posted = journal(rows)
    keys = list(
        zip(posted.at.tolist(), posted.kind.tolist(), posted.order_id.tolist(), strict=True)
    )
    assert keys == sorted(keys)


def test_a_negative_settlement_takes_money_back() -> None:
    posted = finance.entries(Kind.SETTLEMENT, 1, 7, -412)
    balance = finance.balances(posted)
    assert balance[Account.PROCESSING] == -412
    assert balance[Account.ON_HOLD] == 412


@pytest.mark.parametrize(
    ("revenue", "fee"), [(2499, 150), (1299, 78), (999, 60), (25, 2), (8, 0), (9, 1)]
)
def test_the_referral_fee_is_six_per_cent_to_the_half_cent(revenue: int, fee: int) -> None:
    assert finance.referral_fee(column(revenue), RULES).tolist() == [fee]


@pytest.mark.parametrize(("fee", "kept"), [(150, 30), (2_500, 500), (90_000, 500), (2, 0)])
def test_a_refund_keeps_a_fifth_of_the_fee_and_at_most_five_dollars(fee: int, kept: int) -> None:
    assert finance.refund_administration_fee(column(fee), RULES).tolist() == [kept]


def test_money_settles_at_the_first_statement_after_its_days() -> None:
    day = 86_400
    assert finance.settlement_due(column(10 * day + 1), 14).tolist() == [25 * day]
    assert finance.settlement_due(column(10 * day), 14).tolist() == [24 * day]


@given(ROWS.filter(lambda rows: sum(a != 0 for *_, a in rows) > 1), st.data())
def test_the_seal_finds_altered_lost_and_swapped_rows(rows: list, data: st.DataObject) -> None:
    posted = journal(rows)
    seal = finance.seal(posted, 1)
    place = data.draw(st.integers(0, len(posted) - 1))

    def altered(name: str, by: int) -> Entries:
        columns = {n: getattr(posted, n).copy() for n in Entries.__dataclass_fields__}
        columns[name][place] += by
        return Entries(**columns)

    for name in Entries.__dataclass_fields__:
        assert finance.seal(altered(name, 1), 1) != seal
    keep = np.arange(len(posted)) != place
    lost = Entries(*[getattr(posted, n)[keep] for n in Entries.__dataclass_fields__])
    assert finance.seal(lost, 1) != seal


def test_seals_of_parts_add_up() -> None:
    posted = journal([(Kind.SALE, at, at, 100 + at) for at in range(1, 9)])
    names = Entries.__dataclass_fields__
    first = Entries(*[getattr(posted, n)[:3] for n in names])
    rest = Entries(*[getattr(posted, n)[3:] for n in names])
    whole = finance.seal(posted, 1)
    assert (finance.seal(first, 1) + finance.seal(rest, 4) - whole) % 2**64 == 0
