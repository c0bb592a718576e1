"""The life of a listing: written, reviewed, seen by buyers, changed, taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import update

from domain.catalogue.audit import Audit, answer_after, skips_review
from domain.catalogue.brands import Document, brands
from domain.catalogue.commands import (
    AskForBrand,
    DeleteProducts,
    DiscardEdit,
    DuplicateProduct,
    ListingCommand,
    RecoverProducts,
    Restock,
    SaveDraft,
    SetLive,
    SetPrice,
    SubmitListing,
)
from domain.catalogue.drawn import drawn_pictures
from domain.catalogue.listing import Chosen, Listing, Variant, Variation, grid
from domain.catalogue.own_listings import Own, own_listing
from domain.catalogue.reviewing import Rule
from domain.catalogue.rules import ProductStatus
from domain.catalogue.tables import own_listings, products
from domain.kernel.clock import HOUR
from domain.kernel.columns import Columns
from domain.kernel.randomness import ONE
from domain.reports.check import check
from domain.reports.listings import listing_rows
from domain.reports.products import SkuRow, sku_rows
from domain.reports.shelf import shelf
from domain.reports.stock import stock_rows
from domain.shop import Shop
from domain.simulation import engine, store
from domain.simulation.attention import Need, standing
from domain.simulation.exposure import Source, shown
from domain.simulation.policies import sensible
from domain.simulation.world import PRICE_UNIT, PRODUCT_BASE, SKU_BASE, World
from domain.storage.digest import digest

EARBUDS = PRODUCT_BASE + 1
MUG = Listing(
    title="Travel mug, 450 ml, steel, with a lid that does not leak",
    leaf=600032,
    attributes=(Chosen(100107, ("Stainless Steel",)),),
    pictures=drawn_pictures("coffee", "#EF4444", 2),
    variations=(Variation("Color", ("Red", "Blue")),),
    variants=tuple(
        Variant(
            (colour,),
            price=1999,
            stock=20,
            weight=300,
            length=200,
            width=90,
            height=90,
            cost=500,
            lead_days=4,
        )
        for colour in ("Red", "Blue")
    ),
)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with Shop.practice(tmp_path / "shop.dukandar", "first-30-days", seed=1, noise=1) as shop:
        yield shop


def own(shop: Shop, product: int) -> Own:
    found = shop.read(own_listing, product)
    assert found is not None
    return found


def live(shop: Shop, product: int) -> Listing:
    found = own(shop, product).live
    assert found is not None
    return found


def codes(shop: Shop, command: ListingCommand) -> list[str]:
    outcome = shop.do(command)
    assert outcome.done == 0
    return [refusal.code for refusal in outcome.refusals]


def rows_of(shop: Shop, product: int) -> list[SkuRow]:
    return [row for row in shop.read(sku_rows, 0) if row.product_id == product]


def seen(shop: Shop, product: int) -> float:
    """How often the product's cards would be clicked on this day."""
    return clicks(shop.read(store.load), product)


def clicks(world: World, product: int) -> float:
    places = shown(world)
    mine = world.skus["product_id"][places.sku] == product
    return float((places.impressions * places.click_rate)[mine].sum())


def answered(shop: Shop, product: int) -> Own:
    """The product once its review has answered."""
    while own(shop, product).audit is Audit.AUDITING:
        shop.pass_time(1)
    return own(shop, product)


def test_a_new_product_is_written_reviewed_and_then_seen_and_sold(shop: Shop) -> None:
    product = shop.do(SaveDraft(0, replace(MUG, title="Mug"))).made
    assert own(shop, product).status is ProductStatus.DRAFT
    assert shop.do(SubmitListing(product, MUG)).made == product
    assert own(shop, product).status is ProductStatus.PENDING
    assert seen(shop, product) == 0
    assert own(shop, product).told == ()
    found = answered(shop, product)
    assert (found.status, found.audit, found.edit) == (ProductStatus.ACTIVATE, Audit.NONE, None)
    assert [each.values for each in live(shop, product).variants] == [("Red",), ("Blue",)]
    assert seen(shop, product) > 0
    shop.advance_days(20, sensible)
    assert sum(row.sold for row in rows_of(shop, product)) > 0
    assert not shop.read(check)


