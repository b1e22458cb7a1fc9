"""Pure edits: each splices only the lines of its own item, and is read again before it is handed back.

An edit takes a `Reading` and returns an `Edited`; it raises EditRefused, changing nothing, when the result would not
read back as what was meant. New lines copy their neighbours; an empty section falls back to the template.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.codec.addition import adding, adding_reflection, labels_of, written_label
from tracker.codec.manner import apart, count_up, indent_of, lines_with_number, marked, with_number, words_below
from tracker.codec.reading import (
    Edited,
    Item,
    ItemRef,
    LineChange,
    Reading,
    find_item,
    items_of,
    kind_of,
    one_line,
    position_of,
    words_of,
)
from tracker.codec.safeguard import entry_fact, facts_of, finish, gained, problem_fact, trimmed
from tracker.codec.words import end_of_words, key
from tracker.errors import EditRefused, UsageError, nearest
from tracker.later import later
from tracker.model import Challenge, Goal, ItemKind, Link, Mark, Problem, Reflection, Topic, When
from tracker.timefmt import format_duration
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.codec import order, solve, topics
    from tracker.codec import total as totals
    from tracker.codec.order import Region
else:
    order, solve, topics, totals = map(
        later, (f"tracker.codec.{name}" for name in ("order", "solve", "topics", "total"))
    )

__all__ = [
    "Edited",
    "Item",
    "ItemRef",
    "Reading",
    "add_challenge",
    "add_goal",
    "add_link",
    "add_problems",
    "add_reflection",
    "add_topic",
    "delete_item",
    "find_item",
    "items_of",
    "mark_challenge",
    "move_item",
    "retext_item",
    "set_total",
    "words_of",
]

# Adding


def add_goal(reading: Reading, text: str) -> Edited:
    """Add a learning goal after the others."""
    words = one_line(text)
    added = adding(reading, ItemKind.GOAL, "goal", words, reading.day.goals)
    return finish(reading, added.changes, words, gains={"goal": [f"{words}\x1f"]}, may_gain=added.along)


def add_challenge(reading: Reading, text: str, when: When) -> Edited:
    """Add a challenge, set before this day or for the next one."""
    words = one_line(text)
    hole = "past_challenge" if when is When.PAST else "next_challenge"
    siblings = reading.day.past() if when is When.PAST else reading.day.next()
    added = adding(reading, ItemKind.CHALLENGE, hole, words, siblings, when)
    return finish(reading, added.changes, words, gains={str(when): [f"{words}\x1f"]}, may_gain=added.along)


def add_link(reading: Reading, url: str, title: str = "") -> Edited:
    """Add a link; with a title it is written as Markdown."""
    address, title = one_line(url), title.strip()
    words = one_line(f"[{title}]({address})") if title else address
    added = adding(reading, ItemKind.LINK, "link", words, reading.day.links)
    fact = f"{title or words}\x1f{address if title or '://' in address else ''}"
    return finish(reading, added.changes, words, gains={"link": [fact]}, may_gain=added.along)


def add_reflection(reading: Reading, label: str, text: str) -> Edited:
    """Write a reflection under its label; the label's own empty line is filled first.

    An empty label adds a bullet. A label that no template knows is written, and is read as the first of the words.
    """
    words = "\n".join(line.strip() for line in text.strip().split("\n"))
    if not words:
        raise UsageError(_("There are no words to add."))
    written = written_label(reading, label)
    added = adding_reflection(reading, written, words)
    lexicon = reading.templates.lexicon(reading.template)
    known = not written or key(written) in lexicon.labels("reflection") or written in labels_of(reading)
    fact = f"{written}\x1f{words}" if known else f"\x1f{written}: {words}"
    summary = f"{written}: {words}" if written else words
    return finish(reading, added.changes, summary, gains={"reflection": [fact]}, may_gain=added.along)


def add_topic(
    reading: Reading,
    title: str,
    *,
    presenter: str = "",
    section: str = "",
    body: str | None = None,
    another: bool = False,
) -> Edited:
    """Add a topic heading, with `body` placed as it is directly under it.

    `section` names the learning section; the template's own, when it is still unnamed, takes that name. A topic that
    is there already gets `body` added at its end, unless `another` of the same title is meant.
    """
    return topics.with_topic(reading, one_line(title), presenter.strip(), section.strip(), body, another)


def add_problems(reading: Reading, judge: str, problems: Sequence[str], week: int | None = None) -> Edited:
    """Add solved problems: numbers join the judge's line of the same week, titles get a line each.

    `week` None takes the course week of the day.
    """
    known = reading.templates.judges.named(judge)
    if known is None:
        names = [word for j in reading.templates.judges.judges for word in (j.name, *j.also)]
        raise UsageError(
            _("There is no judge {judge!r}.", judge=judge) + nearest(judge, names),
            shell=_("Your own go into judges.yaml: studylog config path."),
        )
    if not problems:
        raise UsageError(_("There are no problems to add."))
    words = [one_line(problem) for problem in problems]
    added = solve.adding_problems(reading, known, words, reading.week if week is None else week)
    before = [problem_fact(problem) for problem in reading.day.problems]

    def check(result: Reading) -> bool:
        extra = gained(before, [problem_fact(problem) for problem in result.day.problems])
        new = [result.day.problems[place] for place in extra or []]
        said = "\n".join(words)
        return len(new) == len(words) and all(
            p.judge == known.name and (p.id or "") in said and (p.title or "") in said for p in new
        )

    along = (*added.along, "problem")
    summary = f"{known.name} {' '.join(words)}"
    return finish(reading, added.changes, summary, may_gain=along, unwatched=("body",), check=check)


# Changing


def mark_challenge(reading: Reading, ref: ItemRef, mark: Mark | None) -> Edited:
    """Set a challenge's mark, in its own place and manner; None takes it away."""
    item = find_item(reading.day, ref)
    if not isinstance(item, Challenge):
        raise UsageError(_("Only challenges are checked off."))
    if not item.text:
        raise EditRefused(_("Challenge {n} has no words yet; there is nothing to check off.", n=item.n))
    line = reading.text_of(item.text_at.line)
    new = marked(reading, item, mark)
    # A remark such as `(진행중..)`, which says how it went, goes with the mark.
    bare = line[item.text_at.start : item.text_at.end]
    text = item.text if mark is not None or item.text in new or item.mark is None else bare
    facts = facts_of(reading)[str(item.when)]
    facts[item.n - 1] = entry_fact(item, reading.document, text=text, mark=mark)
    change: LineChange = (item.text_at.line, item.text_at.line + 1, [new])
    return finish(reading, [change] if new != line else [], item.text, becomes={str(item.when): facts})


