"""Reads somebody's own copy of the SamenWIJzer, as text or as PDF.

`lezen` (or `pdf`) turns the file into lines, `bladspiegel` takes away what belongs
to the page, `indeling` finds the fiches and their parts, `literatuur`, `stemmen`
and `vragen` read those, and `document` puts it together. No Django until
`omzetten`, which makes it what `services.save_bron` stores.
"""
