"""One order in full: the card beside the list."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QWidget,
)

from desktop.i18n import left_to_right, tr
from desktop.panels.orders.acts import Act
from desktop.panels.orders.chat import Chat
from desktop.panels.orders.foot import Foot
from desktop.panels.orders.note import Note
from desktop.panels.orders.packages import Packages
from desktop.panels.orders.returned import Returned
from desktop.panels.orders.strip import RequestStrip
from desktop.panels.orders.words import (
    clock_meaning,
    clock_name,
    countdown,
    order_name,
    part_meaning,
    part_name,
    state_text,
    step_name,
)
from desktop.theme.roles import Role
from desktop.widgets.detail_card import DetailCard
from desktop.widgets.fields import Fields
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.timeline import Step, Timeline
from desktop.wording import moment, money, status_meaning, status_role
from domain.reports.order_detail import OrderDetail, Together, UseRow
from domain.reports.order_money import Part
from domain.reports.order_steps import Clock, Happening, StepRow
from domain.reports.shop import ShopRow


class OrderDetailView(DetailCard):
    """Everything about an order, with what can be done about each part of it."""

    acted = Signal(object, object, object)
    """An ``Act``, the ``OrderDetail`` it is about, and what the act says that it comes with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("order", tr("Order"), tr("Close the order"), spacing=12, parent=parent)
        self._shown: tuple[OrderDetail, ShopRow] | None = None
        self.strip = RequestStrip(self)
        self._clocks, self._goods, self._money = Fields(self), Fields(self), Fields(self)
        self._hint = PlainLabel("", self, role="info", size="small", wrap=True)
        self.packages, self.returned = Packages(self), Returned(self)
        self.chat, self.note = Chat(self), Note(self)
        self._timeline = Timeline(self)
        for part in (self.strip, self.packages, self.returned, self.chat, self.note):
            part.acted.connect(self._act)
        self._parts: tuple[QWidget, ...] = (
            self.strip,
            self._clocks,
            self._hint,
            self._goods,
            self.packages,
            self._money,
            self.returned,
            self.chat,
            self.note,
            self._timeline,
        )
        for widget in self._parts:
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.foot = Foot(self)
        self.foot.acted.connect(self._act)
        self.add_foot(self.foot)
        self.clear()

    def _act(self, act: Act, about: object) -> None:
        if self._shown is not None:
            self.acted.emit(act, self._shown[0], about)

    @property
    def order(self) -> int:
        """The order shown; 0 for none."""
        return self._shown[0].id if self._shown is not None else 0

    def clear(self) -> None:
        """Show no order."""
        self._shown = None
        hint = tr("Choose an order in the list to see it here.")
        self.show_head(tr("No order chosen"), hint, "mute")
        for part in self._parts:
            part.hide()
        self.foot.clear()

    def show_order(self, order: OrderDetail, shop: ShopRow) -> None:
        """Show an order; nothing is touched where nothing about it has changed."""
        if (order, shop) == self._shown:
            return
        self._shown = (order, shop)
        self.show_head(
            order_name(order.id),
            state_text(order, shop),
            status_role(order.status, order.late),
            status_meaning(order.status),
        )
        request = order.cancellation
        self.strip.setVisible(shop.is_practice and request is not None and request.is_open)
        if request is not None and request.is_open:
            self.strip.show_request(request, shop)
        self._show_clocks(order, shop)
        self._show_hint(order.together, shop)
        self._show_goods(order, shop)
        self.packages.show_packages(order, shop)
        self._show_money(order, shop)
        self.returned.show_returns(order, shop)
        self.chat.show_messages(order.messages, shop)
        self.note.show()
        self.note.show_note(order.id, order.note)
        self._timeline.show()
        self._timeline.set_steps([_step(step, shop) for step in order.steps])
        self.foot.show_order(order, shop)

    def _show_clocks(self, order: OrderDetail, shop: ShopRow) -> None:
        self._clocks.clear()
        clocks = [each for each in order.clocks if each[0] is not Clock.ANSWER_CANCELLATION]
        self._clocks.setVisible(bool(clocks))
        for clock, at in clocks:  # the strip shows the buyer's own
            text, role = countdown(at, shop)
            self._clocks.add(clock_name(clock), text, role=role, tip=clock_meaning(clock))

    def _show_hint(self, together: Together | None, shop: ShopRow) -> None:
        self._hint.setVisible(together is not None)
        if together is None:
            return
        count, saving = len(together.orders), together.saving
        text = tr("%Ln more order(s) of this buyer (is|are) waiting to be shipped.", count)
        if saving > 0:
            cost = money(saving, shop.currency)
            text = f"{text} {tr('Sent in one parcel, they save {cost}.', cost=cost)}"
        self._hint.setText(text)

    def _show_goods(self, order: OrderDetail, shop: ShopRow) -> None:
        """Who gets what, and what they pay."""
        fields = self._goods
        fields.clear()
        fields.show()
        if order.hidden_until:
            until = left_to_right(moment(order.hidden_until, shop))
            fields.add(
                tr("Buyer"),
                tr("Hidden until {time}: the buyer may still cancel freely", time=until),
                tip=tr(
                    "In the first hour after payment the buyer may cancel freely, and the platform "
                    "does not tell yet who they are and where they live."
                ),
            )
        else:
            who = ", ".join(part for part in (order.recipient, order.place) if part)
            tip = tr("Names are dropped once the order is delivered.")
            fields.add(tr("Buyer"), who or "–", tip=tip)
        if order.message:
            fields.add(tr("Message"), order.message)
        for line in order.lines:
            name = f"{line.product}, {line.variation}" if line.variation else line.product
            fields.add(f"{line.quantity} × {name}", money(line.subtotal, shop.currency))
        promotions = {use.promotion: use.name for use in order.promotions}
        for gift in order.gifts:
            name = gift.product_name
            if gift.variation:
                name = f"{name}, {gift.variation}"
            fields.add(
                f"{gift.quantity} × {name}",
                tr("Gift"),
                tip=tr(
                    "Of {promotion}. It costs you {cost}.",
                    promotion=promotions.get(gift.promotion_id, ""),
                    cost=money(gift.quantity * gift.unit_cost, shop.currency),
                ),
            )
        for label, amount, tip in _discounts(order, shop):
            if amount:
                fields.add(label, money(amount, shop.currency), tip=tip)
        fields.add(tr("Buyer pays"), money(order.amount, shop.currency), strong=True)

    def _show_money(self, order: OrderDetail, shop: ShopRow) -> None:
        """What the seller receives."""
        fields = self._money
        fields.clear()
        fields.setVisible(bool(order.parts))
        if not order.parts:
            return
        fields.add_section(tr("What you will receive"))
        for part, amount in order.parts:
            role: Role = "text"
            if part is Part.PROFIT:
                role = "good" if amount >= 0 else "bad"
            fields.add(
                part_name(part, order, shop),
                money(amount, shop.currency),
                role=role,
                strong=part in (Part.SETTLEMENT, Part.PROFIT),
                tip=part_meaning(part, shop),
            )


