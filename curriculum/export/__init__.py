"""A course as data: one module for each form, all of them from the same rows."""
