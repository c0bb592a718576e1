"""Return exports: one row for each line that goes back."""