def test_a_draft_is_kept_without_reading_the_world(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "load", None)
    product = shop.do(SaveDraft(0, MUG)).made
    assert shop.do(SaveDraft(product, replace(MUG, title="Mug"))).made == product
    assert own(shop, product).latest.title == "Mug"


def test_the_first_goods_are_ordered_with_the_listing_and_come_after_their_lead_time(
    shop: Shop,
) -> None:
    product = shop.do(SubmitListing(0, MUG)).made
    assert [(row.stock, row.coming) for row in rows_of(shop, product)] == [(0, 20), (0, 20)]
    shop.advance_days(5)
    assert sum(row.stock or 0 for row in rows_of(shop, product)) >= 30
    assert not shop.read(check)


def test_goods_that_the_shop_cannot_pay_keep_the_whole_listing_back(shop: Shop) -> None:
    before = shop.read(digest)
    dear = replace(MUG, variants=tuple(replace(each, stock=9_999) for each in MUG.variants))
    assert codes(shop, SubmitListing(0, dear)) == ["cash-short"]
    assert shop.read(digest) == before


def test_everything_wrong_is_said_at_once_and_nothing_is_kept(shop: Shop) -> None:
    before = shop.read(digest)
    bare = Listing(title="Mug", leaf=600032, variants=(Variant(price=500, cost=0, weight=1),))
    said = codes(shop, SubmitListing(0, bare))
    assert {"attribute-missing", "picture-missing", "side-missing", "cost-missing"} <= set(said)
    assert shop.read(digest) == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"leaf": 1}, "category-unknown"),
        ({"pictures": ("0" * 64,)}, "picture-unknown"),
        ({"video": "nothing"}, "picture-unknown"),
        ({"description": '<p><img src="picture:nothing"></p>'}, "picture-unknown"),
        ({"pictures": ("drawn:unknown:#000000",)}, "picture-unknown"),
        ({"template": 9}, "template-unknown"),
    ],
)
def test_what_the_shop_does_not_have_cannot_be_part_of_a_listing(
    shop: Shop, change: dict[str, Any], code: str
) -> None:
    assert codes(shop, SubmitListing(0, replace(MUG, **change))) == [code]


@pytest.mark.parametrize("days", [-1, 366, 10**12])
def test_a_supplier_delivers_within_a_year(shop: Shop, days: int) -> None:
    slow = replace(MUG, variants=tuple(replace(each, lead_days=days) for each in MUG.variants))
    assert set(codes(shop, SubmitListing(0, slow))) == {"lead-days-out-of-range"}


def test_a_listing_that_breaks_a_rule_fails_with_the_reason_and_can_be_mended(shop: Shop) -> None:
    claim = replace(MUG, title="The best mug in the world, cures colds")
    product = shop.do(SubmitListing(0, claim)).made
    assert own(shop, product).told == ()
    found = answered(shop, product)
    assert (found.status, found.audit) == (ProductStatus.FAILED, Audit.FAILED)
    assert {each.rule for each in found.told} >= {Rule.MEDICAL}
    assert seen(shop, product) == 0
    mended = replace(found.latest, title=MUG.title)
    assert shop.do(SubmitListing(product, mended)).done == 1
    assert answered(shop, product).status is ProductStatus.ACTIVATE
    assert [row.coming + (row.stock or 0) for row in rows_of(shop, product)] == [20, 20]


