"""The promotion editor: tools, times, prices, what is refused or lost, saved and taken back."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection, select

from desktop.desk import Desk
from desktop.dialogs.ask_once import AskOnceDialog
from desktop.i18n import Language
from desktop.panels.products.practice import ProductsPanel
from desktop.promotion_editor.draft import sku_name
from desktop.promotion_editor.editor import PromotionEditor
from desktop.promotion_editor.gift import GiftField
from desktop.promotion_editor.offer_model import Column
from desktop.promotion_editor.opening import PromotionWriting
from desktop.promotion_editor.places import LIMITS, PRODUCTS, TIMES, TITLE, TOOL, VALUE
from desktop.promotion_editor.tools import TOOLS
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.toast import Offer
from domain.catalogue.commands import DeleteProducts
from domain.creators.commands import GoLive
from domain.kernel.clock import DAY, HOUR
from domain.promotions.commands import SavePromotion, StopPromotion
from domain.promotions.margin import Part as Kept
from domain.promotions.rules import State, Tool
from domain.promotions.tables import promotions
from domain.reports.promotion_work import Promotable, PromotionWork, promotion_work
from domain.shop import Shop
from tests.desktop.layout_checks import SIZES, language, problems

Opener = Callable[..., PromotionEditor]


class Bench:
    """A shop, a window's place and its promotion writing."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        shop = Shop.practice(path, "first-30-days", seed=1, noise=1, name="Mine")
        self.desk = Desk(shop, lambda: 0)
        self.host = QWidget()
        qtbot.addWidget(self.host)
        self.host.resize(1366, 680)
        self.host.show()
        self.writing = PromotionWriting(self.desk, self.host)
        self.offers: list[Offer] = []
        self.said: list[tuple[str, str]] = []
        self.writing.offered.connect(self.offers.append)
        self.writing.said.connect(lambda *words: self.said.append(words))

    @property
    def skus(self) -> tuple[int, ...]:
        return tuple(each.id for each in self.work().skus)

    def work(self, promotion: int = 0) -> PromotionWork:
        found = self.desk.shop.read(promotion_work, 0, promotion)
        assert found is not None
        return found

    def open(
        self, tool: Tool | None = Tool.PRODUCT_DISCOUNT, promotion: int = 0, chosen: int = 2
    ) -> PromotionEditor:
        skus = () if promotion else self.skus[:chosen]
        with self.qtbot.waitSignal(self.writing.opened) as opened:
            self.writing.open(promotion, tool, skus)
        self.settle(opened.args[0])
        return opened.args[0]

    def settle(self, editor: PromotionEditor) -> None:
        self.qtbot.waitUntil(lambda: editor.draft.is_judged and not self.desk.busy, timeout=10_000)

    def publish(self, editor: PromotionEditor) -> int:
        self.settle(editor)
        with self.qtbot.waitSignal(self.writing.saved, timeout=10_000) as saved:
            editor.publish_button.click()
        self.idle()
        return saved.args[0]

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.desk.busy)


@pytest.fixture
def bench(qtbot: QtBot, english: QApplication, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path / "shop.dukandar")
    yield made
    if made.writing.editor is not None:
        made.writing.editor.give_up()
    made.desk.close()


def less(editor: PromotionEditor, percent: float) -> None:
    editor.products.percent.setValue(percent)
    editor.products.for_all.click()


def cell(editor: PromotionEditor, row: int, column: Column) -> str:
    model = editor.products.model
    return model.index(row, model.columns.index(column)).data()


def type_cell(editor: PromotionEditor, row: int, column: Column, text: str) -> None:
    model = editor.products.model
    model.setData(model.index(row, model.columns.index(column)), text)


def reason(editor: PromotionEditor) -> str:
    return editor._reason.text()


def question(editor: PromotionEditor) -> AskOnceDialog:
    return next(each for each in editor.findChildren(AskOnceDialog) if each.isVisible())


