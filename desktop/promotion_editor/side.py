"""Beside the form: what is kept of a SKU, and how a basket with it is priced."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.margin_wording import (
    buyer_name,
    loss_name,
    part_name,
    part_source,
    step_meaning,
    step_name,
)
from desktop.promotion_editor.draft import Draft
from desktop.promotion_editor.part import choose, combo, labelled
from desktop.theme.properties import restyle
from desktop.theme.roles import Role
from desktop.widgets.detail_card import DetailCard
from desktop.widgets.fields import Fields
from desktop.widgets.number_field import NumberField
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import moment, money, percent
from domain.kernel.money import BASIS
from domain.promotions.explaining import SUMS, Kind
from domain.promotions.margin import Part
from domain.promotions.rules import Audience
from domain.reports.margin import Explained, MarginRow, Parts, Stack
from domain.reports.promotion_basket import Asked

_UNIT, _BASKET = "unit", "basket"
_ALWAYS = (Part.BUYER, Part.KEEPS)
_NAMED = 2
"""Products that are named among those that lose money."""

_OFFERED = 60
"""So many SKUs can be looked at here; the table reaches all."""


class SideColumn(DetailCard):
    """Follows the promotion as it is typed."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        super().__init__(
            "promotion-side", tr("Margin and preview"), tr("Close"), spacing=8, parent=parent
        )
        self._draft = draft
        self.sku = combo("looked-at", tr("Which product"), self, narrow=True)
        self.sku.activated.connect(lambda _at: self.look_at(self.sku.currentData()))
        self.body.addWidget(self.sku)
        self.margin = MarginGuard(draft, self)
        self.preview = BasketPreview(draft, self)
        rule = QFrame(self)
        rule.setProperty("kind", "rule")
        for each in (self.margin, rule, self.preview):
            self.body.addWidget(each)
        self.body.addStretch(1)
        draft.changed.connect(self._renew)
        draft.asked_changed.connect(self._renew)
        draft.looked.connect(self._say)
        self._renew()
        self._say()

    def look_at(self, sku: int) -> None:
        """Show this SKU."""
        asked = self._draft.asked
        self._draft.look_at(Asked(sku, asked.units, asked.earlier))

    def _renew(self) -> None:
        draft = self._draft
        ids = dict.fromkeys([*draft.covered[:_OFFERED], draft.asked.sku])
        names = [(draft.name_of(each), each) for each in ids if each in draft.known]
        there = [(self.sku.itemText(at), self.sku.itemData(at)) for at in range(self.sku.count())]
        if names != there:
            self.sku.clear()
            for name, each in names:
                self.sku.addItem(name, each)
        choose(self.sku, draft.asked.sku)

    def _say(self) -> None:
        look = self._draft.look
        row = (look.margins or {}).get(self._draft.asked.sku)
        self.margin.show_row(row)
        self._word_head(row)
        self.preview.show_steps(row.worst if row is not None else None)

    def _losing(self) -> list[str]:
        """The names of some products that lose money, whichever is looked at."""
        rows = self._draft.look.margins or {}
        losing = [sku for sku, row in rows.items() if row.loses]
        names = dict.fromkeys(self._draft.known[sku].product for sku in losing)
        return [*list(names)[:_NAMED], *(["…"] if len(names) > _NAMED else [])]

    def _word_head(self, row: MarginRow | None) -> None:
        """Say at a glance whether it earns anything."""
        title = tr("Margin guard")
        if row is None or dict(row.unit).get(Part.KEEPS) is None:
            self.show_head(title, tr("What it leaves is not known."), "mute")
        elif row.loses:
            where = ", ".join(map(loss_name, row.loses))
            self.show_head(title, tr("Loses money: {where}", where=where), "bad")
        elif others := self._losing():
            told = tr("Loses money on other products: {names}", names=", ".join(others))
            self.show_head(title, told, "bad")
        else:
            self.show_head(title, tr("Leaves something, however it is bought."), "good")


