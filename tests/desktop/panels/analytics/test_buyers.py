"""The buyers page: what it draws is what was found, and a bar leads to its orders."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from desktop.i18n import Language
from desktop.panels.analytics import AnalyticsPanel
from desktop.panels.analytics.buyers import BuyersPage
from desktop.panels.analytics.rows import RowsDialog
from desktop.window import ShopWindow
from domain.orders.tables import orders
from domain.reports.happened import Event
from domain.shop import Shop
from tests.desktop.layout_checks import language, problems
from tests.desktop.windows import idle, show_window
from tests.domain.reports.analytics.bought_shops import EARBUDS, repriced_shop


@pytest.fixture(scope="module")
def repriced_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with repriced_shop(tmp_path_factory.mktemp("buyers") / "shop.dukandar") as shop:
        return shop.path


@pytest.fixture
def shop(repriced_file: Path, tmp_path: Path) -> Shop:
    path = tmp_path / "shop.dukandar"
    shutil.copy(repriced_file, path)
    return Shop(path)


def opened(
    qtbot: QtBot, shop: Shop, size: tuple[int, int] = (1366, 680)
) -> tuple[ShopWindow, BuyersPage]:
    window = show_window(qtbot, shop, size)
    window.show_panel("analytics")
    panel = window.panels["analytics"]
    assert isinstance(panel, AnalyticsPanel)
    panel.receive("buyers")
    idle(qtbot, window)
    page = panel.current()
    assert isinstance(page, BuyersPage)
    return window, page


def test_what_is_drawn_is_what_was_found(qtbot: QtBot, shop: Shop) -> None:
    _, page = opened(qtbot, shop)
    found = page.answer.found
    assert page.ordered.count() == len(found.buckets) == 28
    assert page.basket.count() == len(found.by_units)
    assert page.regions.count() == min(len(found.regions), 10)
    assert page.hours_card.hours.count() == 7 * 24
    assert page.pairs.count() == len(found.pairs) > 0
    assert page.prices.bars.count() == len(found.prices.skus) == 1
    assert page.prices.curve.count() == 3


def test_a_bar_opens_the_orders_that_were_paid_then(qtbot: QtBot, shop: Shop) -> None:
    _, page = opened(qtbot, shop)
    with qtbot.waitSignal(page.go) as sent:
        page.ordered.choose(4)
    where, query = sent.args
    assert where == "orders"
    assert query.happened.event is Event.PAID
    calendar = shop.book.calendar
    assert query.happened.since == calendar.midnight(page.answer.found.buckets[4].first)


def test_a_region_shows_its_orders_and_an_order_opens(qtbot: QtBot, shop: Shop) -> None:
    window, page = opened(qtbot, shop)
    page.regions.choose(0)
    idle(qtbot, window)
    dialog = page.findChild(RowsDialog)
    ids = dialog.table.rows.ids.tolist()
    assert len(ids) == page.answer.found.regions[0].orders
    with qtbot.waitSignal(page.go) as sent:
        dialog.table.opened.emit(ids[2])
    assert sent.args == ["orders", ids[2]]
    assert not dialog.isVisible()


@pytest.mark.parametrize("plot", ["basket", "pairs"])
def test_a_basket_or_a_pair_shows_its_orders(qtbot: QtBot, shop: Shop, plot: str) -> None:
    window, page = opened(qtbot, shop)
    getattr(page, plot).choose(0)
    idle(qtbot, window)
    found = page.answer.found
    orders = found.by_units[0][1] if plot == "basket" else found.pairs[0].orders
    assert len(page.findChild(RowsDialog).table.rows.ids) == orders


def test_a_price_that_changed_is_marked(qtbot: QtBot, shop: Shop) -> None:
    _, page = opened(qtbot, shop)
    places = [place for place in range(page.ordered.count()) if page.ordered.marks().at(place)]
    assert len(places) == 2


@pytest.mark.parametrize("code", ["en-XA", "ar-XB"])
def test_it_fits_in_longer_words_and_from_right_to_left(
    qtbot: QtBot, shop: Shop, code: Language
) -> None:
    with language(code):
        window, _ = opened(qtbot, shop, (1093, 540))
        assert not problems(window)


def test_a_cohort_says_how_many_they_are(qtbot: QtBot, shop: Shop) -> None:
    _, page = opened(qtbot, shop)
    cohort = page.answer.found.cohorts[0]
    lines = [line.value for line in page.cohorts.told(0).lines]
    assert f"{cohort.buyers[1]} of {cohort.buyers[0]}" in lines


def test_the_basket_is_counted_in_units_or_in_skus(qtbot: QtBot, shop: Shop) -> None:
    _, page = opened(qtbot, shop)
    page.basket_card.choices.choose("skus")
    page.basket_card.choice.emit("skus")
    assert page.basket.count() == len(page.answer.found.by_skus)


def test_an_elasticity_is_told_with_its_interval(qtbot: QtBot, shop: Shop) -> None:
    _, page = opened(qtbot, shop)
    assert "four times in five" in page.prices.said.text()


def test_a_price_opens_the_orders_with_its_sku(qtbot: QtBot, shop: Shop) -> None:
    _, page = opened(qtbot, shop)
    with qtbot.waitSignal(page.go) as sent:
        page.prices.curve.choose(1)
    assert sent.args[1].sku == page.prices.looked_at.sku == EARBUDS


def test_orders_of_nobody_are_told_apart(qtbot: QtBot, shop: Shop) -> None:
    shop.write(lambda conn: conn.execute(update(orders).values(buyer_id=0)))
    _, page = opened(qtbot, shop)
    assert [each.key for each in page.ordered._series] == ["nobody"]
    assert all(tile.value is None for tile in page.answer.found.figures[:3])
