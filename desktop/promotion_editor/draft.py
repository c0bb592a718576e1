"""The promotion at hand while it is edited, and what the shop says of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.promotion_editor.form import Form, form_of
from desktop.promotion_editor.words import suggested_title
from domain.kernel.clock import DAY, HOUR
from domain.kernel.refusals import Refusal
from domain.promotions.campaigns import Campaign, borne, campaigns
from domain.promotions.rules import PRICES, Tool
from domain.reports.margin import Explained, MarginRow, margin
from domain.reports.promotion_basket import Asked, basket
from domain.reports.promotion_work import Promotable, PromotionWork

if TYPE_CHECKING:
    from domain.promotions.commands import SavePromotion
    from domain.shop import Shop

_LOOK_AFTER = 250
"""Milliseconds without a change after which the shop is asked what it says."""

_WATCHED = 30
"""So many SKUs have their margin shown while one types; each takes some 20 milliseconds."""

_USUAL_DAYS = 7
_FLASH_DAYS = 3
_SHORT = (Tool.FLASH_DEAL, Tool.LIVE_FLASH_DEAL)


@dataclass(frozen=True, slots=True)
class Look:
    """What the shop says of a promotion."""

    form: Form
    refusals: tuple[Refusal, ...] = ()
    margins: dict[int, MarginRow] | None = None
    steps: tuple[Explained, ...] = ()


class Draft(QObject):
    """What all parts of the editor show and change."""

    changed = Signal()
    """The promotion is another one."""
    looked = Signal()
    """The shop has said what it thinks of it."""
    asked_changed = Signal()
    """Another basket is looked at."""

    def __init__(self, desk: Desk, work: PromotionWork, parent: QObject) -> None:
        super().__init__(parent)
        self.desk, self.work = desk, work
        self.known: dict[int, Promotable] = {each.id: each for each in work.skus}
        self.touched: set[str] = set()
        self.form = form_of(work.command)
        self._titled = bool(work.command.title)
        if not work.command.promotion:
            self.form = self._begun(self.form)
            if work.command.ends_at:
                self.form = replace(self.form, ends_at=work.command.ends_at)
        self._kept = self.form
        first = next(iter(self.form.chosen), next(iter(self.known), 0))
        self.asked = Asked(first)
        self.look = Look(self.form)
        self._timer = QTimer(self, singleShot=True, interval=_LOOK_AFTER)
        self._timer.timeout.connect(self.ask)
        desk.changed.connect(self._hear)

    # What it is

    @property
    def is_new(self) -> bool:
        return not self.work.command.promotion

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost."""
        return self.form != self._kept

    @property
    def is_judged(self) -> bool:
        """Whether the shop has said what it thinks of it as it is now."""
        return self.look.form == self.form and self.look.margins is not None

    @property
    def watched(self) -> tuple[int, ...]:
        """The SKUs whose margins are shown: the one that is looked at first."""
        mine = self.covered
        first = [self.asked.sku] if self.asked.sku in self.known else []
        return tuple(dict.fromkeys([*first, *mine]))[:_WATCHED]

    @property
    def covered(self) -> tuple[int, ...]:
        """The SKUs it is for."""
        if self.form.whole_shop and not self.form.sets_prices:
            return tuple(each.id for each in self.work.skus if each.live)
        return tuple(each for each in self.form.chosen if each in self.known)

    @property
    def unseen(self) -> tuple[str, ...]:
        """Of a price for those who watch: its products that no live session shows in its time."""
        form, shop = self.form, self.work.shop
        if form.tool is not Tool.LIVE_FLASH_DEAL:
            return ()
        starts = max(form.starts_at, shop.now)
        shown = self.work.lives.shown(shop.book.calendar, starts, form.ends_at)
        seen = {self.known[each].product_id for each in shown if each in self.known}
        mine = [self.known[each] for each in self.covered]
        return tuple(dict.fromkeys(each.product for each in mine if each.product_id not in seen))

    @property
    def campaign_day(self) -> Campaign | None:
        """The campaign's day in which all of its time lies, None where it lies in none."""
        form, shop = self.form, self.work.shop
        starts = form.starts_at or shop.now
        return next(
            (day for day in campaigns(shop.region) if borne((day,), starts, form.ends_at)), None
        )

    def command(self, *, draft: bool = False) -> SavePromotion:
        """What would keep it."""
        return self.form.command(self.work, self.known, draft=draft)

    def is_open(self, field: str) -> bool:
        """Whether a field can still be changed: of what has begun only what may."""
        if self.work.is_over:
            return False
        return not self.work.has_begun or field in _STILL_OPEN

    # Changing it

    def change(self, **told: Any) -> None:
        """Put other values into it."""
        self.put(replace(self.form, **told), *told)

    def put(self, form: Form, *touched: str) -> None:
        """Take another form for it; ``touched`` are the fields that somebody has changed."""
        self.touched.update(touched)
        if "title" in touched:
            self._titled = bool(form.title.strip())
        if not self._titled and self.is_new:
            form = replace(form, title=self._suggested(form))
        if form == self.form:
            return
        self.form = form
        if self.asked.sku not in self.covered and self.covered:
            self.asked = replace(self.asked, sku=self.covered[0])
        self.changed.emit()
        self._timer.start()

    def choose_tool(self, tool: Tool) -> None:
        """Make it a promotion of another kind, at a time that suits it."""
        if tool is not self.form.tool:
            self.put(self._begun(replace(self.form, tool=tool)), "tool")

    def fund(self, *, co_funded: bool) -> None:
        """Let the platform bear a part of it, on the next campaign's day if it lies in none."""
        told: dict[str, Any] = {"co_funded": co_funded}
        coming = next((day for day in self.work.campaigns if day.platform_share), None)
        if co_funded and self.campaign_day is None and coming is not None:
            told |= {"starts_at": coming.starts_at, "ends_at": coming.ends_at}
        self.change(**told)

    def look_at(self, asked: Asked) -> None:
        """Say what a buyer pays for another basket."""
        if asked != self.asked:
            self.asked = asked
            self.asked_changed.emit()
            self._timer.start()

    def _begun(self, form: Form) -> Form:
        """With the reach that is usual for its tool, and its times unless somebody has set them."""
        now, tool = self.work.shop.now, form.tool
        full = -(-now // HOUR) * HOUR
        if tool is Tool.CAMPAIGN:
            coming = next(iter(self.work.campaigns), None)
            starts = coming.starts_at if coming else 0
            form = replace(form, starts_at=starts, ends_at=coming.ends_at if coming else 0)
        elif not self.touched & {"starts_at", "ends_at"}:
            days = _FLASH_DAYS if tool in _SHORT else _USUAL_DAYS
            form = replace(form, starts_at=0, ends_at=full + days * DAY)
        if tool not in PRICES and not form.chosen:
            form = replace(form, whole_shop=True)
        if tool is Tool.BUY_MORE and not form.tiers:
            form = replace(form, tiers=((2, 0, 1_000, 0),))
        return replace(form, title=self._suggested(form)) if not self._titled else form

    def _suggested(self, form: Form) -> str:
        shop = self.work.shop
        day = int(shop.book.calendar.local_day(form.starts_at or shop.now))
        taken = {title.casefold() for title in self.work.titles}
        return suggested_title(form.tool, day, taken)

    # What the shop says

    def ask(self) -> None:
        """Ask what it says of the promotion as it is now."""
        form, command, asked = self.form, self.command(), self.asked
        watched, wall = self.watched, self.desk.clock()

        def query(shop: Shop) -> Look:
            found = shop.read(margin, wall, watched, command)
            return Look(
                form,
                shop.foresee([command])[0].refusals,
                {row.known.sku: row for row in found},
                shop.read(basket, wall, command, asked) if asked.sku else (),
            )

        self.desk.read(self, "look", query, self._take)

    def _hear(self, _changes: object) -> None:
        """Something else of the shop is different now: so may be what it says."""
        self._timer.start()

    def _take(self, look: Look) -> None:
        self.look = look
        self.looked.emit()

    def about(self, codes: Collection[str]) -> tuple[Refusal, ...]:
        """What would be refused of those codes, with SKUs by their names."""
        return tuple(self.named(each) for each in self.look.refusals if each.code in codes)

    def named(self, refusal: Refusal) -> Refusal:
        """With the names of SKUs, and of this promotion, in place of their ids."""
        told = dict(refusal.params)
        if told.get("promotion") == self.work.command.promotion:
            told["promotion"] = self.form.title.strip() or self.work.command.title
        if "sku" in told:
            told["sku"] = self.name_of(int(told["sku"]))
        if "skus" in told and not isinstance(told["skus"], int):
            parts = str(told["skus"]).split(", ")
            told["skus"] = ", ".join(
                self.name_of(int(each)) if each.isdigit() else each for each in parts
            )
        return Refusal(refusal.code, told)

    def name_of(self, sku: int) -> str:
        """A SKU as people call it."""
        found = self.known.get(sku)
        return sku_name(found) if found is not None else str(sku)


_STILL_OPEN = ("title", "ends_at", "uses", "buyer_limit", "units", "gifts")


def sku_name(sku: Promotable) -> str:
    """A SKU as people call it: its product, and which of its variations."""
    if not sku.variation:
        return sku.product
    return tr("{product} · {variation}", product=sku.product, variation=sku.variation)


def matches(sku: Promotable, words: Collection[str]) -> bool:
    """Whether a SKU is among those that are searched for by words in small letters."""
    text = f"{sku.product} {sku.variation} {sku.code} {sku.id}".casefold()
    return all(word in text for word in words)
