"""What a shop sells. What a real shop does not know is NULL or empty; it is never guessed as zero.

A practice shop's products fill the first two tables alone; what only the platform's product files
tell has tables of its own. Rows of imports are never removed but by taking an import back: what a
file empties becomes an empty text.
"""

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint

from domain.kernel.schema import integer, table, text

products = table(
    "products",
    integer("id", primary_key=True),
    text("name"),
    text("status"),  # as the API names it, or the file's own word where that is not known
    text("category"),
    text("substitutes"),  # products of one group compete for the same buyer
    text("picture"),  # icon of the drawn picture
    text("colour"),  # its ground, as #RRGGBB
    integer("photos"),  # how many the listing shows
    integer("import_id", digested=False),  # 0 in practice shops
)

skus = table(
    "skus",
    integer("id", primary_key=True),
    integer("product_id", index=True),
    text("name"),
    text("seller_sku"),
    integer("price", nullable=True),
    integer("list_price", nullable=True),
    integer("cost", nullable=True),
    integer("stock", nullable=True),  # units that can still be sold
    integer("opening_stock", nullable=True),
    text("supplier"),
    integer("lead_days", nullable=True),
    integer("least_order", nullable=True),  # units that the supplier sells at least
    integer("weight"),  # of a packed unit, grams; 0 where unknown, as are the sizes
    integer("length"),  # of a packed unit, millimetres; in practice the longest side first
    integer("width"),
    integer("height"),
    integer("import_id", digested=False),  # 0 in practice shops
    CheckConstraint("stock IS NULL OR stock >= 0", name="stock_not_negative"),
    CheckConstraint("price > 0", name="price_positive"),
)

listings = table(
    "listings",  # what a product file says of a product, in its own words, ids in brackets
    integer("product_id", primary_key=True),
    text("category"),
    text("brand"),
    text("status"),
    text("description"),  # HTML of unknown origin: shown as plain text, never run
    text("cod"),  # whether buyers may pay on delivery
    integer("import_id"),
)

listing_images = table(
    "listing_images",
    integer("product_id"),
    integer("place"),  # 1 is the main one
    text("url"),  # never fetched; its host rotates, its path is what it is
    integer("import_id"),
    PrimaryKeyConstraint("product_id", "place"),
)

listing_attributes = table(
    "listing_attributes",  # what the columns say that no other table has a place for
    integer("product_id"),
    integer("sku_id"),  # 0 where it is said of the whole product
    text("key"),  # the column's machine key
    text("label"),  # the column's name in the language of the file that first had it
    text("value"),  # as the file has it
    integer("import_id"),
    PrimaryKeyConstraint("product_id", "sku_id", "key"),
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
