"""Return requests."""

from domain.kernel.schema import integer, table, text

returns = table(
    "returns",
    integer("id", primary_key=True),
    integer("order_id", index=True),
    integer("sku_id"),
    integer("quantity"),
    integer("status"),  # rules.ReturnStatus
    text("kind"),  # rules.ReturnKind
    text("reason"),
    integer("requested_at"),
    integer("respond_by"),
    integer("approved_at"),
    integer("closed_at"),  # refunded: the goods are back
    integer("resellable"),  # 1 when the goods can be sold again
    integer("refund"),
    integer("settled_at"),  # when a statement took the refund; 0 before
)