def test_a_discount_is_published_and_undo_stops_it(bench: Bench) -> None:
    editor = bench.open()
    assert editor.times.title.text().startswith("Product discount ")
    assert reason(editor) == "Say how much it takes off."
    assert not editor.publish_button.isEnabled()
    less(editor, 10)
    number = bench.publish(editor)
    kept = bench.work(number)
    assert kept.state is State.ONGOING
    assert kept.command.skus == bench.skus[:2]
    assert kept.command.percents == (1_000, 1_000)
    (offer,) = bench.offers
    assert "is published" in offer.text
    offer.action()
    bench.qtbot.waitUntil(lambda: bool(bench.said))
    assert bench.work(number).state is State.DEACTIVATED


def test_a_draft_may_lack_anything_and_undo_throws_it_away(bench: Bench) -> None:
    editor = bench.open(chosen=0)
    with bench.qtbot.waitSignal(bench.writing.saved) as saved:
        editor.draft_button.click()
    assert bench.work(saved.args[0]).state is State.DRAFT
    bench.offers[0].action()
    bench.qtbot.waitUntil(lambda: bool(bench.said))
    assert bench.desk.shop.read(promotion_work, 0, saved.args[0]) is None


def test_a_draft_is_opened_again_and_published(bench: Bench) -> None:
    editor = bench.open(Tool.VOUCHER)
    editor.value.percent.setValue(5)
    with bench.qtbot.waitSignal(bench.writing.saved) as saved:
        editor.draft_button.click()
    bench.idle()
    again = bench.open(promotion=saved.args[0])
    assert again.value.percent.value() == 5
    assert again.publish_button.text() == "Publish"
    bench.publish(again)
    assert bench.work(saved.args[0]).state is State.ONGOING
    bench.offers[-1].action()
    bench.qtbot.waitUntil(lambda: bool(bench.said))
    assert bench.work(saved.args[0]).state is State.DEACTIVATED


def test_prices_are_typed_filled_down_and_read_as_percentages(bench: Bench) -> None:
    editor = bench.open(chosen=3)
    less(editor, 10)
    assert [cell(editor, 0, each) for each in (Column.LISTED, Column.OFF, Column.PRICE)] == [
        "$24.99", "10 %", "$22.49",
    ]  # fmt: skip
    type_cell(editor, 0, Column.PRICE, "19.99")
    assert cell(editor, 0, Column.OFF) == "20.0 %" or cell(editor, 0, Column.OFF) == "20 %"
    assert cell(editor, 1, Column.PRICE) == "$19.79"
    assert len(editor.draft.command().prices) == 3
    type_cell(editor, 0, Column.UNITS, "5")
    model = editor.products.model
    editor.products.table.setCurrentIndex(model.index(0, model.columns.index(Column.UNITS)))
    editor.products.fill.click()
    assert editor.draft.command().units == (5, 5, 5)
    type_cell(editor, 1, Column.PRICE, "cheap")
    assert "cannot be read as Price" in editor.products._unread.text()


def test_what_the_platform_refuses_stands_at_its_field_with_the_products_name(
    bench: Bench,
) -> None:
    editor = bench.open(Tool.FLASH_DEAL)
    less(editor, 5)
    bench.settle(editor)
    problem = editor.products.problem
    assert problem.isVisible()
    assert "10 % to 90 % can be taken off" in problem.text()
    type_cell(editor, 0, Column.PRICE, "24.50")
    bench.settle(editor)
    assert "Wireless earbuds, Bluetooth 5.3 · Black" in problem.text()
    less(editor, 20)
    editor.times.title.clear()
    editor.times.title.textEdited.emit("")
    editor.draft.change(title=" ", ends_at=editor.draft.form.ends_at + 4 * DAY)
    bench.settle(editor)
    assert "72 hours at most" in editor.times.problem.text()
    assert not editor.publish_button.isEnabled()


