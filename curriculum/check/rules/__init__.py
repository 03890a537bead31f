"""One module for each rule: its page for users, its severity, its check."""