def test_buyers_see_the_old_version_until_the_new_one_is_approved(shop: Shop) -> None:
    before = live(shop, EARBUDS)
    edit = replace(
        before,
        title="Wireless earbuds with Bluetooth 5.3 and a charging case",
        attributes=(Chosen(900020, ("Bluetooth",)), Chosen(900017, ("Yes",))),
    )
    assert shop.do(SubmitListing(EARBUDS, edit)).done == 1
    found = own(shop, EARBUDS)
    assert (found.live, found.edit, found.status) == (before, edit, ProductStatus.ACTIVATE)
    assert codes(shop, SaveDraft(EARBUDS, before)) == ["listing-under-review"]
    assert codes(shop, SubmitListing(EARBUDS, before)) == ["listing-under-review"]
    found = answered(shop, EARBUDS)
    assert found.live is not None
    assert found.live.title == edit.title
    assert rows_of(shop, EARBUDS)[0].product == edit.title
    assert codes(shop, SubmitListing(EARBUDS, found.live)) == ["listing-unchanged"]


def test_a_price_holds_at_once_and_an_approval_does_not_bring_the_old_one_back(shop: Shop) -> None:
    base = replace(
        live(shop, EARBUDS),
        attributes=(Chosen(900020, ("Bluetooth",)), Chosen(900017, ("Yes",))),
    )
    shop.do(SubmitListing(EARBUDS, base))
    sku = base.variants[0].id
    shop.do(SetPrice(sku, 1_799))
    assert answered(shop, EARBUDS).live is not None
    assert rows_of(shop, EARBUDS)[0].price == 1_799
    now = live(shop, EARBUDS)
    assert now.variants[0].price == 1_799
    dearer = replace(now, variants=(replace(now.variants[0], price=2_099),))
    assert shop.do(SubmitListing(EARBUDS, dearer)).done == 1
    assert (own(shop, EARBUDS).audit, rows_of(shop, EARBUDS)[0].price) == (Audit.NONE, 2_099)


def test_a_price_that_was_set_is_not_taken_back_by_a_draft_from_before(shop: Shop) -> None:
    base = replace(
        live(shop, EARBUDS),
        attributes=(Chosen(900020, ("Bluetooth",)), Chosen(900017, ("Yes",))),
    )
    sku = base.variants[0].id
    shop.do(SaveDraft(EARBUDS, base))
    shop.do(SetPrice(sku, 2_999))
    draft = own(shop, EARBUDS).latest
    assert draft.variants[0].price == 2_999
    assert shop.do(SubmitListing(EARBUDS, draft)).done == 1
    assert rows_of(shop, EARBUDS)[0].price == 2_999


def test_a_fancy_first_price_makes_no_bargain_of_the_one_after(shop: Shop) -> None:
    fancy = replace(MUG, variants=tuple(replace(each, price=760_000) for each in MUG.variants))
    product = shop.do(SubmitListing(0, fancy)).made
    world = shop.read(store.load)
    mine = world.skus["product_id"] == product
    reference = world.skus["reference_price"][mine] // PRICE_UNIT
    assert reference.tolist() == world.market_price[mine].tolist()


def test_what_goods_cost_and_how_many_there_are_is_not_a_matter_of_the_listing(shop: Shop) -> None:
    before = live(shop, EARBUDS)
    dream = replace(before.variants[0], cost=1, stock=5_000, price=2_399)
    filled = replace(
        before,
        variants=(dream,),
        attributes=(Chosen(900020, ("Bluetooth",)), Chosen(900017, ("Yes",))),
    )
    shop.do(SubmitListing(EARBUDS, filled))
    answered(shop, EARBUDS)
    row = rows_of(shop, EARBUDS)[0]
    assert (row.price, row.cost) == (2_399, before.variants[0].cost)
    assert (row.stock or 0) <= before.variants[0].stock
    assert not shop.read(check)


def test_a_sku_that_leaves_the_listing_is_no_longer_sold_and_comes_back_as_it_was(
    shop: Shop,
) -> None:
    product = shop.do(SubmitListing(0, MUG)).made
    answered(shop, product)
    shop.advance_days(5)
    both = live(shop, product)
    red = replace(both, variations=(Variation("Color", ("Red",)),), variants=both.variants[:1])
    shop.do(SubmitListing(product, red))
    answered(shop, product)
    world = shop.read(store.load)
    mine = world.skus["product_id"] == product
    assert world.skus["live"][mine].tolist() == [1, 0]
    (listed,) = shop.read(lambda conn: listing_rows(conn, shelf(conn, 0, product), (product,)))
    assert (listed.variations, listed.stock) == (1, both.variants[0].stock)
    shop.do(SetLive((product,), live=False))
    shop.do(SetLive((product,), live=True))
    again = shop.read(store.load)
    assert again.skus["live"][mine].tolist() == [1, 0]
    shop.do(SubmitListing(product, both))
    assert answered(shop, product).live == live(shop, product)
    assert shop.read(store.load).skus["live"][mine].tolist() == [1, 1]


