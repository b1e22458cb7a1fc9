"""Writing solved problems: numbers join the judge's line of the week, titles get lines of their own."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from tracker.codec.judges import Judge
from tracker.codec.manner import bullet_of, indent_of
from tracker.codec.place import Addition, insert_change, place_for, section_for, template_item
from tracker.codec.problems import week_of
from tracker.codec.reading import LineChange, Reading
from tracker.codec.template import Role, TemplateLine, TemplateSection
from tracker.codec.words import end_of_words
from tracker.model import Problem, SectionKind
from tracker.regex import regex

_NUMBER = regex(r"#?(?:(?:abc|arc|agc)\s?\d{2,3}[_ ]?[a-h]|\d{1,6}(?:[A-Za-z]\d?)?)", re.IGNORECASE)


def adding_problems(reading: Reading, judge: Judge, problems: Sequence[str], week: int) -> Addition:
    """Return the changes that add `problems` of `judge` to the day, under `week` where its format has weeks."""
    numbers = [problem for problem in problems if _NUMBER.fullmatch(problem)]
    titles = [problem for problem in problems if not _NUMBER.fullmatch(problem)]
    template, section, pattern = template_item(reading, "problems")
    team = {i for s in reading.day.sections if s.kind is SectionKind.TEAM for i in range(s.span.start, s.span.end)}
    written = [p for p in reading.day.problems if p.at.line in team]
    weekly = any(line.role is Role.GROUP for line in section.lines) and (
        not written or any(p.week is not None for p in written)
    )
    here = [p for p in written if not weekly or p.week == week]
    of_judge = [p for p in here if p.judge == judge.name]
    changes: list[LineChange] = []
    joined = next((p for p in reversed(of_judge) if _only_numbers(reading, p)), None)
    if numbers and joined is not None:
        changes.append(_joined(reading, joined, numbers))
        numbers = []
    name = _written_name(reading, of_judge, judge)
    new = [*([f"{name} {' '.join(numbers)}"] if numbers else []), *(f"{name} {title}" for title in titles)]
    if not new:
        return Addition(changes)
    neighbour = (of_judge or here)[-1:]
    if neighbour:
        line = reading.text_of(neighbour[0].at.line)
        head = bullet_of(line) if week_of(line) is None else _nested(line)
        after = _end_of_block(reading, neighbour[0].at.line, team)
        return Addition([*changes, (after, after, [head + words for words in new])])
    weeks = [(i, found) for i in sorted(team) if (found := week_of(reading.text_of(i))) is not None]
    own_week = next((i for i, found in weeks if found[0] == week), None) if weekly else None
    if own_week is not None:
        head = _nested(reading.text_of(own_week))
        return Addition([*changes, (own_week + 1, own_week + 1, [head + words for words in new])])
    if weekly and weeks:
        return Addition([*changes, _after_last_week(reading, weeks[-1], team, new, week)], ("text",))
    place = place_for(reading, section_for(reading, "problems"), template, section, pattern)
    rendered = _rendered(section, pattern, new, name, week if weekly else None)
    return Addition([*changes, insert_change(reading, place, rendered)], (*place.along, "text"))


def _after_last_week(
    reading: Reading, last: tuple[int, tuple[int, int, int]], team: Collection[int], new: Sequence[str], week: int
) -> LineChange:
    """A week that has no line yet comes below the last one, in its manner."""
    index, (_, start, end) = last
    line = reading.text_of(index)
    heads = [reading.text_of(p.at.line) for p in reading.day.problems if p.at.line in team and p.at.line != index]
    head = bullet_of(heads[-1]) if heads else _nested(line)
    after = max(
        _end_of_block(reading, index, team), *(p.at.line + 1 for p in reading.day.problems if p.at.line in team), 0
    )
    return after, after, [line[:start] + str(week) + _after_number(line, end), *(head + words for words in new)]


def _after_number(line: str, end: int) -> str:
    # `8주차: 백준 1000`: what was solved in that week is not copied.
    tail = re.match(r"\s*+(?:주\s*+차|週)?", line[end:])
    return tail[0] if tail is not None else ""


def _rendered(
    section: TemplateSection, pattern: TemplateLine, new: Sequence[str], name: str, week: int | None
) -> list[str]:
    weeks = [line.render({"week": str(week)}) for line in section.lines if line.role is Role.GROUP and week is not None]
    lines = [pattern.render({"judge": name, "problems": words.removeprefix(name).strip()}) for words in new]
    return [*weeks, *(lines if weeks else [line.lstrip() for line in lines])]


def _nested(line: str) -> str:
    return indent_of(line) + "    - "


def _end_of_block(reading: Reading, index: int, team: Collection[int]) -> int:
    """Return the line after `index` and what is set in below it."""
    indent = len(indent_of(reading.text_of(index)).expandtabs(4))
    after = index + 1
    while after in team and not reading.document.lines[after].blank:
        if len(indent_of(reading.text_of(after)).expandtabs(4)) <= indent:
            break
        after += 1
    return after


def _only_numbers(reading: Reading, problem: Problem) -> bool:
    """Whether a problem is the last of a line that names nothing but numbers."""
    line = reading.text_of(problem.at.line)
    same = [p for p in reading.day.problems if p.at.line == problem.at.line]
    plain = all(p.title is None and p.id is not None and p.on is None and p.solved for p in same)
    return plain and problem is same[-1] and problem.at.end == end_of_words(line)


def _joined(reading: Reading, problem: Problem, numbers: Sequence[str]) -> LineChange:
    line = reading.text_of(problem.at.line)
    same = [p for p in reading.day.problems if p.at.line == problem.at.line]
    separator = line[same[-2].at.end : same[-1].at.start] if len(same) > 1 else " "
    added = separator + separator.join(numbers)
    return problem.at.line, problem.at.line + 1, [line[: problem.at.end] + added + line[problem.at.end :]]


def _written_name(reading: Reading, of_judge: Sequence[Problem], judge: Judge) -> str:
    """Return the judge's name as the day writes it."""
    for problem in reversed(of_judge):
        line = reading.text_of(problem.at.line)
        words = line[len(bullet_of(line)) :]
        named = reading.templates.judges.at_start(words)
        if named is not None and named[0].name == judge.name and words[: named[1]].strip().isalnum():
            return words[: named[1]].strip()
    return judge.name