def set_total(reading: Reading, seconds: int | None) -> Edited | None:
    """Write the study time where the day has or could have it; None takes it out.

    Returns None when the day's format has no place for a total.
    """
    total = reading.day.total
    if seconds is None:
        change = totals.without_total(reading, total) if total is not None else None
    else:
        change = totals.total_change(reading, seconds)
        if change is None:
            return None
    sections = facts_of(reading)["section"]

    def check(result: Reading) -> bool:
        # The heading that holds the time says something else now; every other one stays.
        now = facts_of(result)["section"]
        changed = [i for i, fact in enumerate(sections) if fact != now[i]] if len(sections) == len(now) else [-1]
        lines = [result.day.sections[i].span.start for i in changed if i >= 0]
        kinds = [s.kind for s in result.day.sections] == [s.kind for s in reading.day.sections]
        return kinds and len(lines) == len(changed) and all(change is not None and line == change[0] for line in lines)

    return finish(
        reading,
        [] if change is None else [change],
        format_duration(seconds) if seconds is not None else "-",
        becomes={"total": [] if seconds is None else [str(seconds)]},
        unwatched=("section", "topic", "body", "text"),
        check=check,
    )


def retext_item(reading: Reading, ref: ItemRef, text: str) -> Edited:
    """Give an item other words; its bullet, label, number and mark stay."""
    item = find_item(reading.day, ref)
    if isinstance(item, Problem):
        return _with_problem(reading, item, one_line(text))
    if isinstance(item, Reflection):
        return _retexted_reflection(reading, item, text)
    words = one_line(text)
    at = item.title_at if isinstance(item, Topic) else item.text_at
    line = reading.text_of(at.line)
    new = line[: at.start] + apart(line[: at.start], words) + line[at.end :]
    if isinstance(item, Challenge) and item.mark_at is not None and item.mark_at.end > item.text_at.end:
        # What follows the mark was part of the words: it stays when the new ones have it, too.
        after = line[item.mark_at.end : end_of_words(line)]
        core = words.removesuffix(after.strip()).rstrip() if after.strip() else words
        kept = after if core != words else ""
        sign = line[item.text_at.end : item.mark_at.end]
        new = line[: at.start] + core + sign + kept + line[end_of_words(line) :]
    kind = _fact_kind(item)
    facts = facts_of(reading)[kind]
    place = items_of(reading.day, ref.kind, item.when if isinstance(item, Challenge) else None).index(item)

    def check(result: Reading) -> bool:
        now = facts_of(result)[kind]
        others = len(now) == len(facts) and [*now[:place], *now[place + 1 :]] == [*facts[:place], *facts[place + 1 :]]
        return others and _says(result, item, place, words)

    change: LineChange = (at.line, at.line + 1, [new])
    return finish(reading, [change] if new != line else [], words, unwatched=(kind,), check=check)


