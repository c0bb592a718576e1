"""What a promotion takes off that sets no prices: a voucher, a code, shipping, more for more."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.promotion_editor.draft import Draft
from desktop.promotion_editor.form import Form
from desktop.promotion_editor.gift import NOTHING, Gift, GiftField
from desktop.promotion_editor.part import Part, choose, combo, labelled
from desktop.promotion_editor.places import VALUE
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.money_field import MoneyField
from desktop.widgets.number_field import NumberField
from desktop.widgets.percent_field import PercentField
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import date_text, percent
from domain.promotions.rules import Tool

_PERCENT, _AMOUNT, _ALL, _GIFT = "percent", "amount", "all", "gift"
Tier = tuple[int, int, int, int]


class ValuePart(Part):
    """Fields that not every tool has; each is there where it means something."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        fields = ("percent", "amount", "most", "least", "code", "tiers", "gifts", "co_funded")
        super().__init__("value", tr("What it takes off"), draft, (VALUE, fields), parent)
        shop = draft.work.shop
        high = shop.rules.price_high
        self._by = _PERCENT
        inside = QWidget(self)
        flow = FlowLayout(inside, spacing=12)
        self.code = QLineEdit(inside)
        self.code.setObjectName("promotion.code")
        self.code.setMaxLength(shop.rules.code_high)
        self.code.textEdited.connect(lambda text: draft.change(code=text.strip().upper()))
        self.how = combo("how", tr("How it is said"), inside)
        self.how.activated.connect(lambda _at: self._choose_way())
        self.percent = PercentField(tr("Percent off"), inside)
        self.percent.setObjectName("promotion.percent")
        self.percent.valueChanged.connect(
            lambda _value: draft.change(percent=self.percent.basis_points(), amount=0)
        )
        self.amount = MoneyField(tr("Amount off"), shop.currency, high, inside)
        self.amount.setObjectName("promotion.amount")
        self.amount.valueChanged.connect(
            lambda _value: draft.change(amount=self.amount.amount(), percent=0)
        )
        self.most = MoneyField(tr("At most"), shop.currency, high, inside)
        self.most.setObjectName("promotion.most")
        self.most.setSpecialValueText(tr("No limit"))
        self.most.valueChanged.connect(lambda _value: draft.change(most=self.most.amount()))
        self.least = MoneyField(tr("From"), shop.currency, high, inside)
        self.least.setObjectName("promotion.least")
        self.least.setSpecialValueText(tr("Any order"))
        self.least.valueChanged.connect(lambda _value: draft.change(least=self.least.amount()))
        self._boxes = {
            "code": labelled(tr("Code"), self.code, inside),
            "how": labelled(tr("How it is said"), self.how, inside),
            "percent": labelled(tr("Percent off"), self.percent, inside),
            "amount": labelled(tr("Amount off"), self.amount, inside),
            "most": labelled(tr("At most"), self.most, inside),
            "least": labelled(tr("For orders from"), self.least, inside),
        }
        for box in self._boxes.values():
            flow.addWidget(box)
        self.body.addWidget(inside)
        self._flow_box = inside
        self.co_funded = QCheckBox(tr("The platform bears a part of it"), self)
        self.co_funded.setObjectName("promotion.co-funded")
        self.co_funded.clicked.connect(lambda on: draft.fund(co_funded=on))
        self._funding = PlainLabel("", self, role="mute", size="small", wrap=True)
        self._funding.setObjectName("promotion.funding")
        self.body.addWidget(self.co_funded)
        self.body.addWidget(self._funding)
        self.tiers = TiersField(draft, self)
        self.body.addWidget(self.tiers)
        self.build()

    def show_form(self, form: Form) -> None:
        tool = form.tool
        if self.isHidden() != form.sets_prices:  # shown anew, Qt's fields forget what is typed
            self.setHidden(form.sets_prices)
        self._flow_box.setVisible(tool is not Tool.BUY_MORE)
        self.tiers.setVisible(tool is Tool.BUY_MORE)
        self.tiers.show_tiers(form.tiers, form.gifts)
        self._show_funding(form)
        if form.sets_prices or tool is Tool.BUY_MORE:
            return
        self._show_ways(form)
        said = form.needs("percent") and self._by == _PERCENT
        for name, shown in (
            ("code", form.needs("code")),
            ("how", self.how.count() > 1),
            ("percent", said),
            ("amount", form.needs("amount") and self._by == _AMOUNT),
            ("most", form.needs("most") and said),
            ("least", form.needs("least")),
        ):
            self._boxes[name].setVisible(shown)
            self._boxes[name].setEnabled(self.draft.is_open(name))
        if self.code.text() != form.code:
            place = self.code.cursorPosition()
            self.code.setText(form.code)
            self.code.setCursorPosition(place)
        for field, value in (
            (self.amount, form.amount),
            (self.most, form.most),
            (self.least, form.least),
        ):
            if field.amount() != value:
                with QSignalBlocker(field):
                    field.set_amount(value)
        if self.percent.basis_points() != form.percent:
            with QSignalBlocker(self.percent):
                self.percent.set_basis_points(form.percent)

    def _show_funding(self, form: Form) -> None:
        offered, day = form.needs("co_funded"), self.draft.campaign_day
        self.co_funded.setVisible(offered)
        self.co_funded.setChecked(form.co_funded)
        self.co_funded.setEnabled(self.draft.is_open("co_funded"))
        self._funding.setVisible(offered)
        if form.co_funded and day is not None:
            on = int(self.draft.work.shop.book.calendar.local_day(day.starts_at))
            told = tr(
                "Of {name}, {day}, it bears {share}.",
                name=day.name,
                day=date_text(on),
                share=percent(day.platform_share, 0),
            )
        else:
            told = tr("Only of one that begins and ends on a campaign's day.")
        self._funding.setText(
            tr("{what} Such terms vary and none is published: the share is a guess.", what=told)
        )

    def _show_ways(self, form: Form) -> None:
        ways = {
            Tool.VOUCHER: ((_PERCENT, tr("Percent")), (_AMOUNT, tr("Amount"))),
            Tool.SHIPPING_DISCOUNT: ((_ALL, tr("All of the fee")), (_AMOUNT, tr("A part of it"))),
        }.get(form.tool, ((_PERCENT, tr("Percent")),))
        if [self.how.itemData(at) for at in range(self.how.count())] != [key for key, _ in ways]:
            self.how.clear()
            for key, words in ways:
                self.how.addItem(words, key)
        keys = [key for key, _ in ways]
        if form.amount and _AMOUNT in keys:
            self._by = _AMOUNT
        elif self._by not in keys or form.percent:
            self._by = keys[0]
        choose(self.how, self._by)

    def _choose_way(self) -> None:
        self._by = self.how.currentData()
        cleared = {"amount": 0} if self._by != _AMOUNT else {"percent": 0, "most": 0}
        self.draft.change(**cleared)
        self.renew()


