"""Reading and editing a day's Markdown: pure functions between text and values."""
