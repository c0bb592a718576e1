"""Opening a practice shop: the scenario's products, stock and cash, as first rows of a new file."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from sqlalchemy import Connection, insert

from domain.catalogue.tables import products, skus
from domain.finance import intake as finance
from domain.finance.rules import Account, joined, opening
from domain.kernel.clock import HOUR
from domain.rulebook import rulebook
from domain.simulation.attention import OPENING_HOUR
from domain.simulation.scenarios import read_scenario, scenario_text
from domain.simulation.tables import sim_days, sim_skus
from domain.simulation.world import PACE_UNIT, PRICE_UNIT, PRODUCT_BASE, SKU_BASE
from domain.storage.tables import practice, shop


def practice_shop(
    scenario: str,
    *,
    world_seed: int,
    noise_seed: int,
    name: str | None = None,
    text: str | None = None,
) -> Callable[[Connection], None]:
    """What fills a new practice shop; refused with ``scenario-unknown`` for a wrong name.

    ``text`` is the scenario itself, in place of the shipped one of that name.
    """
    source = scenario_text(scenario) if text is None else text
    start = read_scenario(source)
    book = rulebook(start.region)
    day = int((np.datetime64(start.opens) - np.datetime64("1970-01-01")).astype(int))
    opened_at = int(book.calendar.moment(day, OPENING_HOUR * HOUR))

    def fill(conn: Connection) -> None:
        conn.execute(
            insert(shop).values(
                id=1,
                name=name or start.shop,
                kind="practice",
                region=start.region,
                currency=book.currency.code,
                opened_at=opened_at,
                now=opened_at,
            )
        )
        conn.execute(
            insert(practice).values(
                id=1,
                scenario=scenario,
                world_seed=world_seed,
                noise_seed=noise_seed,
                scenario_text=source,
            )
        )
        conn.execute(
            insert(sim_days).values(
                id=1,
                day=day,
                order_cap=start.order_limit(book.at(opened_at)),
                orders_today=0,
            )
        )
        for number, product in enumerate(start.products, start=1):
            conn.execute(
                insert(products).values(
                    id=PRODUCT_BASE + number,
                    name=product.name,
                    status="ACTIVATE",
                    category=product.category,
                    substitutes=product.substitutes,
                    picture=product.picture,
                    colour=product.colour,
                )
            )
            conn.execute(
                insert(skus).values(
                    id=SKU_BASE + number,
                    product_id=PRODUCT_BASE + number,
                    name=product.variation,
                    seller_sku=product.seller_sku,
                    price=product.price,
                    list_price=product.price,
                    cost=product.cost,
                    stock=product.stock,
                    opening_stock=product.stock,
                    lead_days=product.lead_days,
                )
            )
            conn.execute(
                insert(sim_skus).values(
                    sku_id=SKU_BASE + number,
                    pace=round(start.starting_pace * PACE_UNIT),
                    reference_price=product.price * PRICE_UNIT,
                    days_out=0,
                    in_stock=1 if product.stock else 0,
                    orders_today=0,
                    units_today=0,
                    revenue_today=0,
                )
            )
        finance.open_books(conn)
        goods = sum(product.cost * product.stock for product in start.products)
        rows = [opening(Account.CASH, opened_at, start.cash)]
        if goods:
            rows.append(opening(Account.INVENTORY, opened_at, goods))
        finance.append(conn, joined(rows))

    return fill


def real_shop(region: str, name: str) -> Callable[[Connection], None]:
    """What fills a new shop for imports; refused with ``region-unknown`` for a wrong region."""
    book = rulebook(region)

    def fill(conn: Connection) -> None:
        conn.execute(
            insert(shop).values(
                id=1,
                name=name,
                kind="real",
                region=region,
                currency=book.currency.code,
                opened_at=0,
                now=0,
            )
        )
        finance.open_books(conn)

    return fill
