"""The one-time code that opens an empty installation to whoever runs it."""

import base64
import logging

from django.db import DatabaseError, connection
from django.utils.crypto import salted_hmac

from scholen.services import is_empty

logger = logging.getLogger(__name__)


def begincode() -> str:
    """Four groups of four letters and digits: 80 bits that follow from SECRET_KEY.

    Every process prints the same one and none has to keep it. It works once, for
    it only opens an installation without a school.
    """
    digest = salted_hmac("scholen.begin", "eerste school", algorithm="sha256").digest()
    code = base64.b32encode(digest)[:16].decode("ascii")
    return "-".join(code[i : i + 4] for i in range(0, 16, 4))


def announce() -> None:
    """Write the code to the log while nobody has set anything up; quiet otherwise.

    Runs beside the start of a server, so a database that isn't there yet is no
    reason to stop it.
    """
    try:
        empty = is_empty()
    except DatabaseError:
        return
    finally:
        connection.close()
    if empty:
        logger.warning(
            "Hier staat nog geen school. Richt ze in op /begin/, met deze begincode: %s",
            begincode(),
        )
