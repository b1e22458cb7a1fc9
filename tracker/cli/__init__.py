"""The command line: one skin over the journal."""

from tracker.later import import_pathlib

# Here, because nothing of a call has asked for it yet.
import_pathlib()
