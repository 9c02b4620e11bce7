"""What people fill in around a talk, by topic; nothing here saves."""

WIJ = "Wij: wie aan dit gesprek deelneemt. Niemand anders."
