"""``dukandar tour``: a picture of every panel and main dialog, without a screen."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop.i18n import Language, install_language
from desktop.theme.apply import apply_theme
from desktop.theme.roles import ThemeName
from desktop.tour.promotions import plan_promotions
from desktop.tour.shops import first_day, import_stops, shop_stops, welcome_stops
from domain.kernel.refusals import RefusedError
from domain.shop import Shop
from domain.simulation.policies import sensible

_DEMO_DAYS, _PROMOTED_DAYS = 40, 10
"""How old the shop is, and since when it has promotions."""


def run(
    folder: Path,
    *,
    shop: Path | None,
    themes: Sequence[ThemeName],
    size: tuple[int, int],
    language: Language,
) -> int:
    """Write ``folder/<theme>/<panel>.png`` for everything; gives the exit status."""
    app = QApplication(sys.argv[:1])
    install_language(app, language)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            for theme in themes:
                apply_theme(app, theme)
                place = folder / theme
                place.mkdir(parents=True, exist_ok=True)
                for name, widget in _stops(Path(scratch), shop, size):
                    if not widget.grab().save(str(place / f"{name}.png")):
                        raise RefusedError("not-writable", file=f"{name}.png", problem="no picture")
                    print(f"{theme}/{name}.png")
    except RefusedError as refused:
        print(refused.refusal.text(), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{folder.name}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


def _stops(
    scratch: Path, given: Path | None, size: tuple[int, int]
) -> Iterator[tuple[str, QWidget]]:
    """Every place of the tour, shown and filled, with its name."""
    yield from welcome_stops(size)
    demo = given
    if demo is None:
        demo = scratch / "demo.dukandar"
        if not demo.exists():
            _make_demo(demo)
    yield from shop_stops(Shop(demo), size, "")
    if given is None:
        fresh = scratch / "fresh.dukandar"
        if not fresh.exists():
            Shop.practice(fresh, "first-30-days", seed=1, noise=1).close()
        yield from first_day(Shop(fresh), size)
        real = scratch / "real.dukandar"
        if real.exists():
            real.unlink()
        yield from import_stops(Shop.real(real, "us", "Exports"), size)


def _make_demo(path: Path) -> None:
    """A shop some weeks old, with promotions and with orders waiting."""
    with Shop.practice(path, "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(_DEMO_DAYS - _PROMOTED_DAYS, sensible)
        plan_promotions(shop)
        shop.advance_days(_PROMOTED_DAYS, sensible)
        shop.advance_days(2)
