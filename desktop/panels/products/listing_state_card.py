"""The card that says how a product's listing stands, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.fee_wording import fee_role, fee_sentence
from desktop.i18n import tr
from desktop.listing_advice_wording import (
    fix_text,
    gain_texts,
    objection_text,
    tier_name,
    tier_role,
)
from desktop.theme.properties import restyle
from desktop.theme.roles import Role
from desktop.widgets.card import Card
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel
from desktop.wording import moment
from domain.catalogue.audit import Audit
from domain.catalogue.rules import ProductStatus
from domain.reports.listing_work import ListingState
from domain.reports.shop import ShopRow


class ListingStateCard(Card):
    """Its shipping fee where that is to be mended, the review, and quality with its fixes."""

    edit_wanted = Signal()
    copy_wanted = Signal()
    delete_wanted = Signal()
    shipping_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("listing-state", tr("Listing"), parent)
        self._tier = PlainLabel("", self, strong=True)
        self.add_to_title(self._tier)
        self._fee = PlainLabel("", self, size="small", wrap=True)
        self.fee_button = self._button("mend-fee", tr("Go to shipping"))
        self.fee_button.clicked.connect(self.shipping_wanted)
        fee_row = FlowLayout()
        fee_row.addWidget(self.fee_button)
        self.body.addWidget(self._fee)
        self.body.addLayout(fee_row)
        self._state = PlainLabel("", self, size="small", wrap=True)
        self._objections = PlainLabel("", self, size="small", wrap=True)
        self._gain = PlainLabel("", self, role="mute", size="small", wrap=True)
        self._fixes = PlainLabel("", self, size="small", wrap=True)
        for label in (self._state, self._objections, self._gain, self._fixes):
            self.body.addWidget(label)
        row = FlowLayout()
        self.edit_button = self._button("edit-listing", tr("Edit"))
        self.edit_button.clicked.connect(self.edit_wanted)
        self.copy_button = self._button("duplicate-product", tr("Duplicate"))
        self.copy_button.clicked.connect(self.copy_wanted)
        self.delete_button = self._button("delete-products", tr("Delete"))
        self.delete_button.clicked.connect(self.delete_wanted)
        for button in (self.edit_button, self.copy_button, self.delete_button):
            row.addWidget(button)
        self.body.addLayout(row)

    def show_state(self, state: ListingState, shop: ShopRow) -> None:
        """Show a product's listing."""
        tier, rules = state.quality.tier, shop.book.at(shop.now)
        self._tier.setText(tier_name(tier))
        restyle(self._tier, role=tier_role(tier))
        self._tier.setAccessibleName(tr("Quality of the listing: {tier}", tier=tier_name(tier)))
        self._show_fee(state)
        text, role = _standing(state, shop)
        self._state.setText(text)
        self._state.setVisible(bool(text))
        restyle(self._state, role=role)
        self._show_lines(self._objections, [objection_text(each) for each in state.objections])
        gains = gain_texts(tier, state.gains)
        self._gain.setText(" ".join((*gains, tr("It takes:")) if state.gains.clicks else gains))
        self._gain.setVisible(bool(gains))
        self._show_lines(self._fixes, [fix_text(each, rules) for each in state.quality.next_fixes])
        under_review = state.audit is Audit.AUDITING
        deleted = state.status is ProductStatus.DELETED
        self.edit_button.setEnabled(not under_review and not deleted)
        self.edit_button.setToolTip(
            tr("It can be changed again once the review has answered.") if under_review else ""
        )
        self.copy_button.setEnabled(not deleted)
        self.delete_button.setText(tr("Bring back") if deleted else tr("Delete"))

    def _show_fee(self, state: ListingState) -> None:
        """Say what its shipping fee does to it: that it is down, or will be."""
        told = state.fee if state.status is not ProductStatus.DELETED else None
        self._fee.setVisible(told is not None)
        self.fee_button.setVisible(told is not None)
        if told is not None:
            self._fee.setText(fee_sentence(told))
            restyle(self._fee, role=fee_role(told))

    def _show_lines(self, label: PlainLabel, lines: Sequence[str]) -> None:
        label.setText("\n".join(f"• {line}" for line in dict.fromkeys(lines)))
        label.setVisible(bool(lines))

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"action.{name}")
        return button


def _standing(state: ListingState, shop: ShopRow) -> tuple[str, Role]:
    """What the review or the seller has to do next; empty where nobody has."""
    if state.audit is Audit.AUDITING:
        by = moment(state.answered_by, shop)
        if state.live:
            text = tr("An edit is under review; buyers see the old version. Answer by {by}.", by=by)
        else:
            text = tr("Under review: nobody sees it yet. Answer by {by}.", by=by)
        return text, "info"
    if state.audit is Audit.FAILED:
        if state.live:
            text = tr("The edit was not approved; buyers still see the old version. Mend it:")
        else:
            text = tr("It was not approved. Mend it and submit it again:")
        return text, "bad"
    if state.edited:
        return tr("There is an edit that was not submitted."), "warn"
    if not state.live:
        return tr("A draft: submit it, so that the platform can review it."), "warn"
    return "", "mute"
