"""The one-time code that opens an empty installation to whoever runs it."""

import base64

from django.utils.crypto import salted_hmac


def begincode() -> str:
    """Four groups of four letters and digits: 80 bits that follow from SECRET_KEY.

    Every process prints the same one and none has to keep it. It works once, for
    it only opens an installation without a school.
    """
    digest = salted_hmac("scholen.begin", "eerste school", algorithm="sha256").digest()
    code = base64.b32encode(digest)[:16].decode("ascii")
    return "-".join(code[i : i + 4] for i in range(0, 16, 4))