class MarginGuard(QWidget):
    """What is kept of a unit, or of the SKU in a usual basket, part by part."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card.margin-guard")
        self.setAccessibleName(tr("Margin guard"))
        self.body = _column(self)
        self._draft = draft
        self._row: MarginRow | None = None
        self.per = PillBar(
            "margin.per",
            tr("Per what"),
            (Pill(_UNIT, tr("Per unit")), Pill(_BASKET, tr("Usual basket"))),
            self,
        )
        self.per.chosen.connect(lambda _key: self._show())
        self._fields = Fields(self)
        self._keeps = PlainLabel("", self, strong=True, size="title")
        self._keeps.setObjectName("margin.keeps")
        self._name = PlainLabel(tr("You keep"), self, strong=True)
        sum_row = QHBoxLayout()
        sum_row.addWidget(self._name, 1)
        sum_row.addWidget(self._keeps)
        self._warning = PlainLabel("", self, role="warn", size="small", strong=True, wrap=True)
        self._warning.setObjectName("margin.warning")
        self._loss = PlainLabel("", self, role="bad", size="small", strong=True, wrap=True)
        self._loss.setObjectName("margin.loss")
        self._basis = PlainLabel("", self, role="mute", size="label", wrap=True)
        self.body.addWidget(self.per)
        self.body.addWidget(self._fields)
        self.body.addLayout(sum_row)
        for label in (self._warning, self._loss, self._basis):
            self.body.addWidget(label)

    def show_row(self, row: MarginRow | None) -> None:
        self._row = row
        self._show()

    def _show(self) -> None:
        row, currency = self._row, self._draft.work.shop.currency
        self._fields.clear()
        self.per.setVisible(row is not None)
        if row is None:
            self._keeps.setText("")
            self._warning.setText(tr("Choose a product to see what is kept of it."))
            self._loss.hide()
            self._basis.hide()
            return
        unit = self.per.current() == _UNIT
        parts: Parts = row.unit if unit else row.basket
        fee = self._draft.work.shop.rules.referral_fee
        for part, amount in parts:
            if part is Part.KEEPS or (amount == 0 and part not in _ALWAYS):
                continue
            words = part_name(part, row.known, fee)
            told = tr("not known") if amount is None else money(amount, currency)
            self._fields.add(words, told, tip=part_source(part, row.known))
        keeps = dict(parts).get(Part.KEEPS)
        self._keeps.setText(tr("not known") if keeps is None else money(keeps, currency))
        role: Role = "mute" if keeps is None else "bad" if keeps < 0 else "good"
        restyle(self._keeps, role=role)
        self._warning.setText("\n".join(self._sentences(row)))
        lean = row.leanest
        losing = lean is not None and lean.keeps is not None and lean.keeps < 0
        self._loss.setText(_worst_text(self._draft, lean) if lean is not None and losing else "")
        self._loss.setVisible(losing)
        self._basis.setText(self._word_basis(row))
        self._basis.setVisible(bool(self._basis.text()))

    def _sentences(self, row: MarginRow) -> list[str]:
        currency, said = self._draft.work.shop.currency, []
        price, even = row.known.price, row.break_even_price
        if even is not None and price and even < price:
            share = percent((price - even) * BASIS // price, 0)
            said.append(
                tr(
                    "Break-even price {price}: at more than {share} off, each sale loses money.",
                    price=money(even, currency),
                    share=share,
                )
            )
        elif even is not None:
            said.append(tr("Break-even price {price}.", price=money(even, currency)))
        if row.break_even_commission is not None:
            commission = percent(row.break_even_commission, 1)
            said.append(tr("A creator commission of {share} would use it up.", share=commission))
        if row.known.cost.value is None:
            said.append(tr("Nobody knows what it costs you, so what is kept is not known."))
        return said

    def _word_basis(self, row: MarginRow) -> str:
        if self.per.current() == _UNIT:
            return ""
        return tr(
            "{units} of it in an order of {lines} lines, as orders usually are.",
            units=row.known.units.value or 1,
            lines=f"{(row.known.lines.value or 100) / 100:g}",
        )


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return column


class BasketPreview(QWidget):
    """How many of it for whom, and each step to what is paid."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        super().__init__(parent)
        title = tr("What a buyer pays")
        self.setObjectName("card.basket-preview")
        self.setAccessibleName(title)
        self.body = _column(self)
        self.body.addWidget(PlainLabel(title, self, size="title", strong=True, wrap=True))
        self._draft = draft
        self.units = NumberField(tr("Units"), 1, draft.work.shop.rules.promotion_limit_high, self)
        self.units.setObjectName("preview.units")
        self.units.setValue(draft.asked.units)
        self.units.valueChanged.connect(lambda _value: self._ask())
        self.buyer = combo("preview-buyer", tr("Which buyer"), self, narrow=True)
        for earlier in range(Audience.REPEAT + 1):
            self.buyer.addItem(buyer_name(earlier), earlier)
        self.buyer.activated.connect(lambda _at: self._ask())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(labelled(tr("Units"), self.units, self))
        row.addWidget(labelled(tr("Buyer"), self.buyer, self), 1)
        self.body.addLayout(row)
        self._fields = Fields(self)
        self.body.addWidget(self._fields)
        self._worst = PlainLabel("", self, size="small", wrap=True)
        self._worst.setObjectName("preview.worst")
        self.body.addWidget(self._worst)

    def show_steps(self, worst: Stack | None) -> None:
        """Show the basket that was priced last, and the cheapest that can be put together."""
        self._fields.clear()
        currency = self._draft.work.shop.currency
        for each in self._draft.look.steps:
            step = each.step
            strong = step.kind in SUMS
            told = money(step.amount, currency)
            if step.platform:
                told = tr(
                    "{amount} ({you} you, {platform} the platform)",
                    amount=told,
                    you=money(step.seller, currency),
                    platform=money(step.platform, currency),
                )
            if step.kind is Kind.GIFT:
                self._add_gift(each)
                continue
            role: Role = "accent" if step.kind is Kind.PAYS else "text"
            self._fields.add(
                step_name(each), told, role=role, strong=strong, tip=step_meaning(step.kind)
            )
        self._worst.setText(_worst_text(self._draft, worst) if worst is not None else "")
        self._worst.setVisible(worst is not None)
        keeps = worst.keeps if worst is not None else None
        restyle(self._worst, role="bad" if keeps is not None and keeps < 0 else "mute")

    def _add_gift(self, each: Explained) -> None:
        """What goes with the basket at no price, and what that costs the seller."""
        gift, units = each.step.gift, each.step.units
        found = self._draft.known.get(gift)
        words = tr("Gift: {units} × {product}", units=units, product=self._draft.name_of(gift))
        currency = self._draft.work.shop.currency
        tip = f"{words}\n{step_name(each)}: {step_meaning(Kind.GIFT)}"
        self._fields.add(words, money(0, currency), tip=tip)
        if found is not None and found.cost is not None:
            self._fields.add(tr("… costs you"), money(units * found.cost, currency), role="mute")

    def _ask(self) -> None:
        asked = self._draft.asked
        self._draft.look_at(Asked(asked.sku, self.units.value(), self.buyer.currentData()))


def _worst_text(draft: Draft, stack: Stack) -> str:
    """The cheapest basket that somebody could put together, in words."""
    shop = draft.work.shop
    currency = shop.currency
    each = money(round(stack.value / stack.units), currency)
    stacked = " + ".join(named.name for named in stack.stacked) or tr("no promotion")
    words = tr(
        "The lowest a buyer can reach: {units} for {each} each, with {stacked}.",
        units=stack.units,
        each=each,
        stacked=stacked,
    )
    if stack.others:
        others = money(stack.others, currency)
        words = tr("{words} It takes other goods for {others} beside.", words=words, others=others)
    if stack.at > shop.now + 1:
        words = tr("{words} From {moment} on.", words=words, moment=moment(stack.at, shop))
    if stack.keeps is not None:
        kept = money(stack.keeps, currency)
        words = tr("{words} You keep {kept} of it.", words=words, kept=kept)
    return words
