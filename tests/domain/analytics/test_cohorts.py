"""Who comes back: by the month of the first order, after how many days, new or returning."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from statistics import median_low
from time import process_time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.analytics.cohorts import (
    INTERVALS,
    Histories,
    cohorts,
    histories,
    intervals,
    new_and_returning,
)
from domain.analytics.periods import Granularity, Period, buckets
from domain.kernel.columns import UNKNOWN


def day(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def orders(*rows: tuple[int, str, int]) -> Histories:
    buyer, days, amount = zip(*rows, strict=True) if rows else ((), (), ())
    return histories(
        np.array(buyer, dtype=np.int64),
        np.array([day(each) for each in days], dtype=np.int64),
        np.array(amount, dtype=np.int64),
    )


SHOP = orders(
    (8, "2026-03-02", 700),
    (7, "2026-01-05", 1_000),
    (7, "2026-01-05", 500),
    (7, "2026-03-20", 2_000),
    (8, "2026-01-31", 300),
    (9, "2026-03-01", 50),
)

many_orders = st.lists(
    st.tuples(st.integers(1, 6), st.integers(20_000, 20_400), st.integers(0, 9_999)), max_size=40
)


def of(rows: list[tuple[int, int, int]]) -> Histories:
    return histories(*np.array(rows, dtype=np.int64).reshape(-1, 3).T)


def test_buyers_count_once_a_month_from_that_of_their_first_order() -> None:
    found = cohorts(SHOP, day("2026-03-31"))
    assert found.month.tolist() == [56 * 12, 56 * 12 + 1, 56 * 12 + 2]
    assert found.size.tolist() == [2, 0, 1]
    assert found.buyers.tolist() == [[2, 0, 2], [0, 0, UNKNOWN], [1, UNKNOWN, UNKNOWN]]
    assert found.revenue[0].tolist() == [1_800, 0, 2_700]
    assert found.repeated.tolist() == [2, 0, 0]


def test_shares_are_unknown_where_a_month_is_to_come_or_nobody_began() -> None:
    found = cohorts(SHOP, day("2026-03-31"))
    assert found.share.tolist() == [
        [10_000, 0, 10_000],
        [UNKNOWN, UNKNOWN, UNKNOWN],
        [10_000, UNKNOWN, UNKNOWN],
    ]


def test_a_shop_without_orders_has_one_empty_cohort() -> None:
    found = cohorts(orders(), day("2026-03-31"))
    assert (found.size.tolist(), found.buyers.tolist(), found.repeated.tolist()) == (
        [0],
        [[0]],
        [0],
    )
    assert intervals(orders()).median is None


def test_orders_of_nobody_known_are_nobodys_second_order() -> None:
    found = orders((0, "2026-01-05", 1_000), (0, "2026-03-05", 1_000), (7, "2026-03-06", 10))
    assert found.buyer.tolist() == [7]
    assert intervals(found).counts.sum() == 0


def test_intervals_lie_between_successive_orders_of_one_buyer() -> None:
    found = intervals(SHOP)
    assert dict(zip(INTERVALS, found.counts.tolist(), strict=True)) == {
        0: 1, 1: 0, 7: 0, 14: 0, 30: 1, 60: 1, 90: 0,
    }  # fmt: skip
    assert found.median == 30


def test_who_orders_first_within_a_bucket_is_new_there_and_returns_later() -> None:
    months = buckets(Period(day("2026-01-01"), day("2026-03-31")), Granularity.MONTH)
    found = new_and_returning(SHOP, months)
    assert found.new_buyers.tolist() == [2, 0, 1]
    assert found.returning_buyers.tolist() == [0, 0, 2]
    assert found.new_revenue.tolist() == [1_800, 0, 50]
    assert found.returning_revenue.tolist() == [0, 0, 2_700]


def test_who_ordered_before_the_period_is_not_new_in_it() -> None:
    march = buckets(Period(day("2026-03-01"), day("2026-03-31")), Granularity.MONTH)
    found = new_and_returning(SHOP, march)
    assert (found.new_buyers.tolist(), found.returning_buyers.tolist()) == ([1], [2])


@given(many_orders)
def test_revenue_is_all_revenue_and_every_buyer_began_once(
    rows: list[tuple[int, int, int]],
) -> None:
    found = cohorts(of(rows), 20_400)
    assert np.maximum(found.revenue, 0).sum() == sum(amount for *_, amount in rows)
    assert found.size.sum() == len({buyer for buyer, *_ in rows})
    assert (found.buyers <= found.size[:, None]).all()
    assert found.repeated.sum() == sum(
        [buyer for buyer, *_ in rows].count(each) > 1 for each in {buyer for buyer, *_ in rows}
    )


@given(many_orders)
def test_intervals_are_those_of_each_buyer_counted_one_by_one(
    rows: list[tuple[int, int, int]],
) -> None:
    days = defaultdict(list)
    for buyer, on, _ in sorted(rows):
        days[buyer].append(on)
    gaps = [b - a for each in days.values() for a, b in pairwise(each)]
    found = intervals(of(rows))
    assert found.counts.sum() == len(gaps)
    assert found.median == (median_low(gaps) if gaps else None)


@given(many_orders, st.sampled_from(Granularity))
def test_new_and_returning_are_the_buyers_of_the_bucket(
    rows: list[tuple[int, int, int]], granularity: Granularity
) -> None:
    during = buckets(Period(20_100, 20_300), granularity)
    found = new_and_returning(of(rows), during)
    for first, last, new, returning in zip(
        during.first, during.last, found.new_buyers, found.returning_buyers, strict=True
    ):
        here = {buyer for buyer, on, _ in rows if first <= on <= last}
        earlier = {buyer for buyer, on, _ in rows if on < first}
        assert (new, returning) == (len(here - earlier), len(here & earlier))


def test_a_million_orders_take_less_than_a_second() -> None:
    chance = np.random.default_rng(3)
    count = 1_000_000
    buyer = chance.integers(1, 400_000, count)
    on = chance.integers(19_000, 20_000, count)
    began = process_time()
    sorted_orders = histories(buyer, on, np.full(count, 999))
    cohorts(sorted_orders, 20_000)
    intervals(sorted_orders)
    new_and_returning(sorted_orders, buckets(Period(19_600, 20_000), Granularity.MONTH))
    assert process_time() - began < 1.0
