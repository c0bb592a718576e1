"""The platform's product files (batch edit): one row for each SKU."""
