"""Paper for a seminar or a talk: the composer and its five layouts.

Everything that somebody chooses stands in the address (`keuze`); `drukwerk` turns it
into what the templates under `pdf/` show, and the PDF gate in `lib` sets it.
"""
