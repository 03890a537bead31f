"""The command line. Every module here is one command."""
