"""What every room shares: money, time, ids, keyed randomness, refusals and changes."""
