"""What the benches measure is what they say they measure."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.bench.busy_shop import busy_shop
from desktop.bench.export_file import write_export
from desktop.bench.imports import imports
from desktop.bench.kernel import kernel
from domain.kernel.clock import DAY
from domain.simulation import store
from domain.simulation.engine import advance
from domain.simulation.exposure import Source
from domain.simulation.playing import play
from domain.simulation.policies import sensible

LIGHT = """
import os
import sys
from desktop import app
from desktop.first_window import FirstWindow
from desktop.memory import Memory

class Watched(FirstWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        heavy = {"numpy", "sqlalchemy", "sqlcipher3", "domain", "desktop.program"}
        print(sorted(heavy & set(sys.modules)), flush=True)
        os._exit(0)

app.run(None, language="en", memory=Memory(None), first=Watched)
"""


@pytest.mark.slow
@pytest.mark.parametrize("orders", [20_000, 36_500, 365_000])
def test_a_busy_shop_has_about_the_orders_that_were_asked_for(tmp_path: Path, orders: int) -> None:
    with busy_shop(tmp_path / "busy.dukandar", orders) as shop:
        world = shop.read(store.load)
    assert play(world, world.now + 365 * DAY, sensible) == pytest.approx(orders, rel=0.04)


def test_in_a_busy_year_everything_happens(tmp_path: Path) -> None:
    with busy_shop(tmp_path / "busy.dukandar", 36_500) as shop:
        world = shop.read(store.load)
    assert len(world.skus) == 12
    assert len(world.creators) == 30
    assert len(world.rivals) == 3
    videos: dict[int, int] = {}
    sources: set[str] = set()
    while world.day_number < 365:
        play(world, world.now + DAY, sensible)
        ids, creators = world.videos["id"].tolist(), world.videos["creator_id"].tolist()
        videos |= dict(zip(ids, creators, strict=True))
    assert len(videos) == 40
    assert 10 < sum(creator > 0 for creator in videos.values()) < 30
    advance(world, world.now + 7 * DAY)
    for part in world.traffic:
        sources |= set(part["source"].tolist())
    assert sources == {source.code for source in Source}


def test_an_export_has_so_many_lines_and_no_id_twice(tmp_path: Path) -> None:
    last = write_export(tmp_path / "long.csv", 1_000)
    with (tmp_path / "long.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1_000
    assert rows[-1]["Order ID"].strip() == last
    sample = len({row["Order ID"] for row in rows[:59]})
    assert len({row["Order ID"] for row in rows[: 59 * 16]}) == 16 * sample
    assert {len(row["Order ID"].strip()) for row in rows} == {18}


def test_a_long_import_is_found_again_and_measured_beside_the_shell(tmp_path: Path) -> None:
    time, memory = imports(tmp_path, 1, quick=True)
    assert (time.name, memory.name) == ("import", "import-memory")
    assert time.size == "3000 lines"
    assert memory.value > 10
    assert (time.baseline_value is None) == (shutil.which("sqlite3") is None)


def test_without_a_shell_there_is_no_baseline_and_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    time, _ = imports(tmp_path, 1, quick=True)
    found = time.to_json()
    assert (found["baseline_value"], found["ratio"], found["pass"]) == (None, None, None)
    assert found["baseline"] == "none: there is no sqlite3 shell here"


def test_the_kernel_does_the_same_work_on_every_machine() -> None:
    assert kernel() == kernel()


def test_the_first_window_is_painted_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-c", LIGHT],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
    )
    assert found.stdout.strip() == "[]"
