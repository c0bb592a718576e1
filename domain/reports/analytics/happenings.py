"""What happened in a period that a chart should say: prices, promotions, empty shelves, strikes.

From the log of decisions and from rows, never from what a chart shows. A real shop's files tell
prices only: the list price of a SKU is what its goods came to for each unit on days on which they
all had one price.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from sqlalchemy import Connection, func, select

from domain.catalogue.rules import ProductStatus
from domain.catalogue.tables import products, skus
from domain.kernel.columns import read
from domain.promotions.tables import promotions
from domain.reports.analytics.question import Asked, Question
from domain.reports.scenario import scenario
from domain.reports.stock_history import movements
from domain.shipping.tables import fee_warnings, shipping_templates
from domain.storage.tables import commands, shop
from domain.tallies.tables import tally_skus

MOST = 400
"""Happenings that are told at most, the newest; more are no help on a chart."""

_FEW_SKUS = 2_000
"""SKUs up to which empty shelves are looked for, and prices in real shops."""


class Kind(StrEnum):
    """What can happen."""

    PRICE = "price"
    PROMOTION_BEGINS = "promotion-begins"
    PROMOTION_ENDS = "promotion-ends"
    STOCK_OUT = "stock-out"
    STRIKE = "strike"
    TAKEN_DOWN = "taken-down"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing on a local day; ``subject`` is a product's, promotion's or carrier's name.

    ``before`` and ``now`` are prices in minor units; ``id`` is the product's or the promotion's.
    """

    day: int
    kind: Kind
    subject: str
    id: int = 0
    before: int | None = None
    now: int | None = None


def happenings(conn: Connection, question: Question, wall: int) -> tuple[Happening, ...]:
    """What happened in the period, in the order of days."""
    asked = Asked(conn, question, wall)
    found = list(_sellers_prices(asked) if asked.about.is_practice else _files_prices(asked))
    if asked.about.is_practice:
        found += _promotions(asked)
        found += _stock_outs(asked)
        found += _strikes(asked)
        found += _taken_down(asked)
    period = asked.period
    inside = [each for each in found if period.first <= each.day <= period.last]
    inside.sort(key=lambda each: (each.day, each.kind, each.subject))
    return tuple(inside[-MOST:])


def _names(asked: Asked) -> dict[int, tuple[int, str]]:
    """The product of each SKU of the question: its id, and its name with the SKU's own."""
    query = select(skus.c.id, skus.c.product_id, products.c.name, skus.c.name).join_from(
        skus, products, products.c.id == skus.c.product_id
    )
    if asked.skus is not None:
        query = query.where(skus.c.id.in_(asked.skus))
    return {
        sku: (product, f"{name}, {own}" if own else name)
        for sku, product, name, own in asked.conn.execute(query)
    }


def _sellers_prices(asked: Asked) -> Iterator[Happening]:
    """From the log of decisions; a price that was set twice in a day counts as it was at last."""
    names = _names(asked)
    query = select(commands.c.at, commands.c.args).where(
        commands.c.name.in_(("set-price", "set-prices"))
    )
    known: dict[int, int] = {}
    for at, text in asked.conn.execute(query.order_by(commands.c.id)):
        given = json.loads(text)
        pairs = (
            [(given["sku"], given["price"])]
            if "sku" in given
            else zip(given["skus"], given["prices"], strict=True)
        )
        day = int(asked.calendar.local_day(at))
        for sku, price in pairs:
            before, known[sku] = known.get(sku), price
            if sku in names and before != price:
                product, name = names[sku]
                yield Happening(day, Kind.PRICE, name, product, before, price)


def _files_prices(asked: Asked) -> Iterator[Happening]:
    names = _names(asked)
    if len(names) > _FEW_SKUS:
        return
    price = tally_skus.c["items"] / tally_skus.c.units
    before = func.lag(price).over(partition_by=tally_skus.c.sku_id, order_by=tally_skus.c.day)
    each = (
        select(
            tally_skus.c.day,
            tally_skus.c.sku_id,
            price.label("price"),
            before.label("before"),
        )
        .where(
            tally_skus.c.day <= asked.period.last,
            tally_skus.c.day >= asked.period.first - 90,
            tally_skus.c.units > 0,
            tally_skus.c["items"] > 0,
            tally_skus.c["items"] % tally_skus.c.units == 0,
        )
        .subquery()
    )
    query = select(each).where(each.c.before.is_not(None), each.c.before != each.c.price)
    rows = read(asked.conn, query.order_by(each.c.day.desc()).limit(MOST))
    for row in range(len(rows)):
        sku = int(rows["sku_id"][row])
        if sku in names:
            product, name = names[sku]
            yield Happening(
                int(rows["day"][row]),
                Kind.PRICE,
                name,
                product,
                int(rows["before"][row]),
                int(rows["price"][row]),
            )


