"""The practice world held against published evidence."""
