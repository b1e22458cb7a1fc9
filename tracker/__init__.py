"""A study log kept as plain Markdown days: the record, the command line and the terminal application."""

__version__ = "0.1.0"
