"""Order exports: one row for each order and SKU."""
