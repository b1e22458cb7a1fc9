"""What a day says, line by line, as the fixtures write it down."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model import Day
from tracker.timefmt import format_duration


def summary(day: Day) -> str:
    """Return what the reader understood of a day, one line for each thing; sections and template left out."""
    return "\n".join(_lines(day)) or "nothing"


def _lines(day: Day) -> Iterator[str]:
    if day.until:
        yield f"until {day.until}"
    if day.note:
        yield f"note {day.note}"
    for goal in day.goals:
        yield _row(f"goal {goal.n}:", goal.text, goal.mark)
    for topic in day.topics:
        size = f"[{topic.body.count(chr(10)) + 1} lines]" if topic.body else None
        yield _row(
            f"topic {topic.section or '-'}:", topic.title, f"by {topic.presenter}" if topic.presenter else None, size
        )
    for p in day.problems:
        week, on = f"week {p.week}" if p.week else None, f"on {p.on:%m-%d}" if p.on else None
        yield _row(
            "problem", p.judge, p.id, p.title and f"'{p.title}'", p.level, week, on, None if p.solved else "unsolved"
        )
    for challenge in day.challenges:
        yield _row(f"{challenge.when} {challenge.n}:", challenge.text, challenge.mark)
    for reflection in day.reflections:
        yield f"reflection {reflection.label or '-'}: " + " / ".join(reflection.text.split("\n"))
    for link in day.links:
        yield _row("link", link.title, link.url)
    if day.total:
        yield f"total {format_duration(day.total.seconds)}"
    for blank in day.blanks:
        yield _row("blank", blank.kind, blank.when, blank.label and f"'{blank.label}'")
    for line in day.plain_lines:
        yield f"text in line {line + 1}"
    for diagnostic in day.diagnostics:
        yield f"{diagnostic.code} in line {diagnostic.line}"


def _row(*words: object) -> str:
    return " ".join(str(word) for word in words if word)