def _discounts(order: OrderDetail, shop: ShopRow) -> Iterator[tuple[str, int, str]]:
    """What stands between the lines and what the buyer pays, each with its sign."""
    seller, platform = order.shipping_seller_discount, order.shipping_platform_discount
    shipping = tr("Shipping"), order.shipping_paid + seller + platform, ""
    if order.promotions:
        yield shipping
        for use in order.promotions:
            yield use.name, -use.seller - use.platform, _borne(use, shop)
    else:  # a file says who bears a discount, and not which promotion it was
        yield tr("Seller discount"), -order.seller_discount, ""
        yield tr("Platform discount"), -order.platform_discount, ""
        yield shipping
        shared = tr("What both bear counts as yours: the file does not say how it is divided.")
        yield tr("Seller's shipping discount"), -seller, shared
        yield tr("Platform's shipping discount"), -platform, ""
    yield tr("Sales tax"), order.tax, ""
    come_to = money(order.amount - order.beyond, shop.currency)
    tip = tr(
        "The rows above come to {amount}. A file's total may have fees in it, as for service, "
        "insurance or retail delivery, or a discount of the payment; they are not kept one by one.",
        amount=come_to,
    )
    yield tr("The file's total differs by"), order.beyond, tip


def _borne(use: UseRow, shop: ShopRow) -> str:
    """Who bears what of a promotion."""
    borne = tr("You bear {amount} of it.", amount=money(use.seller, shop.currency))
    if use.platform:
        paid = money(use.platform, shop.currency)
        borne += " " + tr("The platform bears {amount}.", amount=paid)
    return borne


def _step(step: StepRow, shop: ShopRow) -> Step:
    when = moment(step.at, shop, "d MMM") if step.at else ""
    promised = step.what in (Happening.SHIPPED, Happening.DELIVERED, Happening.RETURN_APPROVED)
    if promised and when and not step.done:
        when = tr("by {time}", time=when)
    return Step(step_name(step.what), when, "done" if step.done else "pending")
