"""What sellers of practice shops do about listings, and what the platform's review answers.

Listings live in the file and not in the world: buyers only meet what follows from them (whether a
product is live, how good its listing is, how many pictures it has), and that changes at moments at
which the world is read anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from sqlalchemy import Connection, func, insert, select

from domain.catalogue.audit import Audit, answer_after, freezes, skips_review
from domain.catalogue.brands import Paper, brands, papers, protected, send
from domain.catalogue.categories import category_tree
from domain.catalogue.commands import (
    AskForBrand,
    DeleteProducts,
    DiscardEdit,
    DuplicateProduct,
    ListingCommand,
    RecoverProducts,
    Restock,
    SaveDraft,
    SubmitListing,
)
from domain.catalogue.description import pictures
from domain.catalogue.expectations import around, required
from domain.catalogue.limits import wrongs
from domain.catalogue.listing import Listing, Variant, is_grid
from domain.catalogue.own_listings import SHELF, Own, keep, own_listing
from domain.catalogue.reviewing import Objection, protected_brands, review
from domain.catalogue.rules import ProductStatus
from domain.catalogue.tables import own_listings, products, skus
from domain.finance.rules import Account
from domain.kernel.changes import Changes, Subject
from domain.kernel.outcome import Outcome
from domain.kernel.randomness import Stream, uniform
from domain.kernel.refusals import Refusal
from domain.simulation import store
from domain.simulation.deciding.answers import short_of_cash
from domain.simulation.deciding.catalogue import restock
from domain.simulation.listing_live import (
    others_of,
    pictures_of,
    put_live,
    set_figures,
    sku_name,
    with_skus,
)
from domain.simulation.world import PRODUCT_BASE, World

_LISTED = Changes(frozenset({Subject.PRODUCTS}))
_BOUGHT = Changes(frozenset({Subject.PRODUCTS, Subject.STOCK, Subject.MONEY}))


def do(conn: Connection, world: World, command: ListingCommand) -> Outcome:
    """Carry one out in the open transaction; the world has to be read anew afterwards."""
    match command:
        case SaveDraft():
            return save(conn, command)
        case SubmitListing():
            return _submit(conn, world, command)
        case DiscardEdit():
            return _discard(conn, command.product)
        case DuplicateProduct():
            return _duplicate(conn, command.product)
        case DeleteProducts():
            return _delete(conn, command.products)
        case RecoverProducts():
            return _recover(conn, command.products)
        case AskForBrand():
            return _ask_for_brand(conn, world, command)
    assert_never(command)


def answer(conn: Connection, world: World, product: int) -> None:
    """Tell what the review of a product's edit has found: it goes live, or fails with reasons."""
    own = own_listing(conn, product)
    if own is None or own.edit is None:
        raise ValueError(product)  # nothing else is ever under review
    if own.objections:
        broken = tuple(dict.fromkeys(each.rule for each in own.objections))
        status = ProductStatus.FAILED if own.live is None else own.status
        if freezes(own.failed, broken):
            status = ProductStatus.FREEZE
        keep(conn, replace(own, audit=Audit.FAILED, status=status, failed=broken))
        return
    status = own.status if own.status in _OFF_SALE else ProductStatus.ACTIVATE
    keep(conn, _approved(own, own.edit, status))
    put_live(conn, world.book, world.now, product, own.edit)


_OFF_SALE = frozenset({ProductStatus.SELLER_DEACTIVATED, ProductStatus.PLATFORM_DEACTIVATED})
"""What an approved edit does not put on sale again: it was taken off for other reasons."""


def _approved(own: Own, listing: Listing, status: ProductStatus) -> Own:
    return replace(
        own,
        live=listing,
        edit=None,
        audit=Audit.NONE,
        objections=(),
        failed=(),
        status=status,
        answer_at=0,
    )


def save(conn: Connection, command: SaveDraft) -> Outcome:
    """Keep a draft; without the world, which takes long to read, since drafts come each second."""
    own = _begun(conn) if command.product == 0 else _editable(conn, command.product)
    if isinstance(own, Refusal):
        return Outcome(0, refusals=(own,))
    keep(conn, replace(own, edit=_as_shop_has_it(conn, own.product, command.listing)))
    return Outcome(1, _LISTED, made=own.product)


