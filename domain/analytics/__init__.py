"""What the platform's analytics files tell of a real shop: figures nobody else could know."""
