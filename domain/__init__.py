"""The shop without a window: rules, rooms, storage, practice and imports. No Qt below."""
