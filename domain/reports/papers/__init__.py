"""What goes on paper: shipping labels, packing slips and the pick list, as frozen rows."""
