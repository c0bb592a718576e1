"""Whom the promotion is for, and how often it can be had."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.promotion_editor.draft import Draft
from desktop.promotion_editor.form import Form
from desktop.promotion_editor.part import Part, choose, combo, labelled
from desktop.promotion_editor.places import LIMITS
from desktop.promotion_wording import audience_name
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.number_field import NumberField
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.rules import Audience


class LimitsPart(Part):
    """Its audience, what a buyer may have of it, and how many orders may use it."""

    def __init__(self, draft: Draft, parent: QWidget) -> None:
        fields = ("audience", "buyer_limit", "uses")
        super().__init__("limits", tr("For whom, how often"), draft, (LIMITS, fields), parent)
        rules = draft.work.shop.rules
        inside = QWidget(self)
        flow = FlowLayout(inside, spacing=12)
        self.audience = combo("audience", tr("For whom"), inside)
        for each in (Audience.ALL, Audience.NEW, Audience.EXISTING, Audience.REPEAT):
            self.audience.addItem(audience_name(each), each.name)
        self.audience.activated.connect(
            lambda _at: draft.change(audience=self.audience.currentData())
        )
        self.buyer_limit = limit_field(tr("A buyer's limit"), rules.promotion_limit_high, inside)
        self.buyer_limit.setObjectName("promotion.buyer-limit")
        self.buyer_limit.valueChanged.connect(
            lambda value: draft.change(buyer_limit=value or NO_LIMIT)
        )
        self.uses = limit_field(tr("Orders that may use it"), rules.promotion_uses_high, inside)
        self.uses.setObjectName("promotion.uses")
        self.uses.valueChanged.connect(lambda value: draft.change(uses=value or NO_LIMIT))
        flow.addWidget(labelled(tr("For whom"), self.audience, inside))
        self._units = labelled(tr("Most for one buyer"), self.buyer_limit, inside)
        self._orders = labelled(tr("Orders that may use it"), self.uses, inside)
        flow.addWidget(self._units)
        flow.addWidget(self._orders)
        self.body.addWidget(inside)
        self.build()

    def show_form(self, form: Form) -> None:
        draft = self.draft
        choose(self.audience, form.audience)
        self.audience.setEnabled(draft.is_open("audience"))
        self._units.setVisible(form.needs("buyer_limit"))
        self._orders.setVisible(form.needs("uses"))
        words = tr(" units") if form.sets_prices else tr(" orders")
        for field, value, name in (
            (self.buyer_limit, form.buyer_limit, "buyer_limit"),
            (self.uses, form.uses, "uses"),
        ):
            with QSignalBlocker(field):
                field.setValue(max(value, 0))
            field.setEnabled(draft.is_open(name))
        self.buyer_limit.setSuffix(words)


def limit_field(name: str, most: int, parent: QWidget) -> NumberField:
    """A number of which none stands for no limit."""
    field = NumberField(name, 0, most, parent)
    field.setSpecialValueText(tr("No limit"))
    return field
