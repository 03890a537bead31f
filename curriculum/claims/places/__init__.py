"""Where a text says that something is taught: lessons, modules and series, in all forms.

`numbers` and `slugs` find what may be part of a place, `forms` is the table of how the two stand
together, and `in_text`, `at_position`, `in_stretch` and `in_cell` read a kind of text each.
"""
