"""Packages: how an order travels."""

from sqlalchemy import Index

from domain.kernel.schema import integer, table, text

packages = table(
    "packages",
    integer("id", primary_key=True),
    integer("order_id", index=True),
    text("carrier"),
    text("tracking"),
    text("method"),  # rules.Method: PLATFORM (label bought here) or SELLER (own postage)
    integer("postage"),  # minor units
    integer("created_at"),
    integer("import_id"),
    Index("packages_by_tracking", "tracking"),
)
