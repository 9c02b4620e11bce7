"""The pages of the guide and its lists, by topic."""
