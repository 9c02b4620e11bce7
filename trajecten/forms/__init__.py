"""What people fill in about a track, by topic; nothing here saves."""
