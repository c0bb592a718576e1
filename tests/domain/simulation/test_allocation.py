"""Stock goes to buyers by moment and is never negative."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.simulation.allocation import NONE, Basket, Supply, allocate


class Wish(NamedTuple):
    """A basket and, in ``back``, after how long it gives its units back (0: not)."""

    at: int
    sku: int
    units: int
    also: int
    back: int
    offer: int = NONE
    code: int = NONE
    anyway: bool = True


def _nothing_twice(wish: Wish) -> bool:
    return wish.sku != wish.also


WISHES = st.lists(
    st.builds(
        Wish,
        at=st.integers(1, 100),
        sku=st.integers(0, 2),
        units=st.integers(1, 3),
        also=st.sampled_from([NONE, NONE, 0, 1, 2]),
        back=st.integers(0, 40),
        offer=st.just(NONE),
        code=st.just(NONE),
        anyway=st.just(True),
    ).filter(_nothing_twice),
    max_size=25,
).map(sorted)
SUPPLIES = st.lists(
    st.tuples(st.integers(1, 100), st.integers(0, 2), st.integers(1, 5)), max_size=5
)
STOCK = st.lists(st.integers(0, 8), min_size=3, max_size=3)


def column(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def baskets(wishes: list[Wish]) -> Basket:
    return Basket(
        sku=column([wish.sku for wish in wishes]),
        units=column([wish.units for wish in wishes]),
        also=column([wish.also for wish in wishes]),
        at=column([wish.at for wish in wishes]),
        given_back_at=column([wish.at + wish.back if wish.back else 0 for wish in wishes]),
        offer=column([wish.offer for wish in wishes]),
        beside=column([NONE for _ in wishes]),
        code=column([wish.code for wish in wishes]),
        anyway=np.array([wish.anyway for wish in wishes], dtype=np.bool_),
    )


def served(
    stock: list[int],
    wishes: list[Wish],
    supplies: list[tuple[int, int, int]],
    cap: int,
    promised: tuple[int, ...] = (),
) -> tuple[list[bool], list[bool], list[int]]:
    accepted, together, left = allocate(
        stock=column(stock),
        supplies=[Supply(column([s]), column([a]), column([u])) for a, s, u in supplies],
        baskets=baskets(wishes),
        cap=cap,
        promised=column(list(promised)),
    )
    return accepted.tolist(), together.tolist(), left.tolist()


@given(STOCK, WISHES, SUPPLIES, st.integers(0, 30))
def test_serving_wishes_agrees_with_a_plain_ledger(
    stock: list[int], wishes: list[Wish], supplies: list[tuple[int, int, int]], cap: int
) -> None:
    accepted, together, left = served(stock, wishes, supplies, cap)
    assert sum(accepted) <= cap
    for shelf in range(3):
        level = stock[shelf]
        moves = [(a, 0, u) for a, s, u in supplies if s == shelf]
        for number, wish in enumerate(wishes):
            taken = wish.units * (wish.sku == shelf) * accepted[number]
            taken += (wish.also == shelf) * together[number]
            if taken:
                moves.append((wish.at, 1, -taken))
                if wish.back:
                    moves.append((wish.at + wish.back, 0, taken))
        for _, _, change in sorted(moves):
            level += change
            assert level >= 0
        assert level == left[shelf]


@given(STOCK, WISHES, SUPPLIES, st.integers(0, 30))
def test_a_buyer_is_turned_away_only_by_an_empty_shelf_or_the_cap(
    stock: list[int], wishes: list[Wish], supplies: list[tuple[int, int, int]], cap: int
) -> None:
    accepted, together, _ = served(stock, wishes, supplies, cap)

    def there(moment: int, number: int, shelf: int) -> int:
        """What the shelf holds when that wish is served."""
        level = stock[shelf] + sum(u for a, s, u in supplies if s == shelf and a <= moment)
        for earlier, wish in enumerate(wishes[:number]):
            if wish.back and wish.at + wish.back <= moment:
                continue
            level -= wish.units * (wish.sku == shelf) * accepted[earlier]
            level -= (wish.also == shelf) * together[earlier]
        return level

    for number, wish in enumerate(wishes):
        free = sum(accepted[:number]) < cap
        assert accepted[number] == (free and there(wish.at, number, wish.sku) >= wish.units)
        if accepted[number] and wish.also != NONE:
            assert together[number] == (there(wish.at, number, wish.also) > 0)


@given(STOCK, WISHES)
def test_a_second_product_is_only_ever_bought_with_the_first(
    stock: list[int], wishes: list[Wish]
) -> None:
    accepted, together, _ = served(stock, wishes, [], 100)
    for number, wish in enumerate(wishes):
        assert not together[number] or (accepted[number] and wish.also != NONE)


def test_a_second_product_that_is_sold_out_stays_out_and_the_first_is_bought() -> None:
    wish = Wish(at=10, sku=0, units=2, also=1, back=0)
    assert served([5, 0, 0], [wish], [], 10) == ([True], [False], [3, 0, 0])
    assert served([5, 1, 0], [wish], [], 10) == ([True], [True], [3, 0, 0])


def test_without_the_first_product_the_second_stays_on_its_shelf() -> None:
    wish = Wish(at=10, sku=0, units=2, also=1, back=0)
    assert served([1, 9, 0], [wish], [], 10) == ([False], [False], [1, 9, 0])


DEAL, CODE = 3, 4
"""The shelves of what promotions have left, behind those of three SKUs."""


def test_who_comes_for_a_deal_that_has_run_out_leaves() -> None:
    first, late = (Wish(at, 0, 2, NONE, 0, offer=DEAL, anyway=False) for at in (10, 20))
    assert served([9, 0, 0], [first, late], [], 10, (3,)) == ([True, False], [False] * 2, [7, 0, 0])


def test_who_would_buy_anyway_stays_when_a_deal_has_run_out() -> None:
    first, late = (Wish(at, 0, 2, NONE, 0, offer=DEAL) for at in (10, 20))
    assert served([9, 0, 0], [first, late], [], 10, (3,))[0] == [True, True]


def test_a_smaller_order_takes_what_a_larger_one_has_left_of_a_deal() -> None:
    units = (2, 2, 1)
    wishes = [Wish(at, 0, many, NONE, 0, DEAL, anyway=False) for at, many in enumerate(units, 1)]
    assert served([9, 0, 0], wishes, [], 10, (3,))[0] == [True, False, True]


def test_a_code_is_used_by_so_many_orders_whatever_they_hold() -> None:
    wishes = [Wish(at, 0, 3, NONE, 0, code=CODE, anyway=False) for at in (1, 2, 3)]
    assert served([9, 0, 0], wishes, [], 10, (0, 2))[0] == [True, True, False]


def test_units_of_a_deal_do_not_come_back_with_the_goods() -> None:
    wishes = [Wish(at, 0, 1, NONE, 5, offer=DEAL, anyway=False) for at in (10, 20)]
    assert served([1, 0, 0], wishes, [], 10, (1,)) == ([True, False], [False] * 2, [1, 0, 0])


@given(WISHES)
def test_everybody_is_served_from_a_full_shelf(wishes: list[Wish]) -> None:
    never_back = [wish._replace(back=0) for wish in wishes]
    accepted, together, left = served([1_000] * 3, never_back, [], 100)
    assert all(accepted)
    assert together == [wish.also != NONE for wish in wishes]
    assert 3_000 - sum(left) == sum(wish.units + (wish.also != NONE) for wish in wishes)