def test_presets_and_fields_of_time_are_those_of_the_shop(bench: Bench) -> None:
    editor = bench.open()
    calendar, now = editor.draft.work.shop.book.calendar, editor.draft.work.shop.now
    editor.findChild(QWidget, "action.preset-midnight").click()
    midnight = calendar.midnight(int(calendar.local_day(now)) + 1)
    assert editor.draft.form.ends_at == midnight
    editor.findChild(QWidget, "action.preset-three-days").click()
    assert editor.draft.form.ends_at == now + 3 * DAY
    editor.times.at_once.click()
    assert editor.draft.form.starts_at == midnight
    editor.times.starts.day.setDate(editor.times.starts.day.date().addDays(1))
    day = QDate(1970, 1, 1).daysTo(editor.times.starts.day.date())
    assert editor.draft.form.starts_at == calendar.moment(day, 0)


def test_a_campaign_has_the_platforms_days_and_sets_units_aside(bench: Bench) -> None:
    editor = bench.open(Tool.CAMPAIGN)
    coming = editor.draft.work.campaigns
    assert coming[0].name in editor.times.campaign.itemText(0)
    assert editor.draft.form.starts_at == coming[0].starts_at
    less(editor, 8)
    bench.settle(editor)
    assert "how many units" in editor.products.problem.text()
    for row in (0, 1):
        type_cell(editor, row, Column.UNITS, "10")
    number = bench.publish(editor)
    assert bench.work(number).state is State.NOT_START
    assert bench.work(number).command.units == (10, 10)
    assert bench.work().skus[0].free == bench.work(number).skus[0].free - 10


def test_a_live_flash_deal_says_when_no_live_session_shows_its_product(bench: Bench) -> None:
    editor = bench.open(Tool.LIVE_FLASH_DEAL, chosen=1)
    unseen = editor.products.findChild(QWidget, "promotion.unseen")
    assert unseen.isVisible()
    assert "Wireless earbuds, Bluetooth 5.3" in unseen.text()
    assert "10 % to 90 % off, 72 hours at most" in editor.tool._limits.text()
    less(editor, 10)
    bench.settle(editor)
    assert editor.publish_button.isEnabled()
    editor.give_up()
    assert bench.desk.shop.do(GoLive(bench.skus[0], 2)).done
    editor = bench.open(Tool.LIVE_FLASH_DEAL, chosen=1)
    assert not editor.products.findChild(QWidget, "promotion.unseen").isVisible()
    editor.times.at_once.click()
    assert editor.products.findChild(QWidget, "promotion.unseen").isVisible()
    less(editor, 10)
    assert bench.work(bench.publish(editor)).command.tool == "LIVE_FLASH_DEAL"


def test_a_co_funded_voucher_takes_the_next_campaigns_day_and_says_what_is_not_known(
    bench: Bench,
) -> None:
    editor = bench.open(Tool.VOUCHER)
    editor.value.percent.setValue(10)
    editor.value.co_funded.click()
    day = editor.draft.work.campaigns[0]
    form = editor.draft.form
    assert (form.starts_at, form.ends_at) == (day.starts_at, day.ends_at)
    funding = editor.value.findChild(QWidget, "promotion.funding")
    assert f"Of {day.name}" in funding.text()
    assert "none is published" in funding.text()
    editor.draft.change(ends_at=day.ends_at + HOUR)
    bench.settle(editor)
    assert "only on a campaign's day" in editor.times.problem.text()
    assert not editor.publish_button.isEnabled()
    editor.draft.change(ends_at=day.ends_at)
    number = bench.publish(editor)
    assert bench.work(number).command.co_funded
    again = bench.open(promotion=number)
    assert again.value.co_funded.isChecked()
    assert not again.draft.is_changed


