"""``dukandar print``: papers without a window, and one sentence where that cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.printing.wanted import Kind, Paper
from domain.reports.papers.asked import to_pack
from domain.shipping.commands import BuyLabels
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.desktop.printing.pages import opened


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("printed") / "shop.dukandar"
    with Shop.practice(path, "first-30-days", seed=1, noise=1) as made:
        made.advance_days(8, sensible)
        made.advance_days(2)
        made.do(BuyLabels(made.read(to_pack)[:3]))
    return path


def printed(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", "print", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"},
    )


def test_every_paper_of_what_is_to_be_packed(shop: Path, tmp_path: Path) -> None:
    with Shop(shop) as made:
        every = len(made.read(to_pack))
    for kind, count, size in (
        ("labels", 3, (288, 432)),
        ("packing-slips", every, (595, 842)),
        ("pick-list", 1, (595, 842)),
    ):
        path = tmp_path / f"{kind}.pdf"
        done = printed(shop, kind, path, *([] if kind == "labels" else ["--paper", "a4"]))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"{kind}.pdf: {count} {'pages' if count > 1 else 'page'}\n"
        with opened(path) as pages:
            assert (len(pages), pages.size()) == (count, size)


def test_chosen_orders_with_prices_in_another_language(shop: Path, tmp_path: Path) -> None:
    with Shop(shop) as made:
        ids = made.read(to_pack)[-2:]
    path = tmp_path / "slips.pdf"
    done = printed(
        shop, "packing-slips", path, "--orders", f"{ids[1]},{ids[0]}", "--prices", "--lang", "en-XA"
    )
    assert (done.returncode, done.stderr) == (0, "")
    with opened(path) as pages:
        assert [pages.codes(page) for page in range(2)] == [[str(ids[1])], [str(ids[0])]]
        assert "[Packing slip one]" in pages.words()
        assert "$" in pages.words()


def test_orders_that_are_left_out_are_told(shop: Path, tmp_path: Path) -> None:
    with Shop(shop) as made:
        first = made.read(lambda conn: to_pack(conn, labelled=True))[0]
    done = printed(shop, "labels", tmp_path / "one.pdf", "--orders", f"{first},12")
    assert done.returncode == 0
    assert done.stderr == "There is no order 12 in this shop.\n"
    assert done.stdout == "one.pdf: 1 page\n"


@pytest.mark.parametrize(
    ("file", "more", "sentence"),
    [
        ("x.txt", [], "x.txt does not end in .pdf, which is what would be written."),
        ("missing/x.pdf", [], "There is no folder missing."),
        ("x.pdf", ["--orders", "12"], "There is no order 12 in this shop."),
    ],
)
def test_what_is_wrong_is_one_sentence(
    shop: Path, tmp_path: Path, file: str, more: list[str], sentence: str
) -> None:
    done = printed(shop, "labels", tmp_path / file, *more)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{sentence}\n")
    assert list(tmp_path.iterdir()) == []


def test_wrong_usage_is_told_apart(shop: Path, tmp_path: Path) -> None:
    assert printed(shop, "postcards", tmp_path / "x.pdf").returncode == 2
    assert printed(shop, "labels", tmp_path / "x.pdf", "--orders", "one").returncode == 2
    done = printed(shop, "labels", tmp_path / "x.pdf", "--paper", "a4")
    assert done.returncode == 2
    assert "labels are always 4 x 6 inches: leave --paper out" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_knows_the_same_words() -> None:
    from desktop.__main__ import PAPER_SIZES, PAPERS

    assert tuple(PAPERS) == tuple(each.value for each in Kind)
    assert set(PAPER_SIZES) == {each.value for each in Paper} - {Paper.LABEL.value}
