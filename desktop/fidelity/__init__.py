"""The fidelity sheet, and changing the buyers of a new practice shop."""
