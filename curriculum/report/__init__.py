"""One module for each form that problems are reported in."""
