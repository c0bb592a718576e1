"""Reads over several rooms."""
