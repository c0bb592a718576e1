"""Requests to cancel before shipping, and to return after delivery."""

from sqlalchemy import Index, PrimaryKeyConstraint

from domain.kernel.schema import integer, table, text

cancellations = table(
    "cancellations",  # buyers' requests after the hold; an order has one at most
    integer("order_id", primary_key=True),
    integer("status"),  # rules.CancellationStatus
    text("reason"),
    integer("requested_at"),
    integer("respond_by"),
    integer("answered_at"),  # 0 while pending
    integer("import_id"),
    Index("cancellations_by_status", "status"),
)

returns = table(
    "returns",  # one row for each line that goes back; times are 0 until they happen
    integer("id"),  # of the request
    integer("order_id"),
    integer("sku_id"),
    integer("quantity"),
    integer("status"),  # rules.ReturnStatus
    text("kind"),  # rules.ReturnKind
    text("reason"),  # a code in practice, the file's own words in real shops
    text("detail"),  # the file's words for what the status alone does not say
    integer("photos"),  # that the buyer sent
    integer("requested_at"),
    integer("respond_by"),  # the seller answers, or the platform approves
    integer("approved_at"),
    integer("sent_at"),  # the buyer handed the goods over
    integer("arrived_at"),  # at the seller's
    integer("inspect_by"),  # the seller looks at them, or the platform refunds
    integer("closed_at"),  # whatever the end
    integer("resellable"),  # 1 when the goods are fit to be sold again
    integer("restocked"),  # units that went back on sale
    integer("refund"),  # what the buyer asks for, minor units, tax included
    integer("refunded"),  # what the buyer got back
    integer("offer"),  # partial refund offered, 0 for none
    integer("offered_at"),
    integer("rejected_at"),
    text("reject_reason"),
    integer("evidence"),  # photos that the seller sent
    text("arbitration"),  # rules.Arbitration, or the file's own words; empty for none
    integer("disputed_at"),  # the buyer took it to the platform
    integer("decided_at"),
    integer("appealed_at"),  # the seller did
    text("appeal"),  # rules.Appeal, or the file's own words; empty for none
    integer("compensation"),  # what the platform pays the seller, minor units
    text("tracking"),  # of the parcel that goes back
    integer("settled_at"),  # when a statement took the refund; 0 before
    integer("import_id"),
    PrimaryKeyConstraint("id", "sku_id"),
    # A list is read along them, and what is open is found, without the rows.
    Index("returns_by_status", "status", "id"),
    Index("returns_by_order", "order_id", "id"),
    Index("returns_by_request", "requested_at", "id"),
    Index("returns_by_arbitration", "arbitration"),
    Index("returns_by_appeal", "appeal"),
)
