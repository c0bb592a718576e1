"""A practice product's listing with all that its editor and its card need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import expm1

from sqlalchemy import Connection

from domain.catalogue.audit import Audit
from domain.catalogue.brands import Brands, brands
from domain.catalogue.expectations import asked
from domain.catalogue.images.picture import Facts
from domain.catalogue.listing import Listing
from domain.catalogue.own_listings import Own, own_listing
from domain.catalogue.picture_shelf import looks
from domain.catalogue.quality import Quality, quality
from domain.catalogue.reviewing import Objection, Other
from domain.catalogue.rules import ProductStatus, Tier
from domain.kernel.money import BASIS
from domain.reports.fee_warnings import FeeWarning, fee_warning_of
from domain.reports.scenario import scenario
from domain.reports.shop import shop_row
from domain.shipping import settings
from domain.simulation.listing_live import others_of, pictures_of
from domain.simulation.parameters import Parameters, parameters_with


@dataclass(frozen=True, slots=True)
class Gains:
    """What would follow from a better listing, by the simulator's own model; basis points."""

    clicks: int
    """More clicks on its card in the next tier; 0 in the best."""
    orders: int
    """More orders of each click with as many pictures as count; 0 where there are enough."""


@dataclass(frozen=True, slots=True)
class Effects:
    """The gains of every listing; as it is made, of one of which nobody knows what follows."""

    clicks: tuple[int, ...] = (0, 0, 0)
    """More clicks in the next tier, for each tier."""
    orders: tuple[int, ...] = (0,)
    """More orders of each click with pictures enough, for each number of them that may be there."""

    def of(self, tier: Tier, pictures: int) -> Gains:
        """What the next tier, and as many pictures as count, would bring."""
        return Gains(self.clicks[tier - 1], self.orders[min(pictures, len(self.orders) - 1)])


@dataclass(frozen=True, slots=True)
class ListingWork:
    """What whoever writes a listing begins with."""

    product: int
    """0 for a new product."""
    listing: Listing
    live: Listing | None
    """What buyers see; None for a product that was never approved."""
    templates: tuple[tuple[int, str], ...]
    """Id and name of the shop's shipping templates."""
    others: tuple[Other, ...]
    brands: Brands
    looks: Mapping[str, Facts]
    """Of the stored pictures, by content id."""
    objections: tuple[Objection, ...]
    """What the last review objected to."""
    effects: Effects


@dataclass(frozen=True, slots=True)
class ListingState:
    """How a product's listing stands; moments in epoch seconds."""

    product: int
    status: ProductStatus
    title: str
    pictures: tuple[str, ...]
    live: bool
    """Whether buyers see a version of it, or could if it were on sale."""
    edited: bool
    """Whether another version is being worked on or under review."""
    audit: Audit
    submitted_at: int
    answered_by: int
    """When the answer is there at the latest; 0 without a review."""
    objections: tuple[Objection, ...]
    quality: Quality
    """Of what buyers see, or of the draft."""
    gains: Gains
    fee: FeeWarning | None
    """What the platform wants of the shipping fee that it is sent at."""


def listing_work(conn: Connection, wall: int, product: int) -> ListingWork | None:
    """What to open the editor with; None for a product that is not this shop's own."""
    own = own_listing(conn, product) if product else Own(0, ProductStatus.DRAFT)
    if own is None:
        return None
    shop = shop_row(conn, wall)
    shipping = settings.load(conn)
    listing = own.latest
    return ListingWork(
        product=product,
        listing=listing,
        live=own.live,
        templates=tuple((each.id, each.name) for each in shipping.templates),
        others=others_of(conn, product),
        brands=brands(conn, shop.now),
        looks=looks(conn, _shown(listing)),
        objections=own.told,
        effects=_effects(conn),
    )


def listing_state(conn: Connection, wall: int, product: int) -> ListingState | None:
    """How a product's listing stands; None for a product that is not this shop's own."""
    own = own_listing(conn, product)
    if own is None:
        return None
    shop = shop_row(conn, wall)
    book, rules = shop.book, shop.rules
    listing = own.live or own.latest
    needs = asked(listing, pictures_of(conn, listing.pictures), book.code)
    found = quality(listing, needs, rules)
    under = own.audit is Audit.AUDITING
    by = book.calendar.business_deadline(own.submitted_at, rules.review_business_days)
    return ListingState(
        product=product,
        status=own.status,
        title=listing.title,
        pictures=listing.pictures,
        live=own.live is not None,
        edited=own.edit is not None and own.live is not None,
        audit=own.audit,
        submitted_at=own.submitted_at if under else 0,
        answered_by=int(by) if under else 0,
        objections=own.told,
        quality=found,
        gains=_effects(conn).of(found.tier, len(listing.pictures)),
        fee=fee_warning_of(conn, wall, product),
    )


def effects(known: Parameters) -> Effects:
    """What the simulator's parameters say of better listings."""
    clicks, enough = known.listing_clicks, known.photos_enough
    following = (*clicks[1:], clicks[-1])
    return Effects(
        clicks=tuple(
            round(((1.0 + then) / (1.0 + now) - 1.0) * BASIS)
            for now, then in zip(clicks, following, strict=True)
        ),
        orders=tuple(
            round(expm1(known.photo_weight * (1.0 - pictures / enough)) * BASIS)
            for pictures in range(enough + 1)
        ),
    )


def _effects(conn: Connection) -> Effects:
    play = scenario(conn)
    return effects(parameters_with(play.parameters if play is not None else {}))


def _shown(listing: Listing) -> tuple[str, ...]:
    return tuple(each for each in (*listing.pictures, listing.video, listing.size_chart) if each)
