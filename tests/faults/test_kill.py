"""A killed program loses nothing that was kept and leaves nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from domain.kernel.refusals import RefusedError
from domain.reports.check import check
from domain.shop import Shop
from domain.simulation.policies import sensible
from domain.storage.digest import digest

DAYS = 25
OPENED = 1_794_848_400  # 16 November 2026, 09:00 in Los Angeles
EXPORT = Path(__file__).parents[1] / "data" / "exports" / "us_orders.csv"

CHILD = """
import os, signal, sys
from pathlib import Path
from sqlcipher3 import dbapi2
from sqlalchemy import event
from sqlalchemy.engine import Engine

left = int(sys.argv[1])

@event.listens_for(Engine, "before_cursor_execute")
def _count(conn, cursor, statement, parameters, context, executemany):
    die(statement)

@event.listens_for(Engine, "commit")
def _commit(conn):
    die("COMMIT")

def die(statement):
    global left
    if statement.startswith("SELECT") or statement.startswith("PRAGMA"):
        return
    left -= 1
    if left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)

from desktop.__main__ import main
sys.exit(main(sys.argv[2:]))
"""
"""Runs the program and kills it, without any warning, before its n-th write or commit."""


def killed(after: int, *arguments: str) -> bool:
    """Whether the program was killed before its ``after``-th write, and had not ended."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(after), *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(os.environ),
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL)
    return done.returncode == -signal.SIGKILL


def killed_while_writing(path: Path, size: int, *arguments: str) -> None:
    """Kill the program from outside as soon as its write-ahead log holds ``size`` bytes."""
    log = path.with_name(path.name + "-wal")
    child = subprocess.Popen(
        [sys.executable, "-m", "desktop", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while child.poll() is None and not (log.exists() and log.stat().st_size >= size):
            os.sched_yield()
    finally:
        child.kill()
        child.wait()


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> str:
    whole = tmp_path_factory.mktemp("whole") / "shop.dukandar"
    with Shop.practice(whole, "first-30-days", seed=3, noise=3) as shop:
        shop.advance_days(DAYS, sensible)
        return shop.read(digest)


def goes_on(path: Path) -> str:
    """The shop stands whole at a morning; gives its digest after the days that were left."""
    with Shop(path) as shop:
        assert shop.read(check) == []
        calendar = shop.book.calendar
        assert calendar.text(shop.now).endswith("09:00")
        passed = int(calendar.local_day(shop.now) - calendar.local_day(OPENED))
        assert 0 <= passed <= DAYS
        if passed < DAYS:
            shop.advance_days(DAYS - passed, sensible)
        assert shop.read(check) == []
        return shop.read(digest)


@pytest.mark.parametrize("after", [1, 2, 9, 40, 130, 260, 341])
def test_a_killed_run_stands_at_a_whole_step_and_can_go_on(
    tmp_path: Path, uninterrupted: str, after: int
) -> None:
    path = tmp_path / "shop.dukandar"
    Shop.practice(path, "first-30-days", seed=3, noise=3).close()
    assert killed(after, "run", str(path), "--days", str(DAYS), "--policy", "sensible")
    assert goes_on(path) == uninterrupted


@pytest.mark.parametrize("size", [1, 200_000, 500_000, 1_200_000])
def test_a_run_killed_in_the_middle_of_a_write_can_go_on(
    tmp_path: Path, uninterrupted: str, size: int
) -> None:
    path = tmp_path / "shop.dukandar"
    Shop.practice(path, "first-30-days", seed=3, noise=3).close()
    killed_while_writing(path, size, "run", str(path), "--days", str(DAYS), "--policy", "sensible")
    assert goes_on(path) == uninterrupted


def test_a_run_killed_again_and_again_gets_there(tmp_path: Path, uninterrupted: str) -> None:
    path = tmp_path / "shop.dukandar"
    Shop.practice(path, "first-30-days", seed=3, noise=3).close()
    for after in (30, 45, 60):
        assert killed(after, "run", str(path), "--days", "6", "--policy", "sensible")
    assert goes_on(path) == uninterrupted


@pytest.mark.parametrize("size", [1, 100_000, 1_200_000])
def test_an_import_killed_in_the_middle_of_a_write_is_there_whole_or_not_at_all(
    tmp_path: Path, size: int
) -> None:
    path = tmp_path / "shop.dukandar"
    with Shop.real(path, "us", "Exports") as shop:
        before = shop.read(digest)
    killed_while_writing(path, size, "import", str(path), str(EXPORT))
    with Shop(path) as shop:
        assert shop.read(check) == []
        plan = shop.plan_import(EXPORT)
        assert plan.rows > 2_000
        if shop.read(digest) == before:
            assert plan.new == plan.rows
            shop.import_planned(plan, "")
        assert shop.plan_import(EXPORT).same == plan.rows


@pytest.mark.parametrize("after", [1, 2, 3, 4, 5, 6, 7, 8])
def test_a_killed_import_is_not_there_at_all(tmp_path: Path, after: int) -> None:
    path = tmp_path / "shop.dukandar"
    with Shop.real(path, "us", "Exports") as shop:
        before = shop.read(digest)
    assert killed(after, "import", str(path), str(EXPORT))
    with Shop(path) as shop:
        assert shop.read(check) == []
        assert shop.read(digest) == before
        plan = shop.plan_import(EXPORT)
        assert plan.new == plan.rows
        shop.import_planned(plan, "")
        assert shop.read(check) == []
        assert shop.plan_import(EXPORT).same == plan.rows


@pytest.mark.parametrize("after", [1, 5, 20, 40, 50])
def test_a_killed_new_leaves_no_shop_and_does_not_hinder_the_next(
    tmp_path: Path, after: int
) -> None:
    path = tmp_path / "shop.dukandar"
    assert killed(after, "new", str(path))
    with pytest.raises(RefusedError, match="no shop"):
        Shop(path)
    with Shop.practice(path, "first-30-days", seed=1, noise=1) as shop:
        assert shop.read(check) == []
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
