"""The Products panel: what is for sale, restocking, prices, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QPushButton, QScrollArea, QSpinBox
from pytestqt.qtbot import QtBot
from sqlalchemy import insert, update

from desktop.desk import Desk
from desktop.i18n import Language
from desktop.panels.products.practice import ProductsPanel
from desktop.tables.listing_table import CONVERSION, NAME, PRICE, QUALITY, STOCK
from desktop.widgets.plain_label import PlainLabel
from domain.catalogue.commands import DuplicateProduct, Restock, SetLive
from domain.catalogue.tables import products, skus
from domain.creators.commands import SendSample
from domain.kernel.clock import DAY
from domain.promotions.commands import StartDeal
from domain.reports.check import check
from domain.reports.figures import finance_figures
from domain.reports.listing_query import Group, ListingQuery, Sort
from domain.reports.products import SkuRow, sku_rows
from domain.reports.stock import stock_rows
from domain.reports.waiting import waiting
from domain.shop import ADVANCED, Shop
from domain.simulation.decisions import Command
from domain.simulation.policies import sensible
from domain.simulation.world import World
from tests.desktop.layout_checks import SIZES, language, problems

WALL = 1_789_500_000


@pytest.fixture
def open_panel(qtbot: QtBot, english: QApplication) -> Iterator[Callable[..., ProductsPanel]]:
    desks: list[Desk] = []

    def make(shop: Shop, size: tuple[int, int] = (1170, 622)) -> ProductsPanel:
        desk = Desk(shop, lambda: WALL)
        desks.append(desk)
        panel = ProductsPanel(desk)
        qtbot.addWidget(panel)
        panel.resize(*size)
        panel.show()
        idle(qtbot, panel)
        return panel

    yield make
    for desk in desks:
        desk.close()


def practice(folder: Path, days: int = 0, scenario: str = "first-30-days") -> Shop:
    shop = Shop.practice(folder / "shop.dukandar", scenario, seed=1, noise=1)
    if days:
        shop.advance_days(days)
    return shop


def idle(qtbot: QtBot, panel: ProductsPanel) -> None:
    qtbot.waitUntil(lambda: not panel.desk.busy)


def ships_only(world: World) -> list[Command]:
    """A seller who never restocks."""
    return [command for command in sensible(world) if not isinstance(command, Restock)]


def rows(shop: Shop) -> tuple[SkuRow, ...]:
    return shop.read(sku_rows, WALL)


def cash(shop: Shop) -> int:
    return shop.read(finance_figures)["cash"]


def words(panel: ProductsPanel) -> str:
    """Everything the panel says, once new labels are on screen."""
    for _ in range(3):
        QApplication.processEvents()
    return "\n".join(each.text() for each in panel.findChildren(PlainLabel) if each.isVisible())


def press(qtbot: QtBot, panel: ProductsPanel, name: str) -> None:
    button = panel.findChild(QPushButton, f"action.{name}")
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def quantity(panel: ProductsPanel) -> QSpinBox:
    return panel.findChild(QSpinBox, "restock.quantity")


def price(panel: ProductsPanel) -> QDoubleSpinBox:
    return panel.findChild(QDoubleSpinBox, "price.amount")


def test_restocking_costs_cash_now_and_shows_what_is_coming(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path)
    panel = open_panel(shop)
    before, row = cash(shop), rows(shop)[0]
    quantity(panel).setValue(50)
    assert "Costs $470.00" in words(panel)
    assert "Leaves $2,530.00" in words(panel)
    with qtbot.waitSignal(panel.said) as said:
        press(qtbot, panel, "restock")
    assert said.args[1] == "good"
    idle(qtbot, panel)
    assert cash(shop) == before - 50 * row.cost
    assert rows(shop)[0].coming == 50
    assert "50, arriving" in words(panel)
    assert "Leaves" in words(panel)
    assert shop.read(check) == []


def test_a_restock_is_refused_in_place_when_the_cash_is_short(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path)
    panel = open_panel(shop)
    before = cash(shop)
    quantity(panel).setValue(9_000)
    assert "too little" in words(panel)
    with qtbot.assertNotEmitted(panel.said):
        press(qtbot, panel, "restock")
        idle(qtbot, panel)
    assert "is needed and the bank account holds" in words(panel)
    assert cash(shop) == before
    assert quantity(panel).value() == 9_000  # what was typed is still there to be mended
    assert panel.purchase.restock_button.isEnabled()


def test_a_price_changes_with_its_change_in_percent(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path)
    panel = open_panel(shop)
    assert price(panel).value() == 24.99
    assert not panel.price.button.isEnabled()
    price(panel).setValue(27.49)
    assert "10.0 % dearer" in words(panel)
    press(qtbot, panel, "set-price")
    idle(qtbot, panel)
    assert rows(shop)[0].price == 2_749
    assert "$27.49" in words(panel)
    assert not panel.price.button.isEnabled()


def test_a_price_is_warned_about_below_cost_and_refused_out_of_range(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path)
    panel = open_panel(shop)
    price(panel).setValue(9.40)
    assert "You would lose $0.56 per unit" in words(panel)
    price(panel).setValue(0)
    press(qtbot, panel, "set-price")
    idle(qtbot, panel)
    assert "must lie between" in words(panel)
    assert rows(shop)[0].price == 2_499
    assert panel.price.button.isEnabled()


def test_what_is_left_of_a_price_is_price_less_fee_and_cost(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shown = words(open_panel(practice(tmp_path)))
    for amount in ("$24.99", "−$1.50", "−$9.40", "$14.09"):
        assert amount in shown


def test_a_product_is_taken_off_sale_and_the_message_takes_that_back(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    panel = open_panel(practice(tmp_path))
    row = panel.current
    assert "Live" in words(panel)
    with qtbot.waitSignal(panel.offered) as offered:
        panel.product.live_button.click()
    idle(qtbot, panel)
    assert "Deactivated" in words(panel)
    assert panel.product.live_button.text() == "Put on sale"
    (after,) = [each for each in rows(panel.desk.shop) if each.id == row.id]
    assert after.status == "SELLER_DEACTIVATED"
    (offer,) = offered.args
    assert row.product in offer.text
    with qtbot.waitSignal(panel.said):
        offer.action()
    idle(qtbot, panel)
    assert "Deactivated" not in words(panel)
    assert panel._found.rows[0] in rows(panel.desk.shop)
    assert panel.product.live_button.text() == "Take off sale"


def test_the_choice_and_what_was_typed_survive_time(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path)
    panel = open_panel(shop)
    panel.receive(rows(shop)[2].id)
    idle(qtbot, panel)
    assert panel.current.id == rows(shop)[2].id
    assert "$12.99" in words(panel)
    quantity(panel).setValue(33)
    price(panel).setValue(11.11)
    shop.advance(shop.now + 2 * DAY)
    panel.desk.changed.emit(ADVANCED)
    idle(qtbot, panel)
    assert panel.current.id == rows(shop)[2].id
    assert (quantity(panel).value(), price(panel).value()) == (33, 11.11)
    assert f"{rows(shop)[2].sold} · " in words(panel)
    panel.receive(rows(shop)[3].id)  # another product starts with its own figures
    idle(qtbot, panel)
    assert price(panel).value() == 22.99


def test_a_sku_may_be_asked_for_before_anything_is_shown(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path)
    desk = Desk(shop, lambda: WALL)
    panel = ProductsPanel(desk)
    qtbot.addWidget(panel)
    panel.receive(rows(shop)[4].id)
    panel.show()
    idle(qtbot, panel)
    assert panel.current.id == rows(shop)[4].id
    assert "Braided charging cable" in words(panel)
    desk.close()


def test_arrows_choose_and_enter_goes_to_restocking(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path)
    panel = open_panel(shop)
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    idle(qtbot, panel)
    assert panel.current.id == rows(shop)[1].id
    assert "−$8.60" in words(panel)
    qtbot.keyClick(panel.table, Qt.Key.Key_Up)
    idle(qtbot, panel)
    assert panel.current.id == rows(shop)[0].id
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert panel.focusWidget() is quantity(panel)


def test_products_that_run_out_are_counted_and_shown(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path)
    panel = open_panel(shop)
    while not any(row.stock == 0 for row in rows(shop)):
        shop.advance_days(7, ships_only)
    panel.desk.changed.emit(ADVANCED)
    idle(qtbot, panel)
    counts = shop.read(waiting, 0)
    assert counts.out_of_stock == sum(row.stock == 0 for row in rows(shop)) > 0
    assert counts.low_stock == sum(row.low and not row.coming for row in rows(shop)) > 0
    panel.receive(next(row.id for row in rows(shop) if row.stock == 0))
    idle(qtbot, panel)
    assert "sold out" in words(panel)


def test_an_empty_shop_says_what_to_do(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    panel = open_panel(practice(tmp_path, scenario="empty"))
    assert "nothing to sell" in words(panel)
    assert not panel.purchase.restock_button.isVisible()


@pytest.mark.parametrize("size", [*SIZES, (900, 480)])
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_nothing_is_cut_or_overlaps(
    qtbot: QtBot,
    english: QApplication,
    tmp_path: Path,
    open_panel: Callable[..., ProductsPanel],
    size: tuple[int, int],
    code: Language,
) -> None:
    rail = 196 if size[0] >= 1180 else 60
    with language(code):
        panel = open_panel(practice(tmp_path, days=9), (size[0] - rail, size[1] - 58))
        assert problems(panel) == []
        quantity(panel).setValue(9_000)
        price(panel).setValue(0.01)
        assert problems(panel) == []
        press(qtbot, panel, "restock")
        idle(qtbot, panel)
        assert problems(panel) == []
        area = panel.findChild(QScrollArea)
        area.ensureWidgetVisible(panel.price.button)
        assert panel.price.button.visibleRegion().boundingRect() == panel.price.button.rect()


def test_a_running_deal_is_what_a_unit_brings_and_its_own_price_stays_to_be_set(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path)
    row = rows(shop)[0]
    assert shop.do(StartDeal(row.id, 1_999, 2)).done == 1
    panel = open_panel(shop, SIZES[0])
    told = words(panel)
    assert "Price in the deal" in told
    assert "$19.99" in told
    assert "$9.39" in told  # less 6 % referral fee and the cost of $9.40
    assert panel.current.deal_price == 1_999
    assert price(panel).value() == 24.99
    assert problems(panel) == []
    assert "in a deal at $19.99" in panel.table.rows.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_the_stock_card_tells_what_is_here_promised_and_coming(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path, days=9)
    shop.do(SendSample(2, rows(shop)[0].id))
    panel = open_panel(shop)
    stock = shop.read(stock_rows, WALL)[0]
    told = words(panel)
    for label in ("Available", "Committed", "With creators", "Runs out", "Sold in 28 days"):
        assert label in told
    assert f"{stock.advice.sold} · " in told
    assert "about " in told
    assert stock.committed > 0
    panel.receive(rows(shop)[1].id)
    idle(qtbot, panel)
    assert "With creators" not in words(panel)


def test_an_order_begins_with_the_advice_and_its_reasons(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path)
    panel = open_panel(shop)
    assert "no order is suggested" in words(panel)
    least = shop.read(stock_rows, WALL)[0].advice.least_order
    assert quantity(panel).value() == least
    while not any(row.advice.units for row in shop.read(stock_rows, WALL)):
        shop.advance_days(1, ships_only)
    due = next(row for row in shop.read(stock_rows, WALL) if row.advice.units)
    panel.desk.changed.emit(ADVANCED)
    idle(qtbot, panel)
    panel.receive(due.id)
    idle(qtbot, panel)
    told = words(panel)
    assert quantity(panel).value() == due.advice.units
    assert f"Order {due.advice.units} units now: {due.advice.held} are here" in told
    assert f"takes {due.advice.point} at " in told
    assert due.supplier in told
    press(qtbot, panel, "restock")
    idle(qtbot, panel)
    told = words(panel)
    assert "No order is needed for about" in told
    assert f"{due.advice.units} units for $" in told


def test_fewer_than_the_supplier_sells_are_refused_in_place(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    panel = open_panel(practice(tmp_path))
    quantity(panel).setValue(3)
    with qtbot.assertNotEmitted(panel.said):
        press(qtbot, panel, "restock")
        idle(qtbot, panel)
    assert "sells at least 20 units" in words(panel)


def test_dead_stock_is_named(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path)
    row = rows(shop)[2]
    shop.do(SetLive((row.product_id,), live=False))
    shop.advance_days(29)
    panel = open_panel(shop)
    panel.receive(row.id)
    idle(qtbot, panel)
    assert "Dead stock: not one of them was sold in 28 days" in words(panel)
    assert problems(panel) == []
    panel.receive(rows(shop)[0].id)
    idle(qtbot, panel)
    assert "Dead stock" not in words(panel)


def test_the_days_under_which_stock_is_low_can_be_set(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path, days=9)
    panel = open_panel(shop)
    threshold, button = panel.stock.threshold, panel.stock.threshold_button
    assert threshold.value() == 7
    assert not button.isEnabled()
    threshold.setValue(500)
    press(qtbot, panel, "set-low-stock")
    idle(qtbot, panel)
    assert "1 to 90 days of cover" in words(panel)
    before = sum(row.low for row in rows(shop))
    threshold.setValue(60)
    assert "1 to 90 days" not in words(panel)
    with qtbot.waitSignal(panel.said) as said:
        press(qtbot, panel, "set-low-stock")
    assert "less than 60 days is low" in said.args[0]
    idle(qtbot, panel)
    assert sum(row.low for row in rows(shop)) > before
    assert not button.isEnabled()
    threshold.setValue(0)
    press(qtbot, panel, "set-low-stock")
    idle(qtbot, panel)
    assert threshold.value() == 7


def several_variations(shop: Shop) -> tuple[SkuRow, SkuRow]:
    """The first product gets the second one's SKU as another variation."""
    first, second, *_ = rows(shop)
    move = update(skus).where(skus.c.id == second.id).values(product_id=first.product_id)
    shop.write(lambda conn: conn.execute(move))
    return first, second


