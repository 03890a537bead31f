"""Three-way merging of a record by what its parts are, not by where they are."""
