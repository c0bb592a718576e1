"""Promotions, what each order had of them, and ads.

Moments are epoch seconds UTC, days local days since 1970-01-01, amounts minor units.
"""

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint

from domain.kernel.schema import integer, table, text

promotions = table(
    "promotions",
    integer("id", primary_key=True),
    integer("tool"),  # rules.Tool
    text("name"),
    integer("draft"),  # 1: nothing of it holds yet
    integer("created_at"),
    integer("starts_at"),
    integer("ends_at"),  # 0: no end
    integer("stopped_at"),  # 0: not stopped by the seller
    integer("audience"),  # rules.Audience
    integer("whole_shop"),  # 1: every SKU; else those of its items
    integer("percent"),  # basis points off; of price tools the items say it, of others the tiers
    integer("amount"),  # off; of a shipping discount 0 for the whole fee
    integer("most"),  # that a percentage takes off; 0: no limit
    integer("least"),  # that is to be spent
    text("code"),  # of a promo code
    integer("uses"),  # orders that may use it; -1: any number
    integer("buyer_limit"),  # units (price tools) or orders a buyer may have; -1: any number
    integer("platform_share"),  # of what it takes off, basis points
    integer("used"),  # orders that have
    integer("used_before"),  # those of earlier days
    CheckConstraint("ends_at = 0 OR ends_at > starts_at", name="end_behind_start"),
)

promotion_items = table(
    "promotion_items",  # the SKUs that a promotion is for
    integer("promotion_id"),
    integer("sku_id"),
    integer("price"),  # of a unit; 0: the percentage counts
    integer("percent"),  # off, basis points
    integer("units"),  # that may be sold at this price; -1: any number
    integer("sold"),  # units ordered at this price
    integer("sold_before"),  # those of earlier days
    PrimaryKeyConstraint("promotion_id", "sku_id"),
    Index("promotion_items_by_sku", "sku_id"),
)

promotion_tiers = table(
    "promotion_tiers",  # of one that gives more for more
    integer("promotion_id"),
    integer("number"),  # from 1, rising
    integer("units"),  # that reach it, 0 where an amount does
    integer("least"),  # amount that reaches it, 0 where units do
    integer("percent"),  # off, basis points
    integer("amount"),  # off
    integer("gift_sku"),  # that it gives in place of money off, 0 for none
    integer("gift_units"),  # of it, for an order
    integer("gift_orders"),  # that may have it; so many units are set aside
    integer("given"),  # orders that have
    integer("given_before"),  # those of earlier days
    PrimaryKeyConstraint("promotion_id", "number"),
)

promotion_uses = table(
    "promotion_uses",  # what a promotion took off an order
    integer("order_id"),
    integer("promotion_id"),
    integer("units"),  # of the lines it took something off, or gave for; 0 of a shipping fee
    integer("seller"),  # what the seller bears of it
    integer("platform"),  # what the platform bears
    PrimaryKeyConstraint("order_id", "promotion_id"),
    Index("promotion_uses_by_promotion", "promotion_id"),
)

ads = table(
    "ads",
    integer("sku_id", primary_key=True),
    integer("ad_budget"),  # minor units a day from tomorrow on
    integer("ad_running"),  # minor units spent on ads today, paid when the day began
    CheckConstraint("ad_budget >= 0", name="budget_not_negative"),
)
