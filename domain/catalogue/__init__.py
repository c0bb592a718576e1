"""Products, SKUs, prices, stock and restocking."""
