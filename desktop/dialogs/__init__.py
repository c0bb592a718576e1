"""Dialogs: they ask, and leave the doing to whoever opened them."""
