"""The safeguard of every edit: its result is read again, and whatever it did not mean to change must read as before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tracker.codec.document import Document
from tracker.codec.read import read_day
from tracker.codec.reading import Edited, LineChange, Reading
from tracker.errors import EditRefused
from tracker.model import Challenge, Goal, Link, Problem, Span
from tracker.values import replace
from tracker.wording import N_, _

Facts = dict[str, list[str]]
"""What a day says as plain strings, by kind and in order."""

_SHOWN_LENGTH = 60


def facts_of(reading: Reading) -> Facts:
    """Return what the day says, by kind; two readings are alike when their facts are."""
    day, document = reading.day, reading.document
    return {
        N_("goal"): [entry_fact(goal, document) for goal in day.goals],
        N_("past"): [entry_fact(challenge, document) for challenge in day.past()],
        N_("next"): [entry_fact(challenge, document) for challenge in day.next()],
        N_("topic"): [_joined(topic.section, topic.title, topic.presenter) for topic in day.topics],
        N_("body"): [document.slice_text(t.span.start + 1, trimmed(document, t.span).end) for t in day.topics],
        N_("problem"): [problem_fact(problem) for problem in day.problems],
        N_("reflection"): [_joined(reflection.label, reflection.text) for reflection in day.reflections],
        N_("link"): [_joined(link.title, link.url, *_below(link, document)) for link in day.links],
        N_("total"): [str(day.total.seconds)] if day.total is not None else [],
        N_("section"): [_joined(section.kind, section.heading) for section in day.sections],
        N_("date"): [_joined(day.note, day.until)],
        # A last line that ends in a lone carriage return gives it to the newline it gains.
        N_("text"): [reading.text_of(line).rstrip("\r") for line in day.plain_lines],
        N_("code block"): ["open" for _ in document.scan.unclosed],
    }


def entry_fact(entry: Goal | Challenge, document: Document, **changed: object) -> str:
    """Return what a goal or challenge says, with the lines below it; `changed` puts another `text` or `mark`."""
    return _joined(changed.get("text", entry.text), changed.get("mark", entry.mark), *_below(entry, document))


def _below(item: Goal | Challenge | Link, document: Document) -> list[str]:
    return [document.lines[i].text for i in range(item.span.start + 1, item.span.end) if i != item.text_at.line]


def problem_fact(p: Problem) -> str:
    """Return what a problem says."""
    return _joined(p.judge, p.id, p.title, p.level, p.week, p.on, p.solved, p.url)


def trimmed(document: Document, span: Span) -> Span:
    """Return the lines of an item without those after it that only space the page."""
    end = span.end
    while end > span.start + 1 and end - 1 not in document.scan.opaque and document.lines[end - 1].empty_like:
        end -= 1
    return Span(span.start, end)


def gained(before: Sequence[str], now: Sequence[str]) -> list[int] | None:
    """Return the places in `now` of what `before` does not have; None when something of `before` is lost or moved."""
    extra = []
    kept = 0
    for place, fact in enumerate(now):
        if kept < len(before) and fact == before[kept]:
            kept += 1
        else:
            extra.append(place)
    return extra if kept == len(before) else None


def finish(
    reading: Reading,
    changes: Sequence[LineChange],
    summary: str,
    *,
    becomes: Mapping[str, Sequence[str]] | None = None,
    gains: Mapping[str, Sequence[str]] | None = None,
    may_gain: Sequence[str] = (),
    unwatched: Sequence[str] = (),
    check: Callable[[Reading], bool] | None = None,
) -> Edited:
    """Make the changes, read the result, and compare it with what was meant; raise EditRefused when it differs.

    `becomes` says what all facts of a kind are afterwards, `gains` which new ones there are, in any place among the
    old ones. Kinds in `may_gain` may have others that the edit brings along; `check` watches those in `unwatched`.
    """
    document, splices = reading.document.replaced(changes)
    day = read_day(document, reading.day.date, reading.templates, reading.day.template)
    result = replace(reading, document=document, day=day)
    before, now = facts_of(reading), facts_of(result)
    for kind, facts in now.items():
        if kind in unwatched:
            continue
        if becomes is not None and kind in becomes:
            if facts != list(becomes[kind]):
                raise refusal(kind, summary)
            continue
        if kind == "code block" and len(facts) <= len(before[kind]):
            continue
        places = gained(before[kind], facts)
        wanted = list(gains.get(kind, ())) if gains is not None else []
        if places is None or not _brings([facts[place] for place in places], wanted, exactly=kind not in may_gain):
            raise refusal(kind, summary)
    if check is not None and not check(result):
        raise refusal("", summary)
    return Edited(result, splices, summary)


def refusal(kind: str, summary: str) -> EditRefused:
    """Return the error that says that an edit would change the day's `kind` in a way it should not."""
    shown = summary.partition("\n")[0]
    shown = shown if len(shown) <= _SHOWN_LENGTH else shown[: _SHOWN_LENGTH - 1] + "…"
    if kind:
        sentence = _(
            "{words!r} would not read back as it is meant (the day's {kind} entries would change);"
            " nothing was changed.",
            words=shown,
            kind=_(kind),
        )
    else:
        sentence = _("{words!r} would not read back as it is meant; nothing was changed.", words=shown)
    return EditRefused(sentence, shell=_("Say it in other words, or edit the text: studylog edit."))


def _brings(found: Sequence[str], wanted: Sequence[str], *, exactly: bool) -> bool:
    return list(found) == list(wanted) if exactly else gained(wanted, found) is not None


def _joined(*words: object) -> str:
    return "\x1f".join("" if word is None else str(word) for word in words)
