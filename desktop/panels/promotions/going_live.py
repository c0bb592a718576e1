"""Going live for a LIVE flash deal: whoever watches a session meets its price."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from desktop.dialogs.go_live import GoLiveDialog
from desktop.i18n import tr
from desktop.panel import Panel
from desktop.wording import clock, refusal_text
from domain.creators.commands import GoLive
from domain.kernel.clock import HOUR
from domain.kernel.outcome import Outcome
from domain.reports.promotion_work import PromotionWork, promotion_work
from domain.reports.promotions import PromotionRow


class GoingLive(QObject):
    """Reads what can be shown, asks once, and begins the session."""

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel)
        self._panel = panel

    def ask(self, row: PromotionRow) -> None:
        """Ask with which of a promotion's products; nothing of it is decided yet."""
        desk = self._panel.desk
        desk.read(
            self,
            "live",
            lambda shop: shop.read(promotion_work, desk.clock(), row.id),
            self._open,
        )

    def _open(self, work: PromotionWork | None) -> None:
        if work is None:
            return
        mine = frozenset(work.command.skus)
        skus = tuple(each for each in work.skus if each.live and each.id in mine)
        if not skus:
            self._panel.said.emit(tr("None of its products is on sale, so none is shown."), "bad")
            return
        dialog = GoLiveDialog(work, skus, self._panel.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(lambda sku, hours: self._go(work, sku, hours))
        dialog.open()

    def _go(self, work: PromotionWork, sku: int, hours: int) -> None:
        name = next(each.product for each in work.skus if each.id == sku)

        def told(outcome: Outcome) -> None:
            if outcome.done:
                until = clock(work.shop.now + hours * HOUR, work.shop)
                told = tr("You are live with {product} until {time}.", product=name, time=until)
                self._panel.said.emit(told, "good")
            for refusal in outcome.refusals[:1]:
                self._panel.said.emit(refusal_text(refusal), "bad")

        self._panel.desk.do(self, tr("Going live"), GoLive(sku, hours), told)
