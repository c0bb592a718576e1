"""What the editor and the card of a practice product's listing are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.catalogue.audit import Audit
from domain.catalogue.brands import Brands, Document
from domain.catalogue.commands import AskForBrand, DeleteProducts, SaveDraft, SubmitListing
from domain.catalogue.drawn import drawn_facts
from domain.catalogue.listing import Listing
from domain.catalogue.quality import Fix
from domain.catalogue.rules import Tier
from domain.reports.listing_work import Gains, effects, listing_state, listing_work
from domain.shop import Shop
from domain.simulation.parameters import parameters
from domain.simulation.world import PRODUCT_BASE
from tests.domain.simulation.test_listing_desk import MUG

EARBUDS = PRODUCT_BASE + 1


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with Shop.practice(tmp_path / "shop.dukandar", "first-30-days", seed=1, noise=1) as shop:
        yield shop


def test_a_new_product_begins_empty_beside_all_others(shop: Shop) -> None:
    work = shop.read(listing_work, 0, 0)
    assert work is not None
    assert (work.listing, work.live) == (Listing(), None)
    assert len(work.others) == 5
    assert [name for _, name in work.templates] == ["Standard"]


def test_work_on_a_live_product_begins_with_what_buyers_see(shop: Shop) -> None:
    work = shop.read(listing_work, 0, EARBUDS)
    assert work is not None
    assert work.listing == work.live
    assert EARBUDS not in {each.id for each in work.others}
    assert shop.read(listing_work, 0, 7) is None


def test_other_products_are_known_by_what_was_last_written_of_them(shop: Shop) -> None:
    draft = shop.do(SaveDraft(0, MUG)).made
    bare = shop.do(SaveDraft(0, Listing())).made
    gone = shop.do(SaveDraft(0, MUG)).made
    shop.do(DeleteProducts((gone,)))
    live = shop.read(listing_work, 0, EARBUDS)
    assert live is not None
    shop.do(SaveDraft(EARBUDS, replace(live.listing, title="Earbuds without wires")))
    work = shop.read(listing_work, 0, 0)
    assert work is not None
    others = {each.id: each for each in work.others}
    assert others[draft].title == MUG.title
    assert others[draft].look == drawn_facts(MUG.pictures[0])
    assert (others[bare].title, others[bare].leaf, others[bare].look) == ("", 0, None)
    assert others[EARBUDS].title == "Earbuds without wires"
    assert gone not in others


def test_what_a_review_objects_to_is_told_when_it_answers_and_not_before(shop: Shop) -> None:
    product = shop.do(SubmitListing(0, replace(MUG, title="Nike mug of steel, 450 ml"))).made
    before = shop.read(listing_state, 0, product)
    assert before is not None
    assert (before.audit, before.objections) == (Audit.AUDITING, ())
    assert shop.now < before.answered_by
    shop.advance(before.answered_by + 3_600)
    after = shop.read(listing_state, 0, product)
    assert after is not None
    assert after.audit is Audit.FAILED
    assert [each.about for each in after.objections] == ["Nike"]
    assert after.answered_by == 0


def test_a_brand_that_was_asked_for_is_told_with_its_answer(shop: Shop) -> None:
    shop.do(AskForBrand("Nike", Document.CERTIFICATE))
    work = shop.read(listing_work, 0, 0)
    assert work is not None
    (paper,) = work.brands.waiting
    assert (paper.brand, paper.asked_at) == ("Nike", shop.now)
    shop.advance(paper.answer_at + 3_600)
    later = shop.read(listing_work, 0, 0)
    assert later is not None
    assert later.brands == Brands(refused=(paper,))


def test_a_bare_listing_is_poor_and_its_fixes_and_gains_are_named(shop: Shop) -> None:
    state = shop.read(listing_state, 0, EARBUDS)
    assert state is not None
    assert state.quality.tier is Tier.POOR
    assert Fix.DESCRIPTION_LENGTH in state.quality.next_fixes
    assert state.gains.clicks == round(parameters().listing_clicks[1] * 10_000)
    assert (state.live, state.edited) == (True, False)


def test_gains_are_those_of_the_simulator(shop: Shop) -> None:
    known = replace(parameters(), listing_clicks=(0.0, 0.25, 0.5), photo_weight=0.1)
    of = effects(known).of
    assert of(Tier.POOR, 9) == Gains(2_500, 0)
    assert of(Tier.FAIR, 1) == Gains(2_000, 513)
    assert of(Tier.GOOD, 0) == Gains(0, 1_052)


def test_the_editor_is_told_the_same_gains_as_the_card(shop: Shop) -> None:
    work, state = shop.read(listing_work, 0, EARBUDS), shop.read(listing_state, 0, EARBUDS)
    assert work is not None
    assert state is not None
    assert work.effects.of(state.quality.tier, len(state.pictures)) == state.gains
