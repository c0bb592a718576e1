"""Returns and requests to cancel in the window, each answer pressed as a person would."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.dialogs.give_evidence import GiveEvidenceDialog
from desktop.dialogs.offer_refund import OfferRefundDialog
from desktop.dialogs.open_return import OpenReturnDialog
from desktop.panels.orders import OrdersPanel
from desktop.panels.orders.returns.answers import Act, acts
from desktop.playing.needs import place, place_text
from desktop.remembered import Remembered
from desktop.returns_wording import return_status_name
from desktop.widgets.plain_label import PlainLabel
from desktop.window import ShopWindow
from domain.aftersales.commands import ApproveReturns, RejectReturns
from domain.aftersales.groups import Group
from domain.aftersales.rules import Appeal, Arbitration, ReturnKind, ReturnStatus
from domain.kernel.clock import DAY
from domain.reports.check import check
from domain.reports.home import home
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.reports.returns import ReturnDetail, ReturnQuery, Step, group_counts
from domain.shop import Shop
from domain.simulation.attention import Need
from tests.desktop.windows import idle, press, show_window
from tests.domain.simulation.lively_shops import detail, first, in_group, lively_shop, ship

EXPORTS = Path(__file__).parents[1] / "data" / "exports"


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lively") / "lively.dukandar"
    lively_shop(path).close()
    return path


@pytest.fixture
def shop(lively: Path, tmp_path: Path) -> Shop:
    copy = tmp_path / "shop.dukandar"
    shutil.copy(lively, copy)
    return Shop(copy)


@pytest.fixture
def open_at(qtbot: QtBot, english: QApplication, shop: Shop) -> Iterator[Callable[..., ShopWindow]]:
    """Opens the shop's window at a return, or at returns."""

    def show(subject: object, size: tuple[int, int] = (1366, 680)) -> ShopWindow:
        window = show_window(qtbot, shop, size)
        window.go("orders", subject)
        idle(qtbot, window)
        return window

    yield show


def orders(window: ShopWindow) -> OrdersPanel:
    panel = window.panels["orders"]
    assert isinstance(panel, OrdersPanel)
    return panel


def of(kind: ReturnKind) -> Callable[[ReturnDetail], bool]:
    return lambda found: found.row.kind is kind


def asked(window: ShopWindow) -> QDialog:
    """The dialog that has just opened."""
    [dialog] = [each for each in window.findChildren(QDialog) if each.isVisible()]
    return dialog


def pressed(
    qtbot: QtBot, open_at: Callable[..., ShopWindow], found: ReturnDetail, act: Act
) -> ShopWindow:
    """Press a button of a return's card."""
    window = open_at(("return", found.row.id))
    button = orders(window).returns.card.button(act)
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    return window


# The list


