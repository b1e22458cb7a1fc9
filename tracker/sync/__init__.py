"""The log on several machines: carried by git, merged by its structure."""