def _promotions(asked: Asked) -> Iterator[Happening]:
    now = asked.about.now
    query = select(
        promotions.c.id,
        promotions.c.name,
        promotions.c.starts_at,
        promotions.c.ends_at,
        promotions.c.stopped_at,
    ).where(promotions.c.draft == 0)
    for promotion, name, starts, ends, stopped in asked.conn.execute(query):
        over = min((moment for moment in (ends, stopped) if moment), default=0)
        if starts > now or (over and over <= starts):
            continue
        day = int(asked.calendar.local_day(starts))
        yield Happening(day, Kind.PROMOTION_BEGINS, name, promotion)
        if over and over <= now:
            day = int(asked.calendar.local_day(over - 1))
            yield Happening(day, Kind.PROMOTION_ENDS, name, promotion)


def _stock_outs(asked: Asked) -> Iterator[Happening]:
    """The days that ended with an empty shelf, where the one before did not.

    Reckoned back from today's stock: the stock at a day's end is today's less what has come since
    and with what has gone.
    """
    names, period = _names(asked), asked.period
    stock = {
        sku: units
        for sku, units in asked.conn.execute(
            select(skus.c.id, skus.c.stock)
            .join(products, products.c.id == skus.c.product_id)
            .where(
                skus.c.stock.is_not(None),
                skus.c.unlisted == 0,
                products.c.status != ProductStatus.DRAFT.value,
            )
        )
        if sku in names
    }
    if not stock or len(stock) > _FEW_SKUS:
        return
    first = period.first - 1  # the day before tells whether the shelf was empty already
    last = min(period.last, int(asked.calendar.local_day(asked.about.now)) - 1)
    if last < first:
        return
    order = {sku: place for place, sku in enumerate(stock)}
    moved = np.zeros((len(order), last - first + 2), dtype=np.int64)
    since = asked.calendar.midnight(first + 1)
    for query in movements(tuple(order), since).values():
        rows = read(asked.conn, query)
        if not len(rows):
            continue
        place = np.array([order[sku] for sku in rows["sku_id"].tolist()], dtype=np.int64)
        day = np.minimum(asked.calendar.local_day(rows["at"]) - first, last - first + 1)
        np.add.at(moved, (place, day), rows["units"])
    # Of each day all that moved on later ones is taken back.
    later = np.cumsum(moved[:, ::-1], axis=1)[:, ::-1]
    left = np.array(list(stock.values()))[:, None] - later[:, 1:]
    empty = left <= 0
    begun = empty[:, 1:] & ~empty[:, :-1]
    everyone = list(order)
    for row, column in np.argwhere(begun).tolist():
        product, name = names[everyone[row]]
        yield Happening(first + 1 + column, Kind.STOCK_OUT, name, product)


def _strikes(asked: Asked) -> Iterator[Happening]:
    plan = scenario(asked.conn)
    if plan is None:
        return
    opened = asked.conn.execute(select(shop.c.opened_at)).scalar_one()
    begun = int(asked.calendar.local_day(opened))
    today = int(asked.calendar.local_day(asked.about.now))
    for strike in plan.strikes:
        day = begun + strike.day
        if day <= today:
            carrier = asked.about.book.carriers[strike.carrier].name
            yield Happening(day, Kind.STRIKE, carrier)


def _taken_down(asked: Asked) -> Iterator[Happening]:
    """Templates whose products were taken down for a shipping fee out of range."""
    query = select(shipping_templates.c.name, fee_warnings.c.mend_by).join_from(
        fee_warnings, shipping_templates, shipping_templates.c.id == fee_warnings.c.template_id
    )
    for name, mend_by in asked.conn.execute(query):
        if mend_by <= asked.about.now:
            yield Happening(int(asked.calendar.local_day(mend_by)), Kind.TAKEN_DOWN, name)
