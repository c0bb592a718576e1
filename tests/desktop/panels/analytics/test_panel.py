"""The Analytics panel: pages are answered, choices count for all of them, figures lead to rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.charts.plots.plot import Plot
from desktop.charts.plots.time_plot import TimePlot
from desktop.i18n import Language
from desktop.panels.analytics import AnalyticsPanel
from desktop.panels.analytics.asking import DaysDialog
from desktop.panels.analytics.overview import OverviewPage
from desktop.panels.analytics.product_dialog import ProductDialog
from desktop.panels.analytics.rows import RowsDialog
from desktop.panels.analytics.sales import SalesPage
from desktop.remembered import Remembered
from desktop.window import ShopWindow
from domain.analytics.metrics import Metric
from domain.analytics.periods import Granularity, Period, Preset
from domain.catalogue.commands import SetPrice
from domain.catalogue.tables import skus
from domain.reports.analytics.question import Against, Wanted
from domain.reports.happened import Event
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.windows import idle, practice, show_window

PRODUCTS = tuple((number, f"Lamp {number}") for number in range(1, 91))


@pytest.fixture(scope="module")
def played_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with practice(tmp_path_factory.mktemp("analytics")) as shop:
        shop.advance_days(35, sensible)
        return shop.path


@pytest.fixture
def played(played_file: Path, tmp_path: Path) -> Shop:
    path = tmp_path / "shop.dukandar"
    shutil.copy(played_file, path)
    return Shop(path)


def opened(
    qtbot: QtBot, shop: Shop, page: str = "overview", size: tuple[int, int] = (1366, 680)
) -> tuple[ShopWindow, AnalyticsPanel]:
    window = show_window(qtbot, shop, size)
    window.show_panel("analytics")
    panel = window.panels["analytics"]
    assert isinstance(panel, AnalyticsPanel)
    panel.receive(page)
    idle(qtbot, window)
    return window, panel


def all_pages(panel: AnalyticsPanel) -> tuple[str, ...]:
    return panel.bar.keys()


def test_the_overview_says_how_the_last_28_whole_days_went(qtbot: QtBot, played: Shop) -> None:
    _, panel = opened(qtbot, played)
    page = panel.current()
    assert isinstance(page, OverviewPage)
    answer = page.answer
    assert answer is not None
    assert answer.question.period.days == 28
    assert answer.question.period.last == answer.span.today - 1
    gmv = next(each for each in answer.found.figures if each.metric is Metric.GMV)
    assert gmv.value and gmv.value > 0
    assert page.funnel.count() == 4
    assert page.hours.count() == 7 * 24


def test_a_page_is_made_when_it_is_first_wanted(qtbot: QtBot, played: Shop) -> None:
    window, panel = opened(qtbot, played)
    assert list(panel._made) == ["overview"]
    panel.receive("sales")
    idle(qtbot, window)
    assert list(panel._made) == ["overview", "sales"]


def test_choices_count_for_all_pages(qtbot: QtBot, played: Shop) -> None:
    window, panel = opened(qtbot, played)
    wanted = Wanted(preset=Preset.LAST_7, granularity=Granularity.WEEK, against=Against.NOTHING)
    panel.asking.ask(wanted)
    idle(qtbot, window)
    panel.receive("sales")
    idle(qtbot, window)
    answer = panel.current().answer
    assert answer is not None
    assert answer.question.period.days == 7
    assert answer.question.granularity is Granularity.WEEK
    assert answer.question.compared is None


def test_choices_are_remembered(qtbot: QtBot, played: Shop) -> None:
    window, panel = opened(qtbot, played, "sales")
    product = panel._products[0][0]
    panel.asking.ask(
        Wanted(
            preset=None,
            own=Period(20_780, 20_790),
            granularity=Granularity.DAY,
            against=Against.LAST_YEAR,
            products=(product,),
        )
    )
    idle(qtbot, window)
    other = AnalyticsPanel(window.desk, window)
    other.restore(Remembered(panel.state()))
    assert other.bar.current() == "sales"
    assert other.asking.wanted == panel.asking.wanted


def test_a_product_that_is_not_there_is_not_asked_for(qtbot: QtBot, played: Shop) -> None:
    window, panel = opened(qtbot, played)
    panel.asking.restore(Remembered({"product": 12_345}))
    panel.refresh()
    idle(qtbot, window)
    assert panel.asking.wanted.products == ()
    gmv = panel.current().answer.found.figures[0]
    assert gmv.metric is Metric.GMV
    assert gmv.value > 0


@pytest.mark.parametrize("days", [[3, 1], [-1, 5], ["a", 2], [1], None, [0, 2**31]])
def test_days_that_mean_nothing_are_forgotten(qtbot: QtBot, played: Shop, days: object) -> None:
    _, panel = opened(qtbot, played)
    panel.asking.restore(Remembered({"preset": "", "days": days}))
    assert panel.asking.wanted == Wanted()


def test_other_days_are_chosen_within_the_shops_own(qtbot: QtBot, played: Shop) -> None:
    _, panel = opened(qtbot, played)
    answer = panel.current().answer
    assert answer is not None
    dialog = DaysDialog(answer.span, Period(answer.span.first - 50, answer.span.today + 9), panel)
    assert dialog.period() == Period(answer.span.first, answer.span.today)


def products_menu(panel: AnalyticsPanel) -> list[str]:
    menu = panel.asking.products.menu()
    menu.aboutToShow.emit()
    return [each.text() for each in menu.actions() if each.text()]


def test_few_products_stand_in_the_menu(qtbot: QtBot, played: Shop) -> None:
    _, panel = opened(qtbot, played, "sales")
    panel._name_products(PRODUCTS[:40])
    assert products_menu(panel) == ["All products", *(name for _, name in PRODUCTS[:40])]


def test_of_many_products_one_is_searched_for_by_keys(
    qtbot: QtBot, english: object, played: Shop
) -> None:
    _, panel = opened(qtbot, played, "sales")
    panel._name_products(PRODUCTS)
    assert products_menu(panel) == ["All products", "Choose a product…"]

    dialog = panel.asking.choose_product()
    assert dialog.choice.listed() == tuple(product for product, _ in PRODUCTS)
    assert not problems(dialog)
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    qtbot.keyClicks(dialog.choice.search, "no such")
    assert not ok.isEnabled()
    dialog.choice.search.clear()
    qtbot.keyClicks(dialog.choice.search, "LAMP 7")
    found = tuple(product for product, name in PRODUCTS if "7" in name)
    assert dialog.choice.listed() == found
    assert dialog.product() == found[0]
    qtbot.keyClick(dialog.choice.search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.choice.search, Qt.Key.Key_Return)
    assert panel.asking.wanted.products == (found[1],)
    assert panel.asking.products.text() == "Lamp 17 ▾"
    assert products_menu(panel) == ["All products", "Lamp 17", "Choose a product…"]


@pytest.mark.parametrize("code", ["en-XA", "ar-XB"])
def test_choosing_a_product_fits_in_other_words(
    qtbot: QtBot, english: object, code: Language
) -> None:
    with language(code):
        dialog = ProductDialog(dict(PRODUCTS), 30, None)
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.product() == 30
        assert not problems(dialog)


def test_a_point_opens_the_orders_that_were_paid_then(qtbot: QtBot, played: Shop) -> None:
    _, panel = opened(qtbot, played, "sales")
    page = panel.current()
    assert isinstance(page, SalesPage)
    with qtbot.waitSignal(panel.go) as sent:
        page.plot.choose(3)
    where, query = sent.args
    assert where == "orders"
    assert query.happened.event is Event.PAID
    day = page.answer.found.buckets[3].first
    assert query.happened.since == played.book.calendar.midnight(day)


def test_a_point_of_one_product_opens_rows_that_add_up_to_it(qtbot: QtBot, played: Shop) -> None:
    window, panel = opened(qtbot, played, "sales")
    panel.asking.ask(Wanted(products=(panel._products[0][0],), granularity=Granularity.WEEK))
    idle(qtbot, window)
    page = panel.current()
    page.plot.choose(2)
    idle(qtbot, window)
    dialog = page.findChild(RowsDialog)
    assert isinstance(dialog, RowsDialog)
    rows = dialog.table.table().rows
    courses = {each.metric: each.values[2] for each in page.answer.found.courses}
    assert len(rows) == courses[Metric.ORDERS] > 0
    assert sum(row[2] for row in rows) == courses[Metric.ITEMS]
    assert round(sum(row[3] for row in rows) * 100) == courses[Metric.GMV]


def test_the_bill_adds_up(qtbot: QtBot, played: Shop) -> None:
    _, panel = opened(qtbot, played, "sales")
    made = panel.current().answer.found.made
    goods = made.items - made.seller_discount - made.platform_discount
    assert goods + made.shipping + made.tax + made.rest == made.gmv


def test_one_product_leaves_out_what_is_about_whole_orders(qtbot: QtBot, played: Shop) -> None:
    window, panel = opened(qtbot, played, "sales")
    panel.asking.ask(Wanted(products=(panel._products[0][0],)))
    idle(qtbot, window)
    page = panel.current()
    assert page.answer.found.made is None
    assert not page.made.isVisible()


def test_while_time_goes_on_a_chart_keeps_what_is_in_sight_and_its_marks(
    qtbot: QtBot, played: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    played.do(SetPrice(first_sku(played), 1_234))
    window, panel = opened(qtbot, played, "sales")
    panel.asking.ask(Wanted(preset=Preset.ALL, granularity=Granularity.DAY))
    idle(qtbot, window)
    plot = panel.current().plot
    assert plot.marks()
    plot.zoom(0.5, 20)
    seen, drawn, paint = plot.window_shown(), [], TimePlot.paint

    def painted(plot: TimePlot, painter: QPainter) -> None:
        drawn.append(bool(plot.marks()))
        paint(plot, painter)

    monkeypatch.setattr(TimePlot, "paint", painted)
    panel.refresh()
    idle(qtbot, window)
    assert plot.window_shown() == seen
    assert plot.is_zoomed()
    assert drawn
    assert all(drawn)


def first_sku(shop: Shop) -> int:
    return int(shop.read(lambda conn: conn.execute(select(skus.c.id)).scalars().first()))


def test_a_shop_without_orders_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    window, panel = opened(qtbot, practice(tmp_path))
    for listed in all_pages(panel):
        panel.receive(listed)
        idle(qtbot, window)
        assert panel.current().answer is not None


def test_a_real_shop_without_files_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    window, panel = opened(qtbot, Shop.real(tmp_path / "real.dukandar", "us", "Real"))
    for listed in all_pages(panel):
        panel.receive(listed)
        idle(qtbot, window)
        assert panel.current().answer is not None


def test_every_chart_says_what_it_shows(qtbot: QtBot, english: object, played: Shop) -> None:
    window, panel = opened(qtbot, played)
    for listed in all_pages(panel):
        panel.receive(listed)
        idle(qtbot, window)
        for plot in panel.current().findChildren(Plot):
            assert plot.name(), plot.objectName()


@pytest.mark.parametrize("size", SIZES)
def test_everything_fits(
    qtbot: QtBot, english: object, played: Shop, size: tuple[int, int]
) -> None:
    window, panel = opened(qtbot, played, size=size)
    for listed in all_pages(panel):
        panel.receive(listed)
        idle(qtbot, window)
        assert not problems(window), listed


def test_cells_and_bars_open_the_orders_behind_them(qtbot: QtBot, played: Shop) -> None:
    window, panel = opened(qtbot, played, "buyers")
    page = panel.current()
    hours = page.answer.found.hours
    weekday, hour = next((d, h) for d in range(7) for h in range(24) if hours[d][h])
    page.hours_card.hours.chosen.emit(weekday, hour)
    idle(qtbot, window)
    dialog = page.findChild(RowsDialog)
    assert len(dialog.table.rows.ids) == hours[weekday][hour]
    dialog.reject()
    panel.receive("fulfilment")
    idle(qtbot, window)
    page = panel.current()
    page.took.choose(0)
    idle(qtbot, window)
    dialog = page.findChild(RowsDialog)
    assert len(dialog.table.rows.ids) == page.answer.found.took[0][1]


def test_the_overview_leads_to_the_pages_that_say_more(qtbot: QtBot, played: Shop) -> None:
    window, panel = opened(qtbot, played)
    page = panel.current()
    for plot, key in ((page.changed, "products"), (page.funnel, "traffic")):
        with qtbot.waitSignal(panel.go) as sent:
            plot.choose(0)
        assert sent.args == ["analytics", key]
    window.go("analytics", "traffic")
    idle(qtbot, window)
    assert panel.bar.current() == "traffic"


@pytest.mark.parametrize("kind", ["practice", "real"])
def test_every_chart_of_an_empty_shop_has_been_told_that_there_is_nothing(
    qtbot: QtBot, tmp_path: Path, kind: str
) -> None:
    shop = practice(tmp_path)
    if kind == "real":
        shop.close()
        shop = Shop.real(tmp_path / "real.dukandar", "us", "Real")
    window, panel = opened(qtbot, shop)
    for key in all_pages(panel):
        panel.receive(key)
        idle(qtbot, window)
        for plot in panel.current().findChildren(Plot):
            if plot.isVisible() and not plot.count():
                assert plot.is_told, (key, plot.objectName())
