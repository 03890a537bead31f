"""The model written out again, in canonical words and layout."""
