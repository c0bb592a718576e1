"""The products page: what each product brought, how that has changed, and what is left of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from sqlalchemy import Connection, func, select

from domain.aftersales.rules import ReturnKind
from domain.aftersales.tables import returns
from domain.analytics.decomposition import Part, what_changed
from domain.analytics.metrics import Metric
from domain.analytics.periods import Period
from domain.catalogue.tables import skus
from domain.kernel.columns import UNKNOWN, Array, Columns, given, places, read
from domain.kernel.money import BASIS, share
from domain.reports.analytics.overview import sales_by_sku
from domain.reports.analytics.product_names import among, products_of
from domain.reports.analytics.question import Asked, Figure, Question, one
from domain.reports.analytics.selling import paid_for
from domain.reports.analytics.told import ToldProduct
from domain.reports.analytics.told_traffic import products_told
from domain.tallies.tables import tally_skus, tally_traffic

MEASURES = (Metric.PAID, Metric.ITEMS, Metric.SKU_ORDERS, Metric.MARGIN, Metric.MARGIN_SHARE)

MOST = 1_000
"""Products that are listed at most: those for which buyers paid most."""

_EPOCH = date(1970, 1, 1)
_SEEN = ("impressions", "clicks", "carts", "orders")


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product in the period; minor units, shares in basis points, None where unknown."""

    id: int
    """Of the product; below 0 where no file tells it."""
    name: str
    listed: bool
    """Whether the catalogue has it, so that it can be opened."""
    paid: int
    """What buyers paid for it, without shipping and tax."""
    before: int | None
    """The same of the period that it is held against."""
    units: int
    orders: int
    """Order lines: an order with two of its SKUs counts twice."""
    revenue: int
    """What the seller gets for it before fees: the platform pays for its own discounts."""
    margin: int | None
    """What is left of that after cost, referral fee and commissions."""
    share: int | None
    """Of what was paid for all of these products."""
    impressions: int | None
    clicks: int | None
    carts: int | None
    ordered: int | None
    """Orders that go with these clicks."""
    returned: int | None
    """Units that buyers asked to give back in the period."""
    stock_days: int | None
    """How long the stock lasts at what was sold a day."""

    @property
    def change(self) -> int | None:
        """How much more was paid for it than before."""
        return None if self.before is None else self.paid - self.before

    @property
    def margin_share(self) -> int | None:
        """Which part of the revenue is left."""
        return share_of(self.margin, self.revenue)

    @property
    def ctr(self) -> int | None:
        """Clicks for each impression."""
        return share_of(self.clicks, self.impressions)

    @property
    def atc_rate(self) -> int | None:
        """Carts for each click."""
        return share_of(self.carts, self.clicks)

    @property
    def ctor(self) -> int | None:
        """Orders for each click."""
        return share_of(self.ordered, self.clicks)

    @property
    def return_rate(self) -> int | None:
        """Units asked back for each unit sold, both in the period."""
        return share_of(self.returned, self.units)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a product added to the change of what was paid for goods, and by what."""

    id: int
    name: str
    listed: bool
    change: int
    parts: tuple[tuple[Part, int], ...]
    """They add up to the change."""


@dataclass(frozen=True, slots=True)
class ProductsPage:
    """The whole page; most paid, and most changed, first."""

    figures: tuple[Figure, ...]
    """Of all rows together; margins are unknown where that of one of them is."""
    rows: tuple[ProductRow, ...]
    more: int
    """Products that are not listed, since there are too many."""
    contributions: tuple[Contribution, ...]
    """Of every product; together they are the change. Empty without a period to hold against."""
    is_told: bool
    """Whether a real shop's file told impressions, clicks and carts."""
    told: Period | None
    """The days that it told them of; None where it did not say."""


def product_page(conn: Connection, question: Question, wall: int) -> ProductsPage:
    """What the products page shows: products that were sold, shown or told of."""
    asked = Asked(conn, question, wall)
    about, told_rows = (None, ()) if asked.about.is_practice else products_told(asked)
    found = _Products(asked)
    of_files = {row.product_id: row for row in told_rows}
    rows = [found.row(at, of_files.get(each.id)) for at, each in enumerate(found.named)]
    there = {row.id for row in rows}
    rows += [_only_told(row) for row in told_rows if row.product_id not in there]
    rows.sort(key=lambda row: (-row.paid, -(row.before or 0), row.name, row.id))
    return ProductsPage(
        figures=_figures(asked, rows),
        rows=tuple(rows[:MOST]),
        more=max(0, len(rows) - MOST),
        contributions=found.contributions(asked),
        is_told=bool(told_rows),
        told=about,
    )


