"""What a person can do about parcels that do not go their way, in the window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.delay_wording import reason_text
from desktop.dialogs.ask_support import AskSupportDialog
from desktop.panels.orders.delays import DelaysView
from desktop.widgets.plain_label import PlainLabel
from desktop.window import ShopWindow
from domain.inbox.support import Outcome, Topic
from domain.inbox.tables import inquiries, tickets
from domain.kernel.clock import DAY, HOUR
from domain.orders.rules import Status
from domain.orders.tables import orders
from domain.reports.delay_advice import Reason, Step
from domain.reports.delays import DelayQuery, DelayRow, Group, delays
from domain.reports.shop import shop_row
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.desktop.troubled import asked_shop, troubled_shop
from tests.desktop.windows import WALL, idle, press, show_window

EXPORT = Path(__file__).parents[1] / "data" / "exports" / "us_orders.csv"


@pytest.fixture
def window(qtbot: QtBot, english: QApplication, tmp_path: Path) -> ShopWindow:
    """A shop in trouble, with its delays on screen."""
    window = show_window(qtbot, troubled_shop(tmp_path / "shop.dukandar"))
    window.show_panel("orders")
    idle(qtbot, window)
    press(qtbot, window, "tabs.orders.delays")
    idle(qtbot, window)
    return window


def view(window: ShopWindow) -> DelaysView:
    found = window.panels["orders"].delays
    assert isinstance(found, DelaysView)
    return found


def table(window: ShopWindow, which: Any) -> list[Any]:
    return window.desk.shop.read(lambda conn: conn.execute(select(which)).all())


def rows(window: ShopWindow, group: Group = Group.OPEN) -> tuple[DelayRow, ...]:
    return window.desk.shop.read(delays, WALL).of(group)


def look_at(qtbot: QtBot, window: ShopWindow, row: DelayRow) -> None:
    window.go("orders", DelayQuery(order=row.id))
    idle(qtbot, window)
    assert view(window).card.order == row.id


def said(window: ShopWindow) -> str:
    return " ".join(
        each.text() for each in view(window).card.findChildren(PlainLabel) if each.isVisible()
    )


def wait_to_read(qtbot: QtBot, window: ShopWindow, *words: str) -> None:
    """Wait until the card says one of these; Qt shows new labels a turn later."""
    qtbot.waitUntil(lambda: any(each in said(window) for each in words))


def dialog(window: ShopWindow) -> AskSupportDialog:
    found = [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert len(found) == 1
    assert isinstance(found[0], AskSupportDialog)
    return found[0]


def primary(window: ShopWindow) -> list[QPushButton]:
    buttons = view(window).card.findChildren(QPushButton)
    return [each for each in buttons if each.isVisible() and each.property("kind") == "primary"]


def let_pass(qtbot: QtBot, window: ShopWindow, hours: int) -> None:
    """Time passes as if the person had let it run."""
    window.desk.write(
        window,
        "time",
        lambda shop, _write: shop.advance(shop.now + hours * HOUR, sensible),
        touched=lambda changes: changes,
    )
    idle(qtbot, window)


def test_the_pill_counts_the_parcels_and_each_has_one_thing_to_do(
    qtbot: QtBot, window: ShopWindow
) -> None:
    pill = window.findChild(QPushButton, "tabs.orders.delays")
    found = rows(window)
    assert pill.text() == f"Delays {len(found)}"
    assert [*view(window).table.delays.ids] == [row.id for row in found]
    for row in (found[0], found[len(found) // 2], found[-1]):
        look_at(qtbot, window, row)
        assert len(primary(window)) == (row.advice.step is not Step.NOTHING_MORE)


def test_the_customer_of_a_stuck_parcel_is_asked_and_the_answer_is_shown(
    qtbot: QtBot, window: ShopWindow
) -> None:
    stuck = rows(window, Group.STUCK)[0]
    look_at(qtbot, window, stuck)
    assert [each.objectName() for each in primary(window)] == ["action.ask-customer.one"]
    press(qtbot, window, "action.ask-customer.one")
    idle(qtbot, window)
    assert [row.order_id for row in table(window, inquiries)] == [stuck.id]
    wait_to_read(qtbot, window, "You asked the customer")
    assert [each.objectName() for each in primary(window)] == ["action.wait-for-delay.one"]
    press(qtbot, window, "action.wait-for-delay.one")
    idle(qtbot, window)
    while not table(window, inquiries)[0].answered_at:
        assert window.desk.shop.now < stuck.given_up_at
        press(qtbot, window, "action.wait-for-delay.one")
        idle(qtbot, window)
    assert "customer" in window.toast.text()
    wait_to_read(qtbot, window, "customer has the parcel", "does not have it")


def test_all_customers_are_asked_at_once(qtbot: QtBot, window: ShopWindow) -> None:
    wanted = {row.id for row in rows(window) if row.advice.step is Step.ASK_CUSTOMER}
    assert len(wanted) > 1
    button = window.findChild(QPushButton, "action.ask-customers")
    assert button.text() == f"Ask {len(wanted)} customers"
    press(qtbot, window, "action.ask-customers")
    idle(qtbot, window)
    assert {row.order_id for row in table(window, inquiries)} == wanted
    assert f"{len(wanted)} customers asked" in window.toast.text()
    assert not button.isVisible()


def test_only_the_chosen_customers_are_asked(qtbot: QtBot, window: ShopWindow) -> None:
    stuck = [row.id for row in rows(window, Group.STUCK)][:2]
    lost = [row.id for row in rows(window, Group.LOST)][:1]
    view(window).table.select_ids([*stuck, *lost])
    assert window.findChild(QPushButton, "action.ask-customers").text() == "Ask 2 customers"
    press(qtbot, window, "action.ask-customers")
    idle(qtbot, window)
    assert {row.order_id for row in table(window, inquiries)} == set(stuck)


def test_a_lost_parcel_is_claimed_and_what_came_of_it_stands_under_solved(
    qtbot: QtBot, window: ShopWindow
) -> None:
    lost = rows(window, Group.LOST)[0]
    look_at(qtbot, window, lost)
    press(qtbot, window, "action.ask-support.one")
    asked = dialog(window)
    words = " ".join(each.text() for each in asked.findChildren(PlainLabel))
    assert "07:00-19:00" in words
    press(qtbot, asked, "action.ask-support.confirm")
    idle(qtbot, window)
    (ticket,) = table(window, tickets)
    assert (ticket.order_id, ticket.topic) == (lost.id, Topic.LOST.value)
    wait_to_read(qtbot, window, "Support is looking at it")
    let_pass(qtbot, window, 24)
    assert lost.id not in [row.id for row in rows(window)]
    look_at(qtbot, window, lost)
    assert view(window).group is Group.SOLVED
    wait_to_read(qtbot, window, "You will be paid")
    assert primary(window) == []


def test_a_late_scan_wants_a_receipt(qtbot: QtBot, window: ShopWindow) -> None:
    while not (
        late := [r for r in rows(window, Group.LATE_SCAN) if r.advice.step is Step.ASK_SUPPORT]
    ):
        let_pass(qtbot, window, 24)
    look_at(qtbot, window, late[0])
    press(qtbot, window, "action.ask-support.one")
    asked = dialog(window)
    asked._photos.setValue(0)
    assert "cannot help" in asked._needed.text()
    asked._photos.setValue(2)
    assert "cannot help" not in asked._needed.text()
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    idle(qtbot, window)
    (ticket,) = table(window, tickets)
    assert (ticket.topic, ticket.evidence) == (Topic.LATE_SCAN.value, 2)


def test_a_confirmed_arrival_is_marked_as_delivered(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    window = show_window(qtbot, asked_shop(tmp_path / "shop.dukandar"))
    came = [
        row
        for row in rows(window, Group.NOT_UPDATED)
        if row.advice.step is Step.ASK_SUPPORT and row.given_up_at > window.desk.shop.now + DAY
    ]
    look_at(qtbot, window, came[0])
    press(qtbot, window, "action.ask-support.one")
    asked = dialog(window)
    assert "that the parcel has come" in asked._needed.text()
    press(qtbot, asked, "action.ask-support.confirm")
    idle(qtbot, window)
    let_pass(qtbot, window, 24)
    look_at(qtbot, window, came[0])
    wait_to_read(qtbot, window, "marked as delivered")
    told = {row.order_id: row.outcome for row in table(window, tickets)}
    assert told[came[0].id] == Outcome.MARKED_DELIVERED
    state = {row.id: row.status for row in table(window, orders)}
    assert state[came[0].id] == Status.DELIVERED


def test_the_order_opens_and_searching_leads_back_to_the_list(
    qtbot: QtBot, window: ShopWindow
) -> None:
    first = rows(window)[0]
    look_at(qtbot, window, first)
    press(qtbot, window, "action.open-delayed-order.one")
    idle(qtbot, window)
    panel = window.panels["orders"]
    assert not view(window).isVisible()
    assert panel.listing.table.current() == first.id
    press(qtbot, window, "tabs.orders.delays")
    assert view(window).isVisible()
    panel.search(str(first.id))
    idle(qtbot, window)
    assert not view(window).isVisible()
    assert [*panel.listing.table.orders.ids] == [first.id]


def test_news_about_a_parcel_leads_to_it(qtbot: QtBot, window: ShopWindow) -> None:
    window.show_panel("home")
    stuck = rows(window, Group.STUCK)[-1]
    window.go("orders", DelayQuery(order=stuck.id))
    idle(qtbot, window)
    assert view(window).isVisible()
    assert view(window).table.current() == stuck.id


def test_it_is_said_that_older_ones_are_left_out(
    qtbot: QtBot, window: ShopWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "left out" not in " ".join(
        each.text() for each in view(window).findChildren(PlainLabel) if each.isVisible()
    )
    monkeypatch.setattr("domain.reports.delays.MOST_LISTED", 1)
    view(window).refresh()
    idle(qtbot, window)
    found = window.desk.shop.read(delays, WALL)
    left_out = sum(found.unlisted.values())
    assert left_out > 1
    words = [each.text() for each in view(window).findChildren(PlainLabel) if each.isVisible()]
    assert f"The latest are listed. {left_out} parcels are older and left out." in words


def test_a_real_shop_is_told_to_ask_at_the_platform(
    qtbot: QtBot, english: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.desktop.windows.WALL", WALL + 8 * DAY)
    shop = Shop.real(tmp_path / "real.dukandar", "us", "Real")
    shop.import_planned(shop.plan_import(EXPORT), "")
    window = show_window(qtbot, shop)
    window.go("orders", DelayQuery())
    idle(qtbot, window)
    assert len(view(window).table.delays.ids) > 0
    wait_to_read(qtbot, window, "seller centre")
    buttons = view(window).card.findChildren(QPushButton)
    assert [each.objectName() for each in buttons if each.isVisible()] == [
        "action.open-delayed-order.one"
    ]
    assert not window.findChild(QPushButton, "action.ask-customers").isVisible()


def test_of_a_parcel_that_one_posted_oneself_support_is_not_said_to_pay(
    english: QApplication, window: ShopWindow
) -> None:
    row = rows(window, Group.STUCK)[0]
    late = replace(row.advice, reason=Reason.ANSWER_TOO_LATE)
    about = {own: replace(row, advice=late, own_postage=own) for own in (False, True)}
    shop = window.desk.shop.read(shop_row, 0)
    assert "Ask them to pay" in reason_text(about[False], shop)
    assert f"You paid {row.carrier} yourself" in reason_text(about[True], shop)
