"""Time as the seller runs it: how fast, what it stops for, and what a day brought."""
