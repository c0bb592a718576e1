"""Cost sheets: what a unit of each SKU costs and how it is bought, which no export tells."""
