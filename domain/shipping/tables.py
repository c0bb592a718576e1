"""Packages: how an order travels; and what a seller sets about shipping."""

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint

from domain.kernel.schema import integer, table, text

packages = table(
    "packages",
    integer("id", primary_key=True),  # the order's id, if it is the order's first package
    integer("order_id", index=True),
    integer("parcel"),  # the package it travels in when orders are combined; else its id
    text("carrier"),
    text("service"),  # code of the carrier's service in the rulebook; empty where unknown
    text("tracking"),
    text("method"),  # rules.Method: PLATFORM (label bought here) or SELLER (own postage)
    integer("postage"),  # minor units; 0 for all but one of the packages of one parcel
    integer("weight"),  # grams, as declared; 0 where unknown
    integer("created_at"),
    integer("shipped_at"),  # of one of several packages of an order: its first carrier scan,
    integer("delivered_at"),  # and its delivery; 0 while an order in one package says it itself
    integer("voided_at"),  # the label was given back; 0 for a package that counts
    integer("edited_at"),  # when its tracking number was replaced
    integer("import_id"),
    Index("packages_by_tracking", "tracking"),
)

package_items = table(
    "package_items",  # what travels in a package of an order that travels in several
    integer("package_id"),
    integer("sku_id"),
    integer("quantity"),
    PrimaryKeyConstraint("package_id", "sku_id"),
    CheckConstraint("quantity > 0", name="quantity_positive"),
)

fulfilment = table(
    "fulfilment",
    integer("id", primary_key=True),  # always 1
    integer("capacity"),  # orders that the shop can handle in a day; 0: no limit is set
    integer("holiday_from"),  # first local day (since 1970-01-01) of holiday mode; 0: never
    integer("holiday_until"),  # its last local day
    integer("auto_cancel_hours"),  # see fulfilment.AUTO_CANCEL_HOURS; 0: the seller decides
    CheckConstraint("capacity >= 0", name="capacity_not_negative"),
    CheckConstraint("holiday_until >= holiday_from", name="holiday_ends"),
)
