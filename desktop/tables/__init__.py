"""Tables over ids with a window of rows."""
