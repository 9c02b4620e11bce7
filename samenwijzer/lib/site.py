"""Where this installation is, for links in what goes out without a request."""

from django.conf import settings


def absolute(path: str) -> str:
    """The whole address of a path of ours, as a mail needs it."""
    return f"{settings.SITE}{path}"
