"""What a shop sells. Stock of a real shop may be unknown (NULL); it is never guessed as zero."""

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint

from domain.kernel.schema import integer, table, text

products = table(
    "products",
    integer("id", primary_key=True),
    text("name"),
    text("status"),
    text("category"),
    text("substitutes"),  # products of one group compete for the same buyer
    text("picture"),  # icon of the drawn picture
    text("colour"),  # its ground, as #RRGGBB
    integer("photos"),  # how many the listing shows
)

skus = table(
    "skus",
    integer("id", primary_key=True),
    integer("product_id", index=True),
    text("name"),
    text("seller_sku"),
    integer("price"),
    integer("list_price"),
    integer("cost"),
    integer("stock", nullable=True),  # units that can still be sold
    integer("opening_stock", nullable=True),
    integer("lead_days"),
    integer("weight"),  # of a packed unit, grams; 0 where unknown, as are the sizes
    integer("length"),  # of a packed unit, millimetres, the longest side first
    integer("width"),
    integer("height"),
    CheckConstraint("stock IS NULL OR stock >= 0", name="stock_not_negative"),
    CheckConstraint("price > 0", name="price_positive"),
)

restocks = table(
    "restocks",
    integer("id", primary_key=True),
    integer("sku_id"),
    integer("quantity"),
    integer("unit_cost"),
    integer("ordered_at"),
    integer("arrives_at"),
    integer("arrived_at"),  # 0 until the goods are here
    Index("restocks_by_sku", "sku_id"),
    CheckConstraint("quantity > 0", name="quantity_positive"),
)

stock_counts = table(
    "stock_counts",  # what was missing from the shelf when the seller cancelled as out of stock
    integer("order_id"),  # whose cancellation said so; of several at once the first with the SKU
    integer("sku_id"),
    integer("at"),
    integer("missing"),  # units that the books had and the shelf had not
    PrimaryKeyConstraint("order_id", "sku_id"),
    CheckConstraint("missing > 0", name="missing_positive"),
)
