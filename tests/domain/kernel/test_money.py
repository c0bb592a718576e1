"""Amounts are integers; shares are rounded half away from zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.money import Currency, share


@given(st.integers(-(10**12), 10**12), st.integers(0, 10_000))
def test_a_share_is_exact_to_the_half_cent(amount: int, basis_points: int) -> None:
    exact = Decimal(amount) * basis_points / 10_000
    rounded = abs(exact).quantize(Decimal(1), ROUND_HALF_UP)
    expected = int(rounded if amount >= 0 else -rounded)
    assert int(share(np.array([amount]), basis_points)[0]) == expected


def test_amounts_read_as_people_write_them() -> None:
    dollars, rupiah = Currency("USD", 2), Currency("IDR", 0)
    assert dollars.text(128450) == "USD 1,284.50"
    assert dollars.text(-5) == "-USD 0.05"
    assert rupiah.text(51463948) == "IDR 51,463,948"
