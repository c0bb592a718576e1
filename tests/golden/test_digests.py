"""One seed and the same decisions give the same shop, to the byte, however the way is cut."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from domain.catalogue.commands import SetPrice
from domain.kernel.clock import HOUR
from domain.reports.products import sku_rows
from domain.shop import Shop
from domain.simulation.policies import sensible
from domain.storage.digest import digest

GOLDEN = tomllib.loads((Path(__file__).parent / "digests.toml").read_text("utf-8"))


def make(path: Path, seed: int = 1, noise: int = 1) -> Shop:
    return Shop.practice(path, "first-30-days", seed=seed, noise=noise)


@pytest.mark.slow
def test_sixty_days_at_once_day_by_day_and_in_another_process_are_one(tmp_path: Path) -> None:
    with make(tmp_path / "once.dukandar") as once:
        once.advance_days(60, sensible)
        expected = once.read(digest)
    daily = tmp_path / "daily.dukandar"
    make(daily).close()
    for _ in range(60):
        with Shop(daily) as shop:
            shop.advance_days(1, sensible)
    with Shop(daily) as shop:
        assert shop.read(digest) == expected
    other = tmp_path / "other.dukandar"
    make(other).close()
    subprocess.run(
        [
            sys.executable,
            "-m",
            "desktop",
            "run",
            str(other),
            "--days",
            "60",
            "--policy",
            "sensible",
        ],
        check=True,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONHASHSEED": "1234"},
    )
    with Shop(other) as shop:
        assert shop.read(digest) == expected


@pytest.mark.slow
def test_1440_hours_are_sixty_days_however_often_the_shop_is_opened_anew(tmp_path: Path) -> None:
    """Anew for every hour of three days, a weekend among them, and once a day after that."""
    hourly, once = tmp_path / "hourly.dukandar", tmp_path / "once.dukandar"
    with make(once) as shop:
        shop.advance_days(60, sensible)
        expected = shop.read(digest)
    make(hourly).close()
    for hours in (*(1,) * 72, *(24,) * 57):
        with Shop(hourly) as shop:
            for _ in range(hours):
                shop.advance(shop.now + HOUR, sensible)
    with Shop(hourly) as shop:
        assert shop.read(digest) == expected


def test_another_seed_noise_or_price_is_another_shop(tmp_path: Path) -> None:
    found = set()
    for number, (seed, noise) in enumerate(((1, 1), (2, 1), (1, 2))):
        with make(tmp_path / f"{number}.dukandar", seed, noise) as shop:
            shop.advance_days(5)
            found.add(shop.read(digest))
    with make(tmp_path / "price.dukandar") as shop:
        first = shop.read(sku_rows, 0)[0]
        shop.do(SetPrice(first.id, first.price + 1))
        shop.advance_days(5)
        found.add(shop.read(digest))
    assert len(found) == 4


@pytest.mark.parametrize("seed", [1, 7, 2026])
def test_a_month_gives_the_digest_on_record(tmp_path: Path, seed: int) -> None:
    with make(tmp_path / "month.dukandar", seed, seed) as shop:
        shop.advance_days(30, sensible)
        assert shop.read(digest) == GOLDEN[f"seed-{seed}"], (
            "Every shop changes with this commit. If that is meant, put the new digest into "
            "tests/golden/digests.toml and say so in CHANGELOG.md."
        )