def test_each_tool_keeps_what_it_needs_and_nothing_else(bench: Bench) -> None:
    editor = bench.open(None, chosen=0)
    assert editor.findChild(QWidget, "card.tool.voucher").isVisible()
    for tool in TOOLS:
        editor.tool._choose(tool)
        bench.settle(editor)
        foreign = [
            r.code for r in editor.draft.look.refusals if r.code == "promotion-field-foreign"
        ]
        assert foreign == [], tool
        assert editor.value.isVisible() is not editor.draft.form.sets_prices
    editor.tool._choose(Tool.PROMO_CODE)
    editor.value.code.setText("save10")
    editor.value.code.textEdited.emit("save10")
    editor.value.percent.setValue(10)
    number = bench.publish(editor)
    assert bench.work(number).command.code == "SAVE10"
    assert bench.work(number).command.skus == ()


def test_more_for_more_has_rising_steps(bench: Bench) -> None:
    editor = bench.open(Tool.BUY_MORE)
    tiers = editor.value.tiers
    tiers.more.click()
    assert editor.draft.form.tiers == ((2, 0, 1_000, 0), (3, 0, 1_500, 0))
    tiers.rows[1].percent.setValue(8)
    bench.settle(editor)
    assert "has to ask for more and to give more" in editor.value.problem.text()
    tiers.rows[1].gives.setCurrentIndex(1)
    tiers.rows[1].gives.activated.emit(1)
    tiers.rows[1].amount.set_amount(500)
    assert editor.draft.form.tiers[1] == (3, 0, 0, 500)
    tiers.less.click()
    number = bench.publish(editor)
    assert bench.work(number).command.tiers == ((2, 0, 1_000, 0),)


def gives_gift(editor: PromotionEditor, at: int = 0) -> GiftField:
    """Let a step give a gift; gives what it is typed in."""
    row = editor.value.tiers.rows[at]
    place = row.gives.findData("gift")
    row.gives.setCurrentIndex(place)
    row.gives.activated.emit(place)
    return row.findChild(GiftField)


def choose_gift(editor: PromotionEditor, field: GiftField) -> Promotable:
    """What costs least."""
    gift = min(editor.draft.work.skus, key=lambda each: each.cost)
    place = field.sku.findText(sku_name(gift))
    field.sku.setCurrentIndex(place)
    field.sku.activated.emit(place)
    return gift


def test_a_step_may_give_a_gift_that_is_looked_for_by_its_name(bench: Bench) -> None:
    editor = bench.open(Tool.BUY_MORE)
    field = gives_gift(editor)
    assert editor.draft.form.tiers == ((2, 0, 0, 0),)
    gift = choose_gift(editor, field)
    field.units.setValue(2)
    field.orders.setValue(5)
    assert editor.draft.form.gifts == ((gift.id, 2, 5),)
    field.sku.setEditText("no such thing")
    field.sku.lineEdit().editingFinished.emit()
    assert field.sku.currentText() == sku_name(gift)
    aside = editor.findChild(PlainLabel, "promotion.tier-1-gift-aside").text()
    assert aside.startswith("10 unit")
    assert f"set aside for it; {gift.free} are free." in aside
    number = bench.publish(editor)
    kept = bench.work(number).command
    assert (kept.tiers, kept.gifts) == (((2, 0, 0, 0),), ((gift.id, 2, 5),))


def test_more_than_there_is_to_give_is_refused_while_it_is_typed(bench: Bench) -> None:
    editor = bench.open(Tool.BUY_MORE)
    field = gives_gift(editor)
    first = choose_gift(editor, field)
    field.orders.setValue(first.free + 1)
    bench.settle(editor)
    said = editor.value.problem.text()
    assert f"{first.free + 1} units of SKU {sku_name(first)}" in said
    assert not editor.publish_button.isEnabled()
    field.orders.setValue(5)
    bench.settle(editor)
    assert editor.publish_button.isEnabled()
    editor.value.tiers.more.click()
    bench.settle(editor)
    assert "Gifts can be given by 1 of its tiers" in editor.value.problem.text()


