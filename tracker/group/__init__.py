"""A study group: what team-mates' own logs say of a week, side by side; their repositories are only ever read."""