def test_a_product_is_one_row_and_its_variations_are_chosen_on_its_card(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path)
    first, second = several_variations(shop)
    panel = open_panel(shop)
    cells = [panel.table.rows.index(0, each).data() for each in (NAME, PRICE, STOCK)]
    assert cells == [first.product, "$21.99 to $24.99", str(first.stock + second.stock)]
    assert panel.table.rows.face_at(0).below == "2 variations"
    assert panel.product.variation.isVisible()
    assert (panel.current.id, price(panel).value()) == (first.id, 24.99)
    quantity(panel).setValue(77)
    panel.product.variation.setCurrentIndex(1)
    panel.product.variation.activated.emit(1)
    assert (panel.current.id, price(panel).value()) == (second.id, 21.99)
    assert quantity(panel).value() != 77  # another variation starts with its own figures
    press(qtbot, panel, "restock")
    idle(qtbot, panel)
    assert [row.coming > 0 for row in rows(shop)[:2]] == [False, True]
    assert panel.current.id == second.id
    panel.receive(first.id)
    idle(qtbot, panel)
    assert panel.current.id == first.id
    assert panel.table.current() == first.product_id


def test_a_draft_has_a_row_and_nothing_to_sell_yet(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path)
    draft = dict.fromkeys(("category", "substitutes", "picture", "colour"), "")
    values = {"id": 5, "name": "Mug", "status": "DRAFT", "photos": 0, "import_id": 0, **draft}
    shop.write(lambda conn: conn.execute(insert(products).values(values)))
    panel = open_panel(shop)
    panel.receive(5)
    idle(qtbot, panel)
    assert "Draft" in words(panel)
    assert "no variations yet" in words(panel)
    assert not panel.purchase.restock_button.isVisible()
    assert not panel.price.button.isVisible()
    assert not panel.product.live_button.isVisible()
    assert panel.table.rows.face_at(0).below == "Draft · no variations yet"
    panel.receive(rows(shop)[0].id)
    idle(qtbot, panel)
    assert panel.purchase.restock_button.isVisible()


