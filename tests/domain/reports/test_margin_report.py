"""The margin guard says what a SKU keeps, how well that is known, and where it would lose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from domain.aftersales.tables import returns
from domain.kernel.clock import DAY
from domain.promotions.commands import SavePromotion
from domain.promotions.explaining import Kind
from domain.promotions.margin import Part
from domain.promotions.rules import Tool
from domain.reports.margin import Loss, MarginRow, Named, Parts, margin
from domain.reports.margin_figures import NOBODY_KNOWS, Figure, Source
from domain.shipping.tables import packages
from tests.domain.reports.margin_shops import CUP, LAMP, NOW, order, promote, put, small_shop


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[Connection]:
    file = small_shop(tmp_path / "shop.dukandar")
    with file.writing() as conn:
        yield conn
    file.close()


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Connection]:
    file = small_shop(tmp_path / "real.dukandar", "real")
    with file.writing() as conn:
        yield conn
    file.close()


def lamp(conn: Connection, draft: SavePromotion | None = None, **told: int) -> MarginRow:
    (found,) = margin(conn, NOW, [LAMP], draft, **told)
    return found


def part(parts: Parts, which: Part) -> int | None:
    return dict(parts)[which]


def draft(tool: str, *, starts_at: int = NOW, ends_at: int = 0, **told: object) -> SavePromotion:
    return SavePromotion(0, tool, "Draft", starts_at, ends_at, **told)  # type: ignore[arg-type]


def test_parts_of_a_unit_and_of_a_typical_basket_add_up(conn: Connection) -> None:
    for number in range(1, 5):
        order(conn, number, (LAMP, 2, 2499), (CUP, 1, 1000), commission=100)
    promote(conn, 1, Tool.PRODUCT_DISCOUNT, [{"sku_id": LAMP, "percent": 2000}])
    found = lamp(conn)
    for parts in (found.unit, found.basket):
        *summands, (last, keeps) = parts
        assert (last, keeps) == (Part.KEEPS, sum(amount or 0 for _, amount in summands))
    assert part(found.unit, Part.BUYER) == 1999
    assert part(found.basket, Part.BUYER) == 2 * 1999
    assert part(found.unit, Part.LABEL) == -447
    assert part(found.basket, Part.LABEL) == -224  # the cup bears the other half
    assert [each.step.kind for each in found.price if each.promotion] == [Kind.PRICE]


def test_figures_are_those_of_the_shops_orders(conn: Connection) -> None:
    order(conn, 1, (LAMP, 1, 2499), commission=250, postage=400)
    order(conn, 2, (LAMP, 2, 2499), (CUP, 1, 1000), commission=250, postage=501)
    order(conn, 3, (LAMP, 9, 2499), commission=9000, postage=9000, age=91)
    order(conn, 4, (LAMP, 9, 2499), commission=9000, postage=0, cancelled_at=NOW)
    known = lamp(conn).known
    assert known.label == Figure(451, Source.OWN)
    assert known.commission == Figure(667, Source.OWN)
    assert known.units == Figure(2, Source.OWN)
    assert known.lines == Figure(150, Source.OWN)
    assert known.cost == Figure(940, Source.OWN)


def test_without_orders_figures_are_quoted_or_assumed(conn: Connection) -> None:
    known = lamp(conn).known
    assert known.label.source is Source.QUOTED
    assert known.label.value is not None and known.label.value > 300
    assert (known.units, known.lines) == (Figure(1, Source.ASSUMED), Figure(100, Source.ASSUMED))
    assert known.back == Figure(800, Source.ASSUMED)
    assert known.lost == Figure(3000, Source.ASSUMED)


def test_the_share_of_returns_is_the_shops_own_once_it_has_enough_of_them(conn: Connection) -> None:
    for number in range(1, 26):
        order(conn, number, (LAMP, 3, 2499))
    asked = {"sku_id": LAMP, "quantity": 1, "requested_at": NOW - DAY}
    back = {**asked, "closed_at": NOW, "refunded": 2499, "arrived_at": NOW}
    put(
        conn,
        returns,
        {"id": 1, "order_id": 1, **back, "restocked": 1},
        {"id": 2, "order_id": 2, **back, "restocked": 0},
        {"id": 3, "order_id": 3, **asked},
        {"id": 4, "order_id": 4, **asked, "closed_at": NOW},  # refused
        {
            "id": 5,
            "order_id": 5,
            **asked,
            "closed_at": NOW,
            "refunded": 9,
            "restocked": 1,
        },  # unsent
    )
    known = lamp(conn).known
    assert known.back == Figure(500, Source.OWN)  # three of 75 and two of 25
    assert known.lost == Figure(3148, Source.ASSUMED)  # one of two and 7.5 of 25


def test_a_combined_parcel_is_paid_once(conn: Connection) -> None:
    order(conn, 1, (CUP, 1, 1000), postage=600)
    order(conn, 2, (LAMP, 1, 2499), postage=0)
    put(conn, packages, {"id": 2, "order_id": 2, "parcel": 1})
    assert lamp(conn).known.label == Figure(600, Source.OWN)


def test_break_even_tells_where_a_unit_begins_to_lose(conn: Connection) -> None:
    found = lamp(conn)
    assert found.break_even_price is not None and found.break_even_commission is not None
    at = draft("PRODUCT_DISCOUNT", skus=(LAMP,), prices=(found.break_even_price,))
    below = draft("PRODUCT_DISCOUNT", skus=(LAMP,), prices=(found.break_even_price - 1,))
    assert part(lamp(conn, at).unit, Part.KEEPS) in range(3)
    assert Loss.UNIT not in lamp(conn, at).loses
    assert Loss.UNIT in lamp(conn, below).loses


def test_a_draft_is_stacked_on_what_holds(conn: Connection) -> None:
    order(conn, 1, (LAMP, 1, 2499))
    promote(conn, 1, Tool.PRODUCT_DISCOUNT, [{"sku_id": LAMP, "percent": 1500}])
    before = lamp(conn)
    after = lamp(conn, draft("VOUCHER", amount=800, least=2500))
    assert before.loses == ()
    assert after.worst is not None
    assert after.worst.stacked == (Named(1, "Promotion 1"), Named(0, "Draft"))
    assert (after.worst.value, after.worst.units, after.worst.others) == (2124 - 679, 1, 376)
    assert (after.unit, after.loses) == (before.unit, (Loss.WORST,))


def test_a_gift_counts_at_cost_wherever_it_is_earned(conn: Connection) -> None:
    def giving(units: int) -> MarginRow:
        steps = {"tiers": ((units, 0, 0, 0),), "gifts": ((gift_sku, 2, 50),)}
        return lamp(conn, draft("BUY_MORE", skus=(LAMP,), **steps))

    gift_sku = LAMP
    plain, one, two = lamp(conn), giving(1), giving(2)
    assert plain.known.cost.value is not None
    gift = 2 * plain.known.cost.value
    assert part(one.unit, Part.GIFTS) == -gift
    kept = part(plain.unit, Part.KEEPS)
    assert kept is not None
    assert part(one.unit, Part.KEEPS) == kept - gift
    assert part(two.unit, Part.GIFTS) == 0
    assert two.leanest is not None
    assert (two.leanest.units, [each.name for each in two.leanest.stacked]) == (2, ["Draft"])
    assert plain.break_even_price is not None and one.break_even_price is not None
    assert one.break_even_price > plain.break_even_price == two.break_even_price
    gift_sku = CUP
    assert part(giving(1).unit, Part.KEEPS) is None, "nobody knows what a cup costs"


def test_the_worst_stack_is_looked_for_all_the_time_that_the_draft_holds(conn: Connection) -> None:
    deal = [{"sku_id": LAMP, "percent": 5000}]
    promote(conn, 1, Tool.PRODUCT_DISCOUNT, deal, starts_at=NOW + 3 * DAY)
    short = lamp(conn, draft("VOUCHER", amount=100, ends_at=NOW + 2 * DAY))
    long = lamp(conn, draft("VOUCHER", amount=100, ends_at=NOW + 5 * DAY))
    assert short.worst is not None and long.worst is not None
    assert (short.worst.at, short.worst.value) == (NOW, 2399)
    assert (long.worst.at, long.worst.value) == (NOW + 3 * DAY, 1149)
    assert long.leanest is not None and long.leanest.at == NOW + 3 * DAY


def test_one_promotion_can_be_left_out(conn: Connection) -> None:
    promote(conn, 1, Tool.PRODUCT_DISCOUNT, [{"sku_id": LAMP, "percent": 3000}])
    assert part(lamp(conn, without=1).unit, Part.BUYER) == 2499


def test_packaging_counts_as_the_seller_tells_it(conn: Connection) -> None:
    told, untold = lamp(conn, packaging=35), lamp(conn)
    assert part(told.unit, Part.PACKAGING) == -35
    assert untold.known.packaging == Figure(0, Source.OWN)


def test_buyers_pay_the_shipping_of_the_products_template(tmp_path: Path) -> None:
    file = small_shop(tmp_path / "shop.dukandar", fee=499, free_from=4000)
    with file.writing() as conn:
        order(conn, 1, (LAMP, 2, 2499))
        found = lamp(conn)
        assert part(found.unit, Part.SHIPPING) == 499
        assert part(found.basket, Part.SHIPPING) == 0
        assert found.known.shipping is Source.OWN
        promote(conn, 1, Tool.SHIPPING_DISCOUNT, least=1000)
        free = lamp(conn)
        assert part(free.unit, Part.SHIPPING) == 0
        assert free.worst is not None and free.worst.stacked == (Named(1, "Promotion 1"),)
    file.close()


def test_what_nobody_knows_is_not_taken_for_nothing(real: Connection) -> None:
    cup, known = margin(real, NOW, [LAMP, CUP])[::-1]
    assert (cup.known.cost, cup.known.label) == (NOBODY_KNOWS, NOBODY_KNOWS)
    for which in (Part.GOODS, Part.LABEL, Part.RETURNS, Part.KEEPS):
        assert part(cup.unit, which) is None
    assert part(cup.unit, Part.BUYER) == 1000
    assert (cup.break_even_price, cup.break_even_commission, cup.leanest) == (None, None, None)
    assert cup.worst is not None and cup.worst.keeps is None
    assert cup.loses == ()
    assert part(known.unit, Part.KEEPS) is not None


def test_a_real_shop_says_what_it_assumes(real: Connection) -> None:
    order(real, 1, (LAMP, 1, 2499), postage=0, shipping_paid=300)
    found = lamp(real)
    assert found.known.label.source is Source.QUOTED
    assert found.known.commission == Figure(0, Source.ASSUMED)
    assert found.known.lost == Figure(10_000, Source.ASSUMED)
    assert found.known.packaging == Figure(0, Source.ASSUMED)
    assert part(found.unit, Part.SHIPPING) == 300


def test_where_a_regions_fees_are_unknown_nothing_is_said_to_be_kept(tmp_path: Path) -> None:
    file = small_shop(tmp_path / "shop.dukandar", "real", region="id")
    with file.writing() as conn:
        found = lamp(conn)
    file.close()
    assert found.known.label == NOBODY_KNOWS
    for which in (Part.REFERRAL_FEE, Part.RETURNS, Part.KEEPS):
        assert part(found.unit, which) is None
    assert (found.break_even_price, found.leanest, found.loses) == (None, None, ())


def test_skus_that_the_shop_does_not_have_are_left_out(conn: Connection) -> None:
    assert [row.known.sku for row in margin(conn, NOW, [99, CUP, LAMP])] == [LAMP, CUP]
