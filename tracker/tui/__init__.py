"""The terminal application: a skin over the journal."""