def test_a_value_taken_out_and_put_back_is_the_sku_that_it_was(shop: Shop) -> None:
    product = shop.do(SubmitListing(0, MUG)).made
    answered(shop, product)
    shop.advance_days(5)
    both = live(shop, product)
    shop.do(SubmitListing(product, _varied(both, "Red")))
    red = answered(shop, product).live
    assert red is not None
    shop.do(SubmitListing(product, _varied(red, "Red", "Blue")))
    again = answered(shop, product).live
    assert again is not None
    assert [each.id for each in again.variants] == [each.id for each in both.variants]
    assert shop.read(store.load).skus["live"].tolist()[-2:] == [1, 1]


def test_nobody_misses_a_sku_that_was_taken_out_of_its_listing(shop: Shop) -> None:
    product = shop.do(SubmitListing(0, _stocked(MUG, 0))).made
    assert shop.read(shelf, 0, product).variations.tolist() == [2]
    both = answered(shop, product).live
    assert both is not None
    shop.do(Restock(both.variants[0].id, 20))
    shop.advance_days(5)
    shop.do(SubmitListing(product, _varied(both, "Red")))
    answered(shop, product)
    known = shop.read(shelf, 0, product)
    assert known.skus["id"].tolist() == [both.variants[0].id]
    assert (known.variations.tolist(), known.sold_out.tolist()) == ([1], [0])
    assert [row.low for row in rows_of(shop, product)] == [False, False]


def test_what_buyers_no_longer_find_is_not_to_be_ordered(shop: Shop) -> None:
    shop.advance_days(9)
    before = shop.read(stock_rows, 0, EARBUDS)[0].advice
    assert before.sold > 0
    assert before.in_days is not None
    shop.do(DeleteProducts((EARBUDS,)))
    after = shop.read(stock_rows, 0, EARBUDS)[0].advice
    assert (after.sold, after.units, after.in_days) == (before.sold, 0, None)
    shop.do(RecoverProducts((EARBUDS,)))
    assert shop.read(stock_rows, 0, EARBUDS)[0].advice == before


def test_what_was_ordered_for_a_sku_that_failed_its_review_is_not_ordered_again(
    shop: Shop,
) -> None:
    product = shop.do(SubmitListing(0, _varied(MUG, "Red"))).made
    red = answered(shop, product).live
    assert red is not None
    wider = _varied(red, "Red", "Blue")
    first, blue = wider.variants
    bad = replace(wider, title="Replica mug", variants=(first, replace(blue, stock=20)))
    shop.do(SubmitListing(product, bad))
    answered(shop, product)
    shop.do(DiscardEdit(product))
    shop.do(SubmitListing(product, replace(bad, title=MUG.title)))
    assert [row.coming for row in rows_of(shop, product)] == [20, 20]


def test_what_another_products_sku_has_in_stock_is_no_order(shop: Shop) -> None:
    theirs = live(shop, EARBUDS)
    copy = shop.do(SaveDraft(0, theirs)).made
    assert theirs.variants[0].stock > 0
    assert [(each.id, each.stock) for each in own(shop, copy).latest.variants] == [(0, 0)]


