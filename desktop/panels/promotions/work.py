"""What the person does with promotions: move, begin, stop, copy and delete them, use a template."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from sqlalchemy import Connection

from desktop.dialogs.ask_once import AskOnceDialog
from desktop.i18n import tr
from desktop.panel import Panel
from desktop.panels.promotions.grid import Times
from desktop.promotion_wording import end_text, start_text, template_name
from desktop.widgets.toast import Offer
from desktop.wording import refusal_text
from domain.catalogue.rules import ProductStatus
from domain.kernel.outcome import Outcome
from domain.kernel.refusals import Refusal
from domain.promotions.campaigns import campaigns
from domain.promotions.commands import DeletePromotion, SavePromotion, StopPromotion
from domain.promotions.retold import copied
from domain.promotions.templates import Stocked, Template, drafted
from domain.reports.products import sku_rows
from domain.reports.promotions import PromotionRow, as_command, free_title, newest
from domain.reports.shop import ShopRow, shop_row
from domain.shop import Shop

Command = SavePromotion | StopPromotion | DeletePromotion


class PromotionWork(QObject):
    """Carries decisions out, says what came of them, and offers to undo what can be undone."""

    kept = Signal(object)
    """The id of a promotion that was made, or that is in another group now."""
    not_moved = Signal(object)
    """The id of one that stays at the times it had."""

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel)
        self._panel = panel

    def move(self, row: PromotionRow, times: Times, shop: ShopRow) -> None:
        """Let a promotion begin and end at other times."""
        before: list[Times] = []  # those that it has when its turn comes

        def command(conn: Connection) -> SavePromotion | None:
            kept = as_command(conn, row.id)
            if kept is None:
                return None
            before.append(Times(kept.starts_at, kept.ends_at))
            return replace(kept, starts_at=times.starts_at, ends_at=times.ends_at)

        def done(_promotion: int) -> None:
            moved = replace(row, starts_at=times.starts_at, ends_at=times.ends_at)
            told = tr(
                "{title}: {start} to {end}.",
                title=row.name,
                start=start_text(moved, shop),
                end=end_text(moved, shop),
            )
            self._offer_undo(told, lambda: self.move(moved, before[0], shop))

        self._do(tr("Moving the promotion"), command, done, lambda: self.not_moved.emit(row.id))

    def begin(self, row: PromotionRow) -> None:
        """Make a promotion of a draft; it begins at once where its start has passed."""

        def command(conn: Connection) -> SavePromotion | None:
            kept, now = as_command(conn, row.id), shop_row(conn, 0).now
            if kept is None:
                return None
            starts_at = kept.starts_at if kept.starts_at > now else 0
            return replace(kept, starts_at=starts_at, draft=False)

        def done(promotion: int) -> None:
            self._panel.said.emit(tr("{title} is a promotion now.", title=row.name), "good")
            self.kept.emit(promotion)

        self._do(tr("Saving the promotion"), command, done)

    def stop(self, row: PromotionRow) -> AskOnceDialog:
        """Ask once, then end a promotion for good."""
        dialog = AskOnceDialog(
            "stop-promotion",
            tr("Stop {title}?", title=row.name),
            tr(
                "From now on buyers pay without it; orders placed keep what they were charged. It "
                "cannot be begun again, but a copy of it can."
            )
            if row.begun
            else tr("It will not begin. It cannot be taken up again, but a copy of it can."),
            tr("Stop it"),
            self._panel.window(),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def done(promotion: int) -> None:
            self._panel.said.emit(tr("{title} is stopped.", title=row.name), "good")
            self.kept.emit(promotion)

        dialog.accepted.connect(
            lambda: self._do(
                tr("Stopping the promotion"), lambda _conn: StopPromotion(row.id), done
            )
        )
        dialog.open()
        return dialog

    def duplicate(self, row: PromotionRow) -> None:
        """Make a draft that is like a promotion."""

        def command(conn: Connection) -> SavePromotion | None:
            kept, shop = as_command(conn, row.id), shop_row(conn, 0)
            if kept is None:
                return None
            title = free_title(conn, kept.title, shop.rules.promotion_title_high)
            return copied(kept, title, shop.book.calendar, shop.now)

        self._make(tr("Copying the promotion"), command, tr("A copy is among the drafts."))

    def use(self, template: Template) -> None:
        """Make a draft of a template."""
        name = template_name(template)

        def command(conn: Connection) -> SavePromotion:
            shop = shop_row(conn, 0)
            title = free_title(conn, name, shop.rules.promotion_title_high)
            stocked = (
                Stocked(row.id, row.stock or 0, row.cover)
                for row in sku_rows(conn, 0)
                if row.status == ProductStatus.ACTIVATE
            )
            days = campaigns(shop.region)
            return drafted(template, title, shop.book.calendar, shop.now, stocked, days)

        told = tr("{template} is among the drafts. Look it over, then begin it.", template=name)
        self._make(tr("Making a draft"), command, told)

    def delete(self, row: PromotionRow) -> None:
        """Throw a draft away."""
        thrown: list[SavePromotion | None] = []

        def command(conn: Connection) -> DeletePromotion:
            thrown.append(as_command(conn, row.id))
            return DeletePromotion(row.id)

        def done(_promotion: int) -> None:
            (kept,) = thrown
            if kept is not None:
                told = tr("The draft {title} is deleted.", title=row.name)
                self._offer_undo(told, lambda: self._bring_back(replace(kept, promotion=0)))

        self._do(tr("Deleting the draft"), command, done)

    def _bring_back(self, draft: SavePromotion) -> None:
        self._do(tr("Bringing the draft back"), lambda _conn: draft, self.kept.emit)

    def _make(self, label: str, command: Callable[[Connection], Command | None], told: str) -> None:
        """Keep a new draft and show it; it can be undone."""

        def done(promotion: int) -> None:
            self.kept.emit(promotion)
            self._offer_undo(
                told, lambda: self._do(label, lambda _conn: DeletePromotion(promotion), _nothing)
            )

        self._do(label, command, done)

    def _offer_undo(self, told: str, undo: Callable[[], None]) -> None:
        self._panel.offered.emit(Offer(told, tr("Undo"), "undo-promotion", undo))

    def _do(
        self,
        label: str,
        command: Callable[[Connection], Command | None],
        done: Callable[[int], None],
        not_done: Callable[[], None] = lambda: None,
    ) -> None:
        """Carry out a command that is made of what the shop holds then.

        ``done`` gets the id of the promotion that it was about.
        """

        def job(shop: Shop, _write: object) -> tuple[Outcome, int]:
            wanted = shop.read(command)
            if wanted is None:
                return Outcome(0), 0
            outcome = shop.do(wanted)
            return outcome, wanted.promotion or shop.read(newest)

        def over(answer: tuple[Outcome, int]) -> None:
            outcome, promotion = answer
            if outcome.done:
                done(promotion)
                return
            not_done()
            for refusal in outcome.refusals[:1]:
                self._panel.said.emit(refusal_text(refusal), "bad")

        def refused(refusal: Refusal) -> None:
            not_done()
            self._panel.desk.refused.emit(refusal)

        self._panel.desk.write(
            self,
            label,
            job,
            over,
            touched=lambda answer: answer[0].changes,
            refused=refused,
            failed=not_done,
        )


def _nothing(_promotion: int) -> None:
    """What is done is seen in the list."""
