"""What `make bench` measures, on a server and a database of its own.

Each module measures one thing and yields an `Uitkomst` for each figure: its value
and, in the same unit, what that is held against (an aim, or a yardstick of the same
run). Nothing here fails because a figure is bad: how fast a machine is, is no test.
"""
