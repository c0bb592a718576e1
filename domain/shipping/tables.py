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

shipping_templates = table(
    "shipping_templates",
    integer("id", primary_key=True),
    text("name", unique=True),
    integer("free_from"),  # order value from which shipping is free, minor units; 0: none
    integer("handling_days"),  # business days; 0: as the platform asks
    integer("po_boxes"),  # 1: also sent to post office boxes
)

template_areas = table(
    "template_areas",
    integer("template_id"),
    text("state"),  # code of a state, territory or military area
    integer("zone"),  # the zone's number from 1; 0: nothing is sent there
    PrimaryKeyConstraint("template_id", "state"),
)

template_rates = table(
    "template_rates",
    integer("template_id"),
    integer("zone"),
    integer("place"),  # its position among the zone's rates
    text("service"),  # templates.Service
    text("kind"),  # templates.Kind
    integer("first"),  # fees in minor units, see templates.Rate
    integer("further"),
    integer("first_grams"),
    integer("step_grams"),
    integer("days"),  # business days promised; 0: what the rulebook asks
    PrimaryKeyConstraint("template_id", "zone", "service"),
    CheckConstraint("first >= 0 AND further >= 0", name="fees_not_negative"),
)

product_templates = table(
    "product_templates",
    integer("product_id", primary_key=True),
    integer("template_id"),
    Index("product_templates_by_template", "template_id"),
)

fee_warnings = table(
    "fee_warnings",  # what the platform has told a practice shop of its templates
    integer("template_id", primary_key=True),  # a template with a fee out of range
    integer("mend_by"),  # from then on the products that use it are taken down
)
