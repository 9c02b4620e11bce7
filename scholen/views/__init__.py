"""The pages of a school, of one's own account, and the ways in."""
