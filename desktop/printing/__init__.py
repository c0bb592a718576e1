"""Labels, packing slips and pick lists: painted on pages, as PDF or on a printer."""
