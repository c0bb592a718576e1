"""The shop file: opening, digest, integrity."""
