"""Orders and their lines. Times are epoch seconds UTC, 0 until they happen; minor units."""

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint, column

from domain.kernel.schema import integer, table, text

orders = table(
    "orders",
    integer("id", primary_key=True),
    integer("status"),  # rules.Status
    integer("buyer_id"),
    integer("created_at"),
    integer("paid_at"),
    integer("ship_from"),  # end of the hold, when shipping may start
    integer("dispatch_by"),  # carrier scan due
    integer("collect_by"),  # cancelled by the system when not awaiting collection by then
    integer("deliver_by"),
    integer("partial_at"),  # the first of several packages is ready to ship
    integer("rts_at"),  # all of it is ready to ship: a label or tracking number exists
    integer("shipped_at"),  # first carrier scan
    integer("delivered_at"),
    integer("completed_at"),
    integer("cancelled_at"),
    text("cancel_role"),  # BUYER, SELLER, SYSTEM, OPERATOR
    text("cancel_reason"),
    integer("line_count"),
    integer("units"),
    integer("item_total"),  # before discounts
    integer("platform_discount"),
    integer("seller_discount"),
    integer("shipping_paid"),  # after its discounts
    integer("shipping_seller_discount"),
    integer("shipping_platform_discount"),
    integer("campaign_fee"),  # what the platform asks for orders at a campaign's price
    integer("tax"),
    integer("amount"),  # what the buyer pays
    integer("refund"),
    integer("settled_at"),
    text("city"),
    text("state"),
    text("zip"),
    text("country"),
    text("seller_note"),
    integer("import_id"),  # 0 in practice shops
    Index("orders_by_status", "status", "created_at"),
    Index("orders_by_time", "created_at"),
    Index("orders_by_import", "import_id"),
    # What a day came to, and which orders of a buyer came before which. They are only for whoever
    # names their condition in these words: one that merely asks for paid orders must not take them.
    Index("orders_by_payment", "paid_at", sqlite_where=column("paid_at") >= 1),
    Index("orders_by_cancelling", "cancelled_at", sqlite_where=column("cancelled_at") >= 1),
    Index("orders_by_delivery", "delivered_at", sqlite_where=column("delivered_at") >= 1),
    Index("orders_by_buyer", "buyer_id", "paid_at", sqlite_where=column("paid_at") > 0),
)

order_lines = table(
    "order_lines",
    integer("order_id"),
    integer("sku_id"),
    integer("product_id"),  # 0 where the file does not tell
    text("seller_sku"),
    text("product_name"),
    text("variation"),
    integer("quantity"),
    integer("returned"),
    integer("unit_price"),
    integer("subtotal"),  # before discounts
    integer("platform_discount"),
    integer("seller_discount"),
    integer("refund"),
    integer("unit_cost"),  # 0 where unknown
    text("category"),
    text("creator"),  # handle of the creator whose content sold it
    integer("commission"),  # minor units for that creator
    integer("import_id"),
    PrimaryKeyConstraint("order_id", "sku_id"),
    Index("lines_by_sku", "sku_id"),
    CheckConstraint("quantity > 0", name="quantity_positive"),
)

order_gifts = table(
    "order_gifts",  # what went with orders at no price
    integer("order_id"),
    integer("promotion_id"),
    integer("sku_id"),
    integer("quantity"),
    integer("unit_cost"),
    PrimaryKeyConstraint("order_id", "promotion_id"),
    Index("gifts_by_sku", "sku_id"),
    CheckConstraint("quantity > 0", name="gift_positive"),
)

recipients = table(
    "recipients",  # only for orders still to be delivered; dropped at delivery or cancellation
    integer("order_id", primary_key=True),
    text("name"),
    text("phone"),
    text("street"),
    text("message"),
    digested=False,
)

buyers = table(
    "buyers",  # imported buyers: a salted hash instead of a name
    integer("id", primary_key=True),
    text("key", unique=True, digested=False),
)
