"""One return in full: its way, its clock, what each answer would cost, and the answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.finance_wording import kind_meaning, kind_name
from desktop.i18n import left_to_right, tr
from desktop.panels.orders.returns.answers import MOVES, Act, act_name, acts
from desktop.returns_wording import (
    appeal_name,
    arbitration_name,
    clock_meaning,
    clock_role,
    reject_reason_name,
    return_kind_name,
    return_status_name,
    return_status_role,
    return_step_name,
)
from desktop.theme.properties import restyle
from desktop.theme.roles import Role
from desktop.widgets.detail_card import DetailCard
from desktop.widgets.fields import Fields
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.timeline import Step as TimelineStep
from desktop.widgets.timeline import Timeline
from desktop.wording import moment, money, number, return_reason_name
from domain.aftersales.groups import Group
from domain.aftersales.rules import ReturnKind
from domain.reports.return_answers import Answer, Stakes, cost
from domain.reports.returns import ReturnDetail, StepRow
from domain.reports.shop import ShopRow

_PRIMARY = (Act.APPROVE, Act.REPLACE, Act.RESTOCK)
_DANGER = (Act.REFUSE, Act.REFUSE_GOODS)


class ReturnCard(DetailCard):
    """Says what a return asks for and what each answer comes to."""

    wanted = Signal(object, object)
    """An ``Act`` and the ``ReturnDetail`` that it is about."""
    order_wanted = Signal(object)  # an id: Qt's int has 32 bits only

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("return", tr("Return"), tr("Close the return"), spacing=10, parent=parent)
        self._detail: ReturnDetail | None = None
        self._clock = PlainLabel("", self, size="small", wrap=True)
        self._fields = Fields(self)
        self._timeline = Timeline(self)
        for part in (self._clock, self._fields, self._timeline):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.add_foot(self._actions())
        self.clear()

    def _actions(self) -> QWidget:
        foot = QWidget(self)
        row = FlowLayout(foot, spacing=8)
        self._buttons: dict[Act, QPushButton] = {}
        for act in Act:
            button = QPushButton(self)
            button.setObjectName(f"action.{act.value}.one")
            if act in _PRIMARY or act in _DANGER:
                button.setProperty("kind", "primary" if act in _PRIMARY else "danger")
            button.clicked.connect(lambda _on=False, act=act: self.wanted.emit(act, self._detail))
            row.addWidget(button)
            self._buttons[act] = button
        self.order_button = QPushButton(tr("Open the order"), self)
        self.order_button.setObjectName("action.open-order")
        self.order_button.clicked.connect(self._open_order)
        row.addWidget(self.order_button)
        return foot

    @property
    def return_id(self) -> int:
        """The return shown; 0 for none."""
        return self._detail.row.id if self._detail is not None else 0

    def button(self, act: Act) -> QPushButton:
        """The button of something that can be done."""
        return self._buttons[act]

    def clear(self) -> None:
        """Show no return."""
        self._detail = None
        hint = tr("Choose a return in the list to see it here.")
        self.show_head(tr("No return chosen"), hint, "mute")
        self._clock.hide()
        self._fields.clear()
        self._timeline.set_steps([])
        for button in (*self._buttons.values(), self.order_button):
            button.hide()

    def show_return(self, detail: ReturnDetail, shop: ShopRow) -> None:
        """Show a return."""
        self._detail = detail
        row = detail.row
        title = tr("Return {id}", id=left_to_right(str(row.id)))
        self.show_head(title, return_status_name(row), return_status_role(row))
        sentences = [clock_meaning(row, shop)]
        if not shop.is_practice and row.group is not Group.DONE:
            sentences.append(tr("Answer it in your seller centre, and import its file again."))
        self._clock.setText(" ".join(each for each in sentences if each))
        self._clock.setVisible(any(sentences))
        restyle(self._clock, role=clock_role(row, shop))
        can = acts(detail) if shop.is_practice else ()
        self._fill(detail, shop)
        if detail.stakes is not None:
            self._fill_costs(detail.stakes, can, shop)
        steps = [self._step(step, detail, shop) for step in detail.steps]
        self._timeline.set_steps(steps)
        for act, button in self._buttons.items():
            button.setText(act_name(act, row.kind))
            button.setVisible(act in can)
        self._forbid(detail)
        self.order_button.setVisible(detail.has_order)

    def _forbid(self, detail: ReturnDetail) -> None:
        """A replacement needs stock, and money for its postage."""
        button, stakes = self._buttons[Act.REPLACE], detail.stakes
        why = ""
        if stakes is not None and stakes.stock < stakes.quantity:
            why = tr("Not enough of it is in stock.")
        elif stakes is not None and stakes.cash < stakes.postage:
            why = tr("The bank account does not hold the postage.")
        button.setEnabled(not why)
        button.setToolTip(why)

    def _fill(self, detail: ReturnDetail, shop: ShopRow) -> None:
        fields, row = self._fields, detail.row
        fields.clear()
        fields.add(tr("Order"), left_to_right(str(row.order_id)))
        for line in detail.lines:
            names = (line.product or line.seller_sku, line.variation)
            name = ", ".join(part for part in names if part)
            fields.add(tr("Product"), f"{line.quantity} × {name}")
        fields.add(tr("Wanted"), return_kind_name(row.kind))
        fields.add(tr("Reason"), return_reason_name(row.reason))
        if shop.is_practice and row.kind is not ReturnKind.CHARGE_BACK:
            fields.add(tr("The buyer's photos"), number(detail.photos))
        fields.add(tr("Asked for"), money(row.refund, shop.currency))
        if detail.offer:
            fields.add(tr("You offered"), money(detail.offer, shop.currency))
        if row.refunded:
            fields.add(tr("Given back"), money(row.refunded, shop.currency))
        if detail.sound is not None:
            fields.add(
                tr("The goods"),
                tr("Can be sold again") if detail.sound else tr("Cannot be sold again"),
                role="good" if detail.sound else "warn",
            )
        back = sum(line.restocked for line in detail.lines)
        if back:
            fields.add(tr("Back on sale"), number(back))
        if detail.tracking:
            fields.add(tr("Tracking"), left_to_right(detail.tracking))
        if detail.reject_reason:
            fields.add(tr("You refused"), reject_reason_name(detail.reject_reason))
        if detail.reject_reason and shop.is_practice:
            fields.add(tr("Your photos"), number(detail.evidence))
        if row.arbitration:
            fields.add(tr("Dispute"), arbitration_name(row.arbitration))
        if row.appeal:
            fields.add(tr("Appeal"), appeal_name(row.appeal))
        if detail.compensation:
            fields.add(
                tr("The platform pays you"), money(detail.compensation, shop.currency), role="good"
            )

    def _fill_costs(self, stakes: Stakes, can: tuple[Act, ...], shop: ShopRow) -> None:
        """What each answer would do to the profit, part by part."""
        for act in can:
            if act not in MOVES:
                continue
            answer, fields = MOVES[act], self._fields
            found = cost(stakes, answer)
            fields.add_section(act_name(act, stakes.kind))
            for kind, amount in found.parts:
                fields.add(
                    kind_name(kind), _signed(amount, shop), tip=kind_meaning(kind), role="mute"
                )
            if answer is Answer.REPLACE:
                fields.add(tr("In stock"), number(stakes.stock), role="mute")
            fields.add(
                tr("Your profit"),
                _signed(found.total, shop),
                strong=True,
                role="good" if found.total > 0 else "text",
                tip=tr("What this answer adds to your profit, or takes from it."),
            )
            if found.comes_back:
                fields.add(
                    tr("If the goods come back sound"),
                    _signed(found.comes_back, shop),
                    role="mute",
                    tip=tr("What they cost you; they can be sold again."),
                )
            else:
                fields.add(tr("The goods"), _goods(answer), role="mute")

    def _step(self, step: StepRow, detail: ReturnDetail, shop: ShopRow) -> TimelineStep:
        when = moment(step.at, shop, "d MMM")
        if not step.done:
            when = tr("by {time}", time=when)
        role: Role | None = None
        name = return_step_name(step.what, detail)
        return TimelineStep(name, when, "done" if step.done else "next", role)

    def _open_order(self) -> None:
        if self._detail is not None:
            self.order_wanted.emit(self._detail.row.order_id)


def _signed(amount: int, shop: ShopRow) -> str:
    shown = money(amount, shop.currency)
    return left_to_right(f"+{shown}") if amount > 0 else shown


def _goods(answer: Answer) -> str:
    """Where the goods are after an answer."""
    return {
        Answer.APPROVE: tr("stay with the buyer"),
        Answer.MONEY_ONLY: tr("stay with the buyer"),
        Answer.RESTOCK: tr("go on sale again"),
        Answer.WRITE_OFF: tr("are not sold again"),
        Answer.REPLACE: tr("come back"),
    }[answer]
