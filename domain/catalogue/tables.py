"""What a shop sells. What a real shop does not know is NULL or empty; it is never guessed as zero.

A practice shop's products fill the first two tables alone; what only the platform's product files
tell has tables of its own. Rows of imports are never removed but by taking an import back: what a
file empties becomes an empty text.
"""

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint

from domain.kernel.schema import blob, integer, table, text

products = table(
    "products",
    integer("id", primary_key=True),
    text("name"),
    text("status"),  # as the API names it, or the file's own word where that is not known
    text("category"),
    text("substitutes"),  # products of one group compete for the same buyer
    text("picture"),  # icon of the drawn picture; empty where the first one is no drawing
    text("colour"),  # its ground, as #RRGGBB
    text("photo", server_default=""),  # id of the first picture among those kept
    integer("photos"),  # how many the listing shows
    integer("tier", server_default="0"),  # quality.Tier of what buyers see; 0 where unknown
    integer("listed_at", server_default="0"),  # when buyers first saw it; 0 where unknown
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
    integer("unlisted", server_default="0"),  # 1: not yet, or no longer, part of its listing
    integer("import_id", digested=False),  # 0 in practice shops
    CheckConstraint("stock IS NULL OR stock >= 0", name="stock_not_negative"),
    CheckConstraint("price > 0", name="price_positive"),
)

own_listings = table(
    "own_listings",  # what the seller of a practice shop wrote; listing_text has the form
    integer("product_id", primary_key=True),
    text("live"),  # what buyers see; empty while nothing was approved
    text("edit"),  # what is being worked on or under review; empty without
    text("audit"),  # audit.Audit of the edit
    integer("submitted_at"),
    integer("answer_at"),  # when the review says what it found
    text("objections"),  # what it objects to, as JSON; told at that moment
    text("failed"),  # the rules that the last review found broken, as JSON; empty where none was
    text("before", server_default=""),  # the status that a deleted product had; else empty
    Index("own_listings_by_audit", "audit"),
)

brand_papers = table(
    "brand_papers",  # what a practice shop sent the platform to be authorised for brands
    text("brand", primary_key=True),  # as the region's list writes it
    text("document"),  # brands.Document
    integer("asked_at"),
    integer("answer_at"),
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

pictures = table(
    "pictures",  # taken in for listings; one that no listing shows any more stays
    text("id", primary_key=True),  # the hash of the stored picture's bytes
    blob("jpeg"),
    blob("thumbnail"),
    integer("width"),  # of the stored picture, pixels
    integer("height"),
    integer("taken_width"),  # of the picture as it was taken in, pixels
    integer("taken_height"),
    integer("white_border"),  # basis points, as are the next two
    integer("strokes"),
    integer("sharpness"),
    integer("difference_hash"),
)
