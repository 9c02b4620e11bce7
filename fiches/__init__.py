"""The four conversation fiches: literature, voices and reflection questions.

`laad_inhoud` loads our own wording from `fixtures/`, `importeer_fiches` the
literal wording from somebody's own copy; both arrive under the same codes.
The reading pages and the search are public.
"""
