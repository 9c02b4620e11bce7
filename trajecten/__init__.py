"""A zij-instromer's track: who takes part, in which phase it is, and its history.

Its people see each other and the planning. A coordinator starts a track and changes
its people, and reads nothing of what they tell one another.
"""
