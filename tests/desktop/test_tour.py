"""``tour`` shows every panel and dialog, and a phone can read the code off its pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from domain.rulebook import rulebook

STORES = {link.url for link in rulebook("us").app_links}
PANELS = {
    "welcome", "new-practice", "new-real", "home", "orders", "products", "bulk-edit", "order",
    "listing-editor", "stock-history",
    "orders-selected", "enter-tracking", "cancel-orders", "seller-app", "first-day-home",
    "first-day-orders", "real-first-home", "import-plan", "import-done", "real-home",
    "real-orders", "export", "import-history", "finance", "finance-coming", "finance-journal",
    "first-day-finance", "real-finance", "day-summary", "pause-choices", "change-buyers",
    "fidelity-model", "fidelity-parameters", "print-labels", "print-packing-slips",
    "shipping", "real-shipping", "real-products", "set-template", "areas",
    "assign-template",
    "delays", "ask-support", "buy-labels",
    "promotions", "promotions-week", "promotions-upcoming", "promotions-ended",
    "promotions-drafts", "stop-promotion", "real-promotions",
    "promotion-kinds", "promotion-editor", "promotion-lift", "try-prices",
    "analytics", "analytics-sales", "analytics-traffic", "analytics-products",
    "analytics-videos", "analytics-buyers", "analytics-promotions", "analytics-fulfilment",
    "analytics-returns", "analytics-voices", "real-analytics",
    "returns", "return", "offer-refund", "reject-returns",
}  # fmt: skip


def tour(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", "tour", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HOME": str(folder.parent)},
    )


def codes(picture: Path) -> set[str]:
    with Image.open(picture) as image:
        return {found.text for found in zxingcpp.read_barcodes(image.convert("RGB"))}


def size_of(picture: Path) -> tuple[int, int]:
    with Image.open(picture) as image:
        return image.size


@pytest.mark.parametrize(
    ("size", "scale", "theme"),
    [
        ("1366x680", 1, "light"),
        ("1093x540", 2, "dark"),
    ],
)
def test_every_panel_is_pictured_at_its_size_and_scale(
    tmp_path: Path, size: str, scale: int, theme: str
) -> None:
    told = ("--size", size, "--scale", str(scale), "--theme", theme)
    done = tour(tmp_path / "tour", *told)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    width, height = (int(part) * scale for part in size.split("x"))
    folder = tmp_path / "tour" / theme
    assert {path.stem for path in folder.glob("*.png")} == PANELS
    for panel in ("welcome", "home", "orders", "products", "real-home"):
        assert size_of(folder / f"{panel}.png") == (width, height)
    assert codes(folder / "seller-app.png") & STORES
    if size == "1366x680":  # on a smaller screen the card folds to an icon
        assert codes(folder / "home.png") & STORES


def test_a_tour_of_a_given_shop_does_not_change_it(tmp_path: Path) -> None:
    from domain.shop import Shop
    from domain.storage.digest import digest

    path = tmp_path / "shop.dukandar"
    with Shop.practice(path, "first-30-days", seed=4, noise=4) as shop:
        shop.advance_days(3)
        before = shop.read(digest)
    done = tour(tmp_path / "tour", "--shop", str(path))
    assert done.returncode == 0, done.stderr
    assert {each.name for each in (tmp_path / "tour").iterdir()} == {"light", "dark"}
    with Shop(path) as shop:
        assert shop.read(digest) == before


@pytest.mark.parametrize(
    "arguments",
    [("--size", "wide"), ("--theme", "pink"), ("--scale", "99"), ("--lang", "xx")],
)
def test_wrong_usage_is_named(tmp_path: Path, arguments: tuple[str, str]) -> None:
    done = tour(tmp_path / "tour", *arguments)
    assert done.returncode == 2
    assert arguments[0].removeprefix("--") in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_display_the_program_says_so_and_points_at_the_tour(tmp_path: Path) -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, "-m", "desktop"],
        capture_output=True,
        text=True,
        check=False,
        env={key: value for key, value in os.environ.items() if key not in hidden},
    )
    if sys.platform.startswith("linux"):
        assert done.returncode == 1
        assert "no display" in done.stderr
        assert "tour" in done.stderr
        assert done.stderr.count("\n") == 1


def test_smoke_shows_the_window_grabs_it_and_quits(tmp_path: Path) -> None:
    picture = tmp_path / "smoke.png"
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--smoke", str(picture)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    assert "shown" in done.stdout
    assert size_of(picture)[0] > 800
