"""Practice shops for the tests of the domain."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.shop import Shop


@pytest.fixture
def practice(tmp_path: Path) -> Callable[..., Shop]:
    """Makes practice shops, each in a file of its own."""

    def make(seed: int = 1, noise: int = 1, scenario: str = "first-30-days") -> Shop:
        number = len(list(tmp_path.glob("*.dukandar")))
        return Shop.practice(tmp_path / f"{number}.dukandar", scenario, seed=seed, noise=noise)

    return make
