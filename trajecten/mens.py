from dataclasses import dataclass


@dataclass(frozen=True)
class Mens:
    """Somebody to take part in a track: a member's address, or one with a name."""

    rol: str
    email: str
    naam: str = ""
