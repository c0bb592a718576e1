"""The listings of a practice shop's own products, as its file keeps them.

A product has the version that buyers see and, beside it, the one that is being worked on. Figures
(price, stock, cost and the like) are the SKUs'; what the text of the live version says of them is
what they were when it was approved.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects.sqlite import insert

from domain.catalogue.audit import Audit
from domain.catalogue.drawn import drawing
from domain.catalogue.listing import Listing, Variant
from domain.catalogue.listing_text import from_text, to_text
from domain.catalogue.reviewing import Objection, Rule
from domain.catalogue.rules import ProductStatus
from domain.catalogue.tables import own_listings, products, skus


@dataclass(frozen=True, slots=True)
class Own:
    """A product's two versions; moments in epoch seconds."""

    product: int
    status: ProductStatus
    live: Listing | None = None
    """What buyers see; None while nothing was approved."""
    edit: Listing | None = None
    """What is being worked on or under review; None without."""
    audit: Audit = Audit.NONE
    submitted_at: int = 0
    answer_at: int = 0
    objections: tuple[Objection, ...] = ()
    """Of the last review; not to be told before ``answer_at``."""
    failed: tuple[Rule, ...] = ()
    """What the last review that has answered found broken."""
    before: ProductStatus | None = None
    """Where a deleted product stood when it was deleted; None for any other."""

    @property
    def told(self) -> tuple[Objection, ...]:
        """What the seller has been told that the platform objects to."""
        return self.objections if self.audit is Audit.FAILED else ()

    @property
    def latest(self) -> Listing:
        """What whoever goes on working on it begins with."""
        return self.edit or self.live or Listing()


def own_listing(conn: Connection, product: int) -> Own | None:
    """A product's versions, with the figures of its SKUs as they are; None where there is none."""
    return next(_read(conn, product), None)


@dataclass(frozen=True, slots=True)
class Gist:
    """What tells a product from others: what its latest version is called and shows first."""

    product: int
    title: str
    leaf: int
    picture: str
    """Empty where it has none."""


def other_gists(conn: Connection, product: int) -> tuple[Gist, ...]:
    """Those of all other products that are not deleted.

    SQLite looks into the texts: to read thousands of listings in full takes a second.
    """
    latest = func.coalesce(func.nullif(own_listings.c.edit, ""), own_listings.c.live)
    parts = ("title", "leaf", "pictures[0]")
    query = (
        select(own_listings.c.product_id, *(func.json_extract(latest, f"$.{p}") for p in parts))
        .join(products, products.c.id == own_listings.c.product_id)
        .where(
            latest != "",
            own_listings.c.product_id != product,
            products.c.status != ProductStatus.DELETED.value,
        )
        .order_by(own_listings.c.product_id)
    )
    return tuple(
        Gist(number, title or "", leaf or 0, picture or "")
        for number, title, leaf, picture in conn.execute(query)
    )


def other_listings(conn: Connection, product: int) -> Iterator[Own]:
    """Those of all other products that are not deleted; figures as when they were approved."""
    query = (
        select(own_listings, products.c.status)
        .join(products, products.c.id == own_listings.c.product_id)
        .where(
            own_listings.c.product_id != product,
            products.c.status != ProductStatus.DELETED.value,
        )
        .order_by(own_listings.c.product_id)
    )
    for row in conn.execute(query):
        yield _own(row)


def due(conn: Connection, now: int) -> tuple[int, ...]:
    """The products whose review has answered by now and was not told yet."""
    under = own_listings.c.audit == Audit.AUDITING.value
    query = select(own_listings.c.product_id).where(under, own_listings.c.answer_at <= now)
    return tuple(conn.execute(query.order_by(own_listings.c.product_id)).scalars())


def next_answer(conn: Connection) -> int | None:
    """When the next review answers; None where nothing is under review."""
    under = own_listings.c.audit == Audit.AUDITING.value
    return conn.execute(select(func.min(own_listings.c.answer_at)).where(under)).scalar()


def answered(conn: Connection) -> dict[int, int]:
    """The products whose last review has answered, by a number that tells its answers apart."""
    told = own_listings.c.audit != Audit.AUDITING.value
    query = select(own_listings.c.product_id, own_listings.c.submitted_at)
    found = conn.execute(query.where(told, own_listings.c.submitted_at > 0))
    return {(row.product_id << 34) + row.submitted_at: row.product_id for row in found}


