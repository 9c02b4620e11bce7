"""The pages of talks, by topic."""
