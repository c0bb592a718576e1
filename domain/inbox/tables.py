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

inquiries = table(
    "inquiries",  # the seller asked a customer whether the parcel has come
    integer("id", primary_key=True),
    integer("order_id", index=True),
    integer("asked_at"),
    integer("answered_at"),
    integer("received"),  # 1: it has
)

tickets = table(
    "tickets",  # what the seller asked support
    integer("id", primary_key=True),
    integer("order_id", index=True),
    text("topic"),  # support.Topic
    integer("evidence"),  # photos and receipts sent along
    integer("opened_at"),
    integer("answer_at"),  # when support will have answered
    integer("answered_at"),
    text("outcome"),  # support.Outcome; empty before the answer
    integer("amount"),  # minor units that a lost parcel was worth
    Index("tickets_by_answer", "answered_at"),
)
