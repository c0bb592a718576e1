"""Latent state of the practice world, hidden from the seller; fixed-point integers."""

from sqlalchemy import PrimaryKeyConstraint

from domain.kernel.schema import integer, table, text

sim_skus = table(
    "sim_skus",
    integer("sku_id", primary_key=True),
    integer("pace"),  # moving average of orders a day, millionths
    integer("reference_price"),  # moving average of paid prices, thousandths of a minor unit
    integer("days_out"),  # days in a row that ended without stock
    integer("in_stock"),  # 1 when the day began with stock
    integer("orders_today"),
    integer("units_today"),
    integer("revenue_today"),
)

alive_orders = table(
    "alive_orders",  # orders that time or the seller can still change
    integer("order_id", primary_key=True),
)

sim_days = table(
    "sim_days",
    integer("id", primary_key=True),  # always 1
    integer("day"),  # local day the counters belong to
    integer("order_cap"),
    integer("orders_today"),
)

dispatch_days = table(
    "dispatch_days",  # of the health window: orders due for dispatch on a local day, and late ones
    integer("day", primary_key=True),
    integer("due"),
    integer("late"),
)

traffic = table(
    "traffic",
    integer("day"),  # local date as days since 1970-01-01
    text("source"),
    integer("sku_id"),
    integer("impressions"),
    integer("clicks"),
    integer("orders"),
    integer("units"),
    integer("gmv"),
    PrimaryKeyConstraint("day", "source", "sku_id"),
)
