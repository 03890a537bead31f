"""Where a text says that something is taught: lessons, modules and series, in all forms."""
