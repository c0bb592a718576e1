"""Many products at once: what a change would make of each SKU, before it is carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, IntEnum

import numpy as np
from sqlalchemy import Connection, func, select

from domain.catalogue.bulk import (
    PriceChange,
    can_order,
    changed_prices,
    in_range,
    price_refusal,
    quantity_refusal,
    units_to_last,
)
from domain.catalogue.commands import Restocks, SetLive, SetPrices
from domain.catalogue.rules import ProductStatus
from domain.catalogue.tables import products, skus
from domain.kernel.columns import Array, Columns, given, places, read
from domain.kernel.refusals import Refusal
from domain.reports.figures import finance_figures
from domain.reports.shelf import Shelf
from domain.reports.shop import ShopRow
from domain.shipping import settings
from domain.shipping.fee_range import fee_unmended
from domain.shipping.template_commands import AssignTemplate

Command = SetPrices | SetLive | AssignTemplate | Restocks


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The SKUs of the products that are to be changed, as columns."""

    shop: ShopRow
    skus: Columns
    """By rising product, with ``status`` and ``template`` of the product, units ``sold`` lately and
    ``coming``."""
    without: int
    """Products that have no SKUs yet, of which nothing can be changed."""
    templates: tuple[tuple[int, str], ...]
    unmended: tuple[int, ...]
    """Of these, the ones with a fee out of range that was not mended in time."""
    cash: int

    def first(self) -> Array:
        """Where each product begins among the SKUs."""
        return np.flatnonzero(np.diff(self.skus["product_id"], prepend=-1))


class Kind(Enum):
    """What is changed."""

    PRICE = "price"
    LIVE = "live"
    TEMPLATE = "template"
    STOCK = "stock"


class Fate(IntEnum):
    """What becomes of a row."""

    REFUSED = 0
    CHANGES = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class BulkRow:
    """A row of a preview, for a table."""

    id: int
    """Its place in the preview, from 1."""
    kind: Kind
    product: str
    variation: str
    """Empty where the row is about the whole product."""
    status: str
    before: int
    after: int
    fate: Fate
    refusal: Refusal | None


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """What a change would do, row by row: refused rows first, then those that change."""

    kind: Kind
    chosen: Chosen
    rows: Array
    """Positions among the chosen SKUs; one for each product where the change is about products."""
    before: Array
    """Of the rows: the price, 1 for on sale, the template, or the units here and coming."""
    after: Array
    fate: Array
    commands: tuple[Command, ...] = ()
    """What carries the change out; none where nothing changes."""
    undo: tuple[Command, ...] = ()
    """What takes it back exactly; none where it cannot be taken back."""
    cost: int = 0
    """What it costs now in total, minor units."""

    def count(self, fate: Fate) -> int:
        """How many rows have that fate."""
        return int((self.fate == fate).sum())

    @property
    def short(self) -> int:
        """How much the bank account lacks for all of it, minor units."""
        return max(0, self.cost - self.chosen.cash)

    def table_rows(self, ids: Sequence[int]) -> tuple[BulkRow, ...]:
        """The rows of these ids."""
        about, of_sku = self.chosen.skus, self.kind in (Kind.PRICE, Kind.STOCK)
        return tuple(
            BulkRow(
                id=each,
                kind=self.kind,
                product=about["product"][self.rows[each - 1]],
                variation=about["variation"][self.rows[each - 1]] if of_sku else "",
                status=about["status"][self.rows[each - 1]],
                before=int(self.before[each - 1]),
                after=int(self.after[each - 1]),
                fate=Fate(self.fate[each - 1]),
                refusal=self.refusal(each - 1),
            )
            for each in ids
        )

    def refusal(self, place: int) -> Refusal | None:
        """Why the row at a place cannot be changed; None where it can."""
        if self.fate[place] != Fate.REFUSED:
            return None
        shop, about, after = self.chosen.shop, self.chosen.skus, int(self.after[place])
        if self.kind is Kind.PRICE:
            return price_refusal(after, shop.book, shop.rules)
        if self.kind is Kind.STOCK:
            least = int(about["least_order"][self.rows[place]])
            return quantity_refusal(after - int(self.before[place]), least, shop.rules)
        row = self.rows[place]
        if about["template"][row] in self.chosen.unmended and about["status"][row] in _FALLS:
            name = dict(self.chosen.templates)[int(about["template"][row])]
            return fee_unmended(name, int(about["product_id"][row]))
        return Refusal("product-not-the-sellers")


_FALLS = frozenset({ProductStatus.SELLER_DEACTIVATED, ProductStatus.PLATFORM_DEACTIVATED})
"""What is off sale for no other reason than its seller's choice or its shipping fee."""


