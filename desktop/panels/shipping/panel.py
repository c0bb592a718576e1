"""The Shipping panel: templates, what a buyer sees of them, and how orders are worked off."""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.dialogs.ask_once import AskOnceDialog
from desktop.i18n import tr
from desktop.panel import Panel
from desktop.panels.shipping.editor import TemplateDialog
from desktop.panels.shipping.handling import AutoCancelCard, CapacityCard, HolidayCard
from desktop.panels.shipping.preview_card import PreviewCard
from desktop.panels.shipping.products import ProductsDialog
from desktop.panels.shipping.template_card import TemplateCard
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.scrolled import Scrolled
from desktop.wording import refusal_text
from domain.kernel.changes import Subject
from domain.kernel.outcome import Outcome
from domain.kernel.refusals import Refusal
from domain.reports.shipping import Shipping, offered, shipping
from domain.shipping.preview import Delivery
from domain.shipping.template_commands import (
    AssignTemplate,
    Command,
    RemoveTemplate,
    SetAutoCancel,
    SetCapacity,
    SetTemplate,
)
from domain.shipping.templates import Template
from domain.shop import Shop

_SIDE, _NARROW_SIDE = 356, 320
"""Width of the cards beside the templates, logical pixels."""
_NARROW = 980
"""Panel width under which they are narrow too."""


