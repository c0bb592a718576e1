"""Stock goes to buyers by moment and is never negative."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.simulation.allocation import Supply, allocate

WISH = st.tuples(st.integers(1, 100), st.integers(0, 2), st.integers(1, 3), st.integers(0, 40))
SUPPLY = st.tuples(st.integers(1, 100), st.integers(0, 2), st.integers(1, 5))


def column(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.int64)


@given(
    st.lists(st.integers(0, 8), min_size=3, max_size=3),
    st.lists(WISH, max_size=25),
    st.lists(SUPPLY, max_size=5),
    st.integers(0, 30),
)
def test_serving_wishes_agrees_with_a_plain_ledger(
    stock: list[int], wishes: list, supplies: list, cap: int
) -> None:
    wishes.sort()
    at, sku, units, back = ([w[i] for w in wishes] for i in range(4))
    back_at = [a + b if b else 0 for a, b in zip(at, back, strict=True)]
    accepted, left = allocate(
        stock=column(stock),
        supplies=[Supply(column([s]), column([a]), column([u])) for a, s, u in supplies],
        sku=column(sku),
        at=column(at),
        units=column(units),
        given_back_at=column(back_at),
        cap=cap,
    )
    assert accepted.sum() <= cap
    for shelf in range(3):
        level = stock[shelf]
        moves = [(a, 0, u) for a, s, u in supplies if s == shelf]
        for number, each in enumerate(wishes):
            if each[1] == shelf and accepted[number]:
                moves.append((each[0], 1, -each[2]))
                if back_at[number]:
                    moves.append((back_at[number], 0, each[2]))
        for _, _, change in sorted(moves):
            level += change
            assert level >= 0
        assert level == left[shelf]


@given(st.lists(WISH, max_size=25))
def test_everybody_is_served_from_a_full_shelf(wishes: list) -> None:
    wishes.sort()
    accepted, left = allocate(
        stock=column([1_000] * 3),
        supplies=[],
        sku=column([w[1] for w in wishes]),
        at=column([w[0] for w in wishes]),
        units=column([w[2] for w in wishes]),
        given_back_at=column([0] * len(wishes)),
        cap=100,
    )
    assert accepted.all()
    assert 3_000 - left.sum() == sum(w[2] for w in wishes)