def delete_item(reading: Reading, ref: ItemRef) -> Edited:
    """Take an item and its lines out; the numbers after it close up when they counted."""
    item = find_item(reading.day, ref)
    if isinstance(item, Problem):
        return _with_problem(reading, item, "")
    span = trimmed(reading.document, item.span)
    inside = range(span.start, span.end)
    if isinstance(item, Link) and any(o is not item and o.text_at.line in inside for o in reading.day.links):
        raise EditRefused(
            _("{words!r} shares its line with another link.", words=words_of(item)),
            shell=_("; edit the text itself: studylog edit."),
        )
    siblings = order.siblings_of(reading, item)
    changes: list[LineChange] = [(span.start, order.end_with_gap(reading, span, siblings), [])]
    if count_up(reading, siblings):
        index = siblings.index(item)
        changes += [with_number(reading, sibling, i) for i, sibling in enumerate(siblings[index + 1 :], index + 1)]
    kind = _fact_kind(item)
    place = items_of(reading.day, ref.kind, item.when if isinstance(item, Challenge) else None).index(item)
    becomes = {kind: _without(facts_of(reading)[kind], place)}
    unwatched: tuple[str, ...] = ()
    if isinstance(item, Topic):
        problems = [problem_fact(p) for p in reading.day.problems if p.at.line not in inside]
        becomes |= {"problem": problems, "body": _without(facts_of(reading)["body"], place)}
        # What stands above the only topic of a section is what was learned there, once that is gone.
        unwatched = ("text",) if len(siblings) == 1 else ()
        if reading.day.sections[item.section_index].level == 0 and len(siblings) == 1:
            # Topics that stand under no heading were all that made them a section.
            becomes["section"] = _without(facts_of(reading)["section"], item.section_index)
    return finish(reading, changes, words_of(item), becomes=becomes, unwatched=unwatched)


def move_item(reading: Reading, ref: ItemRef, offset: int) -> Edited:
    """Swap an item with the next (`offset` 1) or previous (-1) of its kind; numbers stay in their places.

    Raises EditRefused when it is the last or first of its section.
    """
    item = find_item(reading.day, ref)
    siblings = order.siblings_of(reading, item)
    index = siblings.index(item)
    if offset not in (1, -1):
        raise UsageError(_("An item moves by one place at a time."))
    if not 0 <= index + offset < len(siblings):
        words = words_of(item)
        if offset > 0:
            raise EditRefused(_("{words!r} is already the last one.", words=words))
        raise EditRefused(_("{words!r} is already the first one.", words=words))
    first, second = sorted((item, siblings[index + offset]), key=position_of)
    if isinstance(first, Problem) and isinstance(second, Problem) and first.at.line == second.at.line:
        line = first.at.line
        changes = [order.swapped_on_line(reading, first.at, second.at)]
        regions: tuple[Region, Region] = (
            ((line, first.at.start), (line, first.at.end)),
            ((line, second.at.start), (line, second.at.end)),
        )
    else:
        one, two = order.block_of(reading, first), order.block_of(reading, second)
        if one.end > two.start or indent_of(reading.text_of(one.start)) != indent_of(reading.text_of(two.start)):
            raise EditRefused(
                _("{words!r} shares its lines with another entry.", words=words_of(item)),
                shell=_("; edit the text itself: studylog edit."),
            )
        numbered = count_up(reading, siblings)
        changes = [
            (one.start, one.end, lines_with_number(reading, two, second, first if numbered else second)),
            (two.start, two.end, lines_with_number(reading, one, first, second if numbered else first)),
        ]
        regions = ((one.start, 0), (one.end, 0)), ((two.start, 0), (two.end, 0))
    when = item.when if isinstance(item, Challenge) else None
    becomes = order.swapped_facts(reading, ref.kind, when, *regions)
    unwatched = ("body",) if isinstance(item, Problem) else ()
    return finish(reading, changes, words_of(item), becomes=becomes, unwatched=unwatched)


