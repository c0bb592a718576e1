"""The Products tab: a practice shop's own products, or the listings that a real shop imported."""
