"""``dukandar bench``: names, statuses and JSON; whether a figure is good is not tested here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.bench import command
from desktop.bench.child import BrokenOffError, told
from desktop.bench.rows import Row
from desktop.panels.analytics.page_list import pages


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", "bench", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def saying(value: float, baseline: float | None) -> command.Bench:
    def made(_scratch: Path, _rounds: int, *, quick: bool) -> list[Row]:
        return [Row("made", f"quick {quick}", value, "s", 2.0, "ratio", "none", baseline)]

    return made


def test_an_unknown_name_is_wrong_usage_and_one_sentence() -> None:
    found = bench("year", "century", "--json")
    assert found.returncode == 2
    assert found.stdout == ""
    assert found.stderr == (
        "dukandar bench: there is no bench century; "
        "there are start, year, import, images, orders-table, products, editor, pricing, charts, "
        "stall, what-if\n"
    )


@pytest.mark.parametrize(
    ("value", "baseline", "status"), [(1.0, 1.0, 0), (9.0, 1.0, 1), (9.0, None, 0)]
)
def test_the_status_is_one_when_a_bar_is_missed(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    value: float,
    baseline: float | None,
    status: int,
) -> None:
    monkeypatch.setattr(command, "BENCHES", {"made": (saying(value, baseline), 3)})
    assert command.run([], as_json=True, quick=True) == status
    said = json.loads(capsys.readouterr().out)
    assert set(said) == {"machine", "benches"}
    assert [each["name"] for each in said["benches"]] == ["made"]
    assert said["benches"][0]["size"] == "quick True"
    assert command.run(["made", "made"], as_json=False, quick=False) == status
    assert capsys.readouterr().out.count("made (quick False)") == 1


def test_a_bench_that_breaks_off_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_scratch: Path, _rounds: int, *, quick: bool) -> list[Row]:
        raise BrokenOffError("the lamp is out")

    monkeypatch.setattr(command, "BENCHES", {"made": (broken, 3)})
    assert command.run(["made"], as_json=False, quick=True) == 1
    found = capsys.readouterr()
    assert found.out == ""
    assert found.err.splitlines()[-1] == "bench made broke off: the lamp is out"


def test_a_child_that_fails_is_told_by_its_last_line() -> None:
    with pytest.raises(BrokenOffError, match=r"desktop\.bench\.nothing ended with 1: .*No module"):
        told("desktop.bench.nothing")


@pytest.mark.slow
def test_every_bench_runs_and_its_rows_keep_the_contract() -> None:
    found = bench("--quick", "--json")
    assert found.returncode in (0, 1), found.stderr
    said = json.loads(found.stdout)
    assert said["machine"]
    names = [each["name"] for each in said["benches"]]
    assert names == [
        "start",
        "start-home",
        "year",
        "year-written",
        "year-tenfold",
        "import",
        "import-memory",
        "images-png",
        "images-png-memory",
        "images-jpeg",
        "images-jpeg-memory",
        "images-progressive",
        "images-progressive-memory",
        "images-webp",
        "images-webp-memory",
        "images-damaged",
        "images-damaged-memory",
        "images-bomb",
        "orders-first",
        "orders-tab",
        "orders-filter",
        "orders-sort",
        "orders-search",
        "orders-memory",
        "products-first",
        "products-group",
        "products-filter",
        "products-sort",
        "products-search",
        "products-bulk",
        "products-preview",
        "editor-title",
        "editor-cell",
        "editor-value",
        "pricing",
        "pricing-short",
        *(
            f"charts-{page.key}-{what}"
            for page in pages(practice=True)
            for what in ("paint", "drawn")
        ),
        "stall-year",
        "stall-import",
        "stall-list-year",
        "stall-list-import",
        "what-if",
        "what-if-competing",
    ]
    hostile = [each for each in said["benches"] if each["name"].startswith("images-")][8:]
    assert [each["baseline_value"] for each in hostile] == [None] * 3  # no library takes them
    assert hostile[-1]["size"] == "bomb.png, 0.0 MB"
    for each in said["benches"]:
        assert each["size"]
        assert each["value"] > 0
        assert each["bar"] > 0
        assert (each["ratio"] is None) == (each["baseline_value"] is None)
        judged = each["value"] if each["bar_on"] == "value" else each["ratio"]
        assert each["pass"] == (None if judged is None else judged <= each["bar"])