@pytest.mark.parametrize(
    "variants",
    [
        (),
        MUG.variants[:1],
        (MUG.variants[0], MUG.variants[0]),
        (*MUG.variants, replace(MUG.variants[0], values=("Green",))),
        (MUG.variants[0], replace(MUG.variants[1], values=())),
    ],
)
def test_a_listing_has_a_sku_for_each_combination_of_values_and_no_other(
    shop: Shop, variants: tuple[Variant, ...]
) -> None:
    wrong = replace(MUG, variants=variants)
    assert codes(shop, SubmitListing(0, wrong)) == ["variants-not-combinations"]
    assert codes(shop, SubmitListing(0, replace(wrong, variations=(), variants=()))) == [
        "variants-not-combinations"
    ]


def _stocked(listing: Listing, units: int) -> Listing:
    variants = tuple(replace(each, stock=units) for each in listing.variants)
    return replace(listing, variants=variants)


def _varied(listing: Listing, *colours: str) -> Listing:
    variations = (Variation("Color", colours),)
    return replace(listing, variations=variations, variants=grid(variations, listing.variants))


def test_a_brand_is_sold_once_its_owner_has_authorised_the_shop(shop: Shop) -> None:
    branded = replace(MUG, title="Stanley travel mug of steel, 450 ml", brand="Stanley")
    product = shop.do(SubmitListing(0, branded)).made
    assert {each.rule for each in answered(shop, product).told} == {Rule.BRAND}
    assert shop.do(AskForBrand("stanley", Document.INVOICE)).done == 1
    assert codes(shop, AskForBrand("Stanley", Document.LETTER)) == ["brand-asked"]
    shop.advance_days(5)
    assert shop.read(brands, shop.now).authorised == frozenset()
    assert shop.do(AskForBrand("Stanley", Document.LETTER)).done == 1
    assert shop.read(brands, shop.now).authorised == frozenset()
    shop.advance_days(5)
    assert shop.read(brands, shop.now).authorised == {"Stanley"}
    assert codes(shop, AskForBrand("Stanley", Document.LETTER)) == ["brand-granted"]
    assert codes(shop, AskForBrand("Fjord & Fern", Document.LETTER)) == ["brand-free"]
    shop.do(SubmitListing(product, own(shop, product).latest))
    assert answered(shop, product).status is ProductStatus.ACTIVATE


def test_what_fails_again_for_the_same_serious_reason_is_frozen_until_it_is_mended(
    shop: Shop,
) -> None:
    bad = replace(MUG, title="Replica travel mug of steel, 450 ml")
    product = shop.do(SubmitListing(0, bad)).made
    assert answered(shop, product).status is ProductStatus.FAILED
    again = replace(own(shop, product).latest, title="Replica travel mug of steel, half a litre")
    shop.do(SubmitListing(product, again))
    assert answered(shop, product).status is ProductStatus.FREEZE
    assert [r.code for r in shop.do(SetLive((product,), live=True)).refusals] == [
        "product-not-approved"
    ]
    shop.do(SubmitListing(product, replace(again, title=MUG.title)))
    assert own(shop, product).status is ProductStatus.FREEZE
    assert answered(shop, product).status is ProductStatus.ACTIVATE
    assert seen(shop, product) > 0


def test_a_live_product_is_frozen_too_and_failing_for_another_reason_freezes_nothing(
    shop: Shop,
) -> None:
    base = replace(
        live(shop, EARBUDS),
        attributes=(Chosen(900020, ("Bluetooth",)), Chosen(900017, ("Yes",))),
    )
    for title, status in (
        ("Wireless earbuds, replica, Bluetooth", ProductStatus.ACTIVATE),
        ("Wireless earbuds that cure headaches", ProductStatus.ACTIVATE),
        ("Wireless earbuds, a replica", ProductStatus.ACTIVATE),
        ("Wireless earbuds, replica", ProductStatus.FREEZE),
    ):
        shop.do(SubmitListing(EARBUDS, replace(base, title=title)))
        assert answered(shop, EARBUDS).status is status
    assert seen(shop, EARBUDS) == 0


