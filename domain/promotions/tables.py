"""What is offered with each SKU now: its deal and its ads. Days are local days since 1970-01-01."""

from sqlalchemy import CheckConstraint

from domain.kernel.schema import integer, table

offers = table(
    "offers",
    integer("sku_id", primary_key=True),
    integer("deal_price"),  # minor units; 0 when there never was a deal
    integer("deal_from"),  # first day of the deal
    integer("deal_until"),  # last day of the deal
    integer("ad_budget"),  # minor units a day from tomorrow on
    integer("ad_running"),  # minor units spent on ads today, paid when the day began
    CheckConstraint("deal_price >= 0", name="deal_not_negative"),
    CheckConstraint("ad_budget >= 0", name="budget_not_negative"),
)
