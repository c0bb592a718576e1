"""Spreadsheets out: a shop's rows as CSV or XLSX, in which nothing can run."""
