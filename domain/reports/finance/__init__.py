"""Where the money is, when it comes, and every journal row behind it."""
