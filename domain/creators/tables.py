"""Creators, what they and the seller show of the shop's products, and samples."""

from sqlalchemy import Index, PrimaryKeyConstraint

from domain.kernel.schema import integer, table, text

creators = table(
    "creators",
    integer("id", primary_key=True),
    text("handle"),
    integer("followers"),
)

samples = table(
    "samples",
    integer("creator_id"),
    integer("number"),  # hours since the shop opened when it was sent
    integer("sku_id"),
    integer("unit_cost"),  # minor units: what the unit given away had cost
    integer("sent_at"),
    integer("posts_at"),  # when the creator will show it; 0 when never
    PrimaryKeyConstraint("creator_id", "number"),
)

videos = table(
    "videos",
    integer("id", primary_key=True),
    integer("creator_id"),  # 0: the seller's own
    integer("sku_id"),
    integer("posted_at"),
    Index("videos_by_time", "posted_at"),
)

lives = table(
    "lives",
    integer("id", primary_key=True),
    integer("sku_id"),
    integer("starts_at"),
    integer("ends_at"),
)
