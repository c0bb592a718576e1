"""Latent state of the practice world, hidden from the seller; fixed-point integers."""

from sqlalchemy import PrimaryKeyConstraint

from domain.kernel.schema import integer, table, text

sim_skus = table(
    "sim_skus",
    integer("sku_id", primary_key=True),
    integer("pace"),  # moving average of orders a day, millionths
    integer("reference_price"),  # moving average of paid prices, thousandths of a minor unit
    integer("days_out"),  # days in a row that ended without stock
    integer("gifts_back"),  # units of gifts that came back today: set aside until midnight
    integer("in_stock"),  # 1 when the day began with stock that was not set aside
    integer("orders_today"),
    integer("units_today"),
    integer("revenue_today"),
    integer("reviews"),  # reviews, the sum of their stars, and how many have one star,
    integer("stars"),  # as buyers saw them when the day began
    integer("ones"),
    integer("reviews_today"),
    integer("stars_today"),
    integer("ones_today"),
    integer("lifted"),  # orders won by a deal and not yet paid back, millionths
    integer("repay"),  # orders a day that buyers hold back after a deal, millionths
    integer("repay_until"),  # last local day on which they do
)

sim_rivals = table(
    "sim_rivals",
    integer("id", primary_key=True),
    text("substitutes"),  # the group of products it competes with
    integer("base_price"),  # what it asks when nobody bothers it, minor units
    integer("price"),
    integer("last_cut"),  # local day of its last cut, 0: never
    integer("war_until"),  # last local day of its price war
)

sim_repeats = table(
    "sim_repeats",  # buyers who will think of ordering again
    integer("buyer_id", primary_key=True),
    integer("sku_id"),
    integer("number"),  # how often they have thought of it before
    integer("first_at"),  # when they ordered first
    integer("orders"),  # theirs so far
    integer("due_at"),
    integer("soured_at"),  # when a parcel of theirs was late or lost, 0: never
)

alive_orders = table(
    "alive_orders",  # orders that could still change when the week began
    integer("order_id", primary_key=True),
)

sim_days = table(
    "sim_days",
    integer("id", primary_key=True),  # always 1
    integer("day"),  # local day the counters belong to
    integer("order_cap"),
    integer("orders_today"),
    integer("tier"),  # of probation, 0 for a Beginner
    integer("delivered"),  # orders delivered so far
    integer("answered"),  # share of messages answered in time that buyers meet, basis points
)

answer_days = table(
    "answer_days",  # of the health window: messages to answer by a local day, and those that were
    integer("day", primary_key=True),
    integer("due"),
    integer("answered"),
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
    text("source"),  # exposure.Source
    integer("content_id"),  # the video or live session; 0 for other sources
    integer("sku_id"),
    integer("impressions"),
    integer("clicks"),
    integer("carts"),  # clicks after which the product was put into the cart
    integer("orders"),
    integer("units"),
    integer("gmv"),
    PrimaryKeyConstraint("day", "source", "content_id", "sku_id"),
)
