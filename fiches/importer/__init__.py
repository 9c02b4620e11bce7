"""Reads somebody's own copy of the SamenWIJzer, as text or as PDF.

`lezen` (with `pdf`) turns the file into lines, `bladspiegel` takes away what
belongs to the page, `indeling` finds the fiches and their parts, and
`literatuur`, `stemmen` and `vragen` read those; `document` puts it together.
"""