def test_filters_narrow_the_list_and_are_counted_on_their_button(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    panel = open_panel(practice(tmp_path))
    panel.filter_button.click()
    idle(qtbot, panel)
    filters = panel.filters
    assert filters.isVisible()
    filters.price_from.setText("20")
    filters.price_from.editingFinished.emit()
    idle(qtbot, panel)
    assert len(panel.table.rows.ids) == 3
    assert panel.filter_button.text() == "Filters · 1"
    filters.price_to.setText("a lot")
    filters.price_to.editingFinished.emit()
    assert filters.price_to.property("invalid")
    filters.category.setCurrentIndex(filters.category.count() - 1)
    filters.category.activated.emit(filters.category.currentIndex())
    filters.cover_below.setText("0")
    filters.cover_below.editingFinished.emit()
    idle(qtbot, panel)
    assert panel.filter_button.text() == "Filters · 3"
    assert len(panel.table.rows.ids) == 0
    assert "No products match" in words(panel)
    filters.findChild(QPushButton, "action.no-product-filters").click()
    idle(qtbot, panel)
    assert len(panel.table.rows.ids) == 5
    assert panel.filter_button.text() == "Filters"
    assert problems(filters) == []
    filters.close()


def test_quality_has_a_column_in_its_colour_and_a_filter(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    panel = open_panel(practice(tmp_path))
    ids = panel.table.rows.ids.tolist()
    good, _, unknown, *_ = ids
    for product, tier in ((good, 3), (unknown, 0)):
        change = update(products).where(products.c.id == product).values(tier=tier)
        panel.desk.shop.write(lambda conn, change=change: conn.execute(change))
    panel.refresh()
    idle(qtbot, panel)
    cells = [panel.table.rows.cell(at, QUALITY) for at in range(3)]
    assert cells == [("Good", "good"), ("Poor", "bad"), ("", "mute")]
    assert not panel.table.isColumnHidden(QUALITY)

    panel.filter_button.click()
    idle(qtbot, panel)
    box = panel.filters.quality
    box.setCurrentIndex(box.findText("Good"))
    box.activated.emit(box.currentIndex())
    idle(qtbot, panel)
    assert panel.table.rows.ids.tolist() == [good]
    panel.filters.findChild(QPushButton, "action.no-product-filters").click()
    idle(qtbot, panel)
    assert panel.table.rows.ids.tolist() == ids
    panel.filters.close()


def test_groups_are_counted_and_a_query_of_another_panel_is_shown(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    panel = open_panel(practice(tmp_path))
    assert panel.groups.keys() == (
        *("all", "live", "drafts", "in-review", "failed", "low-stock", "sold-out", "paused"),
    )
    panel.product.live_button.click()
    idle(qtbot, panel)
    panel.receive(ListingQuery(group=Group.PAUSED, sort=Sort.STOCK))
    idle(qtbot, panel)
    assert panel.groups.current() == "paused"
    assert len(panel.table.rows.ids) == 1
    assert panel.table.rows.face_at(0).below == "Deactivated · 1 variation"
    assert panel.table.horizontalHeader().sortIndicatorSection() == STOCK


def test_conversion_comes_after_the_list_and_stays_when_time_goes_on(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    panel = open_panel(practice(tmp_path, days=9))
    shown = panel.table.rows.index(0, CONVERSION).data()
    assert shown.endswith(" %")
    panel.desk.changed.emit(ADVANCED)
    idle(qtbot, panel)
    assert panel.table.rows.index(0, CONVERSION).data() == shown


def test_whoever_is_led_to_a_product_that_has_just_come_sees_it(
    qtbot: QtBot, tmp_path: Path, open_panel: Callable[..., ProductsPanel]
) -> None:
    shop = practice(tmp_path)
    panel = open_panel(shop)
    made = shop.do(DuplicateProduct(rows(shop)[0].product_id)).made
    panel.receive(made)
    idle(qtbot, panel)
    assert panel.table.current() == made
