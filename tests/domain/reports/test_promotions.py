"""What the reports say of promotions agrees with a plain recount of the tables' rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from domain.catalogue.commands import SetLive
from domain.creators.commands import GoLive
from domain.finance.rules import RESULT
from domain.finance.tables import journal
from domain.kernel.clock import DAY, HOUR
from domain.orders.tables import order_lines, orders
from domain.promotions.campaigns import campaigns
from domain.promotions.commands import DeletePromotion, SavePromotion
from domain.promotions.rules import State, Tool
from domain.promotions.tables import promotion_uses
from domain.reports.figures import figures
from domain.reports.promotion_calendar import CalendarRow, calendar, marks
from domain.reports.promotion_results import Results, promotion_figures, results
from domain.reports.promotions import (
    Group,
    PromotionRow,
    Promotions,
    Sort,
    all_promotions,
    as_command,
    free_title,
)
from domain.shop import Shop
from domain.simulation.world import SKU_BASE
from tests.domain.reports.promoted_shops import (
    CODE,
    DISCOUNT,
    EARBUDS,
    FLASH,
    LATER,
    MORE,
    SHIPPING,
    SKETCH,
    STOPPED,
    VOUCHER,
    midnight,
    promoted_shop,
    saved,
)
from tests.domain.simulation.rich_shops import rich_shop

BEGUN = (FLASH, DISCOUNT, SHIPPING, VOUCHER, MORE, CODE)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with promoted_shop(tmp_path_factory.mktemp("promoted") / "shop.dukandar") as shop:
        yield shop


@pytest.fixture(scope="module")
def found(shop: Shop) -> Promotions:
    return shop.read(all_promotions, 0)


def row_of(found: Promotions, promotion: int) -> PromotionRow:
    row = found.row(promotion)
    assert row is not None
    return row


def results_of(shop: Shop, found: Promotions, promotion: int) -> Results:
    answer = shop.read(results, row_of(found, promotion), found.shop)
    assert answer is not None
    return answer


def test_each_promotion_is_in_the_group_of_its_state(found: Promotions) -> None:
    groups = {group: {row.id for row in found.of(group)} for group in Group}
    assert groups == {
        Group.RUNNING: {DISCOUNT, SHIPPING, VOUCHER, CODE},
        Group.UPCOMING: {LATER},
        Group.ENDED: {FLASH, MORE, STOPPED},
        Group.DRAFTS: {SKETCH},
    }
    assert row_of(found, STOPPED).state is State.DEACTIVATED


def test_a_promotion_says_what_it_is_for_and_how_much_it_takes_off(found: Promotions) -> None:
    flash = row_of(found, FLASH)
    assert (flash.tool, flash.depth.high, flash.sku_count) == (Tool.FLASH_DEAL, 2_000, 1)
    assert [name for _, name in flash.products] == ["Wireless earbuds, Bluetooth 5.3"]
    assert row_of(found, SHIPPING).depth.whole_fee
    assert row_of(found, SHIPPING).whole_shop
    assert row_of(found, VOUCHER).depth.amount == 300
    more = row_of(found, MORE).depth
    assert (more.low, more.high) == (1_500, 2_000)
    sketch = row_of(found, SKETCH)
    assert (sketch.products, sketch.whole_shop) == ((), False)


def test_a_fixed_price_is_told_as_a_percentage_of_the_list_price(tmp_path: Path) -> None:
    with Shop.practice(tmp_path / "s.dukandar", "first-30-days", seed=1, noise=1) as shop:
        end = midnight(shop, 3)
        saved(shop, "PRODUCT_DISCOUNT", "Fixed", 0, end, skus=(EARBUDS,), prices=(1_999,))
        (row,) = shop.read(all_promotions, 0).rows
        assert (row.depth.low, row.depth.high) == (2_000, 2_000)


def test_a_campaign_to_come_sets_its_units_aside(tmp_path: Path) -> None:
    with Shop.practice(tmp_path / "s.dukandar", "first-30-days", seed=1, noise=1) as shop:
        sale = next(each for each in campaigns("us") if each.starts_at > shop.now)
        saved(
            shop,
            "CAMPAIGN",
            "Joined",
            sale.starts_at,
            sale.ends_at,
            skus=(EARBUDS,),
            percents=(2_000,),
            units=(12,),
        )
        (row,) = shop.read(all_promotions, 0).rows
        assert (row.group, row.units, row.set_aside) == (Group.UPCOMING, 12, 12)
        assert row.platform_share == sale.platform_share
        shop.advance(sale.starts_at)
        (row,) = shop.read(all_promotions, 0).rows
        assert (row.group, row.set_aside) == (Group.RUNNING, 0)


def test_a_promotion_without_a_live_product_stands_still(tmp_path: Path) -> None:
    with Shop.practice(tmp_path / "s.dukandar", "first-30-days", seed=1, noise=1) as shop:
        end = midnight(shop, 3)
        saved(shop, "PRODUCT_DISCOUNT", "Mine", 0, end, skus=(EARBUDS,), percents=(1_000,))
        (row,) = shop.read(all_promotions, 0).rows
        assert shop.do(SetLive(tuple(product for product, _ in row.products), live=False)).done
        (row,) = shop.read(all_promotions, 0).rows
        assert (row.state, row.group) == (State.NOT_EFFECTIVE, Group.RUNNING)


def test_units_sold_and_left_agree_with_the_orders(shop: Shop, found: Promotions) -> None:
    flash = row_of(found, FLASH)

    def units(conn: Connection) -> int:
        used = promotion_uses.c
        return sum(conn.scalars(select(used.units).where(used.promotion_id == FLASH)))

    assert flash.sold == shop.read(units) > 0
    assert (flash.units, flash.left) == (40, 40 - flash.sold)
    assert row_of(found, DISCOUNT).left == -1


@pytest.mark.parametrize("promotion", BEGUN)
def test_results_are_a_plain_recount(shop: Shop, found: Promotions, promotion: int) -> None:
    told = results_of(shop, found, promotion)

    def recount(conn: Connection) -> dict[str, object]:
        uses = {
            row.order_id: row
            for row in conn.execute(
                select(promotion_uses).where(promotion_uses.c.promotion_id == promotion)
            )
        }
        every = conn.execute(select(orders).order_by(orders.c.created_at, orders.c.id)).all()
        mine = [each for each in every if each.id in uses and not each.cancelled_at]
        firsts: dict[int, int] = {}
        for each in every:
            firsts.setdefault(each.buyer_id, each.id)
        shipped = {each.id for each in mine if each.shipped_at}
        profit = sum(
            row.amount * ((row.credit in RESULT) - (row.debit in RESULT))
            for row in conn.execute(select(journal))
            if row.order_id in shipped
        )
        return {
            "orders": len(mine),
            "units": sum(uses[each.id].units for each in mine),
            "revenue": sum(
                each.item_total - each.seller_discount - each.platform_discount for each in mine
            ),
            "seller_cost": sum(uses[each.id].seller for each in mine),
            "platform_cost": sum(uses[each.id].platform for each in mine),
            "buyers": len({each.buyer_id for each in mine}),
            "new_buyers": sum(firsts[each.buyer_id] == each.id for each in mine),
            "profit": profit if shipped else None,
            "profit_orders": len(shipped),
        }

    assert {name: getattr(told, name) for name in shop.read(recount)} == shop.read(recount)
    assert sum(told.daily) == told.orders


@pytest.mark.parametrize("promotion", BEGUN)
def test_the_list_and_the_card_count_the_same_orders(
    shop: Shop, found: Promotions, promotion: int
) -> None:
    row = row_of(found, promotion)
    assert row.orders == results_of(shop, found, promotion).orders
    assert row.used == row.orders + row.cancelled


def test_cancelled_orders_have_used_a_promotion_and_are_not_among_its_orders(
    found: Promotions,
) -> None:
    assert sum(row.cancelled for row in found.rows) > 0
    running = found.of(Group.RUNNING, Sort.ORDERS, down=True)
    assert [row.orders for row in running] == sorted((row.orders for row in running), reverse=True)


def test_the_report_tells_every_promotion_with_what_it_brought(
    shop: Shop, found: Promotions
) -> None:
    told = {each["id"]: each for each in shop.read(promotion_figures, 0)}
    assert list(told) == [row.id for row in found.rows]
    flash, brought = told[FLASH], results_of(shop, found, FLASH)
    assert flash == {
        "id": FLASH,
        "name": "Weekend flash",
        "tool": "FLASH_DEAL",
        "state": "EXPIRED",
        "starts": row_of(found, FLASH).starts_at,
        "ends": row_of(found, FLASH).ends_at,
        "orders": brought.orders,
        "units": brought.units,
        "revenue": brought.revenue,
        "discount": brought.seller_cost,
        "platform_discount": 0,
        "gifts": 0,
        "gift_cost": 0,
        "new_buyers": brought.new_buyers,
    }
    assert told[SHIPPING]["ends"] == 0
    assert told[STOPPED]["ends"] == row_of(found, STOPPED).stopped_at
    for promotion in (LATER, SKETCH):
        assert told[promotion]["orders"] == told[promotion]["revenue"] == 0
    assert shop.read(figures, 0)["promotions"] == list(told.values())


def test_something_was_sold_in_most_of_them(shop: Shop, found: Promotions) -> None:
    assert all(results_of(shop, found, each).orders for each in (FLASH, DISCOUNT, MORE, CODE))


def test_the_pace_counts_the_same_hours_some_whole_days_earlier(
    shop: Shop, found: Promotions
) -> None:
    told, row = results_of(shop, found, FLASH), row_of(found, FLASH)
    length = row.ends_at - row.starts_at

    def orders_from(conn: Connection, since: int) -> int:
        bought = set(
            conn.scalars(select(order_lines.c.order_id).where(order_lines.c.sku_id == EARBUDS))
        )
        return sum(
            since <= each.created_at < since + length and each.id in bought
            for each in conn.execute(select(orders).where(orders.c.cancelled_at == 0))
        )

    assert told.pace == shop.read(orders_from, row.starts_at) * 100 * DAY // length
    assert told.pace_before == shop.read(orders_from, row.starts_at - 3 * DAY) * 100 * DAY // length


def test_there_is_no_pace_before_the_shop_was_open(tmp_path: Path) -> None:
    with Shop.practice(tmp_path / "s.dukandar", "first-30-days", seed=1, noise=1) as shop:
        saved(
            shop,
            "PRODUCT_DISCOUNT",
            "At once",
            0,
            midnight(shop, 3),
            skus=(EARBUDS,),
            percents=(1_000,),
        )
        shop.advance_days(1)
        found = shop.read(all_promotions, 0)
        told = results_of(shop, found, 1)
        assert told.pace is not None
        assert told.pace_before is None


@pytest.mark.parametrize("promotion", [LATER, SKETCH, STOPPED])
def test_what_has_not_begun_has_no_results(shop: Shop, found: Promotions, promotion: int) -> None:
    assert shop.read(results, row_of(found, promotion), found.shop) is None


def test_a_list_can_be_sorted_both_ways(found: Promotions) -> None:
    names = [row.name for row in found.of(Group.RUNNING, Sort.NAME)]
    assert names == ["Discount", "Free shipping", "Three off", "Welcome"]
    last = found.of(Group.RUNNING, Sort.ENDS)[-1]
    assert last.id == SHIPPING  # it has no end
    assert [row.name for row in found.of(Group.RUNNING, Sort.NAME, down=True)] == names[::-1]


def test_each_promotion_can_be_told_as_the_command_that_keeps_it(tmp_path: Path) -> None:
    with promoted_shop(tmp_path / "s.dukandar") as shop:
        for promotion in (DISCOUNT, SHIPPING, VOUCHER, CODE, LATER, SKETCH):
            before = shop.read(all_promotions, 0).row(promotion)
            command = shop.read(as_command, promotion)
            outcome = shop.do(command)
            assert outcome.done == 1, [each.text() for each in outcome.refusals]
            assert shop.read(all_promotions, 0).row(promotion) == before
            assert shop.read(as_command, promotion) == command
        assert shop.read(as_command, 99) is None
        shop.do(DeletePromotion(SKETCH))
        assert shop.read(as_command, SKETCH) is None


def test_a_title_that_is_taken_gets_a_number(shop: Shop) -> None:
    assert shop.read(free_title, "Payday", 50) == "Payday"
    assert shop.read(free_title, "later", 50) == "later 2"
    assert shop.read(free_title, "Later", 5) == "Later"[:3] + " 2"


# The calendar


def rows_of(found: Promotions, first: int, days: int) -> dict[str, CalendarRow]:
    return {row.name: row for row in calendar(found, first, days).rows}


def today(found: Promotions) -> int:
    return int(found.shop.book.calendar.local_day(found.shop.now))


def test_the_calendar_has_a_row_for_each_product_and_one_for_the_whole_shop(
    found: Promotions,
) -> None:
    rows = rows_of(found, today(found) - 7, 28)
    assert list(rows)[-1] == ""
    told = {name: {bar.promotion.id for bar in row.bars} for name, row in rows.items()}
    assert told["Wireless earbuds, Bluetooth 5.3"] == {FLASH, DISCOUNT, VOUCHER}
    assert told["Pocket speaker, waterproof"] == {DISCOUNT}
    assert told["LED desk lamp, three tones"] == {LATER}
    assert told[""] == {SHIPPING, CODE}


def test_bars_that_meet_lie_in_lanes_of_their_own(found: Promotions) -> None:
    earbuds = rows_of(found, today(found) - 7, 28)["Wireless earbuds, Bluetooth 5.3"]
    lanes = {bar.promotion.id: bar.lane for bar in earbuds.bars}
    assert lanes[FLASH] == lanes[VOUCHER] != lanes[DISCOUNT]
    assert earbuds.lanes == 2
    assert all(bar.meets for bar in earbuds.bars)
    lamp = rows_of(found, today(found) - 7, 28)["LED desk lamp, three tones"]
    assert [bar.meets for bar in lamp.bars] == [False]


def test_the_calendar_shows_those_days_only(found: Promotions) -> None:
    late = calendar(found, today(found) + 60, 7)
    assert [bar.promotion.id for row in late.rows for bar in row.bars] == [SHIPPING]
    assert calendar(found, today(found) - 60, 7).rows == ()


def test_holidays_and_campaigns_are_named_on_their_days(found: Promotions) -> None:
    clock = found.shop.book.calendar
    sale = next(each for each in campaigns("us") if each.name == "Black Friday")
    day = int(clock.local_day(sale.starts_at))
    named = {(mark.day - day, mark.name, mark.campaign) for mark in marks(found.shop, day - 1, 5)}
    assert named == {
        (-1, "Thanksgiving Day", False),
        (0, "Black Friday", True),
        (3, "Cyber Monday", True),
    }


def test_a_holiday_of_the_next_year_may_be_kept_in_this_one(found: Promotions) -> None:
    """New Year 2028 is a Saturday, so it is kept on the Friday before."""
    new_year = 21_184
    names = [mark.name for mark in marks(found.shop, new_year - 3, 3) if not mark.campaign]
    assert len(names) == 1


def test_a_draft_without_a_start_has_no_place_in_the_calendar(tmp_path: Path) -> None:
    with Shop.practice(tmp_path / "s.dukandar", "first-30-days", seed=1, noise=1) as shop:
        shop.do(SavePromotion(0, "VOUCHER", "Some day", 0, 0, draft=True))
        found = shop.read(all_promotions, 0)
        assert len(found.rows) == 1
        assert calendar(found, today(found) - 7, 28).rows == ()


def test_live_sessions_stand_in_the_rows_of_the_products_that_they_show(tmp_path: Path) -> None:
    with rich_shop(tmp_path / "shop.dukandar") as shop:
        now, clock = shop.now, shop.book.calendar
        ends, skus = now + 9 * DAY, (SKU_BASE + 1, SKU_BASE + 2)
        for number, sku in enumerate(skus):
            deal = SavePromotion(
                0, "PRODUCT_DISCOUNT", f"Deal {number}", 0, ends, skus=(sku,), percents=(1_000,)
            )
            assert shop.do(deal).done
        assert shop.do(GoLive(skus[1], 2)).done
        found, day = shop.read(all_promotions, 0), int(clock.local_day(now))
        monday, wednesday = (
            (
                int(clock.moment(day + later, hour * HOUR)),
                int(clock.moment(day + later, end * HOUR)),
            )
            for later, hour, end in ((0, 20, 22), (2, 12, 14))
        )
        lives = {row.name: row.lives for row in calendar(found, day - 1, 5).rows}
    assert lives == {"Product 1": (monday, wednesday), "Product 2": ((now, now + 2 * HOUR),)}
