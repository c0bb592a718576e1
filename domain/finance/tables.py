"""The journal and the statements that pay it out.

Every journal row moves a positive amount from one account to another, so each row, and with it the
whole journal, is zero-sum by its shape.
"""

from sqlalchemy import CheckConstraint, Index

from domain.kernel.schema import integer, table, text

journal = table(
    "journal",
    integer("id", primary_key=True),
    integer("at"),
    integer("kind"),  # rules.Kind
    integer("order_id"),  # 0 where no order is meant
    integer("debit"),  # rules.Account that receives
    integer("credit"),  # rules.Account that gives
    integer("amount"),
    Index("journal_by_order", "order_id"),
    Index("journal_by_kind", "kind", "at"),  # an account's rows are those of a few kinds
    CheckConstraint("amount > 0", name="amount_positive"),
    CheckConstraint("debit <> credit", name="two_accounts"),
)

statements = table(
    "statements",
    integer("id", primary_key=True),  # day since 1970-01-01, UTC
    integer("at"),
    integer("order_count"),
    integer("settled"),  # of this day's orders, negative when fees exceed sales
    integer("payable"),  # with what earlier statements carried over
    integer("payout_at"),  # when the bank has it; 0 while carried over
    integer("paid_at"),
)

reimbursements = table(
    "reimbursements",  # what the platform owes for a granted appeal, lost parcel or unused label
    integer("id", primary_key=True),  # the return's, the ticket's or the package's
    integer("order_id", index=True),
    integer("at"),
    integer("amount"),
    integer("settled_at"),  # when a statement took it; 0 before
)

seals = table(
    "seals",  # how many rows the append-only tables should hold, and a hash over all of them
    text("name", primary_key=True),
    integer("rows"),
    integer("seal"),
)

balances = table(
    "balances",  # each account's sum over the journal, carried forward so that no read adds it all
    integer("account", primary_key=True),
    integer("amount"),
)
