"""Money is integer minor units (cents for USD, whole rupiah for IDR) with one currency per shop."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Cents = npt.NDArray[np.int64]
"""A column of amounts in minor units."""

BASIS = 10_000
"""One whole in basis points: 600 basis points are 6 %."""


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency by its ISO code and the number of digits behind its decimal point."""

    code: str
    minor_units: int

    @property
    def unit(self) -> int:
        """How many minor units make one major unit: 100 for USD, 1 for IDR."""
        return int(10**self.minor_units)

    def text(self, amount: int) -> str:
        """The amount with its code for terminals and logs, such as ``USD 1,284.50``."""
        sign = "-" if amount < 0 else ""
        major, minor = divmod(abs(amount), self.unit)
        tail = f".{minor:0{self.minor_units}d}" if self.minor_units else ""
        return f"{sign}{self.code} {major:,}{tail}"


def share(amounts: Cents, basis_points: npt.ArrayLike) -> Cents:
    """A share of each amount, rounded half away from zero in exact integers.

    ``basis_points`` is a number or a column: 600 for a 6 % referral fee.
    """
    product = np.asarray(amounts, dtype=np.int64) * np.asarray(basis_points, dtype=np.int64)
    rounded = (np.abs(product) + BASIS // 2) // BASIS
    return np.asarray(np.sign(product) * rounded, dtype=np.int64)