def _figures(asked: Asked, rows: list[ProductRow]) -> tuple[Figure, ...]:
    names = ("units", "orders", "items", "seller_discount", "platform_discount")
    now, before = (
        None if each is None else asked.sums(tally_skus, (), each, named=names)
        for each in (asked.period, asked.compared)
    )
    margins = [row.margin for row in rows]
    margin = None if None in margins else sum(each or 0 for each in margins)
    return (
        Figure(Metric.PAID, _paid(now), _paid(before)),
        Figure(Metric.ITEMS, one(now, "units"), one(before, "units")),
        Figure(Metric.SKU_ORDERS, one(now, "orders"), one(before, "orders")),
        Figure(Metric.MARGIN, margin),
        Figure(Metric.MARGIN_SHARE, share_of(margin, sum(row.revenue for row in rows))),
    )


def _paid(lines: Columns | None) -> int | None:
    return None if lines is None else int(paid_for(lines)[0])


def share_of(part: int | None, whole: int | None) -> int | None:
    """A quotient in basis points, half up; None where it is not known."""
    if part is None or not whole:
        return None
    return (2 * part * BASIS + whole) // (2 * whole)


class _Products:
    """What is known of the products that were sold or shown, as columns by their numbers."""

    def __init__(self, asked: Asked) -> None:
        lines, before = asked.both(tally_skus, ("sku_id",))
        seen, seen_before = asked.both(tally_traffic, ("sku_id",))
        there = [each["sku_id"] for each in (lines, before, seen, seen_before) if each is not None]
        self._ids = np.unique(np.concatenate(there))
        self._which, self.named = products_of(asked.conn, self._ids.tolist())
        catalogue = _catalogue(asked, self._ids)
        self._paid = self._by(lines, paid_for(lines))
        self._before = None if before is None else self._by(before, paid_for(before))
        self._sums = {name: self._by(lines, lines[name]) for name in ("units", "orders")}
        self._revenue = self._by(lines, _revenue(lines))
        self._margin = self._margins(asked, lines, catalogue)
        self._seen: dict[str, Array] | None = None
        if asked.about.is_practice:
            self._seen = {name: self._by(seen, seen[name]) for name in _SEEN}
        back = _asked_back(asked)
        self._back = None if back is None else self._by(back, back["units"])
        stocked = catalogue.where(catalogue["stock"] != UNKNOWN)
        self._stock = self._by(stocked, stocked["stock"])
        self._stocked = self._by(stocked, np.ones_like(stocked["stock"])) > 0
        self._days = asked.period.days

    def _by(self, rows: Columns, values: Array) -> Array:
        """The sums of each product's rows."""
        place, there = places(self._ids, rows["sku_id"])
        found = np.zeros(len(self.named), dtype=np.int64)
        np.add.at(found, self._which[place[there]], values[there])
        return found

    def _margins(self, asked: Asked, lines: Columns, catalogue: Columns) -> list[int | None]:
        """What is left of each product; unknown where the cost of something sold of it is."""
        fees = _referral_fees(asked)
        if fees is None:
            return [None] * len(self.named)
        left = self._by(lines, _revenue(lines) - lines["commission"]) - self._by(fees, fees["fee"])
        if asked.about.is_practice:
            left -= self._by(lines, lines["cost"])
            return list(left.tolist())
        cost = given(lines["sku_id"], catalogue["sku_id"], catalogue["cost"], UNKNOWN)
        left -= self._by(lines, lines["units"] * np.maximum(cost, 0))
        missing = self._by(lines, cost == UNKNOWN) > 0
        return [
            None if unknown else amount
            for amount, unknown in zip(left.tolist(), missing.tolist(), strict=True)
        ]

    def contributions(self, asked: Asked) -> tuple[Contribution, ...]:
        """What each product changed; nothing without a period to hold this one against."""
        if asked.compared is None:
            return ()
        ids, before, now = sales_by_sku(asked, asked.compared)
        which = self._which[places(self._ids, ids)[0]]
        found = what_changed(before, now).by(which, len(self.named))
        rows = [
            Contribution(
                id=each.id or -at - 1,
                name=each.name,
                listed=each.listed,
                change=int(found.gmv[at]),
                parts=tuple((part, int(amounts[at])) for part, amounts in found.parts.items()),
            )
            for at, each in enumerate(self.named)
        ]
        return tuple(sorted(rows, key=lambda row: (-abs(row.change), row.name, row.id)))

    def row(self, at: int, of_file: ToldProduct | None) -> ProductRow:
        """The product of a number; what a file told of it fills in what orders do not."""
        named, units = self.named[at], int(self._sums["units"][at])
        whole = int(self._paid.sum())
        stock_days = None
        if units and self._stocked[at]:
            stock_days = int(self._stock[at]) * self._days // units
        return ProductRow(
            id=named.id or -at - 1,
            name=named.name,
            listed=named.listed,
            paid=int(self._paid[at]),
            before=None if self._before is None else int(self._before[at]),
            units=units,
            orders=int(self._sums["orders"][at]),
            revenue=int(self._revenue[at]),
            margin=self._margin[at],
            share=share_of(int(self._paid[at]), whole),
            returned=None if self._back is None else int(self._back[at]),
            stock_days=stock_days,
            **self._shown(at, of_file),
        )

    def _shown(self, at: int, of_file: ToldProduct | None) -> dict[str, int | None]:
        if self._seen is not None:
            found: dict[str, int | None] = {n: int(of[at]) for n, of in self._seen.items()}
            found["ordered"] = found.pop("orders")
            return found
        return _told_figures(of_file)


