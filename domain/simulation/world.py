"""The practice world in memory: what is still alive, as columns.

The file is the truth. ``load`` builds the world from its tables; the engine and the seller's
decisions change it and mark what changed; ``save`` writes the marked rows. Nothing here keeps a
database, so a world can be copied and played on in memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any

import numpy as np
from sqlalchemy import Table

from domain.aftersales.tables import cancellations, returns
from domain.creators.tables import videos
from domain.finance import rules as finance
from domain.finance.rules import Account, Entries
from domain.inbox.tables import messages
from domain.kernel.columns import Array, Columns, positions
from domain.kernel.randomness import Stream, normal, uniform
from domain.orders.tables import order_gifts, order_lines, orders
from domain.rulebook import Rulebook, Rules
from domain.shipping.fulfilment import Fulfilment
from domain.shipping.settings import Settings
from domain.shipping.tables import packages
from domain.simulation.choice import truncated_elasticity
from domain.simulation.parameters import Parameters
from domain.simulation.scenarios import Scenario

AS_IN_FILE, CHANGED, NEW = 0, 1, 2
"""Marks of a row against the file."""

SKU_BASE = 1_729_000_000_000_000_000
"""Practice SKU ids are this plus the SKU's number, 18 digits and more as the platform's."""

PRODUCT_BASE = 1_728_000_000_000_000_000

FURTHER = 10**18
"""What the number of an order's next return or package has over that of the one before."""

PACE_UNIT = 1_000_000
PRICE_UNIT = 1_000


