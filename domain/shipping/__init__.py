"""Packages, carriers, tracking numbers and labels."""