def _told_figures(row: ToldProduct | None) -> dict[str, int | None]:
    if row is None:
        return dict.fromkeys(("impressions", "clicks", "carts", "ordered"))
    return {
        "impressions": row.impressions,
        "clicks": row.clicks,
        "carts": row.carts,
        "ordered": row.orders,
    }


def _only_told(row: ToldProduct) -> ProductRow:
    """A product that a file told of and nobody bought."""
    return ProductRow(
        id=row.product_id,
        name=row.name,
        listed=False,
        paid=0,
        before=None,
        units=0,
        orders=0,
        revenue=0,
        margin=0,
        share=0,
        returned=None,
        stock_days=None,
        **_told_figures(row),
    )


def _revenue(lines: Columns) -> Array:
    """What the seller gets for goods before fees."""
    found: Array = lines["items"] - lines["seller_discount"]
    return found


def _referral_fees(asked: Asked) -> Columns | None:
    """The fee on each SKU's lines by the rule of their days; None where the region's is unknown."""
    rule = asked.about.book.rules.get("referral_fee")
    if rule is None:
        return None
    first, last = asked.period.first, asked.period.last
    changed = [(figure.since - _EPOCH).days for figure in rule.figures]
    edges = [first, *(day for day in changed if first < day <= last), last + 1]
    parts = []
    for since, before in pairwise(edges):
        lines = asked.sums(
            tally_skus, ("sku_id",), Period(since, before - 1), named=("items", "seller_discount")
        )
        fee = share(_revenue(lines), rule.at(_EPOCH + timedelta(since)))
        parts.append(Columns({"sku_id": lines["sku_id"], "fee": fee}))
    return parts[0].joined(*parts[1:])


def _catalogue(asked: Asked, ids: Array) -> Columns:
    query = select(skus.c.id.label("sku_id"), skus.c.cost, skus.c.stock).where(among(ids.tolist()))
    return read(asked.conn, query)


def _asked_back(asked: Asked) -> Columns | None:
    """Units asked back in the period by SKU; None where no file has ever told of returns."""
    since, before = (
        int(asked.calendar.midnight(day)) for day in (asked.period.first, asked.period.last + 1)
    )
    known_at_all = select(returns.c.id).limit(1)
    if not asked.about.is_practice and asked.conn.execute(known_at_all).first() is None:
        return None
    query = (
        select(returns.c.sku_id, func.sum(returns.c.quantity).label("units"))
        .where(
            returns.c.requested_at >= since,
            returns.c.requested_at < before,
            returns.c.kind != ReturnKind.CHARGE_BACK.value,
        )
        .group_by(returns.c.sku_id)
    )
    return read(asked.conn, query)
