"""Helpers without domain words; any app may import them, they import no app."""