def _submit(conn: Connection, world: World, command: SubmitListing) -> Outcome:
    own = _begun(conn) if command.product == 0 else _editable(conn, command.product)
    if isinstance(own, Refusal):
        return Outcome(0, refusals=(own,))
    frozen = own.status is ProductStatus.FREEZE  # only a review ends that, so all is reviewed
    live, book = None if frozen else own.live, world.book
    listing = _as_shop_has_it(conn, own.product, command.listing)
    wrong = _wrong(conn, world, listing)
    cost = sum(each.cost * each.stock for each in listing.variants if not each.id)
    if not wrong and cost > world.balances[Account.CASH]:
        wrong.append(short_of_cash(world, cost))
    if not wrong and listing == live:
        wrong.append(Refusal("listing-unchanged"))
    if wrong:
        if command.product == 0:
            _forget(conn, own.product)
        return Outcome(0, refusals=tuple(wrong))
    ordered = [each for each in listing.variants if not each.id and each.stock]
    listing = with_skus(conn, world.scenario, own.product, listing)
    set_figures(conn, own.product, listing)
    if live is not None and skips_review(live, listing):
        keep(conn, replace(_approved(own, listing, own.status), failed=own.failed))
        put_live(conn, book, world.now, own.product, listing)
    else:
        keep(conn, _under_review(conn, world, own, listing))
    if ordered:
        world = store.load(conn)
        numbers = {each.values: each.id for each in listing.variants}
        for each in ordered:
            restock(world, Restock(numbers[each.values], each.stock))
        store.save(conn, world)
    return Outcome(1, _BOUGHT if ordered else _LISTED, made=own.product)


def _wrong(conn: Connection, world: World, listing: Listing) -> list[Refusal]:
    """All that keeps a listing from being submitted in this shop."""
    book = world.book
    wrong = [each.why for each in wrongs(listing, world.rules, required(listing.leaf, book.code))]
    category = category_tree(book.code).categories.get(listing.leaf)
    if listing.leaf and (category is None or not category.is_leaf):
        wrong.append(Refusal("category-unknown", {"category": listing.leaf}))
    named = (*listing.pictures, listing.video, listing.size_chart, *pictures(listing.description))
    shown = [each for each in named if each]
    if len(pictures_of(conn, shown)) < len(shown):
        wrong.append(Refusal("picture-unknown"))
    if not wrong and not is_grid(listing):
        wrong.append(Refusal("variants-not-combinations"))
    if listing.template and world.shipping.template(listing.template) is None:
        wrong.append(Refusal("template-unknown", {"template": listing.template}))
    return wrong


def _under_review(conn: Connection, world: World, own: Own, listing: Listing) -> Own:
    """The review has decided as soon as it has the listing; it answers later."""
    return replace(
        own,
        edit=listing,
        audit=Audit.AUDITING,
        status=_waiting_status(own),
        submitted_at=world.now,
        answer_at=_answer_at(world, own.product),
        objections=_objections(conn, world, own.product, listing),
    )


def _waiting_status(own: Own) -> ProductStatus:
    """What a product is while an edit of it is under review."""
    frozen = own.status is ProductStatus.FREEZE
    return ProductStatus.PENDING if own.live is None and not frozen else own.status


def _answer_at(world: World, subject: int) -> int:
    """When the platform answers what is sent now about a product or a brand."""
    rules = world.rules
    share = int(uniform(world.noise_seed, Stream.AUDIT, subject, world.now)[()])
    closes = int(world.book.calendar.business_deadline(world.now, rules.review_business_days))
    return world.now + answer_after(share, rules.review_seconds_low, closes - world.now)


def _objections(
    conn: Connection, world: World, product: int, listing: Listing
) -> tuple[Objection, ...]:
    region = world.book.code
    found = around(
        listing,
        pictures_of(conn, listing.pictures),
        region,
        others=others_of(conn, product),
        authorised=brands(conn, world.now).authorised,
    )
    return review(listing, found, region)


def _ask_for_brand(conn: Connection, world: World, command: AskForBrand) -> Outcome:
    brand = protected(command.brand, world.book.code)
    if brand is None:
        refusal = Refusal("brand-free", {"brand": command.brand})
        return Outcome(0, refusals=(refusal,))
    before = next((each for each in papers(conn) if each.brand == brand), None)
    if before is not None and (before.grants or before.answer_at > world.now):
        code = "brand-granted" if before.answer_at <= world.now else "brand-asked"
        return Outcome(0, refusals=(Refusal(code, {"brand": brand}),))
    number = protected_brands(world.book.code).index(brand)
    send(conn, Paper(brand, command.document, world.now, _answer_at(world, number)))
    return Outcome(1, _LISTED)


def _discard(conn: Connection, product: int) -> Outcome:
    own = _editable(conn, product)
    if isinstance(own, Refusal):
        return Outcome(0, refusals=(own,))
    if own.live is not None:
        keep(conn, replace(own, edit=None, audit=Audit.NONE, objections=()))
    elif _has_skus(conn, product):  # they may have goods, or wait for some
        keep(conn, _deleted(own))
    else:
        _forget(conn, product)
    return Outcome(1, _LISTED)


