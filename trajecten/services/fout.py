class TrajectFout(Exception):
    """A rule says no; the message says so to the reader, in Dutch."""
