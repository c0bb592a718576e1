"""Analytics: what its figures mean, and what the platform's files tell of a real shop."""
