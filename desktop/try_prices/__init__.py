"""Trying prices: what a price, or something off for some days, would bring."""
