"""What a log line must never hold."""

import logging
import re
from typing import Any

# The secrets in links: 256 bits in base64, 128 in hexadecimal. A UUID has dashes and
# stays.
SECRET = re.compile(r"[A-Za-z0-9_-]{40,}|\b[0-9a-f]{32}\b")
# Where PostgreSQL quotes the values of a row.
DETAIL = re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE)


class Discreet(logging.Formatter):
    """Write a line without the secret part of addresses, or what people typed."""

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub("…", super().format(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        return DETAIL.sub(r"\1: …", super().formatException(ei))
