"""The start page, and what belongs to no single app.

Public visitors learn here what SamenWIJzer is and find their way on. The page
for unknown addresses and the style guide live here too.
"""
