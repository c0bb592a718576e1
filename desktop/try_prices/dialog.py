"""What a price, or something off it for some days, would bring: chosen at the left, told beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.dialogs.roomy import RoomyDialog
from desktop.i18n import tr
from desktop.promotion_editor.draft import sku_name
from desktop.theme.properties import restyle
from desktop.try_prices.choosing import SkuChoice
from desktop.try_prices.figures import ExpectedFigures
from desktop.try_prices.price_slider import PriceSlider, TrySlider
from desktop.try_prices.tried import Tried
from desktop.what_if import Forking, WhatIf
from desktop.what_if_wording import method_text, method_tip
from desktop.widgets.busy import Busy
from desktop.widgets.money_field import MoneyField
from desktop.widgets.number_field import NumberField
from desktop.widgets.percent_field import PercentField
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.widgets.scrolled import Scrolled
from desktop.wording import money, number, refusal_text
from domain.kernel.refusals import Refusal
from domain.reports.margin import MarginRow, margin
from domain.reports.promotion_work import Promotable, PromotionWork, promotion_work
from domain.shop import Shop

if TYPE_CHECKING:
    from domain.simulation.what_if import Expected

_CHOOSING = 330
"""Width of what is chosen, logical pixels."""

_PERCENT, _DAYS = 92, 74
"""Widths of those fields; the price's takes both, and the sliders the rest."""

_QUIET = 250
"""Milliseconds without a change after which the forks are played."""

_USUAL_DAYS = 7
_STEP = 100
"""Basis points between two places of the slider of percentages."""


