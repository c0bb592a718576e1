"""Bulk edit: from the selected products to what was done, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from desktop.desk import Desk
from desktop.dialogs.bulk_edit import BulkEditDialog
from desktop.i18n import tr
from desktop.panels.products.product_list import ProductListPanel
from desktop.widgets.toast import Offer
from desktop.wording import refusal_text
from domain.kernel.columns import Array
from domain.kernel.outcome import Outcome, joined
from domain.reports.bulk import Chosen, Command, Fate, Kind, Preview, chosen


class BulkEdit(QObject):
    """The button, the entry of the menu, and the dialog."""

    opened = Signal(object)
    """The dialog that is there now."""

    def __init__(self, panel: ProductListPanel) -> None:
        super().__init__(panel)
        self._panel, self._table = panel, panel.table
        self.button = QPushButton(tr("Bulk edit…"), panel)
        self.button.setObjectName("action.bulk-edit")
        self.button.setEnabled(False)
        self.button.clicked.connect(self.open)
        self._table.chosen.connect(self._offer)
        self._table.menu_opens.connect(self._add_to)

    @property
    def _desk(self) -> Desk:
        return self._panel.desk

    def _offer(self, ids: Array) -> None:
        many = len(ids) > 1
        self.button.setText(tr("Bulk edit %Ln…", len(ids)) if many else tr("Bulk edit…"))
        self.button.setEnabled(len(ids) > 0)

    def _add_to(self, menu: QMenu) -> None:
        menu.addSeparator()
        entry = menu.addAction(tr("Bulk edit…"))
        entry.setObjectName("cell.bulk-edit")
        entry.triggered.connect(self.open)

    def open(self) -> None:
        """Read what is selected and show the dialog."""
        ids, known = self._table.selected(), self._panel.known
        if len(ids) and known is not None:
            self._desk.read(self, "bulk", lambda shop: shop.read(chosen, known, ids), self._show)

    def _show(self, found: Chosen) -> None:
        dialog = BulkEditDialog(found, self._panel.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.apply_wanted.connect(lambda preview: self._apply(dialog, preview))
        dialog.open()
        self.opened.emit(dialog)

    def _apply(self, dialog: BulkEditDialog, preview: Preview) -> None:
        def done(outcome: Outcome) -> None:
            there = shiboken6.isValid(dialog)
            if not outcome.done:
                if there:
                    dialog.apply.setEnabled(True)
                    dialog.show_problem(refusal_text(outcome.refusals[0]))
                return
            if there:
                dialog.accept()
            refused = [refusal_text(each) for each in outcome.refusals[:1]]
            text = " ".join([_done_text(preview), *refused])
            if preview.undo:
                back = Offer(text, tr("Undo"), "undo-bulk-edit", lambda: self._undo(preview))
                self._panel.offered.emit(back)
            else:
                self._panel.said.emit(text, "good")

        dialog.apply.setEnabled(False)
        self._carry_out(tr("Changing many products"), preview.commands, done)

    def _undo(self, preview: Preview) -> None:
        def done(outcome: Outcome) -> None:
            for refusal in outcome.refusals[:1]:
                self._panel.said.emit(refusal_text(refusal), "bad")
            if outcome.done:
                self._panel.said.emit(tr("All is as it was before."), "good")

        self._carry_out(tr("Taking it back"), preview.undo, done)

    def _carry_out(
        self, label: str, commands: Sequence[Command], done: Callable[[Outcome], None]
    ) -> None:
        self._desk.write(
            self,
            label,
            lambda shop, _write: joined([shop.do(each) for each in commands]),
            done,
            touched=lambda outcome: outcome.changes,
        )


def _done_text(preview: Preview) -> str:
    count = preview.count(Fate.CHANGES)
    if preview.kind is Kind.PRICE:
        return tr("%Ln price(s) (is|are) set.", count)
    if preview.kind is Kind.STOCK:
        return tr("Goods of %Ln SKU(s) are ordered.", count)
    if preview.kind is Kind.TEMPLATE:
        return tr("%Ln product(s) (uses|use) another template.", count)
    if preview.after[0]:
        return tr("%Ln product(s) (is|are) on sale.", count)
    return tr("%Ln product(s) (is|are) off sale.", count)
