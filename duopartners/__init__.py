"""The guide for duo-partners: eight lists of points over three phases, for two equals.

A duo keeps one list together, per track; a school adds points of its own. Whoever
isn't in the duo reads the guide, never how far a duo is or what it noted.
"""