def test_a_new_price_makes_no_review_forget_what_it_found(shop: Shop) -> None:
    product = shop.do(SubmitListing(0, MUG)).made
    answered(shop, product)
    shop.do(SubmitListing(product, replace(live(shop, product), title="Replica travel mug")))
    answered(shop, product)
    now = live(shop, product)
    dearer = replace(now, variants=tuple(replace(each, price=2_099) for each in now.variants))
    assert shop.do(SubmitListing(product, dearer)).done == 1
    shop.do(SubmitListing(product, replace(dearer, title="Replica mug for travellers")))
    assert answered(shop, product).status is ProductStatus.FREEZE


def test_a_frozen_product_comes_back_by_what_was_approved_before(shop: Shop) -> None:
    product = shop.do(SubmitListing(0, MUG)).made
    answered(shop, product)
    for title in ("Replica travel mug", "Replica mug for travellers"):
        shop.do(SubmitListing(product, replace(live(shop, product), title=title)))
        answered(shop, product)
    shop.do(DiscardEdit(product))
    assert own(shop, product).status is ProductStatus.FREEZE
    assert shop.do(SubmitListing(product, live(shop, product))).done == 1
    assert answered(shop, product).status is ProductStatus.ACTIVATE


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"supplier": "x" * 81}, "supplier-length"),
        ({"least_order": 0}, "least-order-out-of-range"),
        ({"least_order": 21}, "order-below-minimum"),
    ],
)
def test_a_supplier_has_a_name_and_a_smallest_order(
    shop: Shop, change: dict[str, Any], code: str
) -> None:
    variants = tuple(replace(each, **change) for each in MUG.variants)
    assert set(codes(shop, SubmitListing(0, replace(MUG, variants=variants)))) == {code}


def test_an_edit_is_thrown_away_and_the_live_version_stays(shop: Shop) -> None:
    before = live(shop, EARBUDS)
    shop.do(SaveDraft(EARBUDS, replace(before, title="Something else")))
    assert own(shop, EARBUDS).latest.title == "Something else"
    assert shop.do(DiscardEdit(EARBUDS)).done == 1
    assert own(shop, EARBUDS).latest == before


def test_a_draft_that_was_never_submitted_leaves_nothing(shop: Shop) -> None:
    before = shop.read(digest)
    product = shop.do(SaveDraft(0, MUG)).made
    assert shop.do(DiscardEdit(product)).done == 1
    assert shop.read(own_listing, product) is None
    assert codes(shop, DiscardEdit(product)) == ["product-unknown"]
    after = shop.read(digest)
    assert after != before  # that it was thrown away is logged
    assert not shop.read(check)


def test_a_copy_says_the_same_and_is_a_product_of_its_own(shop: Shop) -> None:
    product = shop.do(DuplicateProduct(EARBUDS)).made
    copy, model = own(shop, product), live(shop, EARBUDS)
    assert (copy.status, copy.live) == (ProductStatus.DRAFT, None)
    assert copy.latest.title == model.title
    assert [(one.id, one.stock, one.seller_sku) for one in copy.latest.variants] == [(0, 0, "")]
    assert copy.latest.variants[0].price == model.variants[0].price


def test_a_copy_submitted_as_it_is_fails_as_a_duplicate(shop: Shop) -> None:
    product = shop.do(DuplicateProduct(EARBUDS)).made
    filled = replace(
        own(shop, product).latest,
        attributes=(Chosen(900020, ("Bluetooth",)), Chosen(900017, ("Yes",))),
    )
    shop.do(SubmitListing(product, filled))
    assert [each.rule for each in answered(shop, product).told] == [Rule.DUPLICATE]


def test_a_deleted_product_is_gone_for_buyers_and_its_orders_go_on(shop: Shop) -> None:
    shop.advance_days(3)
    assert shop.do(DeleteProducts((EARBUDS, 7))).done == 1
    assert own(shop, EARBUDS).status is ProductStatus.DELETED
    assert seen(shop, EARBUDS) == 0
    assert shop.do(SetLive((EARBUDS,), live=True)).done == 0
    assert codes(shop, SubmitListing(EARBUDS, MUG)) == ["product-unknown"]
    shop.advance_days(10, sensible)
    assert not shop.read(check)


