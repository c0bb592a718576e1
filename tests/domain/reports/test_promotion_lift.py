"""What a promotion has brought: the shop as it was beside the same shop without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, update

from domain.catalogue.commands import Restock
from domain.catalogue.tables import skus
from domain.kernel.clock import DAY, HOUR
from domain.kernel.progress import CancelledError
from domain.kernel.refusals import RefusedError
from domain.orders.commands import CancelOrders
from domain.orders.rules import OUT_OF_STOCK
from domain.orders.tables import order_gifts, orders
from domain.promotions.commands import (
    DeletePromotion,
    SavePromotion,
    StartDeal,
    StopPromotion,
)
from domain.promotions.tables import promotion_uses
from domain.reports.promotion_lift import Beside, Lift, Sales
from domain.shipping.commands import BuyLabels, ShipPart
from domain.shop import Shop
from domain.simulation.decisions import Command, Decision
from domain.simulation.policies import sensible
from domain.simulation.world import SKU_BASE, World
from domain.storage.digest import digest

SKU = SKU_BASE + 1


def ships(world: World) -> list[Command]:
    """A seller whose decisions depend on nothing but the orders that are there."""
    return [command for command in sensible(world) if not isinstance(command, Restock)]


def offer(shop: Shop, days: int, **told: object) -> SavePromotion:
    """A fifth off the first SKU from now on."""
    ends = shop.now + days * DAY
    usual = SavePromotion(0, "PRODUCT_DISCOUNT", "A fifth", 0, ends, skus=(SKU,), percents=(2_000,))
    return replace(usual, **told)  # type: ignore[arg-type]


def done(shop: Shop, decision: Decision) -> int:
    """Decides it; gives the number of what was made."""
    outcome = shop.do(decision)
    assert not outcome.refusals
    return outcome.made


@pytest.fixture
def week(practice: Callable[..., Shop]) -> Shop:
    """A shop a week old."""
    shop = practice()
    shop.advance_days(7, ships)
    return shop


def placed(shop: Shop, since: int, until: int) -> tuple[int, ...]:
    """What can be counted of the orders of some time, and what they came to."""
    row = orders.c
    paid = func.sum(row.item_total - row.seller_discount - row.platform_discount)
    borne = func.sum(row.seller_discount + row.shipping_seller_discount)
    query = select(func.count(), func.sum(row.units), paid, borne).where(
        row.created_at > since, row.created_at <= until, row.cancelled_at == 0
    )
    return tuple(shop.read(lambda conn: conn.execute(query).one()))


def test_without_it_is_the_shop_that_never_had_it(practice: Callable[..., Shop]) -> None:
    with practice() as shop, practice() as other:
        for each in (shop, other):
            each.advance_days(7, ships)
        begun = shop.now
        promotion = done(shop, offer(shop, 5))
        for each in (shop, other):
            each.advance_days(12, ships)
        found = shop.lift(promotion)
        ends = begun + 5 * DAY
        assert (found.during.since, found.during.until) == (begun, ends)
        assert found.after is not None
        assert (found.after.since, found.after.until) == (ends, shop.now)
        for beside in (found.during, found.after):
            some = (beside.since, beside.until)
            assert astuple(beside.with_it)[:4] == placed(shop, *some)
            assert astuple(beside.without)[:4] == placed(other, *some)
    assert found.during.difference.units > 0
    assert found.during.difference.discount == found.during.with_it.discount > 0
    assert found.after.with_it.discount == 0


def test_profit_is_what_the_orders_have_left_in_the_end(practice: Callable[..., Shop]) -> None:
    with practice() as shop, practice() as other:
        for each in (shop, other):
            each.advance_days(7, ships)
        promotion = done(shop, offer(shop, 2))
        for each in (shop, other):
            each.advance_days(2, ships)
        soon = shop.lift(promotion).during
        for each in (shop, other):
            each.advance_days(50, ships)
        late = shop.lift(promotion).during
    assert soon.difference.orders == pytest.approx(late.difference.orders, abs=2)
    assert soon.difference.profit == pytest.approx(late.difference.profit, abs=500)
    assert late.with_it.profit != late.without.profit


def test_one_that_holds_is_told_up_to_now(week: Shop) -> None:
    with week as shop:
        begun = shop.now
        promotion = done(shop, offer(shop, 9))
        shop.advance_days(3, ships)
        before = shop.read(digest)
        found = shop.lift(promotion)
        assert shop.read(digest) == before
        assert (found.during.since, found.during.until) == (begun, shop.now)
    assert found.after is None
    assert found.during.difference.units > 0


def test_a_deal_is_a_promotion_like_any_other(week: Shop) -> None:
    with week as shop:
        price = shop.read(price_of)
        assert shop.do(StartDeal(SKU, price * 8 // 10, 3)).done
        shop.advance_days(4, ships)
        found = shop.lift(1)
    assert found.during.difference.units > 0
    assert found.during.without.discount == 0


def test_others_keep_their_numbers_and_what_they_do(week: Shop) -> None:
    with week as shop:
        first = done(shop, offer(shop, 0, ends_at=0, draft=True))
        done(shop, offer(shop, 4, promotion=first))
        second = done(shop, offer(shop, 6, title="Other", skus=(SKU + 1,)))
        draft = done(shop, offer(shop, 0, title="Never", ends_at=0, draft=True))
        shop.advance_days(2, ships)
        done(shop, offer(shop, 3, promotion=first))  # it ends earlier than it was to
        done(shop, DeletePromotion(draft))
        shop.advance_days(2, ships)
        done(shop, StopPromotion(second))
        shop.advance_days(1, ships)
        found = shop.lift(first).during
        used = select(func.count()).where(promotion_uses.c.promotion_id == second)
        assert shop.read(lambda conn: conn.execute(used).scalar_one())
    assert found.difference.units > 0
    assert 0 < found.without.discount < found.with_it.discount


def test_it_is_left_out_that_has_the_number_of_a_draft_thrown_away_within_the_hour(
    week: Shop,
) -> None:
    with week as shop:
        draft = done(shop, offer(shop, 0, title="Draft", ends_at=0, draft=True))
        shop.advance(shop.now + 3 * HOUR, ships)
        done(shop, DeletePromotion(draft))
        promotion = done(shop, offer(shop, 3))
        assert promotion == draft
        again = done(shop, offer(shop, 0, title="Draft", ends_at=0, draft=True))
        done(shop, DeletePromotion(again))
        shop.advance_days(3, ships)
        found = shop.lift(promotion).during
    assert found.without.discount == 0
    assert found.difference.units > 0


def unit_by_unit(world: World) -> list[Command]:
    """A seller who sends two units of a thing in a parcel each, and all else as a whole."""
    commands: list[Command] = []
    for command in ships(world):
        if not isinstance(command, BuyLabels):
            commands.append(command)
            continue
        for order in command.orders:
            lines = world.lines.where(world.lines["order_id"] == order)
            if lines["quantity"].tolist() == [2]:
                part = ShipPart(order, (int(lines["sku_id"][0]),), (1,))
                commands += [part, part]
            else:
                commands.append(BuyLabels((order,)))
    return commands


def test_an_order_of_which_only_parts_were_sent_is_sent_where_it_has_none(
    practice: Callable[..., Shop],
) -> None:
    with practice() as shop, practice() as other:
        for each in (shop, other):
            each.advance_days(7, unit_by_unit)
        more = SavePromotion(0, "BUY_MORE", "Two", 0, shop.now + 5 * DAY, tiers=((2, 0, 5_000, 0),))
        begun, promotion = shop.now, done(shop, more)
        for each in (shop, other):
            each.advance_days(16, unit_by_unit)
        found = shop.lift(promotion).during
        assert found.difference.units > 0, "some bought two instead of one"
        assert astuple(found.without)[:4] == placed(other, begun, found.until)


def test_what_a_count_of_the_shelf_finds_missing_is_no_loss_of_its_orders(week: Shop) -> None:
    with week as shop:
        promotion = done(shop, offer(shop, 5))
        shop.advance_days(2, ships)
        before = shop.lift(promotion).during.with_it
        waiting = select(orders.c.id).where(orders.c.created_at > shop.now - DAY)
        waiting = waiting.where(orders.c.paid_at > 0, orders.c.shipped_at == 0)
        order = shop.read(lambda conn: conn.scalars(waiting).all())
        assert shop.do(CancelOrders((order[0],), OUT_OF_STOCK)).done
        after = shop.lift(promotion).during.with_it
    assert after.orders == before.orders - 1
    assert after.profit == pytest.approx(before.profit, abs=1_500)


def test_gifts_win_nobody_at_the_first_unit_and_cost_what_they_cost(week: Shop) -> None:
    with week as shop:
        free = {"tiers": ((1, 0, 0, 0),), "gifts": ((SKU + 1, 2, 6),), "skus": (SKU,)}
        more = SavePromotion(0, "BUY_MORE", "On top", 0, shop.now + 5 * DAY, **free)  # type: ignore[arg-type]
        promotion = done(shop, more)
        shop.advance_days(5, ships)
        found = shop.lift(promotion).during
        kept = select(func.sum(order_gifts.c.quantity * order_gifts.c.unit_cost))
        kept = kept.join(orders, orders.c.id == order_gifts.c.order_id)
        cost = shop.read(lambda conn: conn.scalar(kept.where(orders.c.cancelled_at == 0)))
    assert (found.with_it.gifts, found.without.gifts) == (cost, 0)
    assert (found.difference.orders, found.difference.revenue) == (0, 0)
    assert found.difference.profit <= -cost < 0


def price_of(conn: Connection) -> int:
    return int(conn.execute(select(skus.c.price).where(skus.c.id == SKU)).scalar_one())


def test_what_is_not_past_is_refused(week: Shop) -> None:
    with week as shop:
        later = done(shop, offer(shop, 6, starts_at=shop.now + 48 * HOUR))
        draft = done(shop, offer(shop, 0, title="Draft", ends_at=0, draft=True))
        for promotion in (later, draft):
            assert code(shop, promotion) == "promotion-not-begun"
        assert code(shop, 99) == "promotion-unknown"


def test_a_past_that_cannot_be_played_again_is_not_told(week: Shop) -> None:
    with week as shop:
        promotion = done(shop, offer(shop, 2))
        shop.advance_days(2, ships)
        shop.write(lambda conn: conn.execute(update(orders).values(amount=orders.c.amount + 1)))
        assert code(shop, promotion) == "replay-differs"


def test_a_real_shop_has_no_past_to_play(tmp_path: Path) -> None:
    with Shop.real(tmp_path / "real.dukandar", "us", "Real") as shop:
        assert code(shop, 1) == "practice-only"


def code(shop: Shop, promotion: int) -> str:
    """What is said instead of an answer."""
    with pytest.raises(RefusedError) as refused:
        shop.lift(promotion)
    return refused.value.refusal.code


def test_progress_counts_the_days_of_the_way_and_of_both_courses(week: Shop) -> None:
    with week as shop:
        promotion = done(shop, offer(shop, 2))
        shop.advance_days(3, ships)
        told: list[tuple[int, int]] = []
        shop.lift(promotion, lambda done, total: told.append((done, total)))

        def stop(done: int, _total: int) -> None:
            if done >= 4:
                raise CancelledError

        with pytest.raises(CancelledError):
            shop.lift(promotion, stop)
    assert {total for _, total in told} == {7 + 2 * 3}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (13, 13)


def test_a_difference_is_figure_by_figure() -> None:
    beside = Beside(0, DAY, Sales(9, 12, 900, 50, 30, 80), Sales(6, 7, 800, 10, 0, 100))
    assert beside.difference == Sales(3, 5, 100, 40, 30, -20)
    assert Lift(beside, None).after is None
