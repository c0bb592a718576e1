"""Messages and reviews. Times are epoch seconds UTC, 0 until they happen."""

from sqlalchemy import Index

from domain.kernel.schema import integer, table, text

messages = table(
    "messages",
    integer("id", primary_key=True),
    integer("order_id", index=True),  # 0: asked before buying
    integer("sku_id"),
    text("topic"),  # rules.Topic
    integer("asked_at"),
    integer("answer_by"),
    integer("answered_at"),
    Index("messages_by_time", "asked_at"),
)

reviews = table(
    "reviews",
    integer("order_id", primary_key=True),
    integer("sku_id", index=True),
    integer("stars"),  # 1 to 5
    integer("reviewed_at"),
)
