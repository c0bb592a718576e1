"""Data files the program reads: fonts, icons, rulebooks, scenarios, themes, translations."""
