"""What the editor of promotions reads: SKUs, the promotion as it is kept, a basket's steps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.kernel.clock import DAY, HOUR
from domain.promotions.campaigns import campaigns
from domain.promotions.commands import SavePromotion, StopPromotion
from domain.promotions.explaining import Kind
from domain.promotions.rules import State, Tool
from domain.reports.promotion_basket import Asked, basket
from domain.reports.promotion_work import promotion_work
from domain.shop import Shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path = tmp_path_factory.mktemp("promotions") / "shop.dukandar"
    with Shop.practice(path, "first-30-days", seed=1, noise=1) as made:
        made.advance_days(6)
        yield made


def skus(shop: Shop) -> tuple[int, ...]:
    work = shop.read(promotion_work, 0)
    assert work is not None
    return tuple(each.id for each in work.skus)


def test_a_new_one_says_nothing_but_its_tool(shop: Shop) -> None:
    work = shop.read(promotion_work, 0, 0, Tool.VOUCHER)
    assert work is not None
    assert work.command == SavePromotion(0, "VOUCHER", "", 0, 0)
    assert work.state is None
    assert not work.has_begun
    assert all(each.starts_at >= shop.now for each in work.campaigns)
    earbuds = work.skus[0]
    assert (earbuds.price, earbuds.cost, earbuds.live) == (2_499, 940, True)


def test_what_was_saved_is_read_as_the_command_that_saved_it(shop: Shop) -> None:
    first, second = skus(shop)[:2]
    later = shop.now + 2 * DAY
    day = next(each for each in campaigns("us") if each.starts_at > later + DAY)
    for told in (
        SavePromotion(0, "VOUCHER", "Shared", day.starts_at, day.ends_at, percent=1_000,
                      co_funded=True),
        SavePromotion(0, "PRODUCT_DISCOUNT", "Less", later, later + DAY, skus=(first, second),
                      percents=(1_000, 1_500), units=(5, -1), buyer_limit=2),
        SavePromotion(0, "FLASH_DEAL", "Flash", later, later + DAY, audience="NEW",
                      skus=(first,), prices=(2_000,)),
        SavePromotion(0, "BUY_MORE", "More", later + 3 * DAY, later + 4 * DAY, skus=(second,),
                      tiers=((2, 0, 1_000, 0), (3, 0, 1_500, 0))),
        SavePromotion(0, "BUY_MORE", "Gift", later + 5 * DAY, later + 6 * DAY, skus=(second,),
                      tiers=((0, 4_000, 0, 0),), gifts=((first, 2, 5),)),
        SavePromotion(0, "PROMO_CODE", "Code", later, later + DAY, percent=1_000, most=500,
                      least=2_000, code="SAVE10", uses=40, buyer_limit=1),
        SavePromotion(0, "SHIPPING_DISCOUNT", "Post", later, 0, amount=200, draft=True),
    ):  # fmt: skip
        outcome = shop.do(told)
        assert outcome.refusals == ()
        work = shop.read(promotion_work, 0, outcome.made)
        assert work is not None
        assert work.command == SavePromotion(
            **{**{name: getattr(told, name) for name in SavePromotion.__slots__},
               "promotion": outcome.made}
        )  # fmt: skip
        assert work.state is (State.DRAFT if told.draft else State.NOT_START)
        assert told.title not in work.titles


def test_a_saved_promotion_is_named_by_what_came_of_it(shop: Shop) -> None:
    outcome = shop.do(SavePromotion(0, "VOUCHER", "A draft", 0, 0, draft=True))
    assert outcome.made > 0
    assert shop.do(SavePromotion(outcome.made, "VOUCHER", "Same", 0, 0, draft=True)).made == 0


def test_one_that_holds_has_begun_and_one_that_was_stopped_is_over(shop: Shop) -> None:
    ends = shop.now + DAY
    number = shop.do(SavePromotion(0, "VOUCHER", "Now", 0, ends, percent=1_000)).made
    held = shop.read(promotion_work, 0, number)
    assert held is not None
    assert held.has_begun
    shop.do(StopPromotion(number))
    over = shop.read(promotion_work, 0, number)
    assert over is not None
    assert over.is_over
    assert shop.read(promotion_work, 0, 999) is None


def test_units_of_a_campaign_to_come_are_not_free_for_others(shop: Shop) -> None:
    before = shop.read(promotion_work, 0)
    assert before is not None
    day = before.campaigns[0]
    told = SavePromotion(
        0, "CAMPAIGN", "Big day", day.starts_at, day.ends_at,
        skus=(before.skus[4].id,), percents=(1_000,), units=(7,),
    )  # fmt: skip
    number = shop.do(told).made
    others, own = shop.read(promotion_work, 0), shop.read(promotion_work, 0, number)
    assert others is not None
    assert own is not None
    assert others.skus[4].free == before.skus[4].free - 7
    assert own.skus[4].free == before.skus[4].free


def test_what_was_paid_lately_is_foreseen_as_a_bound_of_flash_prices(shop: Shop) -> None:
    work = shop.read(promotion_work, 0)
    assert work is not None
    sold = next(each for each in work.skus if each.lowest)
    ends = shop.now + DAY
    for price, allowed in ((sold.lowest, sold.lowest < sold.price), (sold.price * 9 // 10, True)):
        told = SavePromotion(0, "FLASH_DEAL", "Low", 0, ends, skus=(sold.id,), prices=(price,))
        codes = {each.code for each in shop.foresee([told])[0].refusals}
        assert ("price-above-lowest" in codes) is (price > sold.lowest)
        assert not allowed or "price-above-lowest" not in codes


def test_a_basket_is_explained_from_list_price_to_what_is_paid(shop: Shop) -> None:
    (first,) = skus(shop)[:1]
    draft = SavePromotion(
        0, "PRODUCT_DISCOUNT", "Try", 0, shop.now + HOUR, skus=(first,), percents=(2_000,)
    )
    steps = shop.read(basket, 0, draft, Asked(first, units=2))
    told = {each.step.kind: each.step.amount for each in steps}
    assert told[Kind.LISTED] == 4_998
    assert told[Kind.VALUE] == told[Kind.LISTED] + told[Kind.PRICE]
    assert steps[1].promotion is not None
    assert steps[1].promotion.name == "Try"
    assert told[Kind.PAYS] == told[Kind.VALUE] + told[Kind.FEE] + told[Kind.TAX] + told.get(
        Kind.FEE_DISCOUNT, 0
    )
    assert 0 < told[Kind.TAX] < told[Kind.VALUE] // 8


def test_a_basket_shows_the_gift_that_it_earns(shop: Shop) -> None:
    first, second = skus(shop)[:2]
    draft = SavePromotion(
        0, "BUY_MORE", "One on top", 0, shop.now + HOUR, skus=(first,),
        tiers=((2, 0, 0, 0),), gifts=((second, 3, 10),),
    )  # fmt: skip
    one, two = (shop.read(basket, 0, draft, Asked(first, units)) for units in (1, 2))
    assert Kind.GIFT not in [each.step.kind for each in one]
    (gift,) = (each for each in two if each.step.kind is Kind.GIFT)
    assert (gift.step.gift, gift.step.units, gift.step.amount) == (second, 3, 0)
    assert gift.promotion is not None
    assert gift.promotion.name == "One on top"


def test_units_that_are_kept_as_gifts_are_not_free(shop: Shop) -> None:
    def free() -> list[int]:
        work = shop.read(promotion_work, 0)
        assert work is not None
        return [each.free for each in work.skus]

    third, before = skus(shop)[2], free()
    ends = shop.now + DAY
    gift = {"skus": (third,), "tiers": ((2, 0, 0, 0),), "gifts": ((third, 2, 5),)}
    made = shop.do(SavePromotion(0, "BUY_MORE", "Kept", 0, ends, **gift)).made
    assert [was - now for was, now in zip(before, free(), strict=True)][2] == 10
    own = shop.read(promotion_work, 0, made)
    assert own is not None
    assert own.skus[2].free == before[2], "its own are free to it"
    assert shop.do(StopPromotion(made)).done == 1
    assert free() == before


def test_a_promotion_for_others_leaves_the_buyer_at_the_list_price(shop: Shop) -> None:
    (first,) = skus(shop)[:1]
    draft = SavePromotion(
        0, "PRODUCT_DISCOUNT", "Old", 0, shop.now + HOUR, "REPEAT", (first,), percents=(2_000,)
    )
    new, repeat = (shop.read(basket, 0, draft, Asked(first, 1, each)) for each in (0, 2))
    assert [each.step.kind for each in new if each.promotion] == []
    assert [each.step.kind for each in repeat if each.promotion] == [Kind.PRICE]


def test_of_a_campaigns_discount_the_platform_bears_what_its_day_says(shop: Shop) -> None:
    work = shop.read(promotion_work, 0)
    assert work is not None
    day, sku = work.campaigns[0], work.skus[0]
    draft = SavePromotion(
        0, "CAMPAIGN", "Day", day.starts_at, day.ends_at, skus=(sku.id,), percents=(2_000,)
    )
    (step,) = [
        each.step
        for each in shop.read(basket, 0, draft, Asked(sku.id))
        if each.step.kind is Kind.PRICE
    ]
    assert step.platform == round(-step.amount * day.platform_share / 10_000)
    assert step.seller + step.platform == -step.amount
