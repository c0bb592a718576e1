"""Real spreadsheets in: scan, plan, execute, undo."""
