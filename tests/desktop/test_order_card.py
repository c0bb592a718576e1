"""What can be done from the card of an order, pressed as a person presses it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import insert, select, update

from desktop.dialogs.buy_labels import BuyLabelsDialog
from desktop.dialogs.edit_tracking import EditTrackingDialog
from desktop.dialogs.enter_tracking import EnterTrackingDialog
from desktop.dialogs.send_together import SendTogetherDialog
from desktop.dialogs.ship_part import ShipPartDialog
from desktop.i18n import Language
from desktop.panels.orders.acts import Act
from desktop.returns_wording import return_kind_name
from desktop.widgets.plain_label import PlainLabel
from desktop.window import ShopWindow
from domain.aftersales.groups import Group
from domain.aftersales.rules import CancellationStatus
from domain.aftersales.tables import cancellations
from domain.inbox.tables import messages
from domain.kernel.changes import EVERYTHING, Changes
from domain.kernel.clock import HOUR
from domain.orders.commands import CancelOrders, SetNote
from domain.orders.rules import Status
from domain.orders.tables import order_gifts, orders
from domain.reports.check import check
from domain.reports.order_detail import OrderDetail, Part, order_detail
from domain.reports.order_steps import Clock
from domain.reports.orders import OrderQuery, Tab, order_ids
from domain.reports.quotes import order_quotes
from domain.reports.returns import return_detail
from domain.shipping.commands import BuyLabels, ShipOrders, ShipPart
from domain.shop import Shop
from domain.simulation.policies import sensible
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.windows import idle, press, show_window
from tests.domain.simulation.lively_shops import in_group, lively_shop

UPS_NUMBER, TWO_CARRIERS = "1Z999AA10123456784", "9261292700768711948021"
EXPORT = Path(__file__).parents[1] / "data" / "exports" / "us_orders.csv"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some weeks of a shop, with a day of which nobody has taken care."""
    path = tmp_path_factory.mktemp("card") / "practice.dukandar"
    with Shop.practice(path, "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(24, sensible)
        shop.advance_days(1)
    return path


@pytest.fixture
def shop(played: Path, tmp_path: Path) -> Shop:
    return Shop(shutil.copy(played, tmp_path / "shop.dukandar"))


@pytest.fixture
def opened(qtbot: QtBot, english: QApplication, shop: Shop) -> Callable[[int], ShopWindow]:
    """Opens the window with an order's card."""

    def open_order(order: int, size: tuple[int, int] = (1366, 680)) -> ShopWindow:
        window = show_window(qtbot, shop, size)
        window.go("orders", OrderQuery())
        settle(qtbot, window)
        window.panels["orders"].listing.open_order(order)
        settle(qtbot, window)
        return window

    return open_order


def to_ship(shop: Shop) -> tuple[int, ...]:
    return shop.read(order_ids, OrderQuery(tab=Tab.TO_SHIP), shop.now)


def settle(qtbot: QtBot, window: ShopWindow) -> None:
    """Wait until everything is read and what was replaced on the card is gone."""
    idle(qtbot, window)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    for _ in range(4):
        QApplication.processEvents()


def detail(shop: Shop, order: int) -> OrderDetail:
    found = shop.read(order_detail, order, 0)
    assert found is not None
    return found


def several_units(shop: Shop) -> int:
    """An order to ship with more than one unit."""
    return next(
        each for each in to_ship(shop)
        if sum(line.quantity for line in detail(shop, each).lines) > 1
    )  # fmt: skip


def requested(shop: Shop) -> int:
    """An order whose buyer asks to cancel it."""
    pending = int(CancellationStatus.CANCELLATION_REQUEST_PENDING)
    query = select(cancellations.c.order_id).where(cancellations.c.status == pending)
    waiting = set(shop.read(lambda conn: conn.scalars(query).all()))
    return next(each for each in to_ship(shop) if each in waiting)


def same_buyer(shop: Shop, first: int, second: int) -> None:
    """Let two orders be of one buyer."""

    def change(conn) -> None:
        buyer = select(orders.c.buyer_id).where(orders.c.id == first).scalar_subquery()
        conn.execute(update(orders).where(orders.c.id == second).values(buyer_id=buyer))

    shop.write(change)


def shown(window: ShopWindow) -> list[str]:
    card = window.panels["orders"].listing.detail
    return [each.text() for each in card.findChildren(PlainLabel) if each.isVisible()]


def dialog_of(window: ShopWindow, kind: type) -> QDialog:
    return next(each for each in window.findChildren(kind) if each.isVisible())


def choose(window: ShopWindow, name: str) -> None:
    """Choose an entry of the card's quiet menu."""
    entry = window.panels["orders"].listing.detail.findChild(QAction, name)
    assert entry.isVisible(), name
    entry.trigger()


def test_one_click_buys_the_cheapest_label_in_time_at_the_price_on_the_button(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    order = to_ship(shop)[3]
    price = shop.read(order_quotes, [order]).cheapest.price
    window = opened(order)
    button = window.findChild(QPushButton, "action.buy-labels.one")
    assert button.text() == f"Buy label · ${price / 100:.2f}"
    press(qtbot, window, "action.buy-labels.one")
    settle(qtbot, window)
    bought = detail(shop, order)
    assert bought.status is Status.AWAITING_COLLECTION
    assert dict(bought.parts)[Part.LABEL] == -price
    assert bought.packages[0].tracking in shown(window)
    assert not button.isVisible()
    assert shop.read(check) == []


def test_another_service_is_chosen_with_the_keyboard(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    order = to_ship(shop)[3]
    quotes = shop.read(order_quotes, [order])
    window = opened(order)
    press(qtbot, window, "action.choose-service.one")
    settle(qtbot, window)
    dialog = dialog_of(window, BuyLabelsDialog)
    assert dialog.services.service() == quotes.chosen
    place = dialog.services.currentRow()
    qtbot.keyClick(dialog.services, Qt.Key.Key_Down if place == 0 else Qt.Key.Key_Up)
    other = dialog.services.quote()
    assert other.service != quotes.chosen
    qtbot.keyClick(dialog.services, Qt.Key.Key_Return)
    settle(qtbot, window)
    (package,) = detail(shop, order).packages
    assert (package.service, package.postage) == (other.name, other.price)


def test_for_many_orders_the_cheapest_in_time_for_each_comes_first(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    chosen = to_ship(shop)[:4]
    total = shop.read(order_quotes, chosen).cheapest.price
    window = opened(chosen[0])
    window.panels["orders"].listing.select(chosen)
    settle(qtbot, window)
    press(qtbot, window, "action.choose-service")
    settle(qtbot, window)
    dialog = dialog_of(window, BuyLabelsDialog)
    assert dialog.services.currentRow() == 0
    assert dialog.services.service() == ""
    assert dialog.services.quote().price == total
    press(qtbot, dialog, "action.buy-labels.confirm")
    settle(qtbot, window)
    assert sum(detail(shop, each).packages[0].postage for each in chosen) == total


def test_a_label_is_given_back_from_the_card(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    order = to_ship(shop)[3]
    shop.do(BuyLabels((order,)))
    window = opened(order)
    press(qtbot, window, "action.void-labels.1")
    settle(qtbot, window)
    parts = dict(detail(shop, order).parts)
    assert parts[Part.LABEL_GIVEN_BACK] == -parts[Part.LABEL]
    assert detail(shop, order).status is Status.AWAITING_SHIPMENT
    assert "Label given back" in shown(window)
    assert window.findChild(QPushButton, "action.buy-labels.one").isVisible()
    assert shop.read(check) == []


def test_the_unused_label_of_a_cancelled_order_is_given_back_from_the_card(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    order = to_ship(shop)[3]
    shop.do(BuyLabels((order,)))
    shop.do(CancelOrders((order,)))
    window = opened(order)
    press(qtbot, window, "action.void-labels.1")
    settle(qtbot, window)
    parts = dict(detail(shop, order).parts)
    assert parts[Part.LABEL_GIVEN_BACK] == -parts[Part.LABEL]
    assert detail(shop, order).status is Status.CANCELLED
    assert window.findChild(QPushButton, "action.void-labels.1") is None
    assert shop.read(check) == []


def test_an_order_with_a_gift_is_not_offered_in_parts(
    opened: Callable[[int], ShopWindow], shop: Shop
) -> None:
    order = several_units(shop)
    sku = detail(shop, order).lines[0].sku_id
    gift = {
        "order_id": order,
        "promotion_id": 1,
        "tier": 1,
        "sku_id": sku,
        "quantity": 1,
        "unit_cost": 90,
    }
    shop.write(lambda conn: conn.execute(insert(order_gifts), [gift]))
    window = opened(order)
    assert not window.findChild(QAction, "action.ship-part.one").isVisible()


def test_the_label_beside_a_parcel_posted_by_the_seller_is_given_back_alone(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    order = several_units(shop)
    sku = detail(shop, order).lines[0].sku_id
    shop.do(ShipPart(order, (sku,), (1,), UPS_NUMBER))
    rest = {each.sku_id: each.quantity for each in detail(shop, order).left}
    shop.do(ShipPart(order, tuple(rest), tuple(rest.values())))
    window = opened(order)
    button = window.findChild(QPushButton, "action.void-labels.1")
    assert button.text() == "Give label back"
    press(qtbot, window, "action.void-labels.1")
    settle(qtbot, window)
    partly = detail(shop, order)
    assert partly.status is Status.PARTIALLY_SHIPPING
    assert [each.own for each in partly.counting] == [True]
    assert {each.sku_id: each.quantity for each in partly.left} == rest
    assert shop.read(check) == []


def test_a_tracking_number_is_replaced_once_and_copied(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    order = to_ship(shop)[3]
    shop.do(ShipOrders((order,), ("9400111201080805483016",)))
    window = opened(order)
    press(qtbot, window, "action.edit-tracking.1")
    dialog = dialog_of(window, EditTrackingDialog)
    qtbot.keyClicks(dialog.field.number, "1Z999AA10123456785")
    assert "last digit should be 4" in dialog.field.hint()
    assert not dialog.confirm.isEnabled()
    dialog.field.number.clear()
    qtbot.keyClicks(dialog.field.number, UPS_NUMBER)
    press(qtbot, dialog, "action.edit-tracking.confirm")
    settle(qtbot, window)
    (package,) = detail(shop, order).packages
    assert (package.tracking, package.carrier) == (UPS_NUMBER, "UPS")
    assert window.findChild(QPushButton, "action.edit-tracking.1") is None
    press(qtbot, window, "action.copy-tracking.1")
    assert QApplication.clipboard().text() == UPS_NUMBER


def test_a_part_goes_ahead_and_the_rest_follows_with_one_click(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    order = several_units(shop)
    units = sum(line.quantity for line in detail(shop, order).lines)
    window = opened(order)
    choose(window, "action.ship-part.one")
    settle(qtbot, window)
    dialog = dialog_of(window, ShipPartDialog)
    next(iter(dialog._counts.values())).setValue(1)
    settle(qtbot, window)
    price = dialog.way.services.quote().price
    assert f"${price / 100:.2f}" in dialog.confirm.text()
    press(qtbot, dialog, "action.ship-part.confirm")
    settle(qtbot, window)
    partly = detail(shop, order)
    assert partly.status is Status.PARTIALLY_SHIPPING
    assert partly.packages[0].postage == price
    assert sum(item.quantity for item in partly.left) == units - 1
    clocks = dict(partly.clocks)
    assert Clock.REST_GIVEN_UP in clocks
    assert Clock.AUTO_CANCEL not in clocks
    assert "The rest is refunded" in shown(window)
    rest = partly.label
    assert rest is not None
    press(qtbot, window, "action.buy-labels.one")
    settle(qtbot, window)
    whole = detail(shop, order)
    assert whole.status is Status.AWAITING_COLLECTION
    assert [package.postage for package in whole.packages] == [price, rest.price]
    assert window.findChild(QPushButton, "action.void-labels.1").text() == "Give all labels back"
    assert shop.read(check) == []


def test_an_order_is_not_offered_for_cancelling_once_a_part_of_it_travels(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    order = several_units(shop)
    shop.do(ShipPart(order, (detail(shop, order).lines[0].sku_id,), (1,)))
    window = opened(order)
    listing = window.panels["orders"].listing
    cancel = listing.detail.findChild(QAction, f"action.{Act.CANCEL.value}.one")
    assert cancel.isVisible()
    while not detail(shop, order).packages[0].shipped_at:
        shop.advance(shop.now + HOUR)
    window.desk.changed.emit(Changes(EVERYTHING))
    settle(qtbot, window)
    assert detail(shop, order).status is Status.PARTIALLY_SHIPPING
    assert not cancel.isVisible()


def test_a_part_can_be_posted_by_the_seller(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    order = several_units(shop)
    window = opened(order)
    choose(window, "action.ship-part.one")
    settle(qtbot, window)
    dialog = dialog_of(window, ShipPartDialog)
    own = next(
        each for each in dialog.way.kinds.findChildren(QPushButton)
        if each.text() == "I post it myself"
    )  # fmt: skip
    qtbot.mouseClick(own, Qt.MouseButton.LeftButton)
    assert not dialog.confirm.isEnabled()
    qtbot.keyClicks(dialog.way.tracking.number, UPS_NUMBER)
    press(qtbot, dialog, "action.ship-part.confirm")
    settle(qtbot, window)
    (package,) = detail(shop, order).packages
    assert package.own
    assert package.tracking == UPS_NUMBER


def test_orders_of_one_buyer_are_sent_together_for_the_saving_named(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    first, second = to_ship(shop)[3:5]
    same_buyer(shop, first, second)
    together = detail(shop, first).together
    assert together is not None
    assert together.orders == (second,)
    apart = shop.read(order_quotes, [first, second]).cheapest.price
    window = opened(first)
    assert any("1 more order of this buyer is waiting" in text for text in shown(window))
    choose(window, "action.combine-orders.one")
    settle(qtbot, window)
    dialog = dialog_of(window, SendTogetherDialog)
    press(qtbot, dialog, "action.combine-orders.confirm")
    settle(qtbot, window)
    packages = [detail(shop, each).packages[0] for each in (first, second)]
    assert sum(each.postage for each in packages) == apart - together.saving
    assert packages[0].tracking == packages[1].tracking
    assert packages[0].combined_with == (second,)
    assert any(f"In one parcel with order {second}" in text for text in shown(window))


@pytest.mark.parametrize("let", [True, False])
def test_a_buyers_request_to_cancel_is_answered_on_the_strip(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow], let: bool
) -> None:
    order = requested(shop)
    assert Clock.ANSWER_CANCELLATION in dict(detail(shop, order).clocks)
    window = opened(order)
    strip = window.panels["orders"].listing.detail.strip
    assert strip.isVisible()
    press(qtbot, strip, "action.approve-cancellation" if let else "action.refuse-cancellation")
    settle(qtbot, window)
    answered = detail(shop, order)
    assert not strip.isVisible()
    assert answered.status is (Status.CANCELLED if let else Status.AWAITING_SHIPMENT)
    assert answered.cancellation is not None
    assert not answered.cancellation.is_open
    assert shop.read(check) == []


def test_a_message_is_answered_on_the_card(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    query = select(messages).where(messages.c.order_id > 0, messages.c.answered_at == 0)
    asked = next(
        row for row in shop.read(lambda conn: conn.execute(query).all())
        if any(each.is_open for each in detail(shop, row.order_id).messages)
    )  # fmt: skip
    window = opened(asked.order_id)
    assert "Messages from the buyer" in shown(window)
    card = window.panels["orders"].listing.detail
    button = card.findChild(QPushButton, f"action.answer-messages.{asked.id}")
    button.click()
    settle(qtbot, window)
    answered = {each.id: each.answered_at for each in detail(shop, asked.order_id).messages}
    assert answered[asked.id] == shop.now


def test_a_note_is_written_kept_and_undone_with_the_keyboard(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    order = to_ship(shop)[3]
    shop.do(SetNote(order, "first"))
    window = opened(order)
    card = window.panels["orders"].listing.detail
    note = card.note
    card.findChild(QPushButton, "action.edit-note").click()
    field = card.findChild(QPlainTextEdit, "note.text")
    assert field.toPlainText() == "first"
    qtbot.keyClicks(field, "<b>second</b>")
    window.desk.changed.emit(Changes(EVERYTHING))  # time may run on while one writes
    settle(qtbot, window)
    assert note.is_editing()
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert detail(shop, order).note == "<b>second</b>"
    assert "<b>second</b>" in shown(window)
    window.activateWindow()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert detail(shop, order).note == "first"


def test_a_note_that_is_too_long_cannot_be_kept_and_escape_gives_it_up(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    order = to_ship(shop)[3]
    window = opened(order)
    card = window.panels["orders"].listing.detail
    card.findChild(QPushButton, "action.edit-note").click()
    field = card.findChild(QPlainTextEdit, "note.text")
    field.setPlainText("x" * 501)
    assert not card.findChild(QPushButton, "action.set-note").isEnabled()
    assert "1 too many" in shown(window)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not card.note.is_editing()
    assert card.isVisible()
    assert detail(shop, order).note == ""


def test_orders_of_a_real_shop_are_noted_too(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    shop = Shop.real(tmp_path / "real.dukandar", "us", "Exports")
    shop.import_planned(shop.plan_import(EXPORT), "")
    window = show_window(qtbot, shop)
    window.show_panel("orders")
    settle(qtbot, window)
    card = window.panels["orders"].listing.detail
    order = card.order
    assert not card.foot.label_button.isVisible()
    card.findChild(QPushButton, "action.edit-note").click()
    qtbot.keyClicks(card.findChild(QPlainTextEdit, "note.text"), "call first")
    card.findChild(QPushButton, "action.set-note").click()
    settle(qtbot, window)
    assert detail(shop, order).note == "call first"


def test_a_return_is_summed_up_and_leads_to_the_returns(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    order = shop.read(order_ids, OrderQuery(only_open_returns=True), shop.now)[0]
    back = detail(shop, order).returns[0]
    window = opened(order)
    panel = window.panels["orders"]
    panel.listing.detail.findChild(QPushButton, f"action.show-return.{back.row.id}").click()
    settle(qtbot, window)
    assert panel.is_at(panel.returns)
    assert panel.returns.table.current() == back.row.id


def test_who_has_the_parcel_is_said_where_two_carriers_write_such_numbers(
    qtbot: QtBot, shop: Shop, opened: Callable[[int], ShopWindow]
) -> None:
    order = to_ship(shop)[3]
    window = opened(order)
    press(qtbot, window, "action.ship-orders.one")
    dialog = dialog_of(window, EnterTrackingDialog)
    (field,) = dialog._fields
    qtbot.keyClicks(field.number, TWO_CARRIERS)
    confirm = dialog.findChild(QPushButton, "action.ship-orders.confirm")
    assert "say which one has the parcel" in field.hint()
    assert not confirm.isEnabled()
    field.carrier.setCurrentIndex(field.carrier.findText("USPS"))
    assert field.is_good()
    qtbot.mouseClick(confirm, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    (package,) = detail(shop, order).packages
    assert (package.tracking, package.carrier) == (TWO_CARRIERS, "USPS")


def test_clocks_run_with_the_shops_time(shop: Shop, opened: Callable[[int], ShopWindow]) -> None:
    order = to_ship(shop)[3]
    before = dict(detail(shop, order).clocks)
    assert set(before) >= {Clock.SHIP_BY, Clock.AUTO_CANCEL, Clock.DELIVER_BY}
    assert list(before.values()) == sorted(before.values())
    window = opened(order)
    assert any(text.startswith("in ") and " · " in text for text in shown(window))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_the_card_and_its_dialogs_fit(
    qtbot: QtBot,
    english: QApplication,
    shop: Shop,
    code: Language,
    size: tuple[int, int],
) -> None:
    asked, split, own, given = (
        requested(shop),
        several_units(shop),
        *[each for each in to_ship(shop) if each not in (requested(shop), several_units(shop))][:2],
    )
    line = detail(shop, split).lines[0]
    shop.do(ShipPart(split, (line.sku_id,), (1,)))
    shop.do(ShipOrders((own,), (UPS_NUMBER,)))
    shop.do(SetNote(own, "A rather long note that says what is to be done with this order first"))
    pair = to_ship(shop)[-2:]
    same_buyer(shop, *pair)
    query = select(messages.c.order_id).where(messages.c.order_id > 0)
    asking = shop.read(lambda conn: conn.scalars(query.order_by(messages.c.id.desc())).first())
    back = shop.read(order_ids, OrderQuery(only_open_returns=True), shop.now)[0]
    with language(code):
        window = show_window(qtbot, shop, size)
        window.go("orders", OrderQuery())
        settle(qtbot, window)
        panel = window.panels["orders"]
        for order in (asked, split, own, given, pair[0], asking, back):
            panel.listing.open_order(order)
            settle(qtbot, window)
            assert problems(panel.listing.detail) == [], order
        one = panel.listing.one
        several = detail(shop, split)
        for ask in (
            lambda: panel.listing.work.choose_service(to_ship(shop)[:1]),
            lambda: panel.listing.work.choose_service(to_ship(shop)[:5]),
            lambda: panel.listing.work.enter_tracking(to_ship(shop)[:3]),
            lambda: one.ship_part(several, None),
            lambda: one.send_together(detail(shop, pair[0]), None),
            lambda: one.edit_tracking(detail(shop, own), detail(shop, own).packages[0]),
            panel.listing.tracking_files.open,
        ):
            ask()
            settle(qtbot, window)
            dialog = dialog_of(window, QDialog)
            assert problems(dialog) == []
            if isinstance(dialog, BuyLabelsDialog):
                assert dialog.confirm.isEnabled()
            assert dialog.height() <= size[1]
            assert dialog.width() <= size[0]
            dialog.close()
        window.close()


def test_every_return_in_every_stage_is_shown_on_its_order(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    shop = lively_shop(tmp_path / "lively.dukandar")
    window = show_window(qtbot, shop)
    window.go("orders", OrderQuery())
    settle(qtbot, window)
    seen: set[object] = set()
    for group in Group:
        for number in in_group(shop, group)[:12]:
            back = shop.read(return_detail, number)
            assert back is not None
            window.panels["orders"].listing.open_order(back.row.order_id)
            settle(qtbot, window)
            assert return_kind_name(back.row.kind) in shown(window)
            seen.add(back.row.next.what if back.row.next is not None else None)
    assert len(seen) > 5
