"""The editor of a listing: ``editor.ListingEditor`` over what ``opened.Opened`` says of it."""
