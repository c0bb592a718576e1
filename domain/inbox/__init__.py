"""What buyers write: messages and reviews."""
