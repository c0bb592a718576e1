"""What a shop file knows of itself: its identity, its settings, its commands and its imports."""

from sqlalchemy import Index, PrimaryKeyConstraint

from domain.kernel.schema import integer, table, text

shop = table(
    "shop",
    integer("id", primary_key=True),  # always 1
    text("name"),
    text("kind"),  # practice or real
    text("region"),
    text("currency"),
    integer("opened_at"),  # start of day 1; 0 in real shops
    integer("now"),  # the practice clock; 0 in real shops, whose clock is the wall's
    integer("low_stock_days", default=0),  # stock that lasts fewer is low; 0: as the rulebook says
)

practice = table(
    "practice",
    integer("id", primary_key=True),  # always 1
    text("scenario"),
    integer("world_seed"),
    integer("noise_seed"),
    text("scenario_text"),  # the whole scenario, so that a newer program plays the same one
)

settings = table(
    "settings",
    text("key", primary_key=True),
    text("value"),
    digested=False,
)

commands = table(
    "commands",
    integer("id", primary_key=True),
    integer("at"),
    text("name"),
    text("args"),  # canonical JSON
)

imports = table(
    "imports",
    integer("id", primary_key=True),
    text("kind"),
    text("region"),
    text("file", digested=False),
    text("imported_at", digested=False),
    integer("rows"),
    integer("new"),
    integer("changed"),
    integer("same"),
    integer("refused"),
)

import_changes = table(
    "import_changes",  # rows as they were before an import changed them; never personal data
    integer("import_id"),
    text("table_name"),
    text("row_key"),  # JSON list
    text("before"),  # JSON object
    PrimaryKeyConstraint("import_id", "table_name", "row_key"),
    Index("import_changes_by_row", "table_name", "row_key"),
)

order_changes = table(
    "order_changes",  # the newest changes of orders, noted by the triggers in order_changes.py
    integer("id", primary_key=True),  # rises with every change
    integer("order_id"),
    digested=False,
)