def test_a_gift_is_told_in_the_preview_and_counts_in_the_margin(bench: Bench) -> None:
    editor = bench.open(Tool.BUY_MORE)
    field = gives_gift(editor)
    gift = choose_gift(editor, field)
    editor.value.tiers.rows[0].units.setValue(1)
    bench.settle(editor)
    said = [each.text() for each in editor.side.preview.findChildren(PlainLabel)]
    at = said.index(f"Gift: 1 × {sku_name(gift)}")
    assert said[at + 1 : at + 4] == ["$0.00", "… costs you", f"${gift.cost / 100:.2f}"]
    row = editor.draft.look.margins[editor.draft.asked.sku]
    assert dict(row.unit)[Kept.GIFTS] == -gift.cost
    assert "Gifts" in [each.text() for each in editor.side.margin.findChildren(PlainLabel)]


def test_back_to_money_off_gives_nothing(bench: Bench) -> None:
    editor = bench.open(Tool.BUY_MORE)
    gives_gift(editor)
    row = editor.value.tiers.rows[0]
    row.gives.setCurrentIndex(0)
    row.gives.activated.emit(0)
    row.percent.setValue(12)
    assert (editor.draft.form.tiers, editor.draft.form.gifts) == (((2, 0, 1_200, 0),), ())


def test_once_it_holds_only_more_orders_may_have_the_gift(bench: Bench) -> None:
    editor = bench.open(Tool.BUY_MORE)
    field = gives_gift(editor)
    gift = choose_gift(editor, field)
    field.orders.setValue(5)
    number = bench.publish(editor)
    again = bench.open(None, promotion=number)
    row = again.value.tiers.rows[0]
    field = row.findChild(GiftField)
    assert not (row.units.isEnabled() or field.sku.isEnabled() or field.units.isEnabled())
    field.orders.setValue(4)
    bench.settle(again)
    assert not again.publish_button.isEnabled()
    field.orders.setValue(9)
    assert bench.publish(again) == number
    assert bench.work(number).command.gifts == ((gift.id, 1, 9),)


def test_more_orders_may_have_a_gift_whose_product_is_deleted(bench: Bench) -> None:
    editor = bench.open(Tool.BUY_MORE)
    field = gives_gift(editor)
    gift = choose_gift(editor, field)
    number = bench.publish(editor)
    assert bench.desk.shop.do(DeleteProducts((gift.product_id,))).done
    again = bench.open(None, promotion=number)
    field = again.value.tiers.rows[0].findChild(GiftField)
    assert field.sku.currentText() == str(gift.id)
    field.orders.setValue(25)
    assert bench.publish(again) == number
    assert bench.work(number).command.gifts == ((gift.id, 1, 25),)


@pytest.mark.parametrize("code", ["en-XA", "ar-XB"])
def test_a_gift_fits_in_longer_words_and_from_right_to_left(
    english: QApplication, bench: Bench, code: Language
) -> None:
    with language(code):
        editor = bench.open(Tool.BUY_MORE)
        gives_gift(editor)
        editor.value.tiers.rows[0].units.setValue(1)
        bench.settle(editor)
        for size in ((840, 440), SIZES[1], (1160, 640)):
            editor.resize(*size)
            assert problems(editor) == []
        editor.give_up()
        bench.idle()


def test_a_loss_is_asked_about_once_with_its_figures(bench: Bench) -> None:
    editor = bench.open(chosen=5)
    less(editor, 60)
    bench.settle(editor)
    assert "Loses money" in editor.side._state.text()
    editor.publish_button.click()
    bench.qtbot.waitUntil(lambda: any(d.isVisible() for d in editor.findChildren(AskOnceDialog)))
    asked = question(editor)
    assert asked.windowTitle() == "5 products lose money in it. Publish it all the same?"
    assert problems(asked) == []
    asked.reject()
    assert editor.publish_button.isEnabled()
    editor.publish_button.click()
    bench.qtbot.waitUntil(lambda: any(d.isVisible() for d in editor.findChildren(AskOnceDialog)))
    with bench.qtbot.waitSignal(bench.writing.saved):
        question(editor).accept()