class TiersField(QWidget):
    """The steps of more for more, one below the other."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        super().__init__(parent)
        self._draft = draft
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        most = draft.work.shop.rules.buy_more_tiers_high
        self.rows = [TierRow(number, draft, self) for number in range(1, most + 1)]
        for row in self.rows:
            row.told.connect(self._take)
            column.addWidget(row)
        buttons = QHBoxLayout()
        self.more = QPushButton(tr("Add a step"), self)
        self.more.setObjectName("action.add-tier")
        self.less = QPushButton(tr("Remove the last step"), self)
        self.less.setObjectName("action.remove-tier")
        for button, act in ((self.more, self._add), (self.less, self._remove)):
            button.setAutoDefault(False)
            button.clicked.connect(act)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def show_tiers(self, tiers: tuple[Tier, ...], gifts: tuple[Gift, ...]) -> None:
        every, orders = self._draft.is_open("tiers"), self._draft.is_open("gifts")
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(tiers))
            if at < len(tiers):
                row.show_tier(tiers[at], gifts[at] if gifts else NOTHING)
                row.set_open(every=every, orders=orders)
        self.more.setVisible(len(tiers) < len(self.rows))
        self.less.setVisible(len(tiers) > 1)
        self.more.setEnabled(every)
        self.less.setEnabled(every)

    def _take(self) -> None:
        rows = self.rows[: len(self._draft.form.tiers)]
        self._put([row.tier() for row in rows], [row.gift() for row in rows])

    def _add(self) -> None:
        tiers, gifts = self._said()
        units, least, percent, amount = tiers[-1] if tiers else (1, 0, 500, 0)
        step = units + 1 if units else 0, 2 * least, percent + 500 if percent else 0, 2 * amount
        sku, each, orders = gifts[-1] if gifts else NOTHING
        self._put([*tiers, step], [*gifts, (sku, each + 1 if sku else 0, orders)])

    def _remove(self) -> None:
        tiers, gifts = self._said()
        self._put(tiers[:-1], gifts[:-1])

    def _said(self) -> tuple[list[Tier], list[Gift]]:
        """The steps, and the gift of each."""
        form = self._draft.form
        return list(form.tiers), list(form.gifts or (NOTHING,) * len(form.tiers))

    def _put(self, tiers: list[Tier], gifts: list[Gift]) -> None:
        told = tuple(gifts) if any(sku for sku, *_ in gifts) else ()
        self._draft.change(tiers=tuple(tiers), gifts=told)


class TierRow(QWidget):
    """From how much on, and what is taken off or given then."""

    told = Signal()

    def __init__(self, number: int, draft: Draft, parent: QWidget) -> None:
        super().__init__(parent)
        shop = draft.work.shop
        flow = FlowLayout(self, spacing=12)
        name = tr("Step {number}", number=number)
        self.reach = combo(f"tier-{number}-reach", tr("{step}, reached by", step=name), self)
        self.reach.addItem(tr("Units"), "units")
        self.reach.addItem(tr("Amount"), "least")
        self.units = NumberField(tr("Units"), 1, shop.rules.promotion_limit_high, self)
        self.least = MoneyField(tr("Amount"), shop.currency, shop.rules.price_high, self)
        self.gives = combo(f"tier-{number}-gives", tr("{step}, brings", step=name), self)
        self.gives.addItem(tr("Percent off"), _PERCENT)
        self.gives.addItem(tr("Amount off"), _AMOUNT)
        self.gives.addItem(tr("A gift"), _GIFT)
        self.percent = PercentField(tr("Percent off"), self)
        self.amount = MoneyField(tr("Amount off"), shop.currency, shop.rules.price_high, self)
        for kind in ("units", "least", "percent", "amount"):
            field = getattr(self, kind)
            field.setObjectName(f"promotion.tier-{number}-{kind}")
            field.valueChanged.connect(lambda _value: self.told.emit())
        self._gift = GiftField(f"tier-{number}", name, draft, self)
        self._gift.told.connect(self.told)
        for box in (self.reach, self.gives):
            box.activated.connect(lambda _at: self._switch())
        flow.addWidget(labelled(tr("{step}: reached by", step=name), self.reach, self))
        self._units = labelled(tr("From"), self.units, self)
        self._least = labelled(tr("From"), self.least, self)
        self._percent = labelled(tr("Takes off"), self.percent, self)
        self._amount = labelled(tr("Takes off"), self.amount, self)
        flow.addWidget(self._units)
        flow.addWidget(self._least)
        flow.addWidget(labelled(tr("Brings"), self.gives, self))
        flow.addWidget(self._percent)
        flow.addWidget(self._amount)
        flow.addWidget(self._gift)

    def show_tier(self, tier: Tier, gift: Gift) -> None:
        units, least, percent, amount = tier
        if tier != self.tier():
            blocked = [
                QSignalBlocker(each) for each in (self.units, self.least, self.percent, self.amount)
            ]
            choose(self.reach, "least" if least or (not units and self._by_amount()) else "units")
            self.units.setValue(max(units, 1))
            self.least.set_amount(least)
            self.percent.set_basis_points(percent)
            self.amount.set_amount(amount)
            del blocked
        said = {_GIFT: gift[0], _AMOUNT: amount, _PERCENT: percent}
        choose(self.gives, next((way for way, value in said.items() if value), self._way()))
        self._gift.show_gift(gift)
        self._units.setHidden(self._by_amount())
        self._least.setVisible(self._by_amount())
        for way, box in (
            (_PERCENT, self._percent),
            (_AMOUNT, self._amount),
            (_GIFT, self._gift),
        ):
            box.setVisible(way == self._way())

    def set_open(self, *, every: bool, orders: bool) -> None:
        """Whether all of it, or for how many orders its gift is, can still be changed."""
        for box in (self.reach, self.gives, self._units, self._least, self._percent, self._amount):
            box.setEnabled(every)
        self._gift.set_open(every=every, orders=orders)

    def tier(self) -> Tier:
        """The step as the fields say it."""
        return (
            0 if self._by_amount() else self.units.value(),
            self.least.amount() if self._by_amount() else 0,
            self.percent.basis_points() if self._way() == _PERCENT else 0,
            self.amount.amount() if self._way() == _AMOUNT else 0,
        )

    def gift(self) -> Gift:
        """What it gives as the fields say it."""
        return self._gift.gift() if self._way() == _GIFT else NOTHING

    def _by_amount(self) -> bool:
        return bool(self.reach.currentData() == "least")

    def _way(self) -> str:
        return str(self.gives.currentData())

    def _switch(self) -> None:
        self.told.emit()
        self.show_tier(self.tier(), self.gift())