class TryPricesDialog(RoomyDialog):
    """Changes nothing itself: whoever opened it does what its buttons ask for."""

    price_wanted = Signal(object, object)
    """A ``Promotable`` is to have that price (minor units)."""
    promotion_wanted = Signal(object)
    """The ``SavePromotion`` that is to be made, once somebody has looked it over."""

    def __init__(
        self, desk: Desk, work: PromotionWork, sku: int, parent: QWidget, fork: Forking = Shop.forks
    ) -> None:
        """``sku`` is tried first, or the first that is on sale where it is 0 or not there."""
        super().__init__(parent)
        self.setObjectName("dialog.try-prices")
        self.setWindowTitle(tr("Try prices"))
        self.setAccessibleName(tr("Try prices"))
        self._desk, self._work = desk, work
        self.sku = _first(work, sku)
        self.expected: Expected | None = None
        """What the forks came to for what is tried now; None while nobody knows."""
        self._usual: Expected | None = None
        """What they came to last, of which the usual course holds while the shop stands still."""
        self.what_if = WhatIf(desk, self, fork)
        self.what_if.answered.connect(self._take)
        self.what_if.failed.connect(self._stop)
        self.what_if.moved.connect(self._read_again)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        body = QHBoxLayout()
        body.setSpacing(20)
        body.addWidget(self._make_choosing())
        body.addWidget(self._make_telling(), 1)
        column.addLayout(body, 1)
        column.addLayout(self._make_foot())
        self.choice.show_skus(_offered(self._work, self.sku), self.sku.id)
        self._show_sku()
        self.finished.connect(self._end)
        self.ask()

    # Made of

    def _make_choosing(self) -> QWidget:
        box = QWidget(self)
        box.setFixedWidth(_CHOOSING)
        rules, currency = self._work.shop.rules, self._work.shop.currency
        self.choice = SkuChoice(box)
        self.choice.chosen.connect(self._choose)
        self.slider = PriceSlider(tr("Price"), box)
        self.slider.setObjectName("try-prices.price-slider")
        self.price = MoneyField(tr("Price"), currency, rules.price_high, box)
        self.slider.valueChanged.connect(self.price.set_amount)
        self.price.setObjectName("try-prices.price")
        self.price.setMinimum(rules.price_low / currency.unit)
        self.price.valueChanged.connect(self._price_changed)
        self._even = PlainLabel("", box, role="mute", size="small", wrap=True)
        self._even.setObjectName("try-prices.break-even")
        self.off_slider = TrySlider(tr("Percent off"), box)
        self.off_slider.setObjectName("try-prices.off-slider")
        self.off_slider.setRange(0, rules.discount_high // _STEP)
        self.percent = PercentField(tr("Percent off"), box)
        self.percent.setObjectName("try-prices.percent")
        self.percent.setMaximum(rules.discount_high / 100)
        self.percent.valueChanged.connect(self._percent_changed)
        self.off_slider.valueChanged.connect(
            lambda value: self.percent.set_basis_points(value * _STEP)
        )
        self.days = NumberField(tr("Days"), 1, rules.deal_days_high, box)
        self.days.setObjectName("try-prices.days")
        self.days.setValue(_USUAL_DAYS)
        self.days.valueChanged.connect(self._renew)
        self.percent.setFixedWidth(_PERCENT)
        self.days.setFixedWidth(_DAYS)
        fields = QGridLayout()
        fields.setHorizontalSpacing(8)
        fields.setVerticalSpacing(4)
        fields.setColumnStretch(0, 1)
        fields.addWidget(self._word(tr("Price"), box), 0, 0, 1, 3)
        fields.addWidget(self.slider, 1, 0)
        fields.addWidget(self.price, 1, 1, 1, 2)
        fields.addWidget(self._even, 2, 0, 1, 3)
        fields.addWidget(self._word(tr("Or so much off, for some days"), box), 3, 0, 1, 2)
        fields.addWidget(self._word(tr("Days"), box), 3, 2)
        fields.addWidget(self.off_slider, 4, 0)
        fields.addWidget(self.percent, 4, 1)
        fields.addWidget(self.days, 4, 2)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.choice, 1)
        column.addLayout(fields)
        return box

    def _make_telling(self) -> QWidget:
        area = Scrolled(10, parent=self)
        self._title = PlainLabel("", area, size="title", strong=True, wrap=True)
        self._about = PlainLabel("", area, role="mute", size="small", wrap=True)
        self._heading = PlainLabel(tr("The whole shop from now on"), area, strong=True, wrap=True)
        self.figures = ExpectedFigures(self._work.shop.currency, area)
        self._problem = PlainLabel("", area, role="bad", size="small", wrap=True)
        self._problem.setObjectName("try-prices.problem")
        self._method = PlainLabel("", area, role="mute", size="small", wrap=True)
        self._method.setObjectName("try-prices.method")
        self._method.setToolTip(method_tip())
        self.busy = Busy(area)
        policy = self.busy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(policy)
        self.busy.cancelled.connect(self.stop)
        self.what_if.progressed.connect(self.busy.progress)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addWidget(self._about)
        area.body.addLayout(head)
        for part in (self._heading, self.figures, self._problem, self._method, self.busy):
            area.body.addWidget(part)
        area.body.addStretch(1)
        return area

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.again = QPushButton(tr("Play it"), self)
        self.again.setObjectName("action.play-again")
        self.again.clicked.connect(self.ask)
        self.again.hide()
        close = QPushButton(tr("Close"), self)
        close.setObjectName("action.close-try-prices")
        close.clicked.connect(self.reject)
        self.promote = QPushButton(tr("Make it a promotion…"), self)
        self.promote.setObjectName("action.make-promotion")
        self.promote.clicked.connect(self._want_promotion)
        self.set_price = QPushButton(tr("Set this price"), self)
        self.set_price.setObjectName("action.set-tried-price")
        self.set_price.setProperty("kind", "primary")
        self.set_price.clicked.connect(self._want_price)
        row.addWidget(self.again)
        row.addStretch(1)
        for button in (close, self.promote, self.set_price):
            row.addWidget(button)
        for button in (self.again, close, self.promote, self.set_price):
            button.setAutoDefault(False)
        return row

    @staticmethod
    def _word(words: str, parent: QWidget) -> PlainLabel:
        return PlainLabel(words, parent, role="mute", size="small", elide=True)

    # What is tried

    @property
    def tried(self) -> Tried:
        """What is chosen now."""
        return Tried(self.sku, self.price.amount(), self.percent.basis_points(), self.days.value())

    def _choose(self, sku: Promotable) -> None:
        self.sku = sku
        self._show_sku()
        self._renew()

    def _show_sku(self) -> None:
        """Show the SKU at its own price, nothing off."""
        sku, rules = self.sku, self._work.shop.rules
        for widget in (self.slider, self.price, self.off_slider, self.percent):
            widget.blockSignals(True)
        self.slider.setRange(
            max(sku.price // 2, rules.price_low), min(sku.price * 3 // 2, rules.price_high)
        )
        self.slider.setSingleStep(max(sku.price // 100, 1))
        self.slider.setPageStep(max(sku.price // 20, 1))
        self.slider.setValue(sku.price)
        self.price.set_amount(sku.price)
        self.off_slider.setValue(0)
        self.percent.set_basis_points(0)
        for widget in (self.slider, self.price, self.off_slider, self.percent):
            widget.blockSignals(False)
        self.slider.set_mark(None)
        self._even.setText("")
        self._word_sku()
        wall, ids = self._desk.clock(), (sku.id,)
        self._desk.read(
            self, "margin", lambda shop: shop.read(margin, wall, ids), self._show_margin
        )

    def _word_sku(self) -> None:
        sku, currency = self.sku, self._work.shop.currency
        self._title.setText(sku_name(sku))
        price = money(sku.price, currency)
        if not sku.live:
            about = tr("{price} now; it is off sale, so nobody buys it.", price=price)
        elif sku.cost is None:
            about = tr("{price} now", price=price)
        else:
            about = tr("{price} now, costs you {cost}", price=price, cost=money(sku.cost, currency))
        self._about.setText(about)

    def _show_margin(self, found: tuple[MarginRow, ...]) -> None:
        even = next((row.break_even_price for row in found if row.known.sku == self.sku.id), None)
        self.slider.set_mark(even)
        if even is not None:
            price = money(even, self._work.shop.currency)
            self._even.setText(tr("Break-even price {price}, alone in its parcel", price=price))

    def _price_changed(self) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(self.price.amount())
        self.slider.blockSignals(False)
        self._renew()

    def _percent_changed(self) -> None:
        self.off_slider.blockSignals(True)
        self.off_slider.setValue(self.percent.basis_points() // _STEP)
        self.off_slider.blockSignals(False)
        self._renew()

    def _renew(self) -> None:
        """Something else is tried: play it once it is quiet."""
        self.what_if.cancel()
        self.expected = None
        self.figures.show_expected(self._usual)
        self._problem.setText("")
        self._allow()
        self._quiet.start()

    # Playing it

    def ask(self) -> None:
        """Play what is tried now; without a change how it goes on, which later questions need."""
        commands, label = self.tried.commands(self._work), tr("Playing the next days")
        self._quiet.stop()
        self.again.hide()
        self.busy.start(label)
        self.what_if.ask(label, lambda forks, progress: forks.tried(commands, progress))
        self._allow()

    def stop(self) -> None:
        """Play no more of it."""
        self._quiet.stop()
        self.what_if.cancel()
        self._stop()

    def _stop(self) -> None:
        self.busy.finish()
        self.again.show()

    def _end(self) -> None:
        self._quiet.stop()
        self.what_if.cancel()

    def _take(self, expected: Expected) -> None:
        self.busy.finish()
        self.expected = self._usual = expected
        changed = self.tried.changed and not expected.refusals
        self.figures.show_expected(expected, changed=changed)
        days = number(expected.days)
        self._heading.setText(tr("The whole shop in the next {days} days", days=days))
        self._method.setText(method_text(expected))
        said = [refusal_text(self._named(each)) for each in expected.refusals]
        if changed and self.sku.id in expected.runs_out:
            said.append(tr("It would be sold out by then in half of the tries or more."))
        self.show_problem("\n".join(said), bad=bool(expected.refusals))
        self._allow()

    def _named(self, refusal: Refusal) -> Refusal:
        """With the SKU's name in place of its id."""
        if "sku" not in refusal.params:
            return refusal
        return Refusal(refusal.code, {**refusal.params, "sku": sku_name(self.sku)})

    def _read_again(self) -> None:
        """The shop has gone on: look at it anew, with what is tried as it was, where it can."""
        wall = self._desk.clock()
        self._usual = None
        self._desk.read(self, "work", lambda shop: shop.read(promotion_work, wall), self._show_work)

    def _show_work(self, work: PromotionWork | None) -> None:
        if work is None or not work.skus:
            self.reject()
            return
        before, self._work = self.sku, work
        self.sku = _first(work, before.id)
        self.choice.show_skus(_offered(work, self.sku), self.sku.id)
        if (self.sku.id, self.sku.price) == (before.id, before.price):
            self._word_sku()
        else:
            self._show_sku()
        self._renew()

    # What comes of it

    def show_problem(self, sentence: str, *, bad: bool = True) -> None:
        """Say why something cannot be done, or what to look out for."""
        self._problem.setText(sentence)
        restyle(self._problem, role="bad" if bad else "warn")
        self._allow()

    def _allow(self) -> None:
        tried, refused = self.tried, self.expected is not None and bool(self.expected.refusals)
        self.set_price.setEnabled(tried.new_price)
        self.promote.setEnabled(tried.promotion(self._work) is not None and not refused)
        self.promote.setToolTip(plain_tooltip(_why_no_promotion(tried)))

    def _want_price(self) -> None:
        self.set_price.setEnabled(False)  # a double click does not set it twice
        self.price_wanted.emit(self.sku, self.price.amount())

    def _want_promotion(self) -> None:
        command = self.tried.promotion(self._work)
        if command is not None:
            self.accept()
            self.promotion_wanted.emit(command)


def _why_no_promotion(tried: Tried) -> str:
    """Why what is tried cannot be made a promotion; empty where it can, or nothing is tried."""
    if tried.new_price and tried.percent:
        return tr("Set the price first; then what is off it can be made a promotion.")
    if tried.new_price:
        return tr(
            "A new price has no end, and buyers see no deal in it. Take something off for some "
            "days instead."
        )
    return ""


def _first(work: PromotionWork, sku: int) -> Promotable:
    """The SKU of that id, else one that is on sale, else any."""
    live = next((each for each in work.skus if each.live), work.skus[0])
    return next((each for each in work.skus if each.id == sku), live)


def _offered(work: PromotionWork, sku: Promotable) -> list[Promotable]:
    """What can be tried: what is on sale, and what was asked for."""
    return [each for each in work.skus if each.live or each.id == sku.id]
