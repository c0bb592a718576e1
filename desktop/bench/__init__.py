"""``dukandar bench``: measurements, each beside a named baseline."""
