"""The pages of tracks, by topic."""
