"""What each of a seller's commands does in a practice world, one file for each subject."""