def chosen(conn: Connection, known: Shelf, product_ids: Array) -> Chosen:
    """The SKUs of these products of a practice shop, as they are known."""
    of_product = known.skus["product_id"]
    found = known.skus.where(places(np.sort(product_ids), of_product)[1])
    columns = {name: found[name] for name in found}
    in_order = products.c.id
    named = read(conn, select(in_order, products.c.name.label("product")).order_by(in_order))
    place, _ = places(named["id"], found["product_id"])
    columns["product"] = named["product"][place]
    columns["status"] = known.status[places(known.ids, found["product_id"])[0]]
    variation = func.coalesce(func.nullif(skus.c.name, ""), skus.c.seller_sku)
    told = read(
        conn,
        select(
            skus.c.id,
            variation.label("variation"),
            skus.c.cost,
            skus.c.lead_days,
            skus.c.least_order,
        ).order_by(skus.c.id),
    )
    place, _ = places(told["id"], found["id"])
    names = ("variation", "cost", "lead_days", "least_order")
    columns |= {name: told[name][place] for name in names}
    shipping = settings.load(conn)
    usual = shipping.templates[0].id if shipping.templates else 0
    assigned, template = np.array(shipping.assigned, dtype=np.int64).reshape(-1, 2).T
    by_product = given(known.ids, assigned, template, usual)
    columns["template"] = by_product[places(known.ids, found["product_id"])[0]]
    return Chosen(
        shop=known.shop,
        skus=Columns(columns),
        without=len(product_ids) - len(np.unique(found["product_id"])),
        templates=tuple((each.id, each.name) for each in shipping.templates),
        unmended=tuple(shipping.unmended(known.shop.now)),
        cash=finance_figures(conn)["cash"],
    )


def new_prices(of: Chosen, change: PriceChange) -> Preview:
    """Other prices; those that are none are refused."""
    rules, before = of.shop.rules, of.skus["price"]
    after = changed_prices(before, change, rules, of.shop.currency.unit)
    fate = np.where(after == before, Fate.SAME, Fate.CHANGES)
    fate[~in_range(after, rules)] = Fate.REFUSED
    moved = fate == Fate.CHANGES
    ids, olds, news = (_tuple(each[moved]) for each in (of.skus["id"], before, after))
    commands = (SetPrices(ids, news),) if ids else ()
    undo = (SetPrices(ids, olds),) if ids else ()
    rows = np.arange(len(before))
    return _in_order(Preview(Kind.PRICE, of, rows, before, after, fate, commands, undo))


def on_sale(of: Chosen, live: bool) -> Preview:
    """Products put on sale or taken off; only those that the seller has decided about so far."""
    rows = of.first()
    status, ids = of.skus["status"][rows], of.skus["product_id"][rows]
    before = (status == ProductStatus.ACTIVATE).astype(np.int64)
    after = np.full_like(before, live)
    fate = np.where(before == after, Fate.SAME, Fate.CHANGES)
    fate[(before == 0) & (status != ProductStatus.SELLER_DEACTIVATED)] = Fate.REFUSED
    late = np.isin(of.skus["template"][rows], np.array(of.unmended, dtype=np.int64))
    fate[(fate == Fate.CHANGES) & late & live] = Fate.REFUSED
    moved = _tuple(ids[fate == Fate.CHANGES])
    commands = (SetLive(moved, live),) if moved else ()
    undo = (SetLive(moved, not live),) if moved else ()
    return _in_order(Preview(Kind.LIVE, of, rows, before, after, fate, commands, undo))


def another_template(of: Chosen, template: int) -> Preview:
    """Products that use another shipping template."""
    rows = of.first()
    before, ids = of.skus["template"][rows], of.skus["product_id"][rows]
    after = np.full_like(before, template)
    moved = before != after
    fate = np.where(moved, Fate.CHANGES, Fate.SAME)
    commands = (AssignTemplate(template, _tuple(ids[moved])),) if moved.any() else ()
    undo = tuple(
        AssignTemplate(old, _tuple(ids[before == old])) for old in np.unique(before[moved]).tolist()
    )
    return _in_order(Preview(Kind.TEMPLATE, of, rows, before, after, fate, commands, undo))


def more_units(of: Chosen, units: int) -> Preview:
    """So many units of each SKU ordered from its supplier."""
    return _ordered(of, np.full(len(of.skus), units))


def units_for_days(of: Chosen, days: int) -> Preview:
    """Units ordered so that each SKU lasts so many days once they are here.

    Where that is fewer than the supplier sells, as many as that.
    """
    known = {name: of.skus[name] for name in ("sold", "coming", "lead_days")}
    lacking = units_to_last(days, stock=np.maximum(of.skus["stock"], 0), **known)
    return _ordered(of, np.where(lacking > 0, np.maximum(lacking, of.skus["least_order"]), 0))


def _ordered(of: Chosen, units: Array) -> Preview:
    here = np.maximum(of.skus["stock"], 0) + of.skus["coming"]
    fate = np.where(units == 0, Fate.SAME, Fate.CHANGES)
    fits = can_order(units, of.skus["least_order"], of.shop.rules)
    fate[(units != 0) & ~fits] = Fate.REFUSED
    bought = fate == Fate.CHANGES
    ids, counts = _tuple(of.skus["id"][bought]), _tuple(units[bought])
    rows = np.arange(len(units))
    cost = int((of.skus["cost"][bought] * units[bought]).sum())
    commands = (Restocks(ids, counts),) if ids else ()
    return _in_order(
        Preview(Kind.STOCK, of, rows, here, here + units, fate, commands, (), cost=cost)
    )


def _in_order(found: Preview) -> Preview:
    order = np.argsort(found.fate, kind="stable")
    return replace(
        found,
        rows=found.rows[order],
        before=found.before[order],
        after=found.after[order],
        fate=found.fate[order],
    )


def _tuple(values: Array) -> tuple[int, ...]:
    return tuple(values.tolist())