def test_the_margin_guard_names_products_that_lose_though_another_is_looked_at(
    bench: Bench,
) -> None:
    editor = bench.open(chosen=5)
    less(editor, 28)
    bench.settle(editor)
    rows = editor.draft.look.margins or {}
    losing = [sku for sku, row in rows.items() if row.loses]
    assert 0 < len(losing) < len(rows)
    fine = next(sku for sku in rows if sku not in losing)
    editor.side.look_at(fine)
    bench.settle(editor)
    assert "other products" in editor.side._state.text()
    assert editor.draft.known[losing[0]].product in editor.side._state.text()


def test_the_margin_guard_and_the_preview_follow_what_is_typed(bench: Bench) -> None:
    editor = bench.open(chosen=1)
    less(editor, 20)
    bench.settle(editor)
    before = editor.side.margin._keeps.text()
    less(editor, 30)
    bench.settle(editor)
    assert editor.side.margin._keeps.text() != before
    assert "Break-even price" in editor.side.margin._warning.text()
    editor.side.preview.units.setValue(3)
    bench.qtbot.waitUntil(lambda: editor.draft.look.steps[0].step.amount == 3 * 2_499)
    assert editor.draft.look.steps[1].promotion.name == editor.draft.form.title
    assert "The lowest a buyer can reach" in editor.side.preview._worst.text()


def test_of_a_running_one_only_what_may_change_can_be_changed(bench: Bench) -> None:
    editor = bench.open()
    less(editor, 10)
    number = bench.publish(editor)
    editor = bench.open(promotion=number)
    assert "It has begun" in editor._bound.text()
    assert not editor.products.for_all.isVisible()
    assert editor.products.fill.isVisible()
    assert not editor.times.starts.isEnabled()
    assert not editor.limits.audience.isEnabled()
    assert editor.times.title.isEnabled()
    model = editor.products.model
    assert not model.is_editable(0, model.columns.index(Column.PRICE))
    assert model.is_editable(0, model.columns.index(Column.UNITS))
    assert not editor.publish_button.isEnabled()
    editor.draft.change(ends_at=editor.draft.form.ends_at + DAY)
    bench.settle(editor)
    assert editor.publish_button.text() == "Save changes"
    bench.publish(editor)
    assert bench.said[-1][1] == "good"


def test_one_that_is_to_come_is_changed_and_taken_back(bench: Bench) -> None:
    editor = bench.open()
    less(editor, 10)
    editor.times.at_once.click()
    number = bench.publish(editor)
    before = bench.work(number).command
    editor = bench.open(promotion=number)
    less(editor, 8)
    bench.publish(editor)
    assert bench.work(number).command.percents == (800, 800)
    bench.offers[-1].action()
    bench.qtbot.waitUntil(lambda: bool(bench.said))
    assert bench.work(number).command == before
    again = bench.open(promotion=number)
    assert again.products.percent.value() == 10
    assert not again.draft.is_changed


def test_what_is_over_is_only_read(bench: Bench) -> None:
    shop = bench.desk.shop
    told = SavePromotion(0, "VOUCHER", "Gone", 0, shop.now + HOUR, percent=1_000, skus=())
    assert shop.do(told).done
    shop.advance(shop.now + 2 * HOUR)
    editor = bench.open(promotion=1)
    assert "It is over" in editor._bound.text()
    assert not editor.publish_button.isEnabled()
    assert not editor.value.percent.isEnabled()


def test_closing_asks_once_where_something_would_be_lost(bench: Bench) -> None:
    editor = bench.open()
    less(editor, 10)
    editor.close()
    assert editor.isVisible()
    question(editor).reject()
    editor.reject()
    question(editor).accept()
    assert not editor.isVisible()
    assert bench.writing.editor is None
    bench.open().reject()
    assert bench.writing.editor is None