@dataclass
class World:
    """A practice shop between two moments. Columns are named as in their tables, plus ``mark``."""

    scenario: Scenario
    book: Rulebook
    parameters: Parameters
    world_seed: int
    noise_seed: int
    opened_at: int
    now: int
    skus: Columns  # skus joined with their product's name, group and latent sim_skus
    orders: Columns  # alive orders by id, see blank_orders
    lines: Columns  # their lines by order id
    gifts: Columns  # what goes with them at no price, by order id
    packages: Columns  # of alive orders
    items: Columns  # of packages of orders that go in several, by package
    returns: Columns  # of alive orders, see blank_returns
    reimbursements: Columns  # not settled yet
    cancellations: Columns  # buyers' requests to cancel alive orders
    inquiries: Columns  # what customers of alive orders were asked
    tickets: Columns  # not answered yet, or about alive orders
    restocks: Columns  # on their way
    statements: Columns  # not paid yet
    creators: Columns  # all that know the shop
    videos: Columns  # still watched, see blank_videos
    lives: Columns  # of today and later
    samples: Columns  # whose creators have not shown them yet
    rivals: Columns
    repeats: Columns  # buyers who will think of ordering again, by buyer
    messages: Columns  # that may still be answered
    carried: int  # payable of the last statement when it was too small to pay out
    day: int
    order_cap: int
    orders_today: int
    tier: int  # of probation, 0 for a Beginner
    delivered: int  # orders delivered so far
    answered: int  # share of messages answered in time, basis points, as buyers meet it today
    answers: dict[int, tuple[int, int]]  # local day -> messages to answer by then, answered in time
    dispatch: dict[int, tuple[int, int]]  # local day -> orders due, of them late
    units: dict[int, Array]  # local day -> units ordered by SKU, the last week
    balances: dict[Account, int]
    low_stock_days: int  # as the seller has set it, 0 for what the rulebook says
    next_restock: int
    next_inquiry: int
    next_ticket: int
    commands_logged: int
    shipping: Settings
    promotions: Columns  # all of the shop
    promotion_items: Columns  # of those that are not over, by promotion and SKU
    promotion_tiers: Columns  # likewise, by promotion and number
    promotion_buyers: Columns  # who has used what of those that limit it, see promised.used
    samples_sent: dict[int, int]  # creator -> when they were last sent a sample
    listings_answered: dict[int, int]  # what tells a review's answer apart -> its product
    lowest_paid: dict[int, int] = field(default_factory=dict)  # SKU -> price, of those asked about
    shipping_changed: bool = False  # since the world was loaded or last written
    journal: list[Entries] = field(default_factory=list)
    left_packages: list[Columns] = field(default_factory=list)
    left_items: list[Columns] = field(default_factory=list)
    stock_counts: list[Columns] = field(default_factory=list)
    placed: list[Columns] = field(default_factory=list)  # what else was settled by ordering
    promotion_uses: list[Columns] = field(default_factory=list)
    remade_promotions: list[int] = field(default_factory=list)  # whose items and tiers are new
    thrown_promotions: list[int] = field(default_factory=list)  # drafts that are no more
    left: list[Columns] = field(default_factory=list)  # orders that left the world, to be written
    left_lines: list[Columns] = field(default_factory=list)
    left_gifts: list[Columns] = field(default_factory=list)
    left_returns: list[Columns] = field(default_factory=list)
    left_reimbursements: list[Columns] = field(default_factory=list)
    left_cancellations: list[Columns] = field(default_factory=list)
    left_inquiries: list[Columns] = field(default_factory=list)
    left_tickets: list[Columns] = field(default_factory=list)
    left_restocks: list[Columns] = field(default_factory=list)
    left_messages: list[Columns] = field(default_factory=list)
    reviews: list[Columns] = field(default_factory=list)
    gone_repeats: list[Array] = field(default_factory=list)  # buyers who will not come back
    left_statements: list[Columns] = field(default_factory=list)
    traffic: list[Columns] = field(default_factory=list)
    dropped: list[Array] = field(default_factory=list)  # orders whose recipient is forgotten
    notes: dict[int, str] = field(default_factory=dict)  # order -> what the seller has noted on it
    statuses: dict[int, str] = field(
        default_factory=dict
    )  # product -> its status, where it changed

    @property
    def rules(self) -> Rules:
        """The rulebook's figures in force on this local day; they never change within one."""
        return self.book.at(self.book.calendar.midnight(self.day))

    @property
    def nest(self) -> Array:
        """The number of each SKU's group of substitutes."""
        return _numbered(tuple(self.skus["substitutes"].tolist()))

    @property
    def ordinal(self) -> Array:
        """Each SKU's number in its shop, from 1."""
        return self.skus["id"] - SKU_BASE

    @property
    def market_price(self) -> Array:
        """What the market asks for each SKU, fixed for this world.

        The scenario says it of its own products; of others it follows from what they cost, which
        nobody changes once goods were bought.
        """
        known = np.array([p.market_price for p in self.scenario.products], dtype=np.int64)
        worth = np.rint(self.skus["cost"] * self.parameters.worth).astype(np.int64)
        index = self.ordinal - 1
        inside = (index >= 0) & (index < len(known))
        if not inside.any():
            return worth
        return np.where(inside, known[np.clip(index, 0, len(known) - 1)], worth)

    @property
    def quality(self) -> Array:
        """How much buyers like each SKU, in utility, fixed for this world."""
        z = _drawn(self.world_seed, Stream.QUALITY, tuple(self.ordinal.tolist()))
        return self.parameters.quality_deviation * z

    @property
    def elasticity(self) -> Array:
        """Each SKU's own-price elasticity, fixed for this world."""
        return _elasticities(self.world_seed, tuple(self.ordinal.tolist()), self.parameters)

    @property
    def fulfilment(self) -> Fulfilment:
        """How the shop works its orders off."""
        return self.shipping.fulfilment

    @property
    def day_number(self) -> int:
        """How many local days ago the shop opened."""
        return self.day - int(self.book.calendar.local_day(self.opened_at))

    def sku_of(self, seller_sku: str) -> int:
        """The id of the SKU that the scenario names so."""
        found = positions(self.skus["seller_sku"] == seller_sku)
        return int(self.skus["id"][found[0]])

    def group_number(self, names: Array) -> Array:
        """The number of each group of substitutes by its name, -1 where the shop sells none."""
        numbers = dict(zip(self.skus["substitutes"].tolist(), self.nest.tolist(), strict=True))
        return np.array([numbers.get(name, -1) for name in names.tolist()], dtype=np.int64)

    def sku_index(self, sku_ids: Array) -> Array:
        """Positions in ``skus`` of SKU ids that are all there."""
        return self.skus["id"].searchsorted(sku_ids)

    def order_index(self, order_ids: Array) -> Array:
        """Positions in ``orders`` of order ids that are all there."""
        return self.orders["id"].searchsorted(order_ids)

    def post(self, rows: Entries) -> None:
        """Add journal rows and carry the balances forward."""
        if not len(rows):
            return
        self.journal.append(rows)
        for account, amount in finance.balances(rows).items():
            self.balances[account] += amount

    def written(self) -> None:
        """Forget what has to be written: the file now has all of it, or none follows the world."""
        for rows in (
            self.orders,
            self.lines,
            self.gifts,
            self.packages,
            self.items,
            self.returns,
            self.reimbursements,
            self.cancellations,
            self.inquiries,
            self.tickets,
            self.restocks,
            self.statements,
            self.videos,
            self.lives,
            self.samples,
            self.repeats,
            self.messages,
            self.promotions,
            self.promotion_items,
            self.promotion_tiers,
        ):
            rows["mark"] = AS_IN_FILE
        for parts in (
            self.journal,
            self.left_packages,
            self.left_items,
            self.placed,
            self.promotion_uses,
            self.remade_promotions,
            self.thrown_promotions,
            self.left,
            self.left_lines,
            self.left_gifts,
            self.left_returns,
            self.left_reimbursements,
            self.left_cancellations,
            self.left_inquiries,
            self.left_tickets,
            self.left_restocks,
            self.stock_counts,
            self.left_statements,
            self.left_messages,
            self.reviews,
            self.gone_repeats,
            self.traffic,
            self.dropped,
            self.notes,
            self.statuses,
        ):
            parts.clear()
        self.shipping_changed = False

    def copy(self) -> World:
        """A world of its own that starts as this one stands.

        Columns are copied, since time changes them in place; what is frozen or only replaced is
        shared: scenario, rulebook, parameters, the rows that have left.
        """
        own: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, Columns | list | dict):
                own[each.name] = value.copy()
        return replace(self, **own)


