"""Orders, their lines, recipients and life cycle."""
