"""Time as the seller runs it: speeds, what it stops for, keys, and the summary of a day."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from desktop.desk import Write
from desktop.playing.choices import PlayChoices, Speed
from desktop.playing.needs import choice_text, news_text, place, place_text
from desktop.remembered import Remembered
from desktop.window import ShopWindow
from domain.catalogue.commands import SetPrice
from domain.kernel.clock import DAY, HOUR
from domain.kernel.refusals import Refusal
from domain.reports.check import check
from domain.reports.day import last_day
from domain.reports.finance.journal import JournalQuery, journal_ids
from domain.reports.listing_query import Group, ListingQuery
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.shop import Shop
from domain.simulation.attention import USUAL, Need, News
from domain.simulation.policies import sensible
from tests.desktop.windows import idle, practice, press, show_window

NOTHING = PlayChoices(speed=Speed.FAST, pause=frozenset())


@pytest.fixture
def open_window(qtbot: QtBot, english: QApplication) -> Callable[[Shop], ShopWindow]:
    return partial(show_window, qtbot)


def tick(box: QCheckBox) -> None:
    box.click()


# Speeds


def test_a_speed_means_what_it_says() -> None:
    assert [speed.seconds_a_day for speed in Speed] == [48, 12, 1]
    assert Speed.SLOW.stepped(-1) is Speed.SLOW
    assert Speed.SLOW.stepped(1) is Speed.NORMAL
    assert Speed.FAST.stepped(1) is Speed.FAST


def test_playing_passes_whole_steps_and_shows_that_it_does(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path)
    window = open_window(shop)
    window.clock.choose(NOTHING)
    start = shop.now
    press(qtbot, window, "action.play")
    assert window.bar.property("running") is True
    play = window.findChild(QToolButton, "action.play")
    assert play.isChecked()
    assert "Pause" in play.accessibleName()
    qtbot.waitUntil(lambda: shop.now >= start + 30 * HOUR)
    press(qtbot, window, "action.play")
    idle(qtbot, window)
    assert (shop.now - start) % (6 * HOUR) == 0
    assert window.bar.property("running") is False
    stopped = shop.now
    window.show_panel("orders")
    idle(qtbot, window)
    assert shop.now == stopped


def test_a_step_never_starts_before_the_desk_is_free(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path)
    window = open_window(shop)
    window.clock.choose(NOTHING)
    go_on, owner = threading.Event(), QObject()

    def slow(_shop: Shop, _write: Write) -> None:
        assert go_on.wait(10)

    start = shop.now
    window.desk.write(owner, "slow", slow)
    window.clock.play()
    looks: list[bool] = []
    window.desk.writing.connect(lambda _write: looks.append(window.clock._moving))
    qtbot.waitUntil(lambda: len(looks) >= 4)
    assert looks == [False] * len(looks)
    assert shop.now == start
    go_on.set()
    qtbot.waitUntil(lambda: shop.now > start)
    window.clock.pause()
    idle(qtbot, window)


def test_time_waits_while_a_dialog_is_open_and_goes_on_after_it(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path)
    window = open_window(shop)
    window.clock.choose(NOTHING)
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.show()
    start = shop.now
    window.clock.play()
    looks: list[bool] = []
    window.clock._timer.timeout.connect(lambda: looks.append(window.clock._moving))
    qtbot.waitUntil(lambda: len(looks) >= 4)
    assert looks == [False] * len(looks)
    assert shop.now == start
    dialog.close()
    qtbot.waitUntil(lambda: shop.now > start)
    window.clock.pause()
    idle(qtbot, window)


def test_a_decision_is_carried_out_while_time_runs(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path)
    window = open_window(shop)
    window.clock.choose(NOTHING)
    start = shop.now
    window.clock.play()
    qtbot.waitUntil(lambda: shop.now > start)
    panel = window.panels["products"]
    window.show_panel("products")
    qtbot.waitUntil(lambda: panel.current is not None)
    sku = panel.current
    window.desk.write(panel, "price", lambda shop, _w: shop.do(SetPrice(sku.id, sku.price + 100)))
    qtbot.waitUntil(lambda: panel.current.price == sku.price + 100)
    assert window.clock.playing
    window.clock.pause()
    idle(qtbot, window)
    assert shop.read(check) == []


def test_a_refusal_stops_the_time(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    window = open_window(practice(tmp_path))
    window.clock.choose(NOTHING)
    window.clock.play()
    window.desk.refused.emit(Refusal("order-unknown", {"order": 1}))
    assert not window.clock.playing
    idle(qtbot, window)


def test_time_that_ends_stops_playing_with_a_sentence(
    qtbot: QtBot,
    tmp_path: Path,
    open_window: Callable[[Shop], ShopWindow],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop = practice(tmp_path)
    monkeypatch.setattr(type(shop.book.calendar), "end", property(lambda _c: shop.now + HOUR))
    window = open_window(shop)
    window.clock.choose(NOTHING)
    window.clock.play()
    qtbot.waitUntil(window.toast.isVisible)
    assert not window.clock.playing
    assert window.toast.text()


def test_closing_while_time_runs_leaves_a_whole_shop(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path)
    window = open_window(shop)
    window.clock.choose(NOTHING)
    start = shop.now
    window.clock.play()
    qtbot.waitUntil(lambda: shop.now > start)
    window.close()
    assert not window.clock.playing
    with Shop(tmp_path / "shop.dukandar") as again:
        assert again.read(check) == []


def test_the_speed_is_chosen_in_the_menu_and_named_on_the_button(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    window = open_window(practice(tmp_path))
    button = window.findChild(QToolButton, "action.speed")
    assert button.text() == "1 day in 12 s"
    slow = next(a for a in button.menu().actions() if a.text().startswith("Slow"))
    slow.trigger()
    assert window.clock.choices.speed is Speed.SLOW
    assert button.text() == "1 day in 48 s"
    assert [a.text()[:4] for a in button.menu().actions() if a.isChecked()] == ["Slow"]


# Keys


def test_plus_and_minus_change_the_speed_except_where_somebody_types(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    window = open_window(practice(tmp_path, hours=24))
    window.activateWindow()
    home = window.panels["home"]
    home.setFocus()
    qtbot.keyClick(home, Qt.Key.Key_Plus)
    assert window.clock.choices.speed is Speed.FAST
    qtbot.keyClick(home, Qt.Key.Key_Minus)
    qtbot.keyClick(home, Qt.Key.Key_Minus)
    assert window.clock.choices.speed is Speed.SLOW
    search = window.findChild(QLineEdit, "search")
    search.setFocus()
    qtbot.keyClicks(search, "+ 1-")
    assert search.text() == "+ 1-"
    assert window.clock.choices.speed is Speed.SLOW
    assert not window.clock.playing
    window.show_panel("products")
    idle(qtbot, window)
    quantity = window.findChild(QSpinBox, "restock.quantity")
    quantity.setFocus()
    qtbot.keyClicks(quantity, "+ -")
    assert window.clock.choices.speed is Speed.SLOW
    assert not window.clock.playing


def test_space_presses_a_button_that_has_the_keyboard(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    window = open_window(practice(tmp_path, hours=24))
    window.activateWindow()
    window.show_panel("orders")
    idle(qtbot, window)
    late = window.findChild(QPushButton, "filter.late")
    late.setFocus()
    qtbot.keyClick(late, Qt.Key.Key_Space)
    assert late.isChecked()
    assert not window.clock.playing
    idle(qtbot, window)


def test_after_a_click_on_next_day_space_plays(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path)
    window = open_window(shop)
    window.activateWindow()
    window.panels["home"].setFocus()
    press(qtbot, window, "action.next-day")
    qtbot.waitUntil(window.summary.isVisible)
    idle(qtbot, window)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert window.clock.playing
    window.clock.pause()
    idle(qtbot, window)


# Pausing


def test_playing_stops_at_what_was_chosen_and_leads_to_its_rows(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=24)
    window = open_window(shop)
    window.clock.choose(PlayChoices(speed=Speed.FAST, pause=frozenset({Need.CANCELLED})))
    window.clock.play()
    qtbot.waitUntil(lambda: not window.clock.playing, timeout=20_000)
    idle(qtbot, window)
    cancelled = shop.read(order_ids, OrderQuery(tab=Tab.CANCELLED), shop.now)
    assert cancelled
    assert "cancelled" in window.toast.text()
    qtbot.mouseClick(window.toast.action, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    orders = window.panels["orders"]
    assert orders.isVisible()
    assert tuple(orders.listing.table.orders.ids) == cancelled


def test_skipping_follows_the_choice_too(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path)
    window = open_window(shop)
    start = shop.now
    window.clock.choose(PlayChoices(pause=frozenset({Need.MORNING})))
    qtbot.keyClick(window, Qt.Key.Key_F6)
    qtbot.waitUntil(window.toast.isVisible)
    idle(qtbot, window)
    assert shop.now == start + DAY
    assert window.toast.text() == "A new morning."
    window.clock.choose(PlayChoices(pause=frozenset()))
    qtbot.keyClick(window, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: "week" in window.toast.text())
    idle(qtbot, window)
    assert shop.now == start + 8 * DAY


def test_a_button_to_the_first_order_goes_there_whatever_is_chosen(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path)
    window = open_window(shop)
    window.clock.choose(PlayChoices(pause=frozenset()))
    press(qtbot, window, "action.next-step")
    qtbot.waitUntil(window.toast.isVisible)
    idle(qtbot, window)
    waiting = len(shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now))
    assert waiting > 1
    assert window.toast.text() == f"{waiting} orders can be shipped now."


def test_orders_due_soon_are_listed_just_those(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=24 * 2)
    window = open_window(shop)
    soon = shop.read(order_ids, OrderQuery(only_due_soon=True), shop.now)
    waiting = shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)
    assert 0 < len(soon) < len(waiting)
    window.go(*place(Need.DUE_SOON))
    idle(qtbot, window)
    assert set(window.panels["orders"].listing.table.orders.ids.tolist()) == set(soon)
    assert "due within 24 h" in window.findChild(QPushButton, "action.clear-filters").text()


def test_the_choices_take_effect_as_they_are_ticked(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    window = open_window(practice(tmp_path))
    dialog = window.choose_pauses()
    boxes = {need: dialog.findChild(QCheckBox, f"pause.{need.value}") for need in Need}
    assert {need for need, box in boxes.items() if box.isChecked()} == USUAL
    tick(boxes[Need.PAID_OUT])
    tick(boxes[Need.TO_SHIP])
    assert window.clock.choices.pause == USUAL - {Need.TO_SHIP} | {Need.PAID_OUT}
    tick(dialog.findChild(QCheckBox, "summary.while-playing"))
    assert window.clock.choices.summary_while_playing
    press(qtbot, dialog, "action.pause-choices.usual")
    assert window.clock.choices == PlayChoices()
    assert boxes[Need.TO_SHIP].isChecked()
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_every_need_has_words_and_those_with_rows_a_place(english: QApplication) -> None:
    for need in Need:
        assert choice_text(need)
        for count in (1, 2):
            words = news_text(News(need, frozenset(range(count))))
            assert words.endswith(".")
            assert not set(words) & set("%(|")
    assert {need for need in Need if place(need) is None} == {Need.MORNING}
    assert all(place_text(place(need)) for need in Need if need is not Need.MORNING)
    assert place(Need.STOCK_OUT, frozenset({7})) == ("products", 7)
    assert place(Need.TAKEN_DOWN, frozenset({7})) == ("products", 7)
    several = place(Need.TAKEN_DOWN, frozenset({7, 8}))
    assert several == ("products", ListingQuery(group=Group.PAUSED))
    assert place_text(place(Need.FEE_OUT_OF_RANGE)) == "Go to shipping"


# The day's summary


def test_next_day_ends_with_a_summary_that_interrupts_nothing(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=48)
    window = open_window(shop)
    window.activateWindow()
    home = window.panels["home"]
    home.setFocus()
    qtbot.keyClick(home, Qt.Key.Key_F5)
    qtbot.waitUntil(window.summary.isVisible)
    idle(qtbot, window)
    assert home.hasFocus()
    found = shop.read(last_day)
    shown = {row.objectName(): row for row in window.summary._rows.values()}
    for figure in found.figures:
        if f"card.day.{figure.key}" in shown:
            words = shown[f"card.day.{figure.key}"].accessibleName()
            if figure.key != "paid-out":
                assert words.endswith(f": {figure.value}, the day before {figure.before}")
    qtbot.keyClick(home, Qt.Key.Key_Escape)
    assert not window.summary.isVisible()


def test_a_figure_of_the_summary_opens_its_orders_and_zero_opens_nothing(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=48)
    window = open_window(shop)
    window.show_summary()
    qtbot.waitUntil(window.summary.isVisible)
    figures = {figure.key: figure for figure in shop.read(last_day).figures}
    assert figures["orders"].value > 0
    assert figures["shipped"].value == 0
    assert not window.summary._rows["shipped"].isEnabled()
    assert not window.summary._rows["visitors"].isEnabled()
    qtbot.mouseClick(window.summary._rows["orders"], Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    orders = window.panels["orders"]
    assert orders.isVisible()
    assert len(orders.listing.table.orders.ids) == figures["orders"].value
    assert window.findChild(QPushButton, "action.clear-filters").text().startswith("paid ")


def test_what_needs_the_seller_is_one_press_away_and_goes_when_it_is_done(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=24)
    window = open_window(shop)
    window.show_summary()
    qtbot.waitUntil(window.summary.isVisible)
    press(qtbot, window, "action.day-summary.to-ship")
    idle(qtbot, window)
    orders = window.panels["orders"]
    waiting = shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)
    assert set(orders.listing.table.orders.ids.tolist()) == set(waiting)
    orders.listing.work.buy_labels(waiting)
    idle(qtbot, window)
    gone = window.summary.findChild(QPushButton, "action.day-summary.to-ship")
    qtbot.waitUntil(lambda: gone is None or not gone.isVisible())


def test_the_profit_of_the_day_opens_its_entries_in_finance(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=72)
    window = open_window(shop)
    window.show_summary()
    qtbot.waitUntil(window.summary.isVisible)
    found = shop.read(last_day)
    figures = {figure.key: figure for figure in found.figures}
    assert figures["profit"].value != 0
    window.summary._large["profit"].click()
    idle(qtbot, window)
    finance = window.panels["finance"]
    assert finance.isVisible()
    listed = finance.journal.table.journal.ids
    calendar = shop.book.calendar
    since, before = (int(calendar.moment(day)) for day in (found.day, found.day + 1))
    assert list(listed) == list(shop.read(journal_ids, JournalQuery(since=since, before=before)))
    assert len(listed)
    assert not window.summary._rows["paid-out"].isEnabled()


def test_the_summary_comes_only_when_it_is_wanted(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=24)
    window = open_window(shop)
    window.show_summary()
    qtbot.waitUntil(window.summary.isVisible)
    tick(window.summary.findChild(QCheckBox, "summary.after-next-day"))
    assert not window.clock.choices.summary_after_next_day
    press(qtbot, window, "action.day-summary.close")
    day = shop.now
    window.clock.next_day()
    qtbot.waitUntil(lambda: shop.now > day)
    idle(qtbot, window)
    assert not window.summary.isVisible()
    window.clock.choose(replace(NOTHING, summary_while_playing=True))
    window.clock.play()
    qtbot.waitUntil(window.summary.isVisible)
    window.clock.pause()
    idle(qtbot, window)


def test_on_the_first_day_there_is_no_summary_yet(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    window = open_window(practice(tmp_path, hours=3))
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.toast.isVisible)
    assert not window.summary.isVisible()
    assert "first day" in window.toast.text()


def test_from_night_to_morning_no_day_ends(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=20)  # 05:00
    window = open_window(shop)
    with qtbot.assertNotEmitted(window.clock.day_over):
        window.clock.next_day()
        idle(qtbot, window)
    assert shop.book.calendar.text(shop.now).endswith("09:00")


def test_the_keyboard_comes_to_the_summary_and_goes_back(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    window = open_window(practice(tmp_path, hours=24))
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.summary.isVisible)
    focus = window.focusWidget()
    assert window.summary.isAncestorOf(focus)
    qtbot.keyClick(focus, Qt.Key.Key_Escape)
    assert not window.summary.isVisible()
    assert not window.summary.isAncestorOf(window.focusWidget())


def test_a_summary_lies_beside_a_shop_that_is_played_for_weeks(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path)
    shop.advance_days(20, sensible)
    window = open_window(shop)
    window.resize(1093, 540)
    window.show_summary()
    qtbot.waitUntil(window.summary.isVisible)
    assert window.rect().contains(window.summary.geometry())
    window.resize(1366, 680)
    assert window.summary.geometry().right() == window.width() - 13


def test_choices_that_nobody_can_read_are_the_usual_ones() -> None:
    assert PlayChoices.restored(Remembered({"speed": 3, "pause": "all"})) == PlayChoices()
    odd = PlayChoices.restored(Remembered({"speed": "fast", "pause": ["overdue", "flood", 7]}))
    assert odd == PlayChoices(speed=Speed.FAST, pause=frozenset({Need.OVERDUE}))
    assert PlayChoices.restored(Remembered(NOTHING.state())) == NOTHING


def test_after_a_click_on_the_next_step_space_plays_and_buys_nothing(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=24)
    window = open_window(shop)
    window.activateWindow()
    window.panels["home"].setFocus()
    press(qtbot, window, "action.next-step")
    idle(qtbot, window)
    waiting = shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)
    assert waiting == ()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() != "action.next-step"
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    assert window.clock.playing
    window.clock.pause()


def test_a_morning_is_told_once(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    window = open_window(practice(tmp_path, hours=24))

    window._say_news(
        (News(Need.MORNING_WITH_ORDERS, frozenset({1})), News(Need.MORNING, frozenset()))
    )

    assert window.toast.text().count("morning") == 1


def test_a_speed_chosen_before_the_first_step_is_played(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[[Shop], ShopWindow]
) -> None:
    shop = practice(tmp_path, hours=1)
    window = open_window(shop)
    start = shop.now

    window.clock.play()
    window.clock.change_speed(1)

    assert window.clock.choices.speed is Speed.FAST
    qtbot.waitUntil(lambda: shop.now > start)
    window.clock.pause()
    idle(qtbot, window)