def test_a_deleted_product_comes_back_off_sale_and_a_deleted_draft_as_a_draft(shop: Shop) -> None:
    draft = shop.do(SaveDraft(0, MUG)).made
    both = (EARBUDS, draft)
    assert shop.do(RecoverProducts(both)).done == 0
    assert shop.do(DeleteProducts(both)).done == 2
    assert shop.do(RecoverProducts(both)).done == 2
    assert own(shop, EARBUDS).status is ProductStatus.SELLER_DEACTIVATED
    assert (own(shop, draft).status, own(shop, draft).latest) == (ProductStatus.DRAFT, MUG)
    assert shop.do(SetLive((EARBUDS,), live=True)).done == 1
    assert seen(shop, EARBUDS) > 0


def test_goods_on_their_way_outlive_a_draft_that_came_back_and_was_thrown_away(shop: Shop) -> None:
    product = shop.do(SubmitListing(0, MUG)).made
    shop.do(DeleteProducts((product,)))
    shop.do(RecoverProducts((product,)))
    shop.do(DiscardEdit(product))
    assert own(shop, product).status is ProductStatus.DELETED
    shop.advance_days(6, sensible)
    assert [row.stock for row in rows_of(shop, product)] == [20, 20]
    assert not shop.read(check)


def test_a_failed_product_that_was_deleted_comes_back_with_its_reasons(shop: Shop) -> None:
    bad = replace(MUG, title="Replica travel mug of steel, 450 ml")
    product = shop.do(SubmitListing(0, bad)).made
    told = answered(shop, product).told
    assert told
    shop.do(DeleteProducts((product,)))
    shop.do(RecoverProducts((product,)))
    assert own(shop, product).told == told


def test_deleting_a_product_and_bringing_it_back_does_not_undo_the_platforms_word(
    shop: Shop,
) -> None:
    status = ProductStatus.FREEZE
    of_product = update(products).where(products.c.id == EARBUDS)
    shop.write(lambda conn: conn.execute(of_product.values(status=status.value)))
    shop.do(DeleteProducts((EARBUDS,)))
    assert shop.do(RecoverProducts((EARBUDS,))).done == 1
    assert own(shop, EARBUDS).status is status
    assert shop.do(SetLive((EARBUDS,), live=True)).done == 0


@pytest.mark.parametrize("status", [ProductStatus.FREEZE, ProductStatus.FAILED])
def test_what_the_platform_took_off_sale_gets_no_clicks_and_stays_off(
    shop: Shop, status: ProductStatus
) -> None:
    of_product = update(products).where(products.c.id == EARBUDS)
    shop.write(lambda conn: conn.execute(of_product.values(status=status.value)))
    assert seen(shop, EARBUDS) == 0
    assert [r.code for r in shop.do(SetLive((EARBUDS,), live=True)).refusals] == [
        "product-not-approved"
    ]


def test_however_time_passes_the_answer_comes_at_the_same_hour(tmp_path: Path) -> None:
    digests = []
    for name, steps in {"a": (72,), "b": (1,) * 72, "c": (5, 24, 40, 3)}.items():
        with Shop.practice(tmp_path / name, "first-30-days", seed=3, noise=4) as shop:
            shop.do(SubmitListing(0, MUG))
            shop.do(SubmitListing(0, replace(MUG, title="Cup of enamel for camping", leaf=600032)))
            for hours in steps:
                shop.advance(shop.now + hours * HOUR)
            digests.append(shop.read(digest))
    assert digests[0] == digests[1] == digests[2]


@pytest.mark.parametrize("tier", [1, 2, 3])
def test_a_better_listing_is_looked_at_by_as_many_more_as_the_parameters_say(
    shop: Shop, tier: int
) -> None:
    world = shop.read(store.load)
    before = clicks(world, EARBUDS)
    world.skus["tier"][0] = tier
    assert clicks(world, EARBUDS) / before - 1 == pytest.approx(
        world.parameters.listing_clicks[tier - 1]
    )


