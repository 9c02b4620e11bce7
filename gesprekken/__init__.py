"""Reflection conversations: planning a year, finding a moment, everybody's calendar.

A talk belongs to a track or to a team. Invitations and changes go out by the calendar
standards; nothing in them tells what a talk is about.
"""
