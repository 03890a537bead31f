"""Text to document: the concrete syntax of one Markdown record, with its spans."""
