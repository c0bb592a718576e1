"""What the Analytics panel shows."""
