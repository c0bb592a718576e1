"""Returns and refunds after delivery."""
