"""A day written anew from what was read in it, in the manner of another template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from tracker.codec import edit as edits
from tracker.codec.block import Block
from tracker.codec.edit import Edited, ItemRef, Reading, words_of
from tracker.errors import EditRefused, UsageError
from tracker.model import Challenge, Day, ItemKind, Problem, Reflection, Topic, When
from tracker.timefmt import format_duration
from tracker.values import frozen, replace

_UNSOLVED = "(미완)"
"""What every reader takes for a problem that was tried and not solved."""
_Edit = Callable[[Reading], Edited | None]


@frozen
class Composed:
    """A day that was written anew."""

    reading: Reading
    left_out: tuple[str, ...]
    """Words of entries that the template has no place for, or that would not read back as they are meant."""

    @property
    def text(self) -> str:
        """The Markdown."""
        return self.reading.document.text


def composed(day: Day, seconds: int | None, opened: Reading) -> Composed:
    """Return the entries of `day`, and its study time unless that is None, written into an empty day.

    Each entry goes in by the edit that would add it by hand, so that it reads back as the same entry or is left out and
    named. Text that belongs to no entry is not taken along.
    """
    reading, left_out = opened, []
    for words, edit in _edits(day, seconds):
        try:
            edited = edit(reading)
        except (EditRefused, UsageError):
            edited = None
        if edited is None:
            left_out.append(words)
        else:
            reading = edited.reading
    return Composed(reading, tuple(left_out))


def _edits(day: Day, seconds: int | None) -> Iterator[tuple[str, _Edit]]:
    for goal in day.goals:
        yield goal.text, lambda reading, text=goal.text: edits.add_goal(reading, text)  # type: ignore[misc]
    for topic in day.topics:
        yield topic.title, lambda reading, topic=topic: _with_topic(reading, topic)  # type: ignore[misc]
    with_topics = {line for topic in day.topics for line in range(topic.span.start, topic.span.end)}
    for problem in day.problems:
        if problem.at.line in with_topics:
            # It stands in the topic's notes, which are taken along whole.
            continue
        yield words_of(problem), lambda reading, problem=problem: _with_problem(reading, problem)  # type: ignore[misc]
    for challenge in day.challenges:
        if challenge.text:
            yield (
                challenge.text,
                lambda reading, challenge=challenge: _with_challenge(reading, challenge),  # type: ignore[misc]
            )
    for reflection in day.reflections:
        yield reflection.text, lambda reading, reflection=reflection: _with_reflection(reading, reflection)  # type: ignore[misc]
    for link in day.links:
        yield (
            link.title,
            lambda reading, link=link: edits.add_link(  # type: ignore[misc]
                reading, link.url or link.title, link.title if link.url and link.title != link.url else ""
            ),
        )
    if seconds is not None:
        yield format_duration(seconds), lambda reading: edits.set_total(reading, seconds)


def _with_topic(reading: Reading, topic: Topic) -> Edited | None:
    edited = _adding_topic(reading, topic)
    before, after = (Counter(map(_said_of_topic, each.day.topics)) for each in (reading, edited.reading))
    return edited if after == before + Counter([_said_of_topic(topic)]) else None


def _said_of_topic(topic: Topic) -> tuple[str, str | None, str]:
    return topic.title, topic.presenter, topic.body


def _adding_topic(reading: Reading, topic: Topic) -> Edited:
    edited = edits.add_topic(
        reading,
        topic.title,
        presenter=topic.presenter or "",
        section=topic.section,
        body=topic.body,
        another=True,
    )
    new = next(each for each in reversed(edited.reading.day.topics) if each.title == topic.title)
    if new.body == topic.body:
        return edited
    # What the template has below its topics would be read as part of the notes.
    text = Block.of_topic(edited.reading, new).with_body(topic.body).text
    again = Reading.of(text, reading.day.date, reading.templates, preferred=reading.day.template, week=reading.week)
    return replace(edited, reading=again)


def _with_problem(reading: Reading, problem: Problem) -> Edited | None:
    name = " ".join(part for part in (problem.id, problem.level, problem.title) if part)
    edited = edits.add_problems(
        reading, problem.judge, [name if problem.solved else f"{name} {_UNSOLVED}"], problem.week
    )
    known = [_facts(each) for each in reading.day.problems]
    new = next((each for each in map(_facts, edited.reading.day.problems) if each not in known), _facts(problem))
    return edited if new == _facts(problem) else None


def _facts(problem: Problem) -> tuple[object, ...]:
    return problem.judge, problem.id, problem.level, problem.title, problem.solved, problem.on


def _with_challenge(reading: Reading, challenge: Challenge) -> Edited:
    added = edits.add_challenge(reading, challenge.text, challenge.when)
    if challenge.mark is None:
        return added
    place = len(added.reading.day.past() if challenge.when is When.PAST else added.reading.day.next())
    ref = ItemRef(ItemKind.CHALLENGE, place, challenge.text, challenge.when)
    return edits.mark_challenge(added.reading, ref, challenge.mark)


def _with_reflection(reading: Reading, reflection: Reflection) -> Edited:
    return edits.add_reflection(reading, reflection.label, reflection.text)
