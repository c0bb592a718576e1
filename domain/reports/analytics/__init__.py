"""The pages of Analytics, a file for each: what a person asks, and frozen figures as the answer."""
