"""A shop played again from its log is the same shop, whoever has decided and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, update

from domain.catalogue.commands import (
    DeleteProducts,
    DuplicateProduct,
    RecoverProducts,
    SaveDraft,
    SetPrice,
    SubmitListing,
)
from domain.kernel.clock import DAY, HOUR
from domain.kernel.progress import CancelledError
from domain.kernel.refusals import RefusedError
from domain.orders.commands import SetNote
from domain.orders.tables import order_lines, orders
from domain.promotions.commands import SavePromotion, StartDeal, StopPromotion
from domain.promotions.tables import promotions
from domain.shipping.commands import VoidLabels
from domain.shipping.template_commands import AssignTemplate, SetCapacity
from domain.shop import Shop
from domain.simulation.attention import USUAL
from domain.simulation.decisions import Decision
from domain.simulation.policies import sensible
from domain.simulation.replay import Logged, Replay, agrees, decisions, replay
from domain.simulation.tables import alive_orders
from domain.simulation.world import PRODUCT_BASE, SKU_BASE, World
from domain.storage.digest import digest
from domain.storage.tables import commands
from tests.domain.shipping.examples import asking, everywhere, flat
from tests.domain.simulation.lively_shops import lively_shop
from tests.domain.simulation.rich_shops import rich_shop
from tests.domain.simulation.test_listing_desk import MUG
from tests.domain.simulation.test_rich_worlds import random_decisions


def again(shop: Shop) -> tuple[str, str]:
    """The digests of a shop and of what playing it again comes to."""

    def played(conn: Connection) -> tuple[str, str]:
        with replay(conn) as replayed:
            replayed.play(shop.now)
            replayed.written()
            assert agrees(conn, replayed.conn)
            return digest(conn), digest(replayed.conn)

    return shop.read(played)


def test_a_sensible_seller_s_shop_is_the_same_to_the_byte(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        shop.advance_days(40, sensible)
        was, found = again(shop)
    assert found == was


@pytest.mark.parametrize("seed", [1, 2])
def test_so_is_one_whose_seller_decides_at_random(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "shop.dukandar"
    with rich_shop(path, seed=seed, noise=seed, creators=12, impressions=6_000.0) as shop:
        for _ in range(24):
            shop.advance(shop.now + DAY, partial(random_decisions, seed=seed))
        was, found = again(shop)
    assert found == was


def test_decisions_fall_between_hours_that_are_skipped_and_about_orders_that_have_ended(
    practice: Callable[..., Shop],
) -> None:
    with practice() as shop:
        shop.advance_days(30, sensible)
        ended = shop.read(
            lambda conn: conn.scalars(
                select(orders.c.id).where(orders.c.id.not_in(select(alive_orders.c.order_id)))
            ).all()
        )
        assert shop.do(SetNote(ended[0], "Came back twice")).done
        for _ in range(3):
            shop.skip(USUAL)
            shop.do(SetPrice(SKU_BASE + 1, 2_000 + shop.now // HOUR % 100))
        shop.pass_time(2)
        ready = shop.read(
            lambda conn: conn.scalars(
                select(orders.c.id).where(orders.c.rts_at > 0, orders.c.shipped_at == 0)
            ).all()
        )
        shop.do(VoidLabels(tuple(ready)))
        shop.advance_days(3, sensible)
        was, found = again(shop)
    assert found == was


def test_listings_are_reviewed_again_drafts_of_which_nothing_was_logged(
    practice: Callable[..., Shop],
) -> None:
    with practice() as shop:
        shop.advance_days(2, sensible)
        draft = shop.do(SaveDraft(0, MUG)).made
        shop.pass_time(5)
        assert shop.do(SubmitListing(draft, MUG)).done
        shop.advance_days(6, sensible)  # approved meanwhile, and sold
        sold = select(order_lines.c.order_id).where(order_lines.c.product_id == draft)
        assert shop.read(lambda conn: conn.scalars(sold).first())
        assert shop.do(DuplicateProduct(draft)).done
        assert shop.do(DeleteProducts((draft,))).done
        shop.advance_days(1, sensible)
        assert shop.do(RecoverProducts((draft,))).done
        shop.advance_days(2, sensible)
        was, found = again(shop)
    assert found == was


def test_returns_templates_and_fees_out_of_range_come_again(tmp_path: Path) -> None:
    with lively_shop(tmp_path / "lively.dukandar", days=8) as shop:
        was, found = again(shop)
    assert found == was
    with Shop.practice(tmp_path / "fees.dukandar", "first-30-days", seed=1, noise=1) as shop:
        dear = replace(asking(everywhere(flat(6_000), name="Dear")), template=0)
        assert shop.do(dear).done
        assert shop.do(AssignTemplate(2, products=(PRODUCT_BASE + 1,))).done
        shop.advance_days(9, sensible)  # warned of, and taken down
        assert shop.do(AssignTemplate(1, products=(PRODUCT_BASE + 1,))).done
        assert shop.do(SetCapacity(3)).done
        shop.pass_time(7)
        shop.advance_days(3, sensible)
        was, found = again(shop)
    assert found == was


def test_what_is_decided_otherwise_makes_another_shop(practice: Callable[..., Shop]) -> None:
    def dearer(_world: World, logged: Logged) -> Decision | None:
        decision = logged.decision
        return replace(decision, price=9_000) if isinstance(decision, SetPrice) else decision

    def sold(conn: Connection) -> int:
        mine = select(order_lines.c.order_id).where(order_lines.c.sku_id == SKU_BASE + 1)
        return len(conn.scalars(mine).all())

    with practice() as shop, practice() as other:
        for each, price in ((shop, 1_500), (other, 9_000)):
            each.advance_days(3, sensible)
            each.do(SetPrice(SKU_BASE + 1, price))
            each.advance_days(7, sensible)
        expected = other.read(sold)
        assert expected < shop.read(sold)

        def played(conn: Connection) -> int:
            with replay(conn) as replayed:
                replayed.play(shop.now, dearer)
                replayed.written()
                assert not agrees(conn, replayed.conn)
                return sold(replayed.conn)

        assert shop.read(played) == expected


def test_promotions_keep_their_numbers_where_one_before_them_is_refused_this_time(
    practice: Callable[..., Shop],
) -> None:
    def outrageous(_world: World, logged: Logged) -> Decision | None:
        decision = logged.decision
        match decision:
            case SavePromotion(title="First"):
                return replace(decision, percents=(9_999,))
            case StartDeal():
                return replace(decision, price=1)
        return decision

    def standing(conn: Connection) -> list[tuple[int, str, int]]:
        at = promotions.c
        known = select(at.id, at.name, at.stopped_at).where(at.draft == 0).order_by(at.id)
        return [(number, name, stopped) for number, name, stopped in conn.execute(known)]

    with practice() as shop:
        saved = partial(SavePromotion, 0, starts_at=0, ends_at=shop.now + 9 * DAY)
        third = saved(tool="VOUCHER", title="Third", amount=300, least=1_000)
        first = saved("PRODUCT_DISCOUNT", "First", skus=(SKU_BASE + 1,), percents=(2_000,))
        for command in (first, StartDeal(SKU_BASE + 2, 1_500, 2), third):
            assert not shop.do(command).refusals
        shop.advance_days(1, sensible)
        for stopped in (1, 3):
            assert shop.do(StopPromotion(stopped)).done

        def played(conn: Connection) -> list[tuple[int, str, int]]:
            with replay(conn) as replayed:
                replayed.play(shop.now, outrageous)
                replayed.written()
                return standing(replayed.conn)

        assert shop.read(played) == shop.read(standing)[2:] == [(3, "Third", shop.now)]


def test_what_is_tried_on_the_way_is_undone(practice: Callable[..., Shop]) -> None:
    def standing(replayed: Replay) -> tuple[str, int]:
        replayed.written()
        return digest(replayed.conn), replayed.world.now

    with practice() as shop:
        shop.advance_days(8, sensible)
        end, middle = shop.now, shop.now - 4 * DAY

        def played(conn: Connection) -> None:
            with replay(conn) as replayed:
                replayed.play(middle)
                before = standing(replayed)
                with replayed.tried():
                    replayed.play(end, lambda _world, _logged: None)
                    assert standing(replayed) != before
                assert standing(replayed) == before
                replayed.play(end)
                replayed.written()
                assert digest(replayed.conn) == digest(conn)

        shop.read(played)


def test_it_can_be_given_up_at_every_day(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        shop.advance_days(6, sensible)
        days: list[int] = []

        def stop(day: int) -> None:
            days.append(day)
            if len(days) == 3:
                raise CancelledError

        def played(conn: Connection) -> None:
            with replay(conn) as replayed:
                replayed.play(shop.now, passed=stop)

        with pytest.raises(CancelledError):
            shop.read(played)
    assert days == list(range(days[0], days[0] + 3))


def test_a_shop_that_holds_what_was_never_decided_comes_out_differently(
    practice: Callable[..., Shop],
) -> None:
    with practice() as shop:
        shop.advance_days(3, sensible)
        shop.write(lambda conn: conn.execute(update(orders).values(amount=orders.c.amount + 1)))
        with pytest.raises(AssertionError):
            again(shop)


def test_a_decision_of_another_program_is_refused(practice: Callable[..., Shop]) -> None:
    with practice() as shop:
        shop.do(SetPrice(SKU_BASE + 1, 2_000))
        assert shop.read(decisions) == (Logged(shop.now, SetPrice(SKU_BASE + 1, 2_000)),)
        shop.write(lambda conn: conn.execute(update(commands).values(name="bribe")))
        with pytest.raises(RefusedError) as refused:
            shop.read(decisions)
    assert refused.value.refusal.code == "replay-differs"
