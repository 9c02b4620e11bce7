"""The school that somebody is working in, for who belongs to several."""

from django.contrib.sessions.backends.base import SessionBase

from scholen.models import Gebruiker, Lidmaatschap

SESSION_KEY = "school"


def choose(gebruiker: Gebruiker, session: SessionBase) -> Lidmaatschap | None:
    """The membership one works in now; None for who belongs to no school.

    Read anew at each request: who has left a school is out at once. Without a
    choice it is the first school by name.
    """
    own = gebruiker.lidmaatschappen.select_related("school").order_by("school__naam")
    lidmaatschappen = {str(one.school_id): one for one in own}
    chosen = lidmaatschappen.get(str(session.get(SESSION_KEY)))
    return chosen or next(iter(lidmaatschappen.values()), None)


def remember(session: SessionBase, lidmaatschap: Lidmaatschap) -> None:
    session[SESSION_KEY] = str(lidmaatschap.school_id)