def keep(conn: Connection, own: Own) -> None:
    """Write a product's versions and its status."""
    told = {
        "live": to_text(own.live) if own.live else "",
        "edit": to_text(own.edit) if own.edit else "",
        "audit": own.audit.value,
        "submitted_at": own.submitted_at,
        "answer_at": own.answer_at,
        "objections": json.dumps([asdict(each) for each in own.objections], ensure_ascii=False),
        "failed": json.dumps([each.value for each in own.failed]) if own.failed else "",
        "before": own.before.value if own.before else "",
    }
    statement = insert(own_listings).values(product_id=own.product, **told)
    conn.execute(statement.on_conflict_do_update(index_elements=["product_id"], set_=told))
    named = {"status": own.status.value}
    if own.live is None and own.edit is not None:  # a draft is listed as it is to be seen
        named |= {"name": own.edit.title, **face(own.edit)}
    conn.execute(update(products).where(products.c.id == own.product).values(named))


def reprice(conn: Connection, of_products: Sequence[int], prices: Mapping[int, int]) -> None:
    """Have the drafts of products say the prices that were set, or they bring the old ones back.

    ``prices`` are minor units by SKU.
    """
    for start in range(0, len(of_products), _FEW):
        mine = own_listings.c.product_id.in_(of_products[start : start + _FEW])
        drafts = select(own_listings.c.product_id, own_listings.c.edit)
        for product, text in conn.execute(drafts.where(mine, own_listings.c.edit != "")).all():
            edit = from_text(text)
            variants = tuple(
                replace(each, price=prices.get(each.id, each.price)) for each in edit.variants
            )
            told = to_text(replace(edit, variants=variants))
            of_product = update(own_listings).where(own_listings.c.product_id == product)
            conn.execute(of_product.values(edit=told))


_FEW = 500
"""So many products can be named one by one in a query."""


def face(listing: Listing) -> dict[str, str]:
    """What a product's row says of the listing's first picture."""
    first = next(iter(listing.pictures), "")
    icon, ground = drawing(first) or ("", "")
    return {"picture": icon, "colour": ground, "photo": "" if icon else first}


SHELF = ("stock", "cost", "supplier", "lead_days", "least_order")
"""What only the shop's own rows say of a SKU that it has."""

_FIGURES = (*SHELF, "price", "seller_sku", "weight", "length", "width", "height")
"""What can have changed since the live version was approved."""


def _read(conn: Connection, product: int) -> Iterator[Own]:
    query = (
        select(own_listings, products.c.status)
        .join(products, products.c.id == own_listings.c.product_id)
        .where(own_listings.c.product_id == product)
    )
    for row in conn.execute(query):
        own = _own(row)
        mine = select(skus).where(skus.c.product_id == own.product)
        known = {each.id: each for each in conn.execute(mine)}
        yield replace(
            own,
            live=own.live and _with(own.live, known, _FIGURES),
            edit=own.edit and _with(own.edit, known, SHELF),
        )


def _own(row: Row[Any]) -> Own:
    return Own(
        product=row.product_id,
        status=ProductStatus(row.status),
        live=from_text(row.live) if row.live else None,
        edit=from_text(row.edit) if row.edit else None,
        audit=Audit(row.audit),
        submitted_at=row.submitted_at,
        answer_at=row.answer_at,
        objections=tuple(
            Objection(Rule(each["rule"]), each["field"], each["about"])
            for each in json.loads(row.objections)
        ),
        failed=tuple(Rule(each) for each in json.loads(row.failed or "[]")),
        before=ProductStatus(row.before) if row.before else None,
    )


def _with(listing: Listing, known: Mapping[int, Row[Any]], names: Sequence[str]) -> Listing:
    """The listing with some figures as the rows of its SKUs have them."""

    def told(variant: Variant) -> Variant:
        row = known.get(variant.id)
        return replace(variant, **{name: row._mapping[name] for name in names}) if row else variant

    return replace(listing, variants=tuple(map(told, listing.variants)))
