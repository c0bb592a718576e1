"""Making and changing promotions: from a wish to the editor, from there into the shop, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.widgets.toast import Offer
from desktop.wording import refusal_text
from domain.kernel.outcome import Outcome
from domain.kernel.refusals import Refusal
from domain.promotions.commands import DeletePromotion, SavePromotion, StopPromotion
from domain.promotions.rules import Tool

if TYPE_CHECKING:
    from desktop.promotion_editor.editor import PromotionEditor
    from domain.reports.promotion_work import PromotionWork
    from domain.simulation.decisions import Command


class PromotionWriting(QObject):
    """Opens the editor over a window and keeps what it hands over."""

    opened = Signal(object)
    """The ``PromotionEditor`` that is there now."""
    saved = Signal(int)
    """The id of a promotion that was kept."""
    said = Signal(str, str)
    """A message for the window's toast, and its role."""
    offered = Signal(object)
    """An ``Offer`` for the window's toast."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._parent = desk, parent
        self.editor: PromotionEditor | None = None

    def open(self, promotion: int = 0, tool: Tool | None = None, skus: Iterable[int] = ()) -> None:
        """Open the editor on a promotion; 0 for a new one with that tool for those SKUs.

        Without a tool the person chooses one there.
        """
        self._open(promotion, tool, tuple(sorted(set(skus))))

    def open_filled(self, wanted: SavePromotion) -> None:
        """Open the editor on a new one for those SKUs, with those percentages off and that end."""
        told = {"percents": wanted.percents, "ends_at": wanted.ends_at}
        self._open(0, Tool[wanted.tool], wanted.skus, told)

    def _open(
        self,
        promotion: int,
        tool: Tool | None,
        chosen: tuple[int, ...],
        told: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        from domain.reports.promotion_work import promotion_work  # the window opens without it

        if self.editor is not None:
            return
        wall, wanted = self._desk.clock(), tool or Tool.PRODUCT_DISCOUNT

        def show(work: PromotionWork | None) -> None:
            if work is None or self.editor is not None:
                return
            command = work.command
            if not promotion:
                there = {each.id for each in work.skus}
                skus = tuple(each for each in chosen if each in there)
                command = replace(command, skus=skus, **told)
            self._show(replace(work, command=command), chosen=bool(promotion or tool))

        self._desk.read(
            self, "promotion", lambda shop: shop.read(promotion_work, wall, promotion, wanted), show
        )

    def _show(self, work: PromotionWork, *, chosen: bool) -> None:
        from desktop.promotion_editor.editor import PromotionEditor

        editor = PromotionEditor(self._desk, work, self._parent.window(), chosen=chosen)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.save_wanted.connect(lambda command: self._save(editor, work, command))
        editor.finished.connect(lambda _result: self._forget())
        self.editor = editor
        editor.open()
        self.opened.emit(editor)

    def _forget(self) -> None:
        self.editor = None

    def _save(self, editor: PromotionEditor, work: PromotionWork, command: SavePromotion) -> None:
        def done(outcome: Outcome) -> None:
            if not outcome.done:
                for refusal in outcome.refusals[:1]:
                    refuse(refusal)
                return
            if shiboken6.isValid(editor):
                editor.done_saving()
            self._offer_way_back(work, command, outcome.made or command.promotion)
            self.saved.emit(outcome.made or command.promotion)

        def give_up() -> None:
            if shiboken6.isValid(editor):
                editor.go_on()

        def refuse(refusal: Refusal) -> None:
            if shiboken6.isValid(editor):
                editor.show_refusal(refusal)
            else:
                self.said.emit(refusal_text(refusal), "bad")

        label = tr("Saving a promotion")
        self._desk.do(self, label, command, done, refused=refuse, failed=give_up)

    def _offer_way_back(self, work: PromotionWork, command: SavePromotion, number: int) -> None:
        title = command.title.strip() or tr("The promotion")
        back: Command | None = None
        before = work.command
        if before.promotion and before.draft == command.draft:
            back = None if work.has_begun else before
            text = tr("{promotion} is changed.", promotion=title)
        elif command.draft:
            back = DeletePromotion(number)
            text = tr("{promotion} is kept as a draft.", promotion=title)
        else:
            back = StopPromotion(number)
            text = tr("{promotion} is published.", promotion=title)
        if back is None:
            self.said.emit(text, "good")
            return
        way: Command = back
        self.offered.emit(Offer(text, tr("Undo"), "undo-promotion", lambda: self._undo(way)))

    def _undo(self, command: Command) -> None:
        def done(outcome: Outcome) -> None:
            for refusal in outcome.refusals[:1]:
                self.said.emit(refusal_text(refusal), "bad")
            if outcome.done:
                stopped = isinstance(command, StopPromotion)
                words = tr("The promotion is stopped.") if stopped else tr("All is as before.")
                self.said.emit(words, "good")

        self._desk.do(self, tr("Taking it back"), command, done)
