"""SQLite behind connections that stay open: a backend of Django, by its own name."""
