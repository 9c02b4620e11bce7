"""Writes that hold a rule of tracks, by topic."""

from trajecten.services.fout import TrajectFout

__all__ = ["TrajectFout"]