class ShippingPanel(Panel):
    """Templates at the leading side, preview and handling beside them."""

    subjects = frozenset(
        {Subject.SHIPPING, Subject.PRODUCTS, Subject.ORDERS, Subject.CLOCK, Subject.IMPORTS}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("shipping", tr("Shipping"), desk, parent)
        self._found: Shipping | None = None
        self._shown: tuple[object, ...] = ()
        self.cards: dict[int, TemplateCard] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 18, 14)
        row.setSpacing(12)
        row.addWidget(self._make_templates(), 1)
        self._side = self._make_side()
        row.addWidget(self._side)

    def _make_templates(self) -> QWidget:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        title = PlainLabel(tr("Shipping templates"), inside, size="title", strong=True, elide=True)
        self.new_button = QPushButton(tr("New template"), inside)
        self.new_button.setProperty("kind", "primary")
        self.new_button.setObjectName("action.new-template")
        self.new_button.clicked.connect(lambda: self.edit(None))
        head.addWidget(title, 1)
        head.addWidget(self.new_button)
        column.addLayout(head)
        self._list = Scrolled(12, parent=inside)
        self._list.body.addStretch(1)
        empty = EmptyState(
            "truck",
            tr("No shipping template yet"),
            tr(
                "A template says what delivery costs where. Those of a real shop are kept here "
                "only: enter them as they are at the platform, to see what your buyers see."
            ),
        )
        self._pages = QStackedWidget(inside)
        self._pages.addWidget(self._list)
        self._pages.addWidget(empty)
        column.addWidget(self._pages, 1)
        return inside

    def _make_side(self) -> Scrolled:
        area = Scrolled(12, parent=self)
        self.preview = PreviewCard(area)
        self.preview.asked.connect(self._ask)
        self.capacity = CapacityCard(area)
        self.holiday = HolidayCard(area)
        self.auto_cancel = AutoCancelCard(area)
        area.body.addWidget(self.preview)
        for card in (self.capacity, self.holiday, self.auto_cancel):
            card.decided.connect(self._decide)
            area.body.addWidget(card)
        area.body.addStretch(1)
        area.setFixedWidth(_SIDE)
        return area

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(_SIDE if self.width() >= _NARROW else _NARROW_SIDE)

    # Showing

    def refresh(self) -> None:
        wall = self.desk.clock()
        self.desk.read(self, "shipping", lambda shop: shop.read(shipping, wall), self._show)

    def _show(self, found: Shipping) -> None:
        self._found = found
        self._show_templates(found)
        self.preview.show_products(found)
        self.preview.setVisible(bool(found.products and found.templates))
        for card in (self.capacity, self.holiday, self.auto_cancel):
            card.show_settings(found)
        self._ask()

    def _show_templates(self, found: Shipping) -> None:
        """Make the cards anew only when they change, so that nobody loses their place."""
        shown = (found.templates, found.products, found.buyers, found.shop.rules, found.warnings)
        self._pages.setCurrentIndex(0 if found.templates else 1)
        if shown == self._shown:
            return
        self._shown = shown
        for card in self.cards.values():
            self._list.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {}
        for place, template in enumerate(found.templates):
            card = TemplateCard(template, found, self._list)
            card.edit_wanted.connect(lambda template=template: self.edit(template))
            card.products_wanted.connect(lambda template=template: self.assign(template))
            card.remove_wanted.connect(lambda template=template: self.remove(template))
            self._list.body.insertWidget(place, card)
            self.cards[template.id] = card

    def _ask(self) -> None:
        """Ask what a buyer is offered."""
        product, zip_code, units, box = self.preview.question
        if not product:
            return
        wall = self.desk.clock()

        def look(shop: Shop) -> tuple[Delivery, ...] | Refusal:
            return shop.read(offered, wall, product, zip_code, units, box)

        self.desk.read(self, "offer", look, self._show_offer)

    def _show_offer(self, answer: tuple[Delivery, ...] | Refusal) -> None:
        if self._found is not None:
            self.preview.show_offer(answer, self._found)

    # Doing

    def edit(self, template: Template | None) -> TemplateDialog | None:
        """Let the person make a template, or change this one."""
        if self._found is None:
            return None
        dialog = TemplateDialog(template, self._found, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def save(command: SetTemplate) -> None:
            def done(outcome: Outcome) -> None:
                there = shiboken6.isValid(dialog)
                if outcome.done:
                    self.said.emit(tr("{template} is saved.", template=command.title), "good")
                    if there:
                        dialog.accept()
                elif there:
                    dialog.show_problem(refusal_text(outcome.refusals[0]))

            self.carry_out(tr("Saving the template"), command, self.new_button, done)

        dialog.saved.connect(save)
        dialog.open()
        return dialog

    def assign(self, template: Template) -> ProductsDialog | None:
        """Let the person choose the products that use a template."""
        if self._found is None:
            return None
        dialog = ProductsDialog(template, self._found, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def chosen() -> None:
            products = dialog.chosen
            told = tr(
                "%Ln product(s) (uses|use) {template}.", len(products), template=template.name
            )
            self._do(AssignTemplate(template.id, products), self.new_button, told)

        dialog.accepted.connect(chosen)
        dialog.open()
        return dialog

    def remove(self, template: Template) -> AskOnceDialog:
        """Ask once, then remove a template."""
        dialog = AskOnceDialog(
            "remove-template",
            tr("Remove {template}?", template=template.name),
            tr("Orders keep what they were asked. This cannot be undone."),
            tr("Remove"),
            self.window(),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        told = tr("{template} is removed.", template=template.name)
        dialog.accepted.connect(
            lambda: self._do(RemoveTemplate(template.id), self.new_button, told)
        )
        dialog.open()
        return dialog

    def _decide(self, command: Command, button: QWidget) -> None:
        """Carry out what a card of the side decided."""
        told = tr("Holiday mode is set.")
        if isinstance(command, SetCapacity):
            told = tr("The order handling capacity is set.")
        elif isinstance(command, SetAutoCancel):
            told = tr("How requests to cancel are approved is set.")
        self._do(command, button, told)

    def _do(self, command: Any, button: QWidget, told: str) -> None:
        def done(outcome: Outcome) -> None:
            if outcome.done:
                self.said.emit(told, "good")
            for refusal in outcome.refusals:
                self.said.emit(refusal_text(refusal), "bad")
            if outcome.refusals:
                self.refresh()

        self.carry_out(tr("Setting up shipping"), command, button, done)
