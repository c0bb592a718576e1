"""A shipping template as a card: what it asks where, who uses it, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.fee_wording import at_most_text, fee_role, fee_sentence
from desktop.i18n import tr
from desktop.panels.shipping.words import (
    all_areas,
    areas_text,
    handling_text,
    rate_text,
    share_text,
)
from desktop.widgets.card import Card
from desktop.widgets.fields import Fields
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import money
from domain.reports.fee_warnings import FeeWarning
from domain.reports.shipping import Shipping
from domain.shipping.templates import Template


class TemplateCard(Card):
    """Shows one template."""

    edit_wanted = Signal()
    products_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, template: Template, found: Shipping, parent: QWidget | None = None) -> None:
        super().__init__(f"template.{template.id}", template.name, parent)
        uses = len(found.uses(template.id))
        used = PlainLabel(
            tr("Used by %Ln product(s)", uses) if uses else tr("Used by no product"),
            self,
            role="mute" if uses else "warn",
            size="small",
        )
        self.add_to_title(used)
        warning = found.warning(template.id)
        if warning is not None:
            role = fee_role(warning)
            self.body.addWidget(PlainLabel(fee_sentence(warning), self, role=role, wrap=True))
        fields = Fields(self)
        self._add_zones(fields, template, warning, found)
        currency = found.shop.currency
        if template.free_from:
            amount = money(template.free_from, currency)
            fields.add(
                tr("Free shipping"),
                tr("from an order of {amount}", amount=amount),
                role="good",
                tip=tr("Standard and economy; express is always paid for."),
            )
        fields.add(tr("Handling"), handling_text(template.handling_days, found))
        boxes = tr("sent to") if template.po_boxes else tr("not sent to")
        fields.add(tr("Post office boxes"), boxes)
        lost = share_text(template.excluded, found)
        fields.add(
            tr("Nothing is sent to"),
            " · ".join(part for part in (areas_text(template.excluded), lost) if part),
            role="warn" if lost else "text",
            tip=all_areas(template.excluded),
        )
        self.body.addWidget(fields)
        self.body.addWidget(self._buttons(template, uses))

    def _add_zones(
        self, fields: Fields, template: Template, warning: FeeWarning | None, found: Shipping
    ) -> None:
        """What is asked where; the fees to mend say how high they may be."""
        wrong = warning.too_high if warning is not None else ()
        high = {(each.zone, each.service): each.most for each in wrong}
        for number, zone in enumerate(template.zones, start=1):
            name, tip = areas_text(zone.states), all_areas(zone.states)
            fine, to_mend = list[str](), list[str]()
            for rate in zone.rates:
                text = rate_text(rate, template.handling_days, found)
                if most := high.get((number, rate.service)):
                    told = at_most_text(most, found.shop.currency, found.shop.rules)
                    to_mend.append(f"{text}\n{told}")
                else:
                    fine.append(text)
            if fine:
                fields.add(name, "\n".join(fine), tip=tip)
            if to_mend and warning is not None:
                shown = "" if fine else name
                fields.add(shown, "\n".join(to_mend), role=fee_role(warning), tip=tip)

    def _buttons(self, template: Template, uses: int) -> QWidget:
        row = QWidget(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        flow = FlowLayout(row)
        for text, name, wanted in (
            (tr("Change…"), "change-template", self.edit_wanted),
            (tr("Products…"), "assign-template", self.products_wanted),
            (tr("Remove…"), "remove-template", self.remove_wanted),
        ):
            button = QPushButton(text, row)
            button.setObjectName(f"action.{name}.{template.id}")
            button.setAccessibleName(f"{text} {template.name}")
            button.clicked.connect(wanted)
            flow.addWidget(button)
            if name == "remove-template" and uses:
                button.setEnabled(False)
                button.setToolTip(tr("Give its products another template first."))
        return row
