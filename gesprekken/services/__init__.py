"""Writes that hold a rule of talks, by topic; and what calendars get to see."""

from gesprekken.services.fout import GeslotenFout, GesprekFout

__all__ = ["GeslotenFout", "GesprekFout"]
