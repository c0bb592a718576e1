"""The editor of one promotion: its form, what the shop says of it, and what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.dialogs.ask_once import AskOnceDialog
from desktop.dialogs.roomy import RoomyDialog
from desktop.i18n import tr
from desktop.margin_wording import loss_name
from desktop.promotion_editor.draft import Draft
from desktop.promotion_editor.limits import LimitsPart
from desktop.promotion_editor.part import Part
from desktop.promotion_editor.products import ProductsPart
from desktop.promotion_editor.side import SideColumn
from desktop.promotion_editor.times import TimesPart
from desktop.promotion_editor.tools import ToolPart
from desktop.promotion_editor.value import ValuePart
from desktop.theme.icons import icon
from desktop.theme.properties import restyle
from desktop.widgets.drawer import Drawer
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.widgets.scrolled import Scrolled
from desktop.wording import money, refusal_text
from domain.kernel.refusals import Refusal
from domain.promotions.margin import Part as Kept
from domain.reports.margin import Loss, MarginRow, margin
from domain.reports.promotion_work import PromotionWork

if TYPE_CHECKING:
    from domain.shop import Shop

_SIDE = 320
"""Of the column beside the form, logical pixels."""

_NARROW = 980
"""Width under which that column lies over the form."""

_MOST_CHECKED = 300
"""So many SKUs have their margin looked at before a promotion is published."""

_NAMED = 6
"""So many SKUs at a loss are named."""

_AROUND = 60


class PromotionEditor(RoomyDialog):
    """Edits a promotion; whoever opens it keeps what it hands over."""

    save_wanted = Signal(object)
    """A ``SavePromotion`` that is to be kept."""

    def __init__(
        self, desk: Desk, work: PromotionWork, parent: QWidget | None = None, *, chosen: bool = True
    ) -> None:
        """``chosen``: whether the tool has been chosen already."""
        super().__init__(parent)
        self.setObjectName("dialog.promotion-editor")
        self._desk, self._work = desk, work
        self._kept = self._waiting = False
        self.draft = Draft(desk, work, self)
        title = work.command.title or tr("New promotion")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addLayout(self._head(title))
        body = QHBoxLayout()
        body.setSpacing(12)
        column.addLayout(body, 1)
        self._form = Scrolled(12, parent=self)
        body.addWidget(self._form, 1)
        self._parts = self._make_parts(looking=not chosen)
        self.side = SideColumn(self.draft, self)
        self._drawer = Drawer(self, body, self.side, width=_SIDE, below=_NARROW)
        self._drawer.changed.connect(self.side.be_drawer)
        self._drawer.changed.connect(self._show_side.setVisible)
        self.side.closed.connect(self._drawer.close)
        self._show_side.clicked.connect(self._drawer.open)
        self._show_side.hide()
        column.addLayout(self._foot())
        self.products.looked_at.connect(self.side.look_at)
        self.draft.changed.connect(self._renew)
        self.draft.looked.connect(self._renew)
        self._renew()
        self.draft.ask()
        self.times.title.setFocus()

    def save_draft(self) -> None:
        """Keep it as a draft, which may lack anything."""
        self._hand_over(self.draft.command(draft=True))

    def publish(self) -> None:
        """Keep it so that it holds, after one question where it loses money."""
        command, wall = self.draft.command(), self._desk.clock()
        ids = self.draft.covered[:_MOST_CHECKED]

        def query(shop: Shop) -> tuple[tuple[Refusal, ...], tuple[MarginRow, ...]]:
            return shop.foresee([command])[0].refusals, shop.read(margin, wall, ids, command)

        def found(answer: tuple[tuple[Refusal, ...], tuple[MarginRow, ...]]) -> None:
            refusals, rows = answer
            losing = [row for row in rows if row.loses]
            if refusals:
                self._wait(waiting=False)
                self.draft.ask()
            elif losing and not self._work.has_begun:
                self._ask_about(losing)
            else:
                self._hand_over(command)

        self._wait(waiting=True)
        self._say(tr("Reckoning what it leaves…"), "mute")
        self._desk.read(self, "publish", query, found, failed=self.go_on)

    def done_saving(self) -> None:
        """It was kept: close."""
        self._kept, self._waiting = True, False
        self.accept()

    def go_on(self) -> None:
        """It could not be kept or looked at, for a mistake of ours that is told elsewhere."""
        self._wait(waiting=False)

    def show_refusal(self, refusal: Refusal) -> None:
        """Say why it was not kept."""
        self._wait(waiting=False)
        self._say(refusal_text(self.draft.named(refusal)), "bad")

    def reject(self) -> None:
        """Close, after one question where something would be lost; not while it is being kept."""
        if self._waiting:
            return
        if self._kept or not self.draft.is_changed:
            super().reject()
            return
        dialog = AskOnceDialog(
            "discard-promotion",
            tr("Throw away what you have changed?"),
            tr("Nothing of it is kept yet. A draft would keep it without offering it to anyone."),
            tr("Throw away"),
            self,
            stay=tr("Go on editing"),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.give_up)
        dialog.open()

    def show_wrong(self) -> None:
        """Bring the first part into view of which something would be refused."""
        for part in self._parts:
            if part.isVisible() and self.draft.about(part.problem.codes):
                self._form.ensureWidgetVisible(part.problem, 0, _AROUND)
                return

    def give_up(self) -> None:
        """Close; what was changed is forgotten."""
        self._kept = True
        super().reject()

    def _make_parts(self, *, looking: bool) -> tuple[Part, ...]:
        inside = self._form
        self.tool = ToolPart(self.draft, looking=looking, parent=inside)
        self.times = TimesPart(self.draft, inside)
        self.value = ValuePart(self.draft, inside)
        self.products = ProductsPart(self.draft, inside)
        self.limits = LimitsPart(self.draft, inside)
        self._bound = PlainLabel(self._bound_text(), self, role="info", wrap=True)
        self._bound.setObjectName("promotion.bound")
        self._bound.setVisible(bool(self._bound.text()))
        inside.body.addWidget(self._bound)
        parts = (self.tool, self.times, self.value, self.products, self.limits)
        for part in parts:
            inside.body.addWidget(part)
        inside.body.addStretch(1)
        return parts

    def _bound_text(self) -> str:
        """Why some of it cannot be changed; empty where all can."""
        if self._work.is_over:
            return tr("It is over and stays as it was. Make a new one like it.")
        if self._work.has_begun:
            return tr(
                "It has begun, and buyers count on it: its name, its end and its limits can still "
                "be changed, limits only upwards. Stop it and make a new one to change more."
            )
        return ""

    def _head(self, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(PlainLabel(title, self, size="title", strong=True, elide=True), 1)
        self._show_side = QPushButton(tr("Margin and preview"), self)
        self._show_side.setObjectName("action.show-side")
        self._show_side.setIcon(icon("wallet", "text"))
        self._show_side.setAutoDefault(False)
        row.addWidget(self._show_side)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._reason = PlainLabel("", self, role="mute", size="small", elide=True)
        self._reason.setObjectName("promotion.reason")
        self._show = QPushButton(tr("Show it"), self)
        self._show.setObjectName("action.show-wrong")
        self._show.setProperty("kind", "quiet")
        self._show.setProperty("role", "accent")
        self._show.clicked.connect(self.show_wrong)
        row.addWidget(self._reason, 1)
        row.addWidget(self._show)
        close = QPushButton(tr("Close"), self)
        close.setObjectName("action.close-promotion")
        close.clicked.connect(self.reject)
        self.draft_button = QPushButton(tr("Save as draft"), self)
        self.draft_button.setObjectName("action.save-draft")
        self.draft_button.clicked.connect(self.save_draft)
        fresh = self.draft.is_new or self._work.command.draft
        self.publish_button = QPushButton(tr("Publish") if fresh else tr("Save changes"), self)
        self.publish_button.setObjectName("action.publish-promotion")
        self.publish_button.setProperty("kind", "primary")
        self.publish_button.clicked.connect(self.publish)
        self.draft_button.setVisible(fresh)
        for button in (self._show, close, self.draft_button, self.publish_button):
            button.setAutoDefault(False)
        for button in (close, self.draft_button, self.publish_button):
            row.addWidget(button)
        return row

    def _renew(self) -> None:
        if self._waiting:
            return
        draft = self.draft
        wrong = draft.look.refusals if draft.look.form == draft.form else ()
        told = [refusal_text(draft.named(each)) for each in wrong]
        self._show.setVisible(any(draft.about(part.problem.codes) for part in self._parts))
        ready = draft.is_judged and not told and (draft.is_changed or self._work.command.draft)
        self.publish_button.setEnabled(ready or (draft.is_new and draft.is_judged and not told))
        self.publish_button.setToolTip(plain_tooltip(told[0] if told else ""))
        self.draft_button.setEnabled(draft.is_changed or draft.is_new)
        if not draft.is_judged:
            self._say(tr("Looking at it…"), "mute")
        elif len(told) > 1:
            self._say(tr("{first} %Ln more thing(s) to do.", len(told) - 1, first=told[0]), "mute")
        elif told:
            self._say(told[0], "mute")
        elif draft.is_new or draft.is_changed:
            self._say(tr("Ready to be published."), "mute")
        else:
            self._say("", "mute")

    def _say(self, sentence: str, role: str) -> None:
        self._reason.setText(sentence)
        restyle(self._reason, role=role)

    def _hand_over(self, command: object) -> None:
        self._wait(waiting=True)
        self.save_wanted.emit(command)

    def _wait(self, *, waiting: bool) -> None:
        """While it is kept nothing can be changed, so a double click does not keep it twice."""
        self._waiting = waiting
        self._form.setDisabled(waiting)
        if waiting:
            self.draft_button.setEnabled(False)
            self.publish_button.setEnabled(False)
        else:
            self._renew()

    def _ask_about(self, losing: list[MarginRow]) -> None:
        """Say what is lost, and ask once."""
        currency = self._work.shop.currency
        lines = []
        for row in losing[:_NAMED]:
            name = self.draft.name_of(row.known.sku)
            unit, typical = (dict(each).get(Kept.KEEPS) for each in (row.unit, row.basket))
            lean = row.leanest.keeps if row.leanest is not None else None
            figures = {Loss.UNIT: unit, Loss.BASKET: typical, Loss.WORST: lean}
            told = ", ".join(
                tr(
                    "{where} {amount}",
                    where=loss_name(loss),
                    amount=money(figures[loss] or 0, currency),
                )
                for loss in row.loses
            )
            lines.append(tr("{product}: {figures}", product=name, figures=told))
        if len(losing) > _NAMED:
            lines.append(tr("%Ln more.", len(losing) - _NAMED))
        dialog = AskOnceDialog(
            "publish-at-loss",
            tr("%Ln product(s) (loses|lose) money in it. Publish it all the same?", len(losing)),
            "\n".join(lines),
            tr("Publish all the same"),
            self,
            stay=tr("Go on editing"),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._hand_over(self.draft.command()))
        dialog.rejected.connect(lambda: self._wait(waiting=False))
        dialog.open()
