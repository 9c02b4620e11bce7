"""Say in plain words that a port can't be used, before anything else is done."""

import socket
import sys


def problem(port: str) -> str | None:
    """Why the server can't listen on `port`, in Dutch; None when it can."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT={port} is geen poortnummer. Kies een getal van 1 tot 65535."
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", int(port)))
        except PermissionError:
            return f"Poort {port} mag je niet gebruiken. Kies er een boven 1023."
        except OSError:
            return (
                f"Poort {port} is al in gebruik. Draait SamenWIJzer al? "
                f"Open dan http://127.0.0.1:{port}\n"
                f"Kies anders een andere poort: make start PORT={int(port) % 65535 + 1}"
            )
    return None


if __name__ == "__main__":
    sys.exit(problem(sys.argv[1]))
