"""What the document means: a record as typed, frozen objects, without layout."""
