"""Trying prices: what is played while sliders move, what is told of it, and what comes of it."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.promotion_editor.opening import PromotionWriting
from desktop.try_prices.dialog import TryPricesDialog
from desktop.try_prices.opening import TryingPrices
from desktop.try_prices.tried import Tried
from desktop.what_if_wording import amounts, difference_text, more_orders_text
from desktop.widgets.plain_label import PlainLabel
from desktop.window import ShopWindow
from domain.catalogue.commands import SetPrice
from domain.promotions.commands import SavePromotion
from domain.reports.margin import margin
from domain.reports.promotion_work import Promotable, promotion_work
from domain.rulebook import rulebook
from domain.shop import ADVANCED, Shop
from domain.simulation.policies import sensible
from domain.simulation.what_if import Forks, Range, forks
from tests.desktop.layout_checks import SIZES, language, problems
from tests.desktop.windows import idle, press, show_window

DAYS, TRIES = 3, 3


class Bench:
    """A window on its Promotions tab, and the dialog over it; forks are few and short."""

    def __init__(self, qtbot: QtBot, path: Path, size: tuple[int, int] = (1366, 680)) -> None:
        self.qtbot = qtbot
        self.window: ShopWindow = show_window(qtbot, Shop(path), size)
        self.window.show_panel("promotions")
        self.panel = self.window.panels["promotions"]
        self.trying = self.panel.findChild(TryingPrices)
        self.trying.fork = self.fork
        self.writing = self.panel.findChild(PromotionWriting)
        self.forked = 0
        self.may_fork = threading.Event()
        self.may_fork.set()

    def fork(self, shop: Shop) -> Forks:
        assert self.may_fork.wait(10)
        self.forked += 1
        return shop.read(forks, (), DAYS, TRIES)

    def idle(self) -> None:
        idle(self.qtbot, self.window)

    def open(self) -> TryPricesDialog:
        self.idle()
        with self.qtbot.waitSignal(self.trying.opened):
            press(self.qtbot, self.panel, "action.try-prices")
        return self.dialog

    @property
    def dialog(self) -> TryPricesDialog:
        dialog = self.trying.dialog
        assert dialog is not None
        return dialog

    def answered(self) -> TryPricesDialog:
        """Wait until what is tried now has been played."""
        self.qtbot.waitUntil(lambda: self.dialog.expected is not None, timeout=10_000)
        self.idle()
        return self.dialog

    def price(self, sku: int) -> int:
        found = self.window.desk.shop.read(promotion_work, 0)
        assert found is not None
        return next(each.price for each in found.skus if each.id == sku)


@pytest.fixture(scope="module")
def shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tried") / "shop.dukandar"
    with Shop.practice(path, "first-30-days", seed=1, noise=1) as shop:
        shop.advance_days(12, sensible)
    return path


@pytest.fixture
def bench(qtbot: QtBot, english: object, shop_file: Path, tmp_path: Path) -> Bench:
    path = tmp_path / "shop.dukandar"
    shutil.copy(shop_file, path)
    return Bench(qtbot, path)


def cell(dialog: TryPricesDialog, what: str) -> str:
    """The figure of a cell by the name that screen readers say, such as Profit, With it."""
    names = [
        each.accessibleName()
        for each in dialog.figures.children()
        if hasattr(each, "accessibleName")
    ]
    return next(name for name in names if name.startswith(f"{what}: ")).partition(": ")[2]


def words(dialog: TryPricesDialog) -> str:
    return "\n".join(each.text() for each in dialog.findChildren(PlainLabel) if each.isVisible())


# Playing


def test_it_opens_with_how_things_go_on_as_they_are(bench: Bench) -> None:
    bench.open()
    dialog = bench.answered()
    assert dialog.expected.seeds == TRIES
    assert cell(dialog, "Orders, As it is") == str(dialog.expected.without.orders.mean)
    assert cell(dialog, "Orders, With it") == "–"
    assert f"{TRIES} tries of {DAYS} days" in words(dialog)
    assert not dialog.set_price.isEnabled()
    assert not dialog.promote.isEnabled()
    assert not dialog.busy.isVisible()


def test_a_slider_that_comes_to_rest_is_played_once_on_the_same_forks(bench: Bench) -> None:
    bench.open()
    dialog = bench.answered()
    asked = []
    dialog.what_if.answered.connect(asked.append)
    usual = cell(dialog, "Profit, As it is")
    for part in (95, 90, 80):
        dialog.slider.setValue(dialog.sku.price * part // 100)
    assert dialog.expected is None
    assert cell(dialog, "Profit, As it is") == usual
    bench.answered()
    assert len(asked) == bench.forked == 1
    assert dialog.price.amount() == dialog.sku.price * 80 // 100
    assert dialog.expected.difference.units.mean > 0
    assert cell(dialog, "Units, Difference").startswith("+")
    assert cell(dialog, "Revenue, With it").startswith("$")
    assert dialog.set_price.isEnabled()
    assert not dialog.promote.isEnabled()
    assert "no end" in dialog.promote.toolTip()


def test_something_off_for_some_days_costs_a_discount(bench: Bench) -> None:
    bench.open()
    dialog = bench.answered()
    dialog.off_slider.setValue(20)
    assert dialog.percent.basis_points() == 2_000
    bench.answered()
    assert dialog.expected.difference.discount.low > 0
    assert dialog.promote.isEnabled()
    assert not dialog.set_price.isEnabled()


def test_what_the_platform_refuses_is_said_and_not_reckoned(bench: Bench) -> None:
    bench.open()
    dialog = bench.answered()
    dialog.percent.setValue(3.0)
    bench.answered()
    assert "can be taken off" in words(dialog)
    assert cell(dialog, "Units, With it") == "–"
    assert not dialog.promote.isEnabled()
    dialog.percent.setValue(0.0)
    bench.answered()
    assert "can be taken off" not in words(dialog)


def test_cancel_stops_and_it_can_be_played_again(bench: Bench, qtbot: QtBot) -> None:
    bench.may_fork.clear()
    dialog = bench.open()
    press(qtbot, dialog, "action.cancel")
    assert not dialog.busy.isVisible()
    bench.may_fork.set()
    bench.idle()
    assert dialog.expected is None
    press(qtbot, dialog, "action.play-again")
    assert bench.answered().expected is not None
    assert not dialog.again.isVisible()


def test_closing_while_it_plays_leaves_nothing_behind(bench: Bench, qtbot: QtBot) -> None:
    bench.may_fork.clear()
    dialog = bench.open()
    press(qtbot, dialog, "action.close-try-prices")
    bench.may_fork.set()
    bench.idle()
    assert bench.trying.dialog is None


def test_when_the_shop_goes_on_it_is_played_anew(bench: Bench) -> None:
    bench.open()
    dialog = bench.answered()
    dialog.slider.setValue(dialog.sku.price * 9 // 10)
    first = bench.answered().expected
    tried = dialog.price.amount()
    desk = bench.window.desk
    desk.write(dialog, "", lambda shop, _: shop.advance_days(1), touched=lambda _: ADVANCED)
    bench.qtbot.waitUntil(lambda: dialog.expected is None)
    bench.answered()
    assert bench.forked == 2
    assert dialog.price.amount() == tried
    assert dialog.expected != first


# What is tried


def test_a_product_is_searched_for_and_chosen(bench: Bench) -> None:
    bench.open()
    dialog = bench.answered()
    dialog.slider.setValue(dialog.sku.price * 9 // 10)
    first = dialog.sku
    other = next(each for each in dialog._work.skus if each.product_id != first.product_id)
    dialog.choice.search.setText(other.product.lower())
    listed = dialog.choice.list.model().rowCount()
    assert 1 <= listed < len(dialog._work.skus)
    dialog.choice.list.setCurrentIndex(dialog.choice.list.model().index(0, 0))
    assert dialog.sku != first
    assert dialog.price.amount() == dialog.sku.price
    bench.answered()
    dialog.choice.search.setText("nothing is called so")
    assert "No products match." in words(dialog)


def test_field_and_slider_go_together_and_the_field_reaches_further(bench: Bench) -> None:
    bench.open()
    dialog = bench.answered()
    dialog.price.set_amount(dialog.sku.price * 3)
    assert dialog.slider.value() == dialog.slider.maximum()
    assert dialog.price.amount() == dialog.sku.price * 3
    rules = rulebook("us").at(bench.window.desk.shop.now)
    dialog.price.set_amount(rules.price_high * 2)
    assert dialog.price.amount() == rules.price_high
    dialog.percent.setValue(12.5)
    assert dialog.off_slider.value() == 12
    assert dialog.percent.basis_points() == 1_250


def test_the_price_at_which_nothing_is_left_is_marked(bench: Bench) -> None:
    bench.open()
    dialog = bench.answered()
    (row,) = bench.window.desk.shop.read(margin, 0, (dialog.sku.id,))
    assert row.break_even_price is not None
    assert dialog.slider._mark == row.break_even_price
    assert f"{row.break_even_price / 100:.2f}" in dialog._even.text()


def test_a_promotion_is_what_was_played_and_nothing_else(bench: Bench) -> None:
    work = bench.window.desk.shop.read(promotion_work, 0)
    assert work is not None
    sku: Promotable = work.skus[0]

    def commands(price: int, percent: int) -> tuple[object, ...]:
        tried = Tried(sku, price, percent, 3)
        return tuple(type(each) for each in tried.commands(work))

    lower, raised = sku.price - 300, sku.price + 300
    assert commands(sku.price, 0) == ()
    assert commands(lower, 1_000) == (SetPrice, SavePromotion)
    off = Tried(sku, sku.price, 1_000, 3).promotion(work)
    assert off is not None
    assert (off.percents, off.prices, off.skus) == ((1_000,), (), (sku.id,))
    assert off == Tried(sku, sku.price, 1_000, 3).commands(work)[0]
    for price, percent in ((lower, 0), (raised, 0), (lower, 1_000)):
        assert Tried(sku, price, percent, 3).promotion(work) is None


# What comes of it


def test_a_price_is_set_and_taken_back(bench: Bench, qtbot: QtBot) -> None:
    bench.open()
    dialog = bench.answered()
    sku = dialog.sku
    dialog.slider.setValue(sku.price * 9 // 10)
    bench.answered()
    press(qtbot, dialog, "action.set-tried-price")
    bench.idle()
    assert bench.trying.dialog is None
    assert bench.price(sku.id) == sku.price * 9 // 10
    assert f"{sku.product} now costs" in bench.window.toast.text()
    bench.window.toast.action.click()
    bench.idle()
    assert bench.price(sku.id) == sku.price


def test_what_is_off_becomes_a_promotion_in_the_editor(bench: Bench, qtbot: QtBot) -> None:
    bench.open()
    dialog = bench.answered()
    sku = dialog.sku
    dialog.percent.setValue(15.0)
    dialog.days.setValue(4)
    bench.answered()
    with qtbot.waitSignal(bench.writing.opened):
        press(qtbot, dialog, "action.make-promotion")
    editor = bench.writing.editor
    assert editor is not None
    qtbot.waitUntil(lambda: editor.draft.is_judged, timeout=10_000)
    form, calendar = editor.draft.form, rulebook("us").calendar
    today = int(calendar.local_day(bench.window.desk.shop.now))
    assert (form.chosen, form.every) == ((sku.id,), 1_500)
    assert form.ends_at == calendar.midnight(today + 4)
    assert editor.draft.look.refusals == ()
    editor.give_up()
    bench.idle()


def test_the_price_card_opens_it_for_its_own_sku(bench: Bench, qtbot: QtBot) -> None:
    window = bench.window
    window.show_panel("products")
    bench.idle()
    panel = window.panels["products"]
    panel.trying.fork = bench.fork
    sku = panel.current
    assert sku is not None
    with qtbot.waitSignal(panel.trying.opened):
        panel.price.attempt.click()
    assert panel.trying.dialog.sku.id == sku.id
    panel.trying.dialog.reject()
    bench.idle()


# Words


def test_differences_say_their_sign(english: object) -> None:
    dollars = amounts(rulebook("us").currency)
    assert difference_text(Range(-410, 3_760, 7_149), dollars) == "+$38 (−$4 to $71)"
    assert difference_text(Range(-30, 20, 40), dollars) == "$0 ($0 to $0)"
    assert more_orders_text(Range(12, 17, 21)) == "+17 orders (12 to 21)"
    assert more_orders_text(Range(-3, -1, 0)) == "−1 order (−3 to 0)"


# Layout


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_it_fits(
    qtbot: QtBot,
    english: QApplication,
    shop_file: Path,
    tmp_path: Path,
    code: Language,
    size: tuple[int, int],
) -> None:
    path = tmp_path / "shop.dukandar"
    shutil.copy(shop_file, path)
    with language(code):
        bench = Bench(qtbot, path, size)
        bench.may_fork.clear()
        dialog = bench.open()
        assert problems(dialog) == []
        assert dialog.height() <= size[1]
        assert dialog.width() <= size[0]
        bench.may_fork.set()
        bench.answered()
        dialog.slider.setValue(dialog.sku.price * 7 // 10)
        dialog.percent.setValue(3.0)
        bench.answered()
        assert problems(dialog) == []
        dialog.percent.setValue(10.0)
        bench.answered()
        assert problems(dialog) == []
        dialog.reject()
        bench.window.close()
