"""One promotion in full: what it offers, what it has brought, and what can be done with it."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.charts.bar_chart import BarChart
from desktop.desk import Desk
from desktop.i18n import left_to_right, tr
from desktop.panels.promotions.lift import LiftPart
from desktop.promotion_wording import (
    about_text,
    audience_name,
    end_text,
    offer_text,
    orders_text,
    standing_text,
    start_text,
    state_role,
    tier_text,
    units_text,
    uses_text,
)
from desktop.widgets.detail_card import DetailCard
from desktop.widgets.fields import Fields
from desktop.widgets.flow_layout import FlowLayout
from desktop.wording import date_text, money, number, percent
from domain.promotions.pricing import NO_LIMIT
from domain.promotions.rules import PRICES, Audience, Tool
from domain.reports.promotion_results import Results
from domain.reports.promotions import Group, PromotionRow
from domain.reports.shop import ShopRow


class Act(Enum):
    """What can be done with a promotion."""

    BEGIN = "begin-promotion"
    EDIT = "edit-promotion"
    LIVE = "go-live"
    DUPLICATE = "duplicate-promotion"
    STOP = "stop-promotion"
    DELETE = "delete-promotion"


class PromotionCard(DetailCard):
    """Says how a promotion stands and does."""

    wanted = Signal(object, object)
    """An ``Act`` and the ``PromotionRow`` it is about."""

    def __init__(self, desk: Desk, *, can_edit: bool, parent: QWidget | None = None) -> None:
        """``can_edit`` says whether there is anything that opens a promotion to be changed."""
        super().__init__(
            "promotion", tr("Promotion"), tr("Close the promotion"), spacing=10, parent=parent
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # whoever comes from the calendar tabs on
        self._row: PromotionRow | None = None
        self._can_edit = can_edit
        self.brought = Fields(self)
        self.lift = LiftPart(desk, self)
        self.lift.told.connect(lambda: self.bring_into_view(self.lift))
        self.chart = BarChart(tr("Orders by day"), self)
        self.terms = Fields(self)
        for part in (self.chart, self.brought, self.lift, self.terms):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.add_foot(self._actions())
        self.clear()

    def _actions(self) -> QWidget:
        foot = QWidget(self)
        row = FlowLayout(foot, spacing=8)
        names = {
            Act.BEGIN: tr("Begin as planned"),
            Act.EDIT: tr("Edit…"),
            Act.LIVE: tr("Go live…"),
            Act.DUPLICATE: tr("Duplicate"),
            Act.STOP: tr("Stop…"),
            Act.DELETE: tr("Delete"),
        }
        self._buttons = {act: QPushButton(name, foot) for act, name in names.items()}
        for act, button in self._buttons.items():
            button.setObjectName(f"action.{act.value}")
            if act in (Act.STOP, Act.DELETE):
                button.setProperty("kind", "danger")
            button.clicked.connect(lambda _on=False, act=act: self.wanted.emit(act, self._row))
            row.addWidget(button)
        self._buttons[Act.BEGIN].setProperty("kind", "primary")
        return foot

    @property
    def promotion(self) -> int:
        """The id of the one shown; 0 for none."""
        return self._row.id if self._row is not None else 0

    def button(self, act: Act) -> QPushButton:
        """The button of something that can be done."""
        return self._buttons[act]

    def clear(self) -> None:
        """Show no promotion."""
        self._row = None
        hint = tr("Choose a promotion in the list or in the calendar to see it here.")
        self.show_head(tr("Promotion"), hint, "mute")
        self.lift.show_promotion(None, None)
        for part in (self.brought, self.chart, self.terms):
            part.hide()
        for button in self._buttons.values():
            button.hide()

    def show_promotion(self, row: PromotionRow, found: Results | None, shop: ShopRow) -> None:
        """Show one, with what it has brought if it has begun."""
        self._row = row
        self.show_head(
            row.name or tr("Without a title"), standing_text(row, shop), state_role(row.state)
        )
        self.terms.clear()
        self._show_terms(row, shop)
        self.terms.show()
        self.lift.show_promotion(row, shop)
        self.brought.setVisible(found is not None)
        self.chart.setVisible(found is not None and any(found.daily))
        if found is not None:
            self.brought.clear()
            self._show_results(row, found, shop)
            labels = (date_text(day) for day in found.days)
            self.chart.set_bars(list(zip(labels, found.daily, strict=True)))
        draft, over = row.group is Group.DRAFTS, row.group is Group.ENDED
        there = {
            Act.BEGIN: draft,
            Act.EDIT: self._can_edit and not over,
            Act.LIVE: row.tool is Tool.LIVE_FLASH_DEAL and row.group is Group.RUNNING,
            Act.DUPLICATE: True,
            Act.STOP: not draft and not over,
            Act.DELETE: draft,
        }
        for act, button in self._buttons.items():
            button.setVisible(there[act])

    def _show_results(self, row: PromotionRow, found: Results, shop: ShopRow) -> None:
        add, currency = self.brought.add, shop.currency
        add(
            tr("Orders"),
            orders_text(row),
            tip=tr("Orders that used it, without those that were cancelled."),
        )
        if found.units:
            add(
                tr("Units"),
                number(found.units),
                tip=tr("Of the lines it took something off or gave for."),
            )
        add(
            tr("Revenue"),
            money(found.revenue, currency),
            tip=tr("What buyers paid for all items of those orders, without shipping and tax."),
        )
        add(
            tr("Discount cost"),
            money(found.seller_cost, currency),
            tip=tr("What you bear of all it took off."),
        )
        if found.gifts:
            add(
                tr("Cost of gifts"),
                tr(
                    "{amount} for %Ln unit(s)",
                    found.gifts,
                    amount=money(found.gift_cost, currency),
                ),
                tip=tr("What the goods cost you that it gave away with those orders."),
            )
        if found.platform_cost:
            add(tr("Borne by the platform"), money(found.platform_cost, currency))
        add(
            tr("New buyers"),
            tr(
                "{new} of {all}",
                new=number(found.new_buyers),
                all=number(found.buyers),
            ),
            tip=tr("Buyers whose first order here is one of those, of all its buyers."),
        )
        add(
            tr("Profit"),
            tr("not known yet")
            if found.profit is None
            else tr(
                "{amount} from %Ln order(s)",
                found.profit_orders,
                amount=money(found.profit, currency),
            ),
            role="bad" if (found.profit or 0) < 0 else "text",
            tip=tr("Of the orders that the carrier has: only their costs are known."),
        )
        if found.pace is not None:
            add(
                tr("Orders a day"),
                _pace_text(found),
                tip=tr(
                    "Of the products it is for, whether or not they used it, beside as many hours "
                    "before it. Other things have changed meanwhile, too."
                ),
            )

    def _show_terms(self, row: PromotionRow, shop: ShopRow) -> None:
        add, currency = self.terms.add, shop.currency
        add(tr("Offer"), offer_text(row, currency))
        for tier, gift in zip(row.tiers, row.gifts, strict=True):
            add("", tier_text(tier, gift, currency))
            if gift is not None and row.begun:
                add(
                    tr("Gifts given"),
                    tr("{given} of {orders}", given=number(gift.given), orders=number(gift.orders)),
                    role="bad" if gift.given >= gift.orders else "text",
                    tip=tr("Orders that had one, cancelled ones too: a gift does not come back."),
                )
        if row.code:
            add(tr("Code"), left_to_right(row.code))
        if row.most:
            add(tr("Takes off at most"), money(row.most, currency))
        about = add(tr("For"), about_text(row))
        if row.sku_count > len(row.products):
            about.set_value(tr("{products}, %Ln SKU(s)", row.sku_count, products=about.value()))
        if row.tool is Tool.LIVE_FLASH_DEAL:
            add(tr("Where"), tr("Only for those who watch a live session"))
        if row.audience is not Audience.ALL:
            add(tr("Buyers"), audience_name(row.audience))
        add(tr("Begins"), start_text(row, shop))
        add(tr("Ends"), end_text(row, shop))
        if row.tool in PRICES and row.sku_count:
            add(tr("Units at its price"), units_text(row))
        if row.left != NO_LIMIT and row.group is Group.RUNNING:
            add(tr("Units left"), number(row.left), role="bad" if not row.left else "text")
        if row.set_aside:
            add(
                tr("Set aside"),
                tr("%Ln unit(s)", row.set_aside),
                tip=tr("Kept for the campaign: no other promotion can promise them."),
            )
        if row.tool in (Tool.VOUCHER, Tool.PROMO_CODE) and row.uses != NO_LIMIT:
            add(
                tr("Uses"),
                uses_text(row),
                tip=tr("Orders that have used it, cancelled ones too: a use does not come back."),
            )
        if row.buyer_limit != NO_LIMIT:
            unit = row.tool in PRICES
            each = tr("%Ln unit(s)", row.buyer_limit) if unit else number(row.buyer_limit)
            add(tr("Each buyer"), each, tip=tr("The most that one buyer may have of it."))
        if row.platform_share:
            add(
                tr("The platform bears"),
                percent(row.platform_share, 0),
                tip=tr("Of what it takes off. Such terms vary and none is published."),
            )


def _pace_text(found: Results) -> str:
    assert found.pace is not None
    pace = left_to_right(f"{found.pace / 100:.1f}")
    if found.pace_before is None:
        return pace
    return tr(
        "{pace}, before it {earlier}",
        pace=pace,
        earlier=left_to_right(f"{found.pace_before / 100:.1f}"),
    )
