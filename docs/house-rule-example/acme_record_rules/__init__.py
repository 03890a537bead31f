"""Rules of our house for module records."""
