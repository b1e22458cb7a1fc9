"""Trying a template out: a day is opened from it, gets an entry of every kind, and is read again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from tracker.codec import edit
from tracker.codec.dates import day_heading
from tracker.codec.judges import Judges
from tracker.codec.lexicon import Templates
from tracker.codec.reading import Edited, Reading
from tracker.codec.template import Role, Template, TemplateLine, TemplateProblem
from tracker.errors import TrackerError
from tracker.model import ItemKind, Mark, When
from tracker.wording import _, name_of_kind, name_of_section, p_

_DAY = dt.date(2025, 1, 22)

_ENTRIES: dict[str, Callable[[Reading, int], Edited]] = {
    "goal": lambda reading, n: edit.add_goal(reading, f"goal {'ab'[n]}"),
    "topic": lambda reading, n: edit.add_topic(reading, f"topic {'ab'[n]}", body="notes\n"),
    "problems": lambda reading, n: edit.add_problems(reading, _judge_of(reading), [f"100{n}"]),
    "past_challenge": lambda reading, n: edit.add_challenge(reading, f"past {'ab'[n]}", When.PAST),
    "next_challenge": lambda reading, n: edit.add_challenge(reading, f"next {'ab'[n]}", When.NEXT),
    "link": lambda reading, n: edit.add_link(reading, f"https://example.org/{n}"),
}


def try_template(template: Template, judges: Judges) -> list[TemplateProblem]:
    """Return what would go wrong in days opened from a template that parses: what it writes must read back."""
    if any(problem.fatal for problem in template.problems):
        return []
    templates = Templates((template,), judges)
    opened = template.open_day({"date": _DAY.isoformat(), "weekday": "Wed", "week": "8"})
    reading = Reading.of(opened, _DAY, templates, preferred=template.name)
    return sorted(
        [
            *_date_problems(template, reading),
            *_section_problems(template, reading),
            *_entry_problems(template, reading),
        ],
        key=lambda problem: problem.line,
    )


def _date_problems(template: Template, reading: Reading) -> Iterator[TemplateProblem]:
    stated = day_heading(reading.document, reading.templates)
    if stated is None or stated.on != _DAY:
        line = next(line for line in template.opening if line.role is Role.DATE)
        yield TemplateProblem(
            line.number,
            _(
                "a day opened from this line does not tell its date; keep to a heading of one known word and"
                " {{ date }}, or name the words before it under also:."
            ),
            True,
        )


def _section_problems(template: Template, reading: Reading) -> Iterator[TemplateProblem]:
    kinds = [section.kind for section in reading.day.sections if section.level]
    for section in template.sections:
        if section.kind in kinds:
            kinds.remove(section.kind)
        else:
            message = _(
                "this heading is not read back as the {section} section; say it without brackets or dashes.",
                section=name_of_section(section.kind),
            )
            yield TemplateProblem(section.heading.number, message, True)


def _entry_problems(template: Template, reading: Reading) -> Iterator[TemplateProblem]:
    for section in template.sections:
        for line in section.lines:
            if line.hole in _ENTRIES:
                add = _ENTRIES[line.hole]
                yield from _tried(reading, line, line.hole, [partial(_added, add=add, n=n) for n in (0, 1)])
            elif line.hole == "reflection":
                step = partial(edit.add_reflection, label=line.label, text="one thought")
                yield from _tried(reading, line, "reflection", [step])
        for line in (section.heading, *section.lines):
            if line.has("total"):
                yield from _tried(reading, line, "total", [partial(edit.set_total, seconds=3600)])


def _tried(
    reading: Reading, line: TemplateLine, hole: str, steps: Sequence[Callable[[Reading], Edited | None]]
) -> Iterator[TemplateProblem]:
    try:
        for step in steps:
            edited = step(reading)
            if edited is None:
                yield TemplateProblem(line.number, _("no {entry} can be written here.", entry=_name_of(hole)), True)
                return
            reading = edited.reading
        if line.hole == "past_challenge":
            ref = edit.ItemRef(ItemKind.CHALLENGE, 1, "", When.PAST)
            edit.mark_challenge(reading, ref, Mark.DONE)
    except TrackerError:
        yield TemplateProblem(
            line.number,
            _(
                "a {entry} written like this would not be read back; give it a label of its own with a colon.",
                entry=_name_of(hole),
            ),
            True,
        )


def _name_of(hole: str) -> str:
    match hole:
        case "problems":
            return p_("kind", "solved problem")
        case "total":
            return p_("kind", "study time")
        case "past_challenge":
            return name_of_kind("challenge")
        case "next_challenge":
            return name_of_kind("next")
    return name_of_kind(hole)


def _added(reading: Reading, *, add: Callable[[Reading, int], Edited], n: int) -> Edited:
    return add(reading, n)


def _judge_of(reading: Reading) -> str:
    return reading.templates.judges.judges[0].name
