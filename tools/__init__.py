"""What builds, starts and checks SamenWIJzer; no part of the application itself.

Each module is small, needs nothing but Python, and is run from the project's root
as `python -m tools.<name>`. The Makefile says which one does what.
"""
