"""What changed GMV: parts that add up to the minor unit, in whatever order factors are named."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.analytics.decomposition import Change, Part, Sales, what_changed


def sales(*rows: tuple[int, int, int, int]) -> Sales:
    """Rows of visitors, orders, units and GMV."""
    visitors, orders, units, gmv = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return Sales(visitors, orders, units, gmv)


def unseen(of: Sales) -> Sales:
    return replace(of, visitors=None)


def parts(change: Change) -> dict[Part, int]:
    return {part: int(amount) for part, (amount,) in change.all().parts.items() if amount}


@st.composite
def rows(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """What a row can bring: nothing, visits alone, or orders of units at some price."""
    visitors = draw(st.sampled_from([0, 1, 2, 10, 999]) | st.integers(0, 5_000))
    orders = draw(st.integers(0, min(visitors, 50)))
    units = orders + draw(st.integers(0, 20)) if orders else 0
    return (
        visitors,
        orders,
        units,
        units * draw(st.integers(0, 9_999)) + draw(st.integers(0, 9)) * (units > 0),
    )


@st.composite
def two_periods(draw: st.DrawFn) -> tuple[Sales, Sales]:
    pairs = draw(st.lists(st.tuples(rows(), rows()), max_size=8))
    before, after = sales(*(a for a, _ in pairs)), sales(*(b for _, b in pairs))
    return (before, after) if draw(st.booleans()) else (unseen(before), unseen(after))


@given(two_periods())
def test_parts_add_up_to_the_change_of_every_row_and_of_all(periods: tuple[Sales, Sales]) -> None:
    before, after = periods
    change = what_changed(before, after)
    assert (change.gmv == after.gmv - before.gmv).all()
    assert (sum(change.parts.values()) == change.gmv).all()
    assert sum(parts(change).values()) == after.gmv.sum() - before.gmv.sum()


@given(two_periods())
def test_exchanging_the_periods_turns_every_sign(periods: tuple[Sales, Sales]) -> None:
    before, after = periods
    there, back = what_changed(before, after), what_changed(after, before)
    for part, amounts in there.parts.items():
        assert (amounts == -back.parts[part]).all()


@given(two_periods())
def test_nothing_changed_where_nothing_changed(periods: tuple[Sales, Sales]) -> None:
    assert parts(what_changed(periods[0], periods[0])) == {}


@given(two_periods(), st.integers(2, 100))
def test_another_currency_scales_the_parts(periods: tuple[Sales, Sales], rate: int) -> None:
    before, after = periods
    once = what_changed(before, after)
    scaled = what_changed(*(replace(each, gmv=each.gmv * rate) for each in periods))
    for part, amounts in once.parts.items():
        assert (np.abs(scaled.parts[part] - amounts * rate) <= 1.5 * rate + 1.5).all()


@given(two_periods(), st.data())
def test_contributions_of_skus_and_sources_add_up(
    periods: tuple[Sales, Sales], data: st.DataObject
) -> None:
    change = what_changed(*periods)
    size = len(change.gmv)
    groups = np.array(
        data.draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)), dtype=np.int64
    )
    grouped = change.by(groups, 3)
    assert (sum(grouped.parts.values()) == grouped.gmv).all()
    assert grouped.all().gmv == change.gmv.sum()
    assert parts(grouped) == parts(change)


USUAL = sales((1_000, 40, 50, 100_000), (500, 30, 30, 21_000), (200, 4, 8, 31_999))


def changed(of: Sales, **factors: float) -> Sales:
    """The same rows with some columns multiplied."""
    return replace(
        of, **{name: (getattr(of, name) * by).astype(np.int64) for name, by in factors.items()}
    )


@pytest.mark.parametrize(
    ("after", "part"),
    [
        (changed(USUAL, visitors=3, orders=3, units=3, gmv=3), Part.TRAFFIC),
        (changed(USUAL, orders=2, units=2, gmv=2), Part.CONVERSION),
        (changed(USUAL, units=2, gmv=2), Part.BASKET),
        (changed(USUAL, gmv=2), Part.PRICE),
        (replace(USUAL, gmv=USUAL.gmv + np.array([0, -3_000, 0])), Part.PRICE),
    ],
)
def test_what_changes_alone_is_the_whole_change(after: Sales, part: Part) -> None:
    gained = int(after.gmv.sum() - USUAL.gmv.sum())
    assert parts(what_changed(USUAL, after)) == {part: gained}


def test_where_visitors_are_unknown_more_orders_are_orders() -> None:
    after = changed(USUAL, visitors=3, orders=3, units=3, gmv=3)
    found = what_changed(unseen(USUAL), unseen(after))
    assert parts(found) == {Part.ORDERS: 2 * int(USUAL.gmv.sum())}
    assert set(found.parts) == {Part.ORDERS, Part.BASKET, Part.PRICE, Part.MIX}


def test_visitors_that_are_known_of_one_period_only_are_not_used() -> None:
    assert Part.TRAFFIC not in what_changed(unseen(USUAL), USUAL).parts


def test_visitors_that_move_to_a_dearer_sku_change_the_mix() -> None:
    before = sales((1_000, 100, 100, 100_000), (1_000, 100, 100, 300_000))
    after = sales((500, 50, 50, 50_000), (1_500, 150, 150, 450_000))
    assert parts(what_changed(before, after)) == {Part.MIX: 100_000}


def test_a_new_sku_in_the_place_of_an_old_one_changes_the_mix() -> None:
    kept, old, new = (800, 16, 16, 32_000), (200, 10, 10, 5_000), (200, 6, 7, 9_100)
    nothing = (0, 0, 0, 0)
    found = what_changed(sales(kept, old, nothing), sales(kept, nothing, new))
    assert parts(found) == {Part.MIX: 4_100}


def test_a_new_sku_has_no_other_conversion_basket_or_price() -> None:
    found = what_changed(
        sales((800, 16, 16, 32_000), (0, 0, 0, 0)), sales((800, 16, 16, 32_000), (200, 6, 7, 9_100))
    )
    assert set(parts(found)) == {Part.TRAFFIC, Part.MIX}


def test_a_shop_without_a_period_before_owes_everything_to_traffic() -> None:
    nothing = sales(*[(0, 0, 0, 0)] * 3)
    assert parts(what_changed(nothing, USUAL)) == {Part.TRAFFIC: int(USUAL.gmv.sum())}
    assert parts(what_changed(USUAL, nothing)) == {Part.TRAFFIC: -int(USUAL.gmv.sum())}
    assert parts(what_changed(nothing, nothing)) == {}
    assert parts(what_changed(sales(), sales())) == {}


def test_what_was_seen_and_not_bought_had_no_conversion() -> None:
    found = what_changed(sales((100, 0, 0, 0)), sales((100, 3, 4, 6_000)))
    assert parts(found) == {Part.CONVERSION: 6_000}


def test_more_traffic_is_traffic_where_most_skus_sell_once_or_not_at_all() -> None:
    chance = np.random.default_rng(8)

    def long_tail(visitors: int) -> Sales:
        seen = np.full(2_000, visitors)
        orders = chance.binomial(seen, 0.02)
        return Sales(seen, orders, orders, orders * 2_000)

    change = what_changed(long_tail(20), long_tail(40)).all()
    assert change.parts[Part.TRAFFIC] == pytest.approx(int(change.gmv[0]), rel=0.15)


def test_who_pays_counts_as_a_visitor_with_an_order_of_a_unit() -> None:
    found = what_changed(sales((0, 0, 0, 5_000)), sales((1, 1, 1, 7_000)))
    assert parts(found) == {Part.PRICE: 2_000}


def test_a_part_is_the_mean_over_every_order_of_changing() -> None:
    before, after = (
        sales((120, 10, 14, 30_000), (80, 2, 2, 9_000)),
        sales((90, 12, 15, 28_000), (210, 9, 11, 52_000)),
    )
    change = what_changed(before, after)
    for row in range(2):
        earlier, later = (
            np.array([v.sum(), o[row] / v[row], u[row] / o[row], g[row] / u[row], v[row] / v.sum()])
            for v, o, u, g in (
                (each.visitors, each.orders, each.units, each.gmv) for each in (before, after)
            )
        )
        added = np.zeros(5)
        orders = list(permutations(range(5)))
        for order in orders:
            now = earlier.copy()
            for factor in order:
                was = prod(now)
                now[factor] = later[factor]
                added[factor] += (prod(now) - was) / len(orders)
        found = [change.parts[part][row] for part in change.parts]
        assert np.abs(found - added).max() <= 1