def test_with_the_same_buyers_a_better_listing_gets_more_clicks_and_more_orders(
    tmp_path: Path,
) -> None:
    path = tmp_path / "shop.dukandar"
    with Shop.practice(path, "first-30-days", seed=1, noise=1) as shop:
        start = shop.read(store.load)
    start.scenario = replace(start.scenario, impressions=40 * start.scenario.impressions)
    start.order_cap = 10**9  # within a day nothing feeds back, so the effect is the parameters'
    gained = []
    for tier, photos in ((1, 0), (3, 5)):
        world = start.copy()
        world.skus["tier"][0], world.skus["photos"][0] = tier, photos
        world.skus["stock"][:] = 90_000
        engine.advance(world, world.now + 14 * HOUR)
        seen = Columns.joined(*world.traffic)
        card = (seen["sku_id"] == SKU_BASE + 1) & (seen["source"] == Source.PRODUCT_CARD.code)
        gained.append([int(seen[name][card].sum()) for name in ("clicks", "orders")])
    clicked, ordered = (after / before - 1 for before, after in zip(*gained, strict=True))
    assert clicked == pytest.approx(start.parameters.listing_clicks[-1], abs=0.02)
    assert 0.05 < (1 + ordered) / (1 + clicked) - 1 < 0.13  # what photos add to each click


def test_time_stops_when_a_review_answers_and_nobody_misses_goods_before(shop: Shop) -> None:
    wanted = frozenset({Need.LISTING_ANSWERED})
    product = shop.do(SubmitListing(0, MUG)).made
    before = standing(shop.read(store.load)).things
    assert (before[Need.STOCK_OUT], before[Need.LOW_STOCK]) == ({}, {})
    other = shop.do(SubmitListing(0, replace(MUG, title="Cup of enamel for camping"))).made
    told = [news for _ in range(2) for news in shop.pass_time(72, wanted)]
    assert {news.need for news in told} == {Need.LISTING_ANSWERED}
    assert {each for news in told for each in news.about} == {product, other}


def test_an_answer_hides_nothing_else_that_happens_in_its_hour(shop: Shop) -> None:
    product = shop.do(SubmitListing(0, MUG)).made
    arrival = rows_of(shop, product)[0].arrives_at
    later = update(own_listings).values(answer_at=arrival - 10)
    shop.write(lambda conn: conn.execute(later))
    (news,) = shop.pass_time(24 * 6, frozenset({Need.GOODS_ARRIVED}))
    assert news.about == {row.id for row in rows_of(shop, product)}
    assert own(shop, product).status is ProductStatus.ACTIVATE
    shop.pass_time(1)


def test_what_goes_live_before_its_goods_have_come_is_no_news_of_missing_goods(shop: Shop) -> None:
    shop.do(SubmitListing(0, MUG))
    wanted = frozenset({Need.STOCK_OUT, Need.LISTING_ANSWERED})
    (news,) = shop.pass_time(72, wanted)
    assert news.need is Need.LISTING_ANSWERED
    assert shop.pass_time(24, frozenset({Need.STOCK_OUT})) == ()


def test_an_answer_takes_from_half_a_minute_to_two_business_days() -> None:
    least, most = 30, 172_800
    times = [answer_after(share, least, most) for share in np.linspace(0, ONE - 1, 101).astype(int)]
    assert times == sorted(times)
    assert (times[0], times[-1]) == (least, most)
    assert times[50] == pytest.approx((least * most) ** 0.5, rel=0.01)


def test_only_figures_skip_the_review() -> None:
    def variants(**figures: int | str) -> Listing:
        return replace(MUG, variants=tuple(replace(each, **figures) for each in MUG.variants))

    for same in (variants(price=5), variants(stock=1), variants(seller_sku="X"), variants(cost=3)):
        assert skips_review(MUG, same)
    for other in (
        replace(MUG, title="Mug"),
        replace(MUG, pictures=MUG.pictures[::-1]),
        variants(gtin="4006381333931"),
        replace(MUG, variants=MUG.variants[:1]),
    ):
        assert not skips_review(MUG, other)
