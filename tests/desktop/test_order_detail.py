"""The order card says what went back of an order, and that a bank took its payment back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.i18n import left_to_right
from desktop.panels.orders.detail import OrderDetailView
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import moment
from domain.aftersales.groups import Group
from domain.aftersales.rules import ReturnKind, ReturnStatus
from domain.kernel.clock import HOUR
from domain.reports.gifts_given import GiftRow
from domain.reports.order_detail import OrderDetail, UseRow, order_detail
from domain.reports.order_steps import Happening, StepRow
from domain.reports.orders import OrderQuery, order_ids
from domain.reports.returns import ReturnDetail, ReturnLine, ReturnRow, Step
from domain.reports.returns import StepRow as ReturnStep
from domain.reports.shop import ShopRow, shop_row
from domain.shop import Shop
from domain.simulation.policies import sensible


@pytest.fixture
def delivered(tmp_path: Path) -> tuple[OrderDetail, ShopRow]:
    """An order that has arrived, with two lines."""
    with Shop.practice(tmp_path / "shop.dukandar", "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(20, sensible)
        about = shop.read(shop_row, 0)
        for number in shop.read(order_ids, OrderQuery(), shop.now):
            found = shop.read(order_detail, number, 0)
            if found is not None and len(found.lines) == 2 and found.steps[4].done:
                return found, about
    raise AssertionError("no order with two products has arrived")


def said(qtbot: QtBot, order: OrderDetail, shop: ShopRow) -> list[str]:
    view = OrderDetailView()
    qtbot.addWidget(view)
    view.show_order(order, shop)
    return [each.text() for each in view.findChildren(PlainLabel)]


def back(order: OrderDetail, shop: ShopRow) -> ReturnDetail:
    """A return of the order's second product that waits for an answer."""
    line = order.lines[1]
    row = ReturnRow(
        id=order.id,
        order_id=order.id,
        group=Group.TO_ANSWER,
        status=ReturnStatus.RETURN_OR_REFUND_REQUEST_PENDING,
        detail="",
        kind=ReturnKind.RETURN_AND_REFUND,
        reason="does_not_fit",
        product=line.product,
        seller_sku=line.seller_sku,
        more_lines=0,
        quantity=1,
        refund=line.unit_price,
        refunded=0,
        next=ReturnStep(Step.ANSWER_DUE, shop.now + 5 * HOUR, done=False),
        requested_at=shop.now,
        arbitration="",
        appeal="",
    )
    goes = ReturnLine(line.sku_id, line.seller_sku, line.product, "", 1, line.unit_price, 0, 0)
    return ReturnDetail(
        row=row,
        lines=(goes,),
        has_order=True,
        tracking="",
        photos=0,
        offer=0,
        reject_reason="",
        evidence=0,
        compensation=0,
        sound=None,
        stakes=None,
        steps=(ReturnStep(Step.ANSWER_DUE, row.respond_by, done=False),),
    )


def test_of_two_products_the_one_that_goes_back_is_named(
    qtbot: QtBot, english: QApplication, delivered: tuple[OrderDetail, ShopRow]
) -> None:
    order, shop = delivered
    told = said(qtbot, replace(order, returns=(back(order, shop),)), shop)
    assert told[told.index("Return for the money") :][:9] == [
        "Return for the money",
        "Reason",
        "Does not fit",
        "Product",
        f"1 × {order.lines[1].product}",
        "Status",
        "To answer",
        "Approved by silence",
        told[told.index("Approved by silence") + 1],
    ]
    assert told[told.index("Approved by silence") + 1].startswith("in 5 h · ")
    assert "Return for the money" not in said(qtbot, order, shop)


def test_a_gift_stands_below_what_was_bought_and_says_what_it_cost(
    qtbot: QtBot, english: QApplication, delivered: tuple[OrderDetail, ShopRow]
) -> None:
    order, shop = delivered
    gift = GiftRow(3, order.lines[0].sku_id, "CBL", "Charging cable", "Red", 2, 150)
    given = replace(order, gifts=(gift,), promotions=(UseRow(3, "One on top", 0, 0),))
    view = OrderDetailView()
    qtbot.addWidget(view)
    view.show_order(given, shop)
    labels = view.findChildren(PlainLabel)
    told = [each.text() for each in labels]
    at = told.index("2 × Charging cable, Red")
    assert told[at + 1] == "Gift"
    assert "Of One on top. It costs you $3.00." in labels[at].toolTip()
    assert "One on top" not in told, "it takes nothing off"


def test_a_chargeback_is_called_so(
    qtbot: QtBot, english: QApplication, delivered: tuple[OrderDetail, ShopRow]
) -> None:
    order, shop = delivered
    one = back(order, shop)
    row = replace(
        one.row,
        kind=ReturnKind.CHARGE_BACK,
        status=ReturnStatus.RETURN_OR_REFUND_REQUEST_COMPLETE,
        group=Group.DONE,
        next=None,
    )
    taken = replace(
        order,
        returns=(replace(one, row=row, steps=()),),
        steps=(*order.steps, StepRow(Happening.CHARGED_BACK, shop.now, done=True)),
    )
    told = said(qtbot, taken, shop)
    assert "Chargeback" in told
    assert "Charged back" in told
    assert "Return for the money" not in told


def test_the_card_says_until_when_and_why_the_buyer_is_hidden(
    qtbot: QtBot, english: QApplication, delivered: tuple[OrderDetail, ShopRow]
) -> None:
    order, shop = delivered
    until = shop.now + HOUR
    texts = said(qtbot, replace(order, recipient="", place="", hidden_until=until), shop)
    words = f"Hidden until {left_to_right(moment(until, shop))}: the buyer may still cancel freely"
    assert words in texts


def imported(tmp_path: Path, order: int) -> tuple[OrderDetail, ShopRow]:
    """An order of the sample export, in a real shop."""
    export = Path(__file__).resolve().parents[1] / "data" / "exports" / "us_orders.csv"
    with Shop.real(tmp_path / "real.dukandar", "us", "Mine") as shop:
        shop.import_planned(shop.plan_import(export), "")
        found = shop.read(order_detail, order, 0)
        assert found is not None
        return found, shop.read(shop_row, 0)


def test_an_imported_order_comes_step_by_step_to_what_the_buyer_pays(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    order, shop = imported(tmp_path, 576402397550230709)
    told = said(qtbot, order, shop)

    at = told.index("Seller discount")
    assert told[at : told.index("Buyer pays") + 2] == [
        *("Seller discount", "\N{MINUS SIGN}$5.40"),
        *("Platform discount", "\N{MINUS SIGN}$2.45"),
        *("Shipping", "$5.99"),
        *("Seller's shipping discount", "\N{MINUS SIGN}$3.00"),
        *("Platform's shipping discount", "\N{MINUS SIGN}$2.99"),
        *("Sales tax", "$1.97"),
        *("Buyer pays", "$30.11"),
    ]
    assert order.beyond == 0


def test_it_is_said_where_a_file_s_total_is_another_than_the_rows_come_to(
    qtbot: QtBot, english: QApplication, tmp_path: Path
) -> None:
    order, shop = imported(tmp_path, 576417768901685208)
    told = said(qtbot, order, shop)

    assert order.beyond == 28  # a retail delivery fee
    assert told[told.index("The file's total differs by") + 1] == "$0.28"