ORDER_COLUMNS = (
    "id", "status", "buyer_id", "created_at", "paid_at", "ship_from", "dispatch_by", "collect_by",
    "deliver_by", "partial_at", "rts_at", "shipped_at", "delivered_at", "completed_at",
    "cancelled_at", "cancel_role", "cancel_reason", "item_total", "platform_discount",
    "seller_discount", "shipping_paid", "shipping_seller_discount", "shipping_platform_discount",
    "campaign_fee", "amount", "refund", "settled_at",
)  # fmt: skip
"""What the world keeps of an order: what can change, and what a change depends on."""

LINE_COLUMNS = (
    "order_id", "sku_id", "quantity", "returned", "refund", "subtotal", "platform_discount",
    "seller_discount", "unit_cost", "commission",
)  # fmt: skip
"""What the world keeps of an order line."""

ORDER_EXTRAS = (
    "label_cost", "own_postage", "cost", "commission", "parcel", "carrier", "service",
    "edited_at", "pays_at", "quits_at", "asks_off_at", "scans_at", "arrives_at", "asks_at",
    "reviews_at", "charges_at", "writes_at", "complains_at", "stars",
)  # fmt: skip
"""What the world adds to an order.

``label_cost`` is the platform label charged to it, ``own_postage`` what the seller paid the
carrier, ``cost`` what its goods cost as far as they are sent, ``commission`` what a creator is paid
for it (minor units); ``parcel`` what tells its parcel's way from others', ``carrier`` the position
of its carrier in the rulebook, ``service`` the number from 1 of the carrier's service, 0 for none,
``edited_at`` when its tracking number was replaced; ``stars`` how many the buyer would give what
was delivered. The rest are moments, 0 for never or not known yet: when the buyer will pay, cancel
without asking the seller, ask the seller to cancel, the carrier scan the parcel, the parcel arrive;
when the buyer will ask to return what was delivered, review it, have the bank take the money back,
write a message, and complain if the parcel is late.
"""

