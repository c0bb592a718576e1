"""What each analytics file told, by its period and the thing that it told of.

A number that a file did not tell is NULL, never 0. Periods overlap and so do channels: rows of two
periods, and amounts of two columns, are never added. ``period_first`` and ``period_last`` are local
days (days since 1970-01-01), both included, and 0 where the file did not say which days they were.
"""

from sqlalchemy import PrimaryKeyConstraint

from domain.kernel.schema import integer, table, text

told_videos = table(
    "told_videos",
    integer("period_first"),
    integer("period_last"),
    integer("video_id"),
    integer("product_id"),  # 0 where the row is about the whole video, and not one product in it
    text("title"),
    text("creator"),
    text("products"),  # as the file lists them
    integer("posted_at", nullable=True),  # the local midnight where only the day was told
    integer("views", nullable=True),
    integer("likes", nullable=True),
    integer("comments", nullable=True),
    integer("shares", nullable=True),
    integer("new_followers", nullable=True),
    integer("live_clicks", nullable=True),  # from the video into a live session
    integer("impressions", nullable=True),  # of products, as are the clicks
    integer("clicks", nullable=True),
    integer("buyers", nullable=True),
    integer("orders", nullable=True),
    integer("items", nullable=True),
    integer("gmv", nullable=True),
    integer("attributed_gmv", nullable=True),  # whatever was bought within days of watching
    integer("refunds", nullable=True),
    integer("items_refunded", nullable=True),
    integer("commission", nullable=True),  # estimated
    integer("ctr_bp", nullable=True),  # rates are basis points
    integer("live_rate_bp", nullable=True),
    integer("finish_rate_bp", nullable=True),
    integer("ctor_bp", nullable=True),
    integer("import_id", digested=False),
    PrimaryKeyConstraint("period_first", "period_last", "video_id", "product_id"),
)

told_products = table(
    "told_products",
    integer("period_first"),
    integer("period_last"),
    integer("product_id"),
    text("name"),
    text("status"),  # the file's own word
    integer("gmv", nullable=True),
    integer("live_gmv", nullable=True),  # older files tell the channels without saying whose
    integer("video_gmv", nullable=True),
    integer("card_gmv", nullable=True),
    integer("seller_live_gmv", nullable=True),  # newer files tell the seller's and the creators'
    integer("seller_video_gmv", nullable=True),
    integer("seller_card_gmv", nullable=True),
    integer("creator_gmv", nullable=True),
    integer("creator_live_gmv", nullable=True),
    integer("creator_video_gmv", nullable=True),
    integer("shop_tab_gmv", nullable=True),
    integer("orders", nullable=True),
    integer("sku_orders", nullable=True),
    integer("items", nullable=True),
    integer("buyers", nullable=True),
    integer("impressions", nullable=True),
    integer("clicks", nullable=True),
    integer("unique_impressions", nullable=True),
    integer("unique_clicks", nullable=True),
    integer("carts", nullable=True),  # how often it was put into one
    integer("cart_users", nullable=True),
    integer("shop_tab_impressions", nullable=True),
    integer("shop_tab_clicks", nullable=True),
    integer("shop_tab_items", nullable=True),
    integer("refunds", nullable=True),
    integer("items_refunded", nullable=True),
    integer("ctr_bp", nullable=True),
    integer("cart_rate_bp", nullable=True),
    integer("ctor_bp", nullable=True),
    integer("import_id", digested=False),
    PrimaryKeyConstraint("period_first", "period_last", "product_id"),
)

told_creators = table(
    "told_creators",
    integer("period_first"),
    integer("period_last"),
    text("creator"),  # the name by which the file calls them
    integer("gmv", nullable=True),
    integer("video_gmv", nullable=True),
    integer("live_gmv", nullable=True),
    integer("card_gmv", nullable=True),
    integer("orders", nullable=True),
    integer("items", nullable=True),
    integer("refunds", nullable=True),
    integer("items_refunded", nullable=True),
    integer("buyers", nullable=True),
    integer("products", nullable=True),  # different ones that were sold
    integer("videos", nullable=True),
    integer("lives", nullable=True),
    integer("views", nullable=True),  # of the videos
    integer("impressions", nullable=True),
    integer("samples", nullable=True),  # shipped
    integer("sample_content", nullable=True),
    integer("showcased", nullable=True),  # products added to the creator's showcase
    integer("followers", nullable=True),
    integer("commission", nullable=True),  # estimated, as is the fee
    integer("flat_fee", nullable=True),
    integer("ctr_bp", nullable=True),
    integer("ctor_bp", nullable=True),
    integer("import_id", digested=False),
    PrimaryKeyConstraint("period_first", "period_last", "creator"),
)

told_days = table(
    "told_days",
    integer("day", primary_key=True),  # local, days since 1970-01-01
    integer("gmv", nullable=True),
    integer("refunds", nullable=True),
    integer("orders", nullable=True),
    integer("sku_orders", nullable=True),
    integer("items", nullable=True),
    integer("buyers", nullable=True),
    integer("page_views", nullable=True),
    integer("visitors", nullable=True),
    integer("shop_visits", nullable=True),  # of the shop's own page
    integer("conversion_bp", nullable=True),
    integer("import_id", digested=False),
)
