"""What orders and traffic come to by day, kept so that nobody has to add up a million rows."""
