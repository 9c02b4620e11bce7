"""What somebody signed in with, in words they recognise."""

BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "Chromebook",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def describe(user_agent: str) -> str:
    """Such as "Firefox op Windows", from the header User-Agent; a guess at best.

    The order of both tables counts: most browsers also call themselves an older one.
    """
    browser = _first(BROWSERS, user_agent)
    system = _first(SYSTEMS, user_agent)
    if browser and system:
        return f"{browser} op {system}"
    return browser or system or "Onbekend toestel"


def _first(table: dict[str, str], user_agent: str) -> str:
    return next((name for sign, name in table.items() if sign in user_agent), "")
