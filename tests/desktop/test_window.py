"""The window of an open shop: going between panels, time, counts, theme-free behaviour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from desktop.dialogs.cancel_orders import CancelOrdersDialog
from desktop.dialogs.print_papers import PrintDialog
from desktop.i18n import Language
from desktop.playing.choices import PlayChoices
from desktop.printing.wanted import Kind
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.toast import Offer
from desktop.window import ShopWindow
from domain.catalogue.tables import skus
from domain.kernel.clock import HOUR
from domain.orders.rules import Status
from domain.reports.check import check
from domain.reports.figures import order_figures
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.reports.products import sku_rows
from domain.reports.quotes import order_quotes
from domain.shop import Shop
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.windows import idle, practice, press, show_window
from tests.domain.shipping.examples import asking, everywhere, flat

WALL = 1_789_500_000


@pytest.fixture
def open_window(qtbot: QtBot, themed: str) -> Callable[[Shop], ShopWindow]:
    return partial(show_window, qtbot)


def waiting_ids(shop: Shop) -> tuple[int, ...]:
    return shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)


def test_a_newcomer_is_led_from_an_empty_shop_to_the_first_labels(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path)
    window = open_window(shop)
    start = shop.now
    press(qtbot, window, "action.next-step")  # on to the first order
    qtbot.waitUntil(lambda: not window.desk.busy and shop.now > start)
    idle(qtbot, window)
    waiting = waiting_ids(shop)
    assert waiting
    press(qtbot, window, "action.next-step")  # buy its label
    idle(qtbot, window)
    assert waiting_ids(shop) == ()
    by_status = shop.read(order_figures)["by_status"]
    assert by_status["AWAITING_COLLECTION"] == len(waiting)
    assert shop.read(check) == []


def test_next_day_goes_to_nine_in_the_morning(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=5)
    window = open_window(shop)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    idle(qtbot, window)
    assert shop.book.calendar.text(shop.now).endswith("09:00")
    assert window.findChild(QWidget, "panel.home").isVisible()


def test_play_moves_the_clock_by_hours_and_pause_stops_it(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path)
    window = open_window(shop)
    window.clock.choose(PlayChoices(pause=frozenset()))
    start = shop.now
    press(qtbot, window, "action.play")
    qtbot.waitUntil(lambda: shop.now >= start + 2 * HOUR)
    press(qtbot, window, "action.play")
    idle(qtbot, window)
    stopped = shop.now
    assert not window.clock.playing
    assert (stopped - start) % HOUR == 0


def test_space_plays_except_in_the_search_field(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    window = open_window(practice(tmp_path))
    window.activateWindow()
    search = window.findChild(QLineEdit, "search")
    search.setFocus()
    qtbot.keyClick(search, Qt.Key.Key_Space)
    assert not window.clock.playing
    window.panels["home"].setFocus()
    qtbot.keyClick(window.panels["home"], Qt.Key.Key_Space)
    assert window.clock.playing
    window.clock.pause()
    idle(qtbot, window)


def test_the_rail_counts_orders_to_ship_and_ctrl_numbers_open_tabs(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=24)
    window = open_window(shop)
    tab = window.findChild(QWidget, "tab.orders")
    assert str(len(waiting_ids(shop))) in tab.accessibleName()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, window)
    assert window.findChild(QWidget, "panel.orders").isVisible()


def test_a_task_card_leads_to_the_rows_behind_it(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=24 * 5)  # nothing was shipped: orders are overdue
    window = open_window(shop)
    late = shop.read(order_ids, OrderQuery(only_late=True), shop.now)
    card = window.findChild(QWidget, "card.overdue")
    assert card.figure() == str(len(late))
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    orders = window.panels["orders"]
    assert orders.isVisible()
    assert set(orders.listing.table.orders.ids.tolist()) == set(late)


def test_what_runs_low_leads_to_the_products_that_do(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path)
    scarce = shop.read(sku_rows, 0)[2]
    empty = update(skus).where(skus.c.id == scarce.id).values(stock=0)
    shop.write(lambda conn: conn.execute(empty))
    window = open_window(shop)
    qtbot.mouseClick(window.findChild(QWidget, "card.low-stock"), Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    products = window.panels["products"]
    assert products.isVisible()
    assert products.groups.current() == "low-stock"
    assert products.table.rows.ids.tolist() == [scarce.product_id]


def test_a_shipping_fee_to_mend_is_a_task_that_leads_to_shipping(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path)
    window = open_window(shop)
    card = window.findChild(QWidget, "card.fees")
    assert card.isHidden()
    dear = asking(everywhere(flat(6_000)))
    shop.do(replace(dear, template=1))
    window.panels["home"].refresh()
    qtbot.waitUntil(lambda: not card.isHidden(), timeout=5_000)
    assert card.figure() == "by 23 Nov"
    assert "Mend it by the end of Mon 23 Nov" in card.accessibleDescription()
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert window.panels["shipping"].isVisible()
    shop.advance_days(9)
    window.show_panel("home")
    window.panels["home"].refresh()
    qtbot.waitUntil(lambda: card.figure() == "overdue", timeout=5_000)
    shop.do(replace(dear, template=1, zones=everywhere(flat(499)).zones))
    window.panels["home"].refresh()
    qtbot.waitUntil(card.isHidden, timeout=5_000)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_home_fits_with_a_fee_to_mend(
    qtbot: QtBot, english: QApplication, tmp_path: Path, code: Language, size: tuple[int, int]
) -> None:
    shop = practice(tmp_path, hours=30)
    shop.do(replace(asking(everywhere(flat(6_000))), template=1))
    with language(code):
        window = show_window(qtbot, shop, size)
        qtbot.waitUntil(window.findChild(QWidget, "card.fees").isVisible, timeout=5_000)
        assert problems(window) == []
        window.close()


def test_searching_shows_the_orders_that_match(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=48)
    window = open_window(shop)
    search = window.findChild(QLineEdit, "search")
    wanted = waiting_ids(shop)[0]
    qtbot.keyClicks(search, str(wanted))
    qtbot.keyClick(search, Qt.Key.Key_Return)
    orders = window.panels["orders"]
    qtbot.waitUntil(
        lambda: orders.isVisible() and orders.listing.table.orders.ids.tolist() == [wanted]
    )
    search.clear()
    qtbot.waitUntil(lambda: len(orders.listing.table.orders.ids) > 1)


def test_many_orders_get_labels_at_once_and_the_button_names_the_cost(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=24)
    window = open_window(shop)
    window.show_panel("orders")
    idle(qtbot, window)
    orders = window.panels["orders"]
    chosen = waiting_ids(shop)[:3]
    orders.listing.select(chosen)
    button = window.findChild(QPushButton, "action.buy-labels")
    idle(qtbot, window)
    cost = shop.read(order_quotes, chosen).cheapest.price
    assert f"${cost / 100:.2f}" in button.text()
    told: list[Offer] = []
    orders.offered.connect(told.append)
    press(qtbot, window, "action.buy-labels")
    idle(qtbot, window)
    assert [offer.button for offer in told] == ["Print 3 labels…"]
    assert f"${cost / 100:.2f}" in told[0].text
    press(qtbot, window, "action.print-labels")
    dialog = window.findChild(PrintDialog)
    assert dialog.wanted().kind is Kind.LABELS
    dialog.close()
    assert not set(chosen) & set(waiting_ids(shop))
    counts = shop.read(order_figures)["by_status"]
    assert counts[Status.AWAITING_COLLECTION.name] == 3


def test_a_wrong_tracking_number_cannot_be_entered_and_a_right_one_ships(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=24)
    window = open_window(shop)
    window.show_panel("orders")
    idle(qtbot, window)
    order = waiting_ids(shop)[0]
    window.panels["orders"].listing.work.enter_tracking([order])
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    field = dialog.findChild(QLineEdit, f"tracking.{order}")
    ship = dialog.findChild(QPushButton, "action.ship-orders.confirm")
    qtbot.keyClicks(field, "12345")
    assert not ship.isEnabled()
    field.clear()
    qtbot.keyClicks(field, "1z 999 aa1 01 2345 6784")
    assert ship.isEnabled()
    qtbot.mouseClick(ship, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert order not in waiting_ids(shop)


def test_a_used_tracking_number_is_refused_in_the_open_dialog(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    from domain.shipping.commands import ShipOrders

    shop = practice(tmp_path, hours=24)
    first, second = waiting_ids(shop)[:2]
    assert shop.do(ShipOrders((first,), ("1Z999AA10123456784",))).done == 1
    window = open_window(shop)
    window.show_panel("orders")
    idle(qtbot, window)
    window.panels["orders"].listing.work.enter_tracking([second])
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    qtbot.keyClicks(dialog.findChild(QLineEdit, f"tracking.{second}"), "1Z999AA10123456784")
    ship = dialog.findChild(QPushButton, "action.ship-orders.confirm")
    qtbot.mouseClick(ship, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert dialog.isVisible()
    assert str(first) in dialog.problem()
    assert second in waiting_ids(shop)
    dialog.reject()


def test_cancelling_asks_for_the_reason_and_returns_the_stock(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=24)
    window = open_window(shop)
    window.show_panel("orders")
    idle(qtbot, window)
    order = waiting_ids(shop)[0]
    window.panels["orders"].listing.work.cancel_orders([order])
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    confirm = dialog.findChild(QPushButton, "action.cancel-orders.confirm")
    qtbot.mouseClick(confirm, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert order in shop.read(order_ids, OrderQuery(tab=Tab.CANCELLED), shop.now)
    assert shop.read(check) == []


@pytest.mark.parametrize(
    ("reason", "words"),
    [("out_of_stock", "The stock of everything in the order becomes 0"), ("buyer_asked", "return")],
)
def test_what_becomes_of_the_stock_is_said_before_cancelling(
    qtbot: QtBot, english: QApplication, reason: str, words: str
) -> None:
    dialog = CancelOrdersDialog(1, ["buyer_asked", "out_of_stock"], ["out_of_stock"])
    qtbot.addWidget(dialog)
    choice = dialog.findChild(QComboBox, "cancel.reason")
    choice.setCurrentIndex(choice.findData(reason))
    said = " ".join(each.text() for each in dialog.findChildren(PlainLabel))
    assert words in said
    assert ("written off" in said) == (reason == "out_of_stock")


def test_closing_the_window_while_time_runs_leaves_a_whole_shop(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    window = open_window(practice(tmp_path))
    window.clock.play()
    window.clock.pause()
    window.clock.next_day()
    window.close()
    with Shop(tmp_path / "shop.dukandar") as again:
        assert again.read(check) == []


def test_a_decision_pressed_just_before_closing_is_kept(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=24)
    window = open_window(shop)
    window.show_panel("orders")
    idle(qtbot, window)
    chosen = waiting_ids(shop)[:3]
    window.panels["orders"].listing.select(chosen)
    window.clock.next_day()
    window.panels["orders"].listing.work.buy_labels(chosen)
    window.close()
    with Shop(tmp_path / "shop.dukandar") as again:
        assert not set(chosen) & set(waiting_ids(again))
        assert again.read(check) == []


def test_next_day_is_not_lost_while_an_hour_is_being_computed(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path)
    window = open_window(shop)
    window.clock.play()
    window.clock.next_day()
    qtbot.waitUntil(lambda: not window.desk.busy and shop.now >= window.desk.shop.now)
    qtbot.waitUntil(lambda: shop.book.calendar.text(shop.now) == "2026-11-17 09:00")
    idle(qtbot, window)
    assert not window.clock.playing


def test_after_a_mistake_the_clock_can_be_moved_again(
    qtbot: QtBot,
    tmp_path: Path,
    open_window: Callable[[Shop], ShopWindow],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.mistakes.log_file", lambda: tmp_path / "mistakes.log")
    shop = practice(tmp_path)
    window = open_window(shop)

    def err(*_arguments: object, **_named: object) -> None:
        raise ValueError

    with monkeypatch.context() as broken:
        broken.setattr(shop, "advance", err)
        window.clock.next_day()
        idle(qtbot, window)
    window.clock.next_day()
    qtbot.waitUntil(lambda: shop.book.calendar.text(shop.now) == "2026-11-17 09:00")
    idle(qtbot, window)


def test_a_second_press_on_buy_labels_asks_for_nothing(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=24)
    window = open_window(shop)
    window.show_panel("orders")
    idle(qtbot, window)
    orders, told = window.panels["orders"], list[Offer]()
    orders.offered.connect(told.append)
    chosen = waiting_ids(shop)[:4]
    orders.listing.work.buy_labels(chosen)
    orders.listing.work.buy_labels(chosen)
    idle(qtbot, window)
    assert [offer.button for offer in told] == ["Print 4 labels…"]


def test_a_search_without_hits_shows_no_order(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    window = open_window(practice(tmp_path, hours=24))
    window.show_panel("orders")
    idle(qtbot, window)
    orders = window.panels["orders"]
    assert window.findChild(QPushButton, "action.buy-labels.one").isVisible()
    orders.search("no such thing")
    idle(qtbot, window)
    assert not window.findChild(QPushButton, "action.buy-labels.one").isVisible()


def test_closing_the_tracking_dialog_at_once_still_tells_what_came_of_it(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=24)
    window = open_window(shop)
    window.show_panel("orders")
    idle(qtbot, window)
    orders, said = window.panels["orders"], []
    orders.said.connect(lambda _text, role: said.append(role))
    order = waiting_ids(shop)[0]
    orders.listing.work.enter_tracking([order])
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    dialog.findChild(QLineEdit, f"tracking.{order}").setText("1Z999AA10123456784")
    qtbot.mouseClick(
        dialog.findChild(QPushButton, "action.ship-orders.confirm"), Qt.MouseButton.LeftButton
    )
    dialog.reject()
    idle(qtbot, window)
    assert said == ["good"]
    assert order not in waiting_ids(shop)


def test_a_panel_is_made_when_it_is_first_wanted(
    tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    window = open_window(practice(tmp_path))
    tabs = ["home", "orders", "products", "promotions", "shipping", "analytics", "finance"]
    assert list(window.panels) == tabs
    assert window.findChild(QWidget, "panel.orders") is None
    window.show_panel("orders")
    made = window.findChild(QWidget, "panel.orders")
    assert made.isVisible()
    assert window.panels["orders"] is made
