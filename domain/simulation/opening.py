"""Opening a practice shop: the scenario's products, stock and cash, as first rows of a new file."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from sqlalchemy import Connection, insert

from domain.catalogue.drawn import drawn_pictures
from domain.catalogue.listing import Listing, Variant, Variation
from domain.catalogue.own_listings import Own, keep
from domain.catalogue.rules import ProductStatus, Tier
from domain.catalogue.tables import products, skus
from domain.creators.tables import creators
from domain.finance import intake as finance
from domain.finance.rules import Account, joined, opening
from domain.kernel.clock import HOUR
from domain.kernel.columns import Columns, write
from domain.kernel.money import BASIS
from domain.kernel.randomness import Stream, lognormal, uniform
from domain.promotions.tables import ads
from domain.rulebook import rulebook
from domain.shipping import settings
from domain.shipping.fee_range import judged
from domain.shipping.settings import Settings, standard
from domain.simulation.attention import OPENING_HOUR
from domain.simulation.parameters import Parameters, parameters_with, places
from domain.simulation.rivals import base_price
from domain.simulation.scenarios import ProductStart, Scenario, read_scenario, scenario_text
from domain.simulation.tables import sim_days, sim_rivals, sim_skus
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
                order_cap=start.orders_per_day or book.probation[0].orders_per_day,
                orders_today=0,
                tier=0,
                delivered=0,
                answered=BASIS,
            )
        )
        for number, product in enumerate(start.products, start=1):
            conn.execute(
                insert(products).values(
                    id=PRODUCT_BASE + number,
                    name=product.name,
                    status=ProductStatus.ACTIVATE.value,
                    category=product.category,
                    substitutes=product.substitutes,
                    picture=product.picture,
                    colour=product.colour,
                    photos=product.photos,
                    tier=Tier.POOR.value,  # a scenario says no more of it than its name
                    listed_at=opened_at,
                    import_id=0,
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
                    supplier=product.supplier,
                    lead_days=product.lead_days,
                    least_order=product.least_order,
                    weight=product.weight,
                    length=product.length,
                    width=product.width,
                    height=product.height,
                    import_id=0,
                )
            )
            keep(
                conn,
                Own(PRODUCT_BASE + number, ProductStatus.ACTIVATE, _listing(product, number)),
            )
            conn.execute(
                insert(sim_skus).values(
                    sku_id=SKU_BASE + number,
                    pace=round(start.starting_pace * PACE_UNIT),
                    reference_price=product.price * PRICE_UNIT,
                    days_out=0,
                    gifts_back=0,
                    in_stock=1 if product.stock else 0,
                    orders_today=0,
                    units_today=0,
                    revenue_today=0,
                    reviews=product.reviews,
                    stars=product.stars,
                    ones=product.ones,
                    reviews_today=0,
                    stars_today=0,
                    ones_today=0,
                    lifted=0,
                    repay=0,
                    repay_until=0,
                )
            )
            conn.execute(
                insert(ads).values(
                    sku_id=SKU_BASE + number,
                    ad_budget=product.ad_budget,
                    ad_running=0,
                )
            )
        known = parameters_with(start.parameters)
        _open_creators(conn, start, world_seed, known)
        _open_rivals(conn, start, world_seed, known)
        sent = shipping_at_opening(start)
        rules, calendar = book.at(opened_at), book.calendar
        settings.begin(conn, judged(sent, book.code, rules, opened_at, calendar))
        finance.open_books(conn)
        goods = sum(product.cost * product.stock for product in start.products)
        begun = ((Account.CASH, start.cash), (Account.INVENTORY, goods))
        rows = [opening(account, opened_at, amount) for account, amount in begun if amount]
        finance.append(conn, joined(rows))

    return fill


def _listing(product: ProductStart, number: int) -> Listing:
    """A scenario's product as its listing says it: a title, drawn pictures and a single SKU."""
    variant = Variant(
        values=(product.variation,),
        id=SKU_BASE + number,
        price=product.price,
        stock=product.stock,
        seller_sku=product.seller_sku,
        weight=product.weight,
        length=product.length,
        width=product.width,
        height=product.height,
        cost=product.cost,
        supplier=product.supplier,
        lead_days=product.lead_days,
        least_order=product.least_order,
    )
    return Listing(
        title=product.name,
        leaf=product.leaf,
        pictures=drawn_pictures(product.picture, product.colour, product.photos),
        variations=(Variation(product.differs_in, (product.variation,)),),
        variants=(variant,),
    )


def shipping_at_opening(start: Scenario) -> Settings:
    """One template, which asks and promises what the scenario says, for all of its products."""
    fee, free_from = start.shipping_fee, start.free_shipping_from
    return Settings(
        templates=(standard(fee, free_from, start.promise_days),),
        assigned=tuple((PRODUCT_BASE + number, 1) for number in range(1, len(start.products) + 1)),
    )


def _open_creators(conn: Connection, start: Scenario, world_seed: int, known: Parameters) -> None:
    """Creators with invented handles; how many follow them is drawn from the world."""
    if not start.creators:
        return
    ids = np.arange(1, start.creators + 1)
    u = uniform(world_seed, Stream.CREATOR, ids)
    fans = lognormal(u, float(known.creator_followers), known.creator_followers_deviation)
    names = places().names
    pick = uniform(world_seed, Stream.CREATOR, ids, 1)
    handles = [
        f"{names[draw % len(names)].lower()}.{draw // len(names) % 900 + 100}_{number}"
        for number, draw in zip(ids.tolist(), pick.tolist(), strict=True)
    ]
    rows = {"id": ids, "handle": np.array(handles, dtype=object)}
    write(conn, creators, Columns({**rows, "followers": np.maximum(fans.astype(np.int64), 1)}))


def _open_rivals(conn: Connection, start: Scenario, world_seed: int, known: Parameters) -> None:
    """Rivals, who ask about what their group's products go for."""
    if not start.rivals:
        return
    ids = np.arange(1, len(start.rivals) + 1)
    prices: dict[str, list[int]] = {}
    for product in start.products:
        prices.setdefault(product.substitutes, []).append(product.market_price)
    asked = [prices[rival.substitutes] for rival in start.rivals]
    market = [round(sum(each) / len(each)) for each in asked]
    price = base_price(world_seed, ids, np.array(market, dtype=np.int64), known)
    zero = np.zeros(len(ids), dtype=np.int64)
    groups = np.array([rival.substitutes for rival in start.rivals], dtype=object)
    rows = {"id": ids, "substitutes": groups, "base_price": price, "price": price}
    write(conn, sim_rivals, Columns({**rows, "last_cut": zero, "war_until": zero}))


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
        settings.begin(conn, Settings())
        finance.open_books(conn)

    return fill