def test_the_pills_count_what_is_behind_them(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    window = open_at(ReturnQuery(group=Group.TO_ANSWER))
    counts = shop.read(group_counts)
    assert all(counts.values())
    pill = window.findChild(QPushButton, "tabs.orders.returns")
    assert pill.text() == f"Returns {sum(counts.values())}"
    assert pill.isChecked()
    for group, count in counts.items():
        press(qtbot, window, f"groups.returns.{group.value}")
        idle(qtbot, window)
        assert len(orders(window).returns.table.rows.ids) == count
        assert (
            window.findChild(QPushButton, f"groups.returns.{group.value}")
            .text()
            .endswith(f" {count}")
        )


def test_home_leads_to_as_many_returns_as_its_card_says(
    qtbot: QtBot, shop: Shop, english: QApplication
) -> None:
    window = show_window(qtbot, shop)
    window.panels["home"]._open_task("returns")
    idle(qtbot, window)
    view = orders(window).returns
    assert view.isVisible()
    assert len(view.table.rows.ids) == shop.read(home, 0).returns > 0
    assert view.groups.current() == Group.TO_ANSWER.value


def test_needs_lead_to_their_returns() -> None:
    where = place(Need.RETURN_REQUESTED)
    assert where is not None
    assert (where[0], where[1].group) == ("orders", Group.TO_ANSWER)
    assert place(Need.RETURN_ARRIVED)[1].group is Group.TO_INSPECT
    assert place(Need.DISPUTE_DECIDED, frozenset({7})) == ("orders", ("return", 7))
    assert place(Need.CANCEL_REQUESTED) == ("orders", OrderQuery(tab=Tab.CANCEL_REQUESTS))
    assert place_text(("orders", ("return", 7))) == place_text(where) == "Go to returns"


def test_a_search_finds_returns_while_they_are_shown(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    window = open_at(ReturnQuery(group=Group.TO_ANSWER))
    wanted = in_group(shop, Group.DONE)[0]
    qtbot.keyClicks(window.bar.search, str(wanted))
    qtbot.waitUntil(lambda: list(orders(window).returns.table.rows.ids) == [wanted])
    press(qtbot, window, "action.clear-return-search")
    idle(qtbot, window)
    assert window.bar.search.text() == ""
    assert len(orders(window).returns.table.rows.ids) == sum(shop.read(group_counts).values())


def test_a_selection_outlives_an_update_and_time(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    window = open_at(ReturnQuery())
    view = orders(window).returns
    chosen = [int(each) for each in view.table.rows.ids[3:6]]
    view.table.select_ids(chosen)
    window.clock.next_day()
    idle(qtbot, window)
    assert sorted(view.table.selected().tolist()) == sorted(chosen)


def test_the_keyboard_walks_opens_and_closes(
    qtbot: QtBot, open_at: Callable[..., ShopWindow]
) -> None:
    window = open_at(ReturnQuery(), (1093, 540))
    view = orders(window).returns
    assert not view.card.isVisible()
    view.table.select_id(int(view.table.rows.ids[0]))
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert view.card.isVisible()
    assert view.card.return_id == int(view.table.rows.ids[1])
    qtbot.keyClick(view.card, Qt.Key.Key_Escape)
    assert not view.card.isVisible()


def test_how_the_returns_were_left_is_remembered(
    qtbot: QtBot, shop: Shop, lively: Path, tmp_path: Path, open_at: Callable[..., ShopWindow]
) -> None:
    window = open_at(ReturnQuery(group=Group.DONE))
    state = window.state()
    window.close()
    again = tmp_path / "again.dukandar"
    shutil.copy(lively, again)
    other = show_window(qtbot, Shop(again), remembered=Remembered(state))
    idle(qtbot, other)
    assert orders(other).returns.isVisible()
    assert orders(other).returns.groups.current() == Group.DONE.value


def test_an_empty_list_says_why_and_what_to_do(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    fresh = Shop.practice(tmp_path / "fresh.dukandar", "first-30-days", seed=1, noise=1)
    window = show_window(qtbot, fresh)
    window.go("orders", ReturnQuery(group=Group.TO_ANSWER))
    idle(qtbot, window)
    words = [each.text() for each in orders(window).returns.findChildren(PlainLabel)]
    assert "No returns yet" in words
    button = window.findChild(QPushButton, "action.show-returns")
    assert button.text() == "Skip to the first return"


# Many at once


def test_many_are_approved_or_refused_at_once(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    while len(in_group(shop, Group.TO_ANSWER)) < 5:
        ship(shop)
        shop.advance_days(1)
    window = open_at(ReturnQuery(group=Group.TO_ANSWER))
    view = orders(window).returns
    ids = [
        each
        for each in in_group(shop, Group.TO_ANSWER)
        if detail(shop, each).row.kind is not ReturnKind.REPLACEMENT
    ]
    view.table.select_ids(ids[:2])
    idle(qtbot, window)
    assert view.approve_button.text().startswith("Approve 2 · $")
    press(qtbot, window, "action.approve-returns")
    idle(qtbot, window)
    assert not set(ids[:2]) & set(in_group(shop, Group.TO_ANSWER))

    left = in_group(shop, Group.TO_ANSWER)[:2]
    view.table.select_ids(left)
    idle(qtbot, window)
    press(qtbot, window, "action.reject-returns")
    dialog = asked(window)
    assert isinstance(dialog, GiveEvidenceDialog)
    dialog.photos.setValue(2)
    press(qtbot, dialog, "action.reject-returns.confirm")
    idle(qtbot, window)
    for each in left:
        found = detail(shop, each)
        assert found.row.status is ReturnStatus.REFUND_OR_RETURN_REQUEST_REJECT
        assert (found.reject_reason, found.evidence) == ("goods_used", 2)


def test_all_that_came_back_is_restocked_at_once(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    while len(in_group(shop, Group.TO_INSPECT)) < 2:
        ship(shop)
        shop.advance(shop.now + 6 * 3_600)
    window = open_at(ReturnQuery(group=Group.TO_INSPECT))
    press(qtbot, window, "action.select-all-returns")
    idle(qtbot, window)
    press(qtbot, window, "action.inspect-returns")
    idle(qtbot, window)
    assert in_group(shop, Group.TO_INSPECT) == ()
    assert shop.read(check) == []


# One at a time


def test_approving_lets_the_goods_come_back(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    found = first(shop, Group.TO_ANSWER, of(ReturnKind.RETURN_AND_REFUND))
    assert acts(found)[:2] == (Act.APPROVE, Act.MONEY_ONLY)
    window = pressed(qtbot, open_at, found, Act.APPROVE)
    assert detail(shop, found.row.id).row.status is ReturnStatus.AWAITING_BUYER_SHIP
    assert orders(window).returns.card.button(Act.APPROVE).isHidden()


def test_the_money_goes_back_without_the_goods(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    found = first(shop, Group.TO_ANSWER, of(ReturnKind.RETURN_AND_REFUND))
    pressed(qtbot, open_at, found, Act.MONEY_ONLY)
    now = detail(shop, found.row.id)
    assert now.row.refunded == found.row.refund
    assert return_status_name(now.row) == "Refunded"


def test_who_wants_only_the_money_is_approved_by_giving_it(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    found = first(shop, Group.TO_ANSWER, of(ReturnKind.REFUND))
    assert Act.MONEY_ONLY not in acts(found)
    window = open_at(("return", found.row.id))
    assert orders(window).returns.card.button(Act.APPROVE).text() == "Give the money back"


def test_a_replacement_is_sent_while_there_is_stock(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    found = first(shop, Group.TO_ANSWER, of(ReturnKind.REPLACEMENT))
    assert found.stakes is not None
    pressed(qtbot, open_at, found, Act.REPLACE)
    now = detail(shop, found.row.id)
    assert now.stakes is not None
    assert now.stakes.stock == found.stakes.stock - found.row.quantity
    assert now.row.status is ReturnStatus.AWAITING_BUYER_SHIP


def test_a_part_is_offered_by_amount_or_share(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    found = first(shop, Group.TO_ANSWER, lambda each: not each.offer)
    window = pressed(qtbot, open_at, found, Act.OFFER)
    dialog = asked(window)
    assert isinstance(dialog, OfferRefundDialog)
    dialog.share.setValue(25)
    assert dialog.value() == round(found.row.refund * 0.25)
    dialog.amount.setValue(found.row.refund / 200)
    assert dialog.share.value() in (49, 50)
    press(qtbot, dialog, "action.offer-refund.confirm")
    idle(qtbot, window)
    now = detail(shop, found.row.id)
    assert now.row.status is ReturnStatus.AWAITING_BUYER_RESPONSE
    assert now.offer == round(found.row.refund / 2)
    clock = now.row.next
    assert clock is not None
    assert (clock.what, clock.at) == (Step.OFFER_DUE, shop.now + 2 * DAY)


def test_sound_goods_are_restocked_and_others_written_off(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    found = first(shop, Group.TO_INSPECT, lambda each: each.sound is True)
    assert acts(found) == (Act.RESTOCK, Act.WRITE_OFF, Act.REFUSE_GOODS)
    window = pressed(qtbot, open_at, found, Act.RESTOCK)
    assert detail(shop, found.row.id).lines[0].restocked == found.row.quantity
    broken = first(shop, Group.TO_INSPECT, lambda each: each.sound is False)
    assert acts(broken) == (Act.WRITE_OFF, Act.REFUSE_GOODS)
    window.go("orders", ("return", broken.row.id))
    idle(qtbot, window)
    qtbot.mouseClick(orders(window).returns.card.button(Act.WRITE_OFF), Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    now = detail(shop, broken.row.id)
    assert now.row.group is Group.DONE
    assert now.lines[0].restocked == 0


def test_what_came_back_is_refused_with_photos(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    found = first(shop, Group.TO_INSPECT)
    window = pressed(qtbot, open_at, found, Act.REFUSE_GOODS)
    dialog = asked(window)
    assert isinstance(dialog, GiveEvidenceDialog)
    dialog.photos.setValue(3)
    press(qtbot, dialog, "action.inspect-returns.confirm")
    idle(qtbot, window)
    now = detail(shop, found.row.id)
    assert now.row.status is ReturnStatus.REJECT_RECEIVE_PACKAGE
    assert now.evidence == 3
    assert now.steps[-2].what is Step.GOODS_REFUSED
    assert now.steps[-1].what is Step.DISPUTE_DUE


def test_a_decision_for_the_buyer_is_appealed_against(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    def lost(each: ReturnDetail) -> bool:
        return each.row.arbitration == Arbitration.SUPPORT_BUYER and not each.row.appeal

    while not (here := [e for e in in_group(shop, Group.DONE) if lost(detail(shop, e))]):
        shop.do(RejectReturns(in_group(shop, Group.TO_ANSWER), "goods_used"))
        ship(shop)
        shop.advance_days(1)
    found = detail(shop, here[0])
    window = pressed(qtbot, open_at, found, Act.APPEAL)
    dialog = asked(window)
    assert isinstance(dialog, GiveEvidenceDialog)
    assert not dialog.reason.isVisible()
    dialog.photos.setValue(1)
    press(qtbot, dialog, "action.appeal-returns.confirm")
    idle(qtbot, window)
    now = detail(shop, here[0])
    assert now.row.appeal == Appeal.IN_PROGRESS
    assert now.row.group is Group.DISPUTES
    assert acts(now) == ()


def test_the_card_tells_what_the_engine_would_do_and_leads_to_the_order(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    found = first(shop, Group.TO_ANSWER, of(ReturnKind.RETURN_AND_REFUND))
    window = open_at(("return", found.row.id))
    card = orders(window).returns.card
    words = [each.text() for each in card.findChildren(PlainLabel)]
    assert any(each.startswith("Answer by ") for each in words)
    assert "Refund administration fee" in words
    assert "If the goods come back sound" in words
    qtbot.mouseClick(card.order_button, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert not orders(window).returns.isVisible()
    assert orders(window).listing.table.current() == found.row.order_id


def test_something_is_taken_back_for_who_asks_in_a_message(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    known = {detail(shop, each).row.order_id for group in Group for each in in_group(shop, group)}
    there = shop.read(order_ids, OrderQuery(tab=Tab.DELIVERED), shop.now)
    order = next(each for each in there if each not in known)
    window = open_at(ReturnQuery())
    work = orders(window).returns.work
    work.take_back(order)
    idle(qtbot, window)
    dialog = asked(window)
    assert isinstance(dialog, OpenReturnDialog)
    dialog.quantity.setValue(1)
    press(qtbot, dialog, "action.open-return.confirm")
    idle(qtbot, window)
    on_the_way = [detail(shop, each) for each in in_group(shop, Group.ON_THE_WAY)]
    [opened] = [each for each in on_the_way if each.row.order_id == order]
    assert opened.row.reason == "asked_in_message"
    work.take_back(order)
    idle(qtbot, window)
    assert window.toast.text() == f"Order {order} has a return that is still open."


def test_who_keeps_the_goods_has_the_money_at_once_and_is_told_so(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    known = {detail(shop, each).row.order_id for group in Group for each in in_group(shop, group)}
    there = shop.read(order_ids, OrderQuery(tab=Tab.DELIVERED), shop.now)
    order = next(each for each in there if each not in known)
    window = open_at(ReturnQuery())
    orders(window).returns.work.take_back(order)
    idle(qtbot, window)
    dialog = asked(window)
    dialog.keeps.setChecked(True)
    press(qtbot, dialog, "action.open-return.confirm")
    idle(qtbot, window)
    said = "The buyer has the money back and keeps the goods. The return is closed."
    assert window.toast.text() == said
    done = [detail(shop, each).row for each in in_group(shop, Group.DONE)]
    assert order in [row.order_id for row in done]


def test_after_the_window_nothing_is_taken_back(
    qtbot: QtBot, shop: Shop, open_at: Callable[..., ShopWindow]
) -> None:
    shop.advance_days(35)
    order = shop.read(order_ids, OrderQuery(tab=Tab.COMPLETED), shop.now)[-1]
    window = open_at(ReturnQuery())
    orders(window).returns.work.take_back(order)
    idle(qtbot, window)
    assert "return window" in window.toast.text()
    assert [each for each in window.findChildren(QDialog) if each.isVisible()] == []


# Requests to cancel


@pytest.mark.parametrize("approve", [True, False])
def test_buyers_who_ask_to_cancel_are_answered_at_once(
    qtbot: QtBot, shop: Shop, approve: bool, open_at: Callable[..., ShopWindow]
) -> None:
    query = OrderQuery(tab=Tab.CANCEL_REQUESTS)
    while not (asking := shop.read(order_ids, query, shop.now)):
        shop.skip(frozenset({Need.CANCEL_REQUESTED}))
    window = open_at(query)
    panel = orders(window)
    assert list(panel.listing.table.rows.ids) == list(asking)
    panel.listing.table.selectAll()
    idle(qtbot, window)
    name = "approve" if approve else "refuse"
    press(qtbot, window, f"action.answer-cancellations.{name}")
    idle(qtbot, window)
    assert shop.read(order_ids, query, shop.now) == ()
    cancelled = shop.read(order_ids, OrderQuery(tab=Tab.CANCELLED), shop.now)
    assert set(asking) <= set(cancelled) or not approve
    assert approve or not set(asking) & set(cancelled)
    assert panel.listing.bulk.requests.approve_button.isHidden()


# Real shops


def test_a_real_shop_reads_its_returns_and_answers_none(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    real = Shop.real(tmp_path / "real.dukandar", "us", "Mine")
    for name in ("us_orders.csv", "us_returns.xlsx"):
        real.import_planned(real.plan_import(EXPORTS / name), "")
    window = show_window(qtbot, real)
    assert window.findChild(QPushButton, "tabs.orders.cancel-requests") is None
    window.go("orders", ReturnQuery(group=Group.TO_ANSWER))
    idle(qtbot, window)
    view = orders(window).returns
    assert len(view.table.rows.ids) == 10
    assert all(view.card.button(act).isHidden() for act in Act)
    words = [each.text() for each in view.card.findChildren(PlainLabel)]
    assert any("in your seller centre" in each for each in words)
    view.table.selectAll()
    idle(qtbot, window)
    assert view.approve_button.isHidden()
    assert orders(window).exports() == ("returns", ())


def test_an_approved_request_is_told_apart_from_its_refusal(shop: Shop) -> None:
    with shop:
        [one, other] = in_group(shop, Group.TO_ANSWER)[:2]
        shop.do(RejectReturns((one,), "outside_policy"))
        shop.do(ApproveReturns((other,), refund_only=True))
        assert return_status_name(detail(shop, one).row) == "Refused"
        assert return_status_name(detail(shop, other).row) == "Refunded"