def _duplicate(conn: Connection, product: int) -> Outcome:
    own = own_listing(conn, product)
    if own is None or own.status is ProductStatus.DELETED:
        return Outcome(0, refusals=(Refusal("product-unknown", {"product": product}),))
    like = own.latest
    alike = tuple(replace(each, id=0, stock=0, seller_sku="", gtin="") for each in like.variants)
    begun = _begun(conn)
    keep(conn, replace(begun, edit=replace(like, variants=alike)))
    return Outcome(1, _LISTED, made=begun.product)


def _delete(conn: Connection, wanted: Sequence[int]) -> Outcome:
    refusals, done = list[Refusal](), 0
    for product in wanted:
        own = own_listing(conn, product)
        if own is None or own.status is ProductStatus.DELETED:
            refusals.append(Refusal("product-unknown", {"product": product}))
        else:
            keep(conn, _deleted(own))
            done += 1
    if not wanted:
        refusals.append(Refusal("nothing-asked"))
    return Outcome(done, _LISTED if done else Changes(), tuple(refusals))


def _deleted(own: Own) -> Own:
    """The product as a deleted one; nobody reviews it any more, and what a review said stays."""
    audit = Audit.NONE if own.audit is Audit.AUDITING else own.audit
    return replace(own, status=ProductStatus.DELETED, before=own.status, audit=audit)


def _status_of_recovered(own: Own) -> ProductStatus:
    """Frozen as before, or off sale: a fee that was not mended keeps it there as well."""
    if own.before is ProductStatus.FREEZE:
        return own.before
    return ProductStatus.DRAFT if own.live is None else ProductStatus.SELLER_DEACTIVATED


def _recover(conn: Connection, wanted: Sequence[int]) -> Outcome:
    refusals, done = list[Refusal](), 0
    for product in wanted:
        own = own_listing(conn, product)
        if own is None or own.status is not ProductStatus.DELETED:
            refusals.append(Refusal("product-not-deleted", {"product": product}))
            continue
        keep(conn, replace(own, status=_status_of_recovered(own), before=None))
        done += 1
    if not wanted:
        refusals.append(Refusal("nothing-asked"))
    return Outcome(done, _LISTED if done else Changes(), tuple(refusals))


def _editable(conn: Connection, product: int) -> Own | Refusal:
    own = own_listing(conn, product)
    if own is None or own.status is ProductStatus.DELETED:
        return Refusal("product-unknown", {"product": product})
    if own.audit is Audit.AUDITING:
        return Refusal("listing-under-review", {"title": own.latest.title})
    return own


def begin(conn: Connection, product: int) -> None:
    """Have an empty draft of that number, as one was begun whose keeping was not logged."""
    if own_listing(conn, product) is None:
        keep(conn, _begun(conn, product))


def _begun(conn: Connection, number: int = 0) -> Own:
    """A new product, which nobody sees yet; the next one where no number is given."""
    highest = conn.execute(select(func.max(products.c.id))).scalar() or PRODUCT_BASE
    status, number = ProductStatus.DRAFT, number or highest + 1
    row = {
        "id": number,
        "name": "",
        "status": status.value,
        "category": "",
        "substitutes": "",
        "picture": "",
        "colour": "",
        "photos": 0,
        "import_id": 0,
    }
    conn.execute(insert(products).values(row))
    return Own(number, status)


def _has_skus(conn: Connection, product: int) -> bool:
    found = conn.execute(select(skus.c.id).filter_by(product_id=product).limit(1))
    return found.first() is not None


def _forget(conn: Connection, product: int) -> None:
    """Remove a product that never had a SKU."""
    conn.execute(own_listings.delete().where(own_listings.c.product_id == product))
    conn.execute(products.delete().where(products.c.id == product))


def _as_shop_has_it(conn: Connection, product: int, listing: Listing) -> Listing:
    """The listing with what an edit cannot change of SKUs that are there: stock and cost.

    What is called as a SKU of the product that the listing does not name is that SKU: a value taken
    out and put back has its goods. A SKU of another product is a new one here, and what it says of
    stock was that one's.
    """
    rows = {each.id: each for each in conn.execute(select(skus).filter_by(product_id=product))}
    named = {each.id for each in listing.variants}
    spare = {each.name: each for each in rows.values() if each.id not in named}

    def told(variant: Variant) -> Variant:
        row = rows.pop(variant.id, None) or spare.pop(sku_name(variant), None)
        if row is None:
            return replace(variant, id=0, stock=0 if variant.id else variant.stock)
        seller_sku = variant.seller_sku if variant.id else variant.seller_sku or row.seller_sku
        shelf = {name: row._mapping[name] for name in SHELF}
        return replace(variant, id=row.id, seller_sku=seller_sku, **shelf)

    return replace(listing, variants=tuple(map(told, listing.variants)))
