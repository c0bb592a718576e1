"""Fees, the journal, statements and payouts."""
