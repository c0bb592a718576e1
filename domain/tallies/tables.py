"""Sums of rows by local day (days since 1970-01-01); money in minor units.

They say nothing that the rows do not, so none is part of a shop's digest. Sums of a day that lies
in ``stale_slots`` are out of date; ``domain.reports.tallies`` counts it anew.
"""

from enum import StrEnum

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from domain.kernel.schema import integer, table, text


class Event(StrEnum):
    """What is counted on the day on which it happens."""

    PAID = "paid"
    CANCELLED = "cancelled"
    DELIVERED = "delivered"
    SEEN = "seen"


def _by_month(name: str, days: Table) -> Table:
    """The table of the same sums by month, since January 1970."""
    kept = [column for column in days.columns if column.name != "day"]
    columns = [(text if each.type.python_type is str else integer)(each.name) for each in kept]
    keys = [each.name for each in kept if each.primary_key]
    parts = (integer("month"), *columns, PrimaryKeyConstraint("month", *keys))
    return table(name, *parts, digested=False)


stale_slots = table(
    "stale_slots",  # of which rows have changed since they were added up, noted by triggers
    text("event"),
    integer("slot"),  # hours since 1970-01-01 UTC; of what was seen the local day
    PrimaryKeyConstraint("event", "slot"),
    digested=False,
)

tally_hours = table(
    "tally_hours",  # paid orders
    integer("day"),
    integer("hour"),  # of the local clock
    integer("orders"),
    integer("units"),
    integer("items"),  # what the goods cost before discounts
    integer("seller_discount"),
    integer("platform_discount"),
    integer("shipping"),  # that buyers paid
    integer("tax"),
    integer("gmv"),  # what buyers paid, whatever came of it
    PrimaryKeyConstraint("day", "hour"),
    digested=False,
)

tally_skus = table(
    "tally_skus",  # lines of paid orders
    integer("day"),
    integer("sku_id"),
    integer("orders"),
    integer("units"),
    integer("items"),
    integer("seller_discount"),
    integer("platform_discount"),
    integer("cost"),  # of the goods, where a line knows it: a real shop's lines do not
    integer("commission"),
    PrimaryKeyConstraint("day", "sku_id"),
    Index("tally_skus_by_sku", "sku_id", "day"),
    digested=False,
)

tally_sku_months = _by_month("tally_sku_months", tally_skus)

tally_regions = table(
    "tally_regions",  # paid orders by where they go
    integer("day"),
    text("country"),
    text("state"),
    integer("orders"),
    integer("units"),
    integer("gmv"),
    PrimaryKeyConstraint("day", "country", "state"),
    digested=False,
)

FIRST, NOBODY = -1, -2
"""In place of the day before: the buyer's first order, an order whose buyer is not known."""

tally_buyers = table(
    "tally_buyers",  # paid orders by when their buyer had paid for one before
    integer("day"),
    integer("before"),  # the local day of the buyer's last paid order, FIRST or NOBODY
    integer("orders"),
    integer("gmv"),
    PrimaryKeyConstraint("day", "before"),
    digested=False,
)

tally_gaps = table(
    "tally_gaps",  # paid orders of buyers who came back, by the whole weeks since they last paid
    integer("day"),
    integer("weeks"),
    integer("orders"),
    integer("gmv"),
    PrimaryKeyConstraint("day", "weeks"),
    digested=False,
)

tally_cohorts = table(
    "tally_cohorts",  # paid orders by the month of their buyer's first
    integer("day"),
    integer("month"),  # since January 1970
    integer("buyers"),  # orders that are the buyer's first in their month
    integer("orders"),
    integer("gmv"),
    PrimaryKeyConstraint("day", "month"),
    digested=False,
)

tally_baskets = table(
    "tally_baskets",  # paid orders by how much is in them
    integer("day"),
    integer("units"),
    integer("skus"),  # different ones
    integer("orders"),
    integer("gmv"),
    PrimaryKeyConstraint("day", "units", "skus"),
    digested=False,
)

tally_cancels = table(
    "tally_cancels",
    integer("day"),
    text("role"),  # orders.rules.Role
    text("reason"),
    integer("orders"),
    integer("gmv"),
    PrimaryKeyConstraint("day", "role", "reason"),
    digested=False,
)

tally_ways = table(
    "tally_ways",  # delivered orders by who carried them
    integer("day"),
    text("carrier"),  # empty where no package says
    integer("zone"),  # 1 near to 8 far; 0 where unknown
    integer("orders"),
    integer("to_scan"),  # seconds from payment to the first scan, summed
    integer("on_way"),  # seconds from there to the delivery, summed
    integer("late"),  # delivered after the day that was promised
    integer("late_scans"),  # scanned after the day on which it was due
    PrimaryKeyConstraint("day", "carrier", "zone"),
    digested=False,
)

tally_way_days = table(
    "tally_way_days",  # delivered orders by how many days it took from payment, begun ones whole
    integer("day"),
    integer("took"),
    integer("orders"),
    PrimaryKeyConstraint("day", "took"),
    digested=False,
)

tally_traffic = table(
    "tally_traffic",
    integer("day"),
    text("source"),  # simulation.exposure.Source
    integer("sku_id"),
    integer("impressions"),
    integer("clicks"),
    integer("carts"),
    integer("orders"),
    integer("units"),
    integer("gmv"),
    PrimaryKeyConstraint("day", "source", "sku_id"),
    digested=False,
)

tally_traffic_months = _by_month("tally_traffic_months", tally_traffic)

BY_EVENT: dict[Event, tuple[Table, ...]] = {
    Event.PAID: (
        tally_hours,
        tally_skus,
        tally_regions,
        tally_buyers,
        tally_gaps,
        tally_cohorts,
        tally_baskets,
    ),
    Event.CANCELLED: (tally_cancels,),
    Event.DELIVERED: (tally_ways, tally_way_days),
    Event.SEEN: (tally_traffic,),
}
"""The sums of each event, which are counted together."""

MONTHS: dict[Table, Table] = {tally_skus: tally_sku_months, tally_traffic: tally_traffic_months}
"""Sums of days that are kept by month too: years of them have more rows than can be added up."""