PACKAGE_EXTRAS = ("scans_at", "arrives_at")
"""What the world adds to a package of an order that goes in several: when the carrier will scan it
and when it will arrive, 0 for never."""

RETURN_EXTRAS = ("next_at",)
"""What the world adds to a return: the moment of its next step that comes by itself, 0 for none."""

VIDEO_EXTRAS = ("followers", "posted_day", "posted_share", "seed")
"""What the world adds to a video: the followers of who posted it, the local day of the posting, the
share of that day's traffic that had passed by then, in 2**-32 steps, and the noise seed that its
views are drawn from."""


def blank_orders(size: int) -> Columns:
    """New orders as the world keeps them, with their ``mark``."""
    return _blank(orders, size, ORDER_COLUMNS, ORDER_EXTRAS)


def blank_lines(size: int) -> Columns:
    """New order lines as the world keeps them, with their ``mark``."""
    return _blank(order_lines, size, LINE_COLUMNS)


def blank_gifts(size: int) -> Columns:
    """New gifts with their ``mark``."""
    return _blank(order_gifts, size)


def blank_packages(size: int) -> Columns:
    """New packages with their ``mark``."""
    return _blank(packages, size, None, PACKAGE_EXTRAS)


def blank_returns(size: int) -> Columns:
    """New return requests with their ``mark``."""
    return _blank(returns, size, None, RETURN_EXTRAS)


def blank_cancellations(size: int) -> Columns:
    """New requests to cancel with their ``mark``."""
    return _blank(cancellations, size)


def blank_videos(size: int) -> Columns:
    """New videos as the world keeps them, with their ``mark``."""
    return _blank(videos, size, None, VIDEO_EXTRAS)


def blank_messages(size: int) -> Columns:
    """New messages with their ``mark``."""
    return _blank(messages, size)


def _blank(
    table: Table, size: int, names: tuple[str, ...] | None = None, extra: tuple[str, ...] = ()
) -> Columns:
    return Columns.like(table, size, names).with_zeros(("mark", *extra))


def touch(columns: Columns, which: Array) -> None:
    """Mark rows (a mask or positions) as changed; new rows stay new."""
    columns["mark"][which] = np.maximum(columns["mark"][which], CHANGED)


@lru_cache(maxsize=64)
def _drawn(world_seed: int, stream: Stream, ordinals: tuple[int, ...]) -> Array:
    """A standard normal value for each SKU, fixed for its world."""
    return normal(uniform(world_seed, stream, ordinals))


@lru_cache(maxsize=64)
def _elasticities(world_seed: int, ordinals: tuple[int, ...], parameters: Parameters) -> Array:
    """Each SKU's own-price elasticity, drawn again while it lies beyond the bounds."""
    tries = np.arange(_TRIES)
    sku = np.array(ordinals, dtype=np.int64)
    z = normal(uniform(world_seed, Stream.ELASTICITY, sku[:, None], tries))
    return truncated_elasticity(z, parameters)


_TRIES = 16
"""So often is a value beyond its bounds drawn again."""


@lru_cache(maxsize=64)
def _numbered(names: tuple[str, ...]) -> Array:
    """Each name's number among them, in alphabetical order."""
    return np.unique(np.array(names, dtype=str), return_inverse=True)[1]
