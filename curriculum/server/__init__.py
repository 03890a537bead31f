"""The language server: what editors show while a record is being written."""