def test_products_are_searched_and_chosen_together(bench: Bench) -> None:
    editor = bench.open(chosen=0)
    products = editor.products
    products.search.setText("lamp")
    bench.qtbot.waitUntil(lambda: products.model.rowCount() == 1)
    editor.findChild(QWidget, "action.choose-shown").click()
    assert len(editor.draft.form.chosen) == 1
    products.search.clear()
    bench.qtbot.waitUntil(lambda: products.model.rowCount() == 5)
    products.table.setCurrentIndex(products.model.index(0, 0))
    editor.findChild(QWidget, "action.choose-product").click()
    assert len(editor.draft.form.chosen) == 2
    products.model.setData(
        products.model.index(0, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole
    )
    assert len(editor.draft.form.chosen) == 1
    products.table.setCurrentIndex(products.model.index(0, 0))
    bench.qtbot.keyClick(products.table, Qt.Key.Key_Space)
    assert len(editor.draft.form.chosen) == 2
    editor.findChild(QWidget, "action.choose-none").click()
    assert editor.draft.form.chosen == ()
    products._show_group("chosen")
    assert not products.table.isVisible()
    assert "go to All" in products._empty.text()


def test_the_products_panel_promotes_what_is_chosen_there(bench: Bench, qtbot: QtBot) -> None:
    panel = ProductsPanel(bench.desk)
    qtbot.addWidget(panel)
    panel.resize(1170, 622)
    panel.show()
    bench.idle()
    menu = QMenu(panel)
    panel.table.menu_opens.emit(menu)
    (entry,) = [each for each in menu.actions() if each.objectName() == "cell.promote"]
    with qtbot.waitSignal(panel.promoting.opened) as opened:
        entry.trigger()
    assert opened.args[0].draft.form.chosen == bench.skus[:1]
    opened.args[0].reject()
    bench.idle()
    with qtbot.waitSignal(panel.promoting.opened) as opened:
        panel.price.promote.click()
    opened.args[0].reject()
    bench.idle()


def test_what_changes_in_the_shop_is_looked_at_anew(bench: Bench) -> None:
    editor = bench.open()
    less(editor, 10)
    editor.draft.change(title="Winter")
    bench.settle(editor)
    assert reason(editor) == "Ready to be published."
    other = SavePromotion(0, "VOUCHER", "Winter", 0, 0, draft=True)
    bench.desk.write(
        editor, "", lambda shop, _write: shop.do(other), touched=lambda found: found.changes
    )
    bench.qtbot.waitUntil(lambda: "is called Winter already" in reason(editor))
    assert editor.times._title_problem.isVisible()


def test_every_refusal_of_a_promotion_is_said_at_a_part_or_cannot_come_from_the_editor() -> None:
    said = TITLE | TIMES | TOOL | VALUE | LIMITS | PRODUCTS
    source = "".join(
        (files("domain") / "promotions" / f"{name}.py").read_text("utf-8")
        for name in ("limits", "form", "depths", "gifts", "conflicts")
    )
    codes = set(re.findall(r'Refusal\(\s*"([a-z-]+)"', source))
    assert codes - said == {
        "tool-unknown",
        "audience-unknown",
        "promotion-unknown",
        "promotion-over",
        "promotion-running",
        "promotion-field-foreign",
        "sku-twice",
        "values-uneven",
    }
    assert said <= codes


@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
@pytest.mark.parametrize("tool", [None, *TOOLS])
def test_nothing_is_cut_or_overlaps(
    english: QApplication, bench: Bench, code: Language, tool: Tool | None
) -> None:
    with language(code):
        editor = bench.open(tool)
        for size in ((840, 440), SIZES[1], (1160, 640)):
            editor.resize(*size)
            assert problems(editor) == []
        editor.resize(840, 440)
        editor._drawer.open()
        assert problems(editor.side) == []
        editor.give_up()
        bench.idle()


# What is typed stays typed, and what is being kept is left alone


@pytest.mark.parametrize("typed", ["12.5", "17.5"])
def test_decimals_can_be_typed_from_the_first_key_on(bench: Bench, typed: str) -> None:
    editor = bench.open(Tool.VOUCHER)
    field = editor.value.percent
    field.setFocus()
    field.selectAll()
    bench.qtbot.keyClicks(field, typed)
    assert editor.draft.form.percent == round(float(typed) * 100)
    assert field.text().startswith(typed)


def test_decimals_can_be_typed_into_a_step(bench: Bench) -> None:
    editor = bench.open(Tool.BUY_MORE)
    field = editor.value.tiers.rows[0].percent
    for typed in ("7.5", "12.5"):
        field.setFocus()
        field.selectAll()
        bench.qtbot.keyClicks(field, typed)
        assert editor.draft.form.tiers[0][2] == round(float(typed) * 100)


def test_a_code_can_be_mended_in_its_middle(bench: Bench) -> None:
    editor = bench.open(Tool.PROMO_CODE)
    bench.qtbot.keyClicks(editor.value.code, "abcd")
    editor.value.code.setCursorPosition(1)
    bench.qtbot.keyClicks(editor.value.code, "xy")
    assert editor.draft.form.code == "AXYBCD"


def test_what_is_being_kept_is_neither_kept_twice_nor_thrown_away(bench: Bench) -> None:
    editor = bench.open()
    less(editor, 20)
    bench.settle(editor)
    held = threading.Event()
    bench.desk.write(bench.host, "busy", lambda _shop, _write: held.wait(30))
    editor.save_draft()
    editor.draft.looked.emit()
    assert not editor.draft_button.isEnabled()
    assert not editor.publish_button.isEnabled()
    editor.reject()
    assert editor.findChild(AskOnceDialog) is None
    assert editor.isVisible()
    held.set()
    bench.idle()
    assert len(bench.desk.shop.read(promotions_of)) == 1


def test_after_a_mistake_in_keeping_it_what_was_typed_can_be_kept_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = bench.open()
    less(editor, 20)
    bench.settle(editor)
    failed: list[object] = []
    bench.desk.failed.connect(failed.append)
    with monkeypatch.context() as broken:
        broken.setattr(Shop, "do", lambda _shop, _command: 1 // 0)
        editor.save_draft()
        bench.qtbot.waitUntil(lambda: bool(failed))
    assert editor.draft_button.isEnabled()
    assert editor.draft.form.chosen
    editor.save_draft()
    bench.idle()
    assert len(bench.desk.shop.read(promotions_of)) == 1


def test_after_a_mistake_in_looking_at_it_it_can_be_published_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = bench.open(chosen=1)
    less(editor, 10)
    bench.settle(editor)
    failed: list[object] = []
    bench.desk.failed.connect(failed.append)
    with monkeypatch.context() as broken:
        broken.setattr(Shop, "foresee", lambda _shop, _commands: 1 // 0)
        editor.publish()
        bench.qtbot.waitUntil(lambda: bool(failed))
    bench.settle(editor)
    assert editor.publish_button.isEnabled()


def test_dates_that_were_set_stay_when_another_kind_is_chosen(bench: Bench) -> None:
    editor = bench.open()
    ends = editor.draft.form.ends_at + 2 * DAY
    editor.draft.change(ends_at=ends)
    editor.draft.choose_tool(Tool.NEW_ARRIVAL)
    assert editor.draft.form.ends_at == ends


def test_what_is_refused_of_all_of_it_is_named_and_has_no_dead_button(bench: Bench) -> None:
    editor = bench.open(chosen=1)
    less(editor, 10)
    number = bench.publish(editor)
    editor = bench.open(promotion=number)
    editor.draft.change(title="Another name")
    bench.settle(editor)
    with bench.qtbot.waitSignal(bench.desk.changed):
        bench.desk.do(bench.host, "stop", StopPromotion(number), lambda _outcome: None)
    bench.qtbot.waitUntil(lambda: "Another name" in editor._reason.text())
    assert "is over" in editor._reason.text()
    assert not editor._show.isVisible()


def promotions_of(conn: Connection) -> list[object]:
    return list(conn.scalars(select(promotions.c.id)))