# How items change


def _retexted_reflection(reading: Reading, item: Reflection, text: str) -> Edited:
    words = "\n".join(line.rstrip() for line in text.strip().split("\n"))
    if not words:
        raise UsageError(_("There are no words; to take the item away, delete it."))
    span = trimmed(reading.document, item.span)
    opaque = reading.document.scan.opaque
    changes: list[LineChange] = []
    if span.start in opaque:
        changes.append((span.start + 1, span.end - 1, words.split("\n")))
    else:
        at = item.text_at
        line = reading.text_of(at.line)
        first, *more = ["", *words.split("\n")] if words_below(item) else words.split("\n")
        below = reading.text_of(span.start + 1) if len(span) > 1 else ""
        coded = any(i in opaque for i in range(span.start, span.end))
        paragraph = not line[: at.start].strip()
        indent = indent_of(below) if below.strip() else indent_of(line) + ("" if paragraph else "    ")
        new = [text if coded else f"{indent}{text.strip()}".rstrip() for text in more]
        old = [reading.text_of(i) for i in range(span.start + 1, span.end)]
        if first:
            changes.append((at.line, at.line + 1, [line[: at.start] + apart(line[: at.start], first) + line[at.end :]]))
        if [text.strip() for text in new] != [text.strip() for text in old]:
            changes.append((span.start + 1, span.end, new))
        words = words if coded else "\n".join(text.strip() for text in words.split("\n"))
    facts = facts_of(reading)["reflection"]
    facts[reading.day.reflections.index(item)] = f"{item.label}\x1f{words}"
    return finish(reading, changes, words, becomes={"reflection": facts})


def _says(result: Reading, item: Item, place: int, words: str) -> bool:
    """Return whether the item in the place of `item` has these words now, and its mark and number still."""
    match item:
        case Topic():
            topic = result.day.topics[place]
            return (topic.title, topic.presenter) == (words, item.presenter)
        case Goal():
            goal = result.day.goals[place]
            return (goal.text, goal.mark) == (words, item.mark)
        case Challenge():
            challenge = items_of(result.day, ItemKind.CHALLENGE, item.when)[place]
            return isinstance(challenge, Challenge) and (challenge.text, challenge.mark) == (words, item.mark)
        case Link():
            at = result.day.links[place].text_at
            return result.text_of(at.line)[at.start : at.end] == words
        case _:
            return False


def _with_problem(reading: Reading, item: Problem, words: str) -> Edited:
    """Give a problem other words, or take it out of its line when there are none."""
    line = reading.text_of(item.at.line)
    on_line = [p for p in reading.day.problems if p.at.line == item.at.line]
    index = on_line.index(item)
    if words:
        new = [line[: item.at.start] + words + line[item.at.end :]]
    elif len(on_line) == 1:
        new = []
    elif index + 1 < len(on_line):
        new = [line[: item.at.start] + line[on_line[index + 1].at.start :]]
    else:
        # What stands between the last two may be the status of the one that stays.
        between = line[on_line[index - 1].at.end : item.at.start].rstrip(" \t\u00a0,、·")
        new = [line[: on_line[index - 1].at.end] + between + line[end_of_words(line) :]]
    before = [problem_fact(p) for p in reading.day.problems]
    place = reading.day.problems.index(item)

    def check(result: Reading) -> bool:
        now = list(result.day.problems)
        if words:
            if len(now) != len(before) or (now[place].id or "") not in words or (now[place].title or "") not in words:
                return False
            del now[place]
        return [problem_fact(p) for p in now] == _without(before, place)

    change: LineChange = (item.at.line, item.at.line + 1, new)
    return finish(reading, [change], words or words_of(item), unwatched=("problem", "body"), check=check)


def _fact_kind(item: Item) -> str:
    return str(item.when) if isinstance(item, Challenge) else str(kind_of(item))


def _without(facts: Sequence[str], place: int) -> list[str]:
    return [*facts[:place], *facts[place + 1 :]]
