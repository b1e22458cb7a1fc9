"""The Today screen: the day, and everything a person does with it in one key."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from functools import partial

from textual import on

from tracker.cells import fit
from tracker.charts import Segment
from tracker.codec.edit import ItemRef
from tracker.errors import UsageError
from tracker.model import ItemKind, Mark, Problem, SectionKind, Topic, When
from tracker.tui.commands import COMMANDS, GROUPS, TODAY_COMMANDS, bindings_of
from tracker.tui.messages import EntryChosen
from tracker.tui.panes import Entry, EntryKind
from tracker.tui.screens.prompt import Answer, Choice, Field, LabelPrompt, LinesPrompt, Prompt, Question
from tracker.tui.screens.reader import Reader
from tracker.tui.screens.timing import TimerScreen
from tracker.tui.widgets.text_lines import plain_lines

_KIND_OF_SECTION = {
    SectionKind.GOALS: ItemKind.GOAL,
    SectionKind.LEARNING: ItemKind.TOPIC,
    SectionKind.TEAM: ItemKind.PROBLEM,
    SectionKind.CHALLENGES: ItemKind.CHALLENGE,
    SectionKind.REFLECTION: ItemKind.REFLECTION,
    SectionKind.LINKS: ItemKind.LINK,
}
_NEXT_MARK = {None: Mark.DONE, Mark.DONE: Mark.PARTIAL, Mark.PARTIAL: Mark.MISSED, Mark.MISSED: None}


class TodayScreen(TimerScreen):
    """One day: written, checked, changed, and turned."""

    BINDINGS = [*bindings_of(TODAY_COMMANDS)]

    # Adding

    def action_add_here(self) -> None:
        entry = self.current
        kind = _KIND_OF_SECTION.get(entry.section) if entry is not None and entry.section is not None else None
        if kind is not None:
            self.action_add(kind)
            return
        options = [(kind.value, self.words(f"kind-{kind}")) for kind in ItemKind]
        self.app.push_screen(Choice(self.words("ask-what"), options, self.action_add, self.words))

    def action_add(self, kind: str) -> None:
        ask: dict[ItemKind, Callable[[], None]] = {
            ItemKind.GOAL: self._ask_goal,
            ItemKind.TOPIC: self._ask_topic,
            ItemKind.PROBLEM: self._ask_problem,
            ItemKind.CHALLENGE: partial(self._ask_challenge, When.NEXT),
            ItemKind.REFLECTION: self._ask_reflection,
            ItemKind.LINK: self._ask_link,
        }
        ask[ItemKind(kind)]()

    def action_add_challenge_today(self) -> None:
        self._ask_challenge(When.PAST)

    def _ask_goal(self) -> None:
        day = self.day
        self.ask("goal", self.words("ask-goal"), lambda answer: self.journal.add_goal(day, answer[0]))

    def _ask_challenge(self, when: When) -> None:
        day = self.day
        title = self.words("ask-past" if when is When.PAST else "ask-next")
        record = self.journal.find(day)
        # What was done in part or missed is offered again: today's for tomorrow, an earlier day's for today.
        again = self.journal.left_over(day) if when is When.PAST or record is None else self.journal.unfinished(record)
        self.ask(
            f"challenge {when}",
            title,
            lambda answer: self.journal.add_challenge(day, answer[0], when),
            suggestions=[challenge.text for challenge in again],
        )

    def _ask_topic(self) -> None:
        day, entry = self.day, self.current
        studied = entry is not None and entry.section in (SectionKind.LEARNING, SectionKind.TEAM)
        section = entry.heading if entry is not None and studied else ""

        def add(answer: Answer) -> None:
            title, *presenter = answer
            self.journal.add_topic(day, title, presenter=presenter[0].strip() if presenter else "", section=section)

        title = self.words("ask-topic-in", section=section) if section else self.words("ask-topic")
        fields = [Field()]
        if self._has_presenters(section):
            fields = [Field(self.words("field-title")), Field(self.words("field-presenter"))]
        self.ask("topic", title, add, *fields)

    def _has_presenters(self, section: str) -> bool:
        templates = self.journal.templates
        if self.record is None:
            return True
        template = templates.named(self.record.day.template) or templates.default
        learning = [s.heading for s in self.record.day.sections if s.kind is SectionKind.LEARNING]
        heading = section or (learning[0] if learning else "")
        return not heading or bool(templates.lexicon(template).presenters_in(heading))

    def _ask_problem(self) -> None:
        day = self.day
        example = self.words("example-problem")

        def add(answer: Answer) -> None:
            judge, problems = self._problems_in(answer[0])
            if not problems:
                raise UsageError(self.words("no-judge", example=example))
            self.journal.add_problems(day, judge, problems)

        self.ask("problem", self.words("ask-problem"), add, Field(example=example))

    def _problems_in(self, line: str) -> tuple[str, list[str]]:
        """Return the judge and the problems of one line: numbers are told apart by spaces, titles by commas."""
        words = line.split()
        judges = self.journal.templates.judges
        size = next((n for n in range(len(words), 0, -1) if judges.named(" ".join(words[:n])) is not None), 1)
        judge, rest = " ".join(words[:size]), words[size:]
        if words and words[0][0].isdecimal() and self.record is not None and self.record.day.problems:
            # Numbers alone go on with the judge the day named last.
            judge, rest = self.record.day.problems[-1].judge, words
        if all(word.strip(",")[-1:].isdecimal() for word in rest):
            return judge, [word.strip(",") for word in rest]
        return judge, [title.strip() for title in " ".join(rest).split(",") if title.strip()]

    def _ask_reflection(self) -> None:
        day, entry, labels = self.day, self.current, self._labels()
        if entry is not None and entry.blank is not None and entry.blank.kind is ItemKind.REFLECTION:
            # The label that waits under the cursor is meant, and no other.
            label = entry.blank.label
            title, kind = label or self.words("ask-reflection"), f"reflection {label}"
            self.ask(kind, title, lambda answer: self.journal.add_reflection(day, label, answer[0]))
            return

        def add(answer: Answer) -> None:
            self.journal.add_reflection(day, answer[1], answer[0])

        question = Question(self.words("ask-reflection"), "reflection", self.accepting(add))
        choices = [*((label, label) for label in labels), ("", self.words("no-label"))]
        self.app.push_screen(LabelPrompt(question, choices, 0, self.words, self.drafts))

    def _labels(self) -> list[str]:
        """The labels that wait first, then those the day has, then the template's."""
        templates = self.journal.templates
        template = templates.default
        labels: list[str] = []
        if self.record is not None:
            day = self.record.day
            template = templates.named(day.template) or template
            labels = [blank.label for blank in day.blanks if blank.kind is ItemKind.REFLECTION]
            labels += [reflection.label for reflection in day.reflections]
        if not labels:
            lines = [line for section in template.sections for line in section.lines]
            labels = [line.label for line in lines if line.hole == "reflection"]
        return list(dict.fromkeys(label for label in labels if label))

    def _ask_link(self) -> None:
        day = self.day

        def add(answer: Answer) -> None:
            words = answer[0].split()
            url = next((word for word in words if "://" in word), words[0] if words else "")
            title = " ".join(word for word in words if word != url)
            self.journal.add_link(day, url, title)

        self.ask("link", self.words("ask-link"), add, Field(example=self.words("example-link")))

    # Checking and changing

    def action_check(self) -> None:
        entry = self._challenge()
        if entry is not None:
            mark = getattr(entry.item, "mark", None)
            self._mark(entry, _NEXT_MARK[mark])

    def action_mark(self, mark: str) -> None:
        entry = self._challenge()
        if entry is not None:
            self._mark(entry, Mark(mark) if mark else None)

    def _challenge(self) -> Entry | None:
        entry = self.current
        if entry is None or entry.ref is None or entry.ref.kind is not ItemKind.CHALLENGE:
            self.say_error(self.words("only-challenges"))
            return None
        return entry

    def _mark(self, entry: Entry, mark: Mark | None) -> None:
        ref = entry.ref
        assert ref is not None
        self.apply(lambda: self.journal.mark_challenge(self.day, ref, mark))

    @on(EntryChosen)
    def _open_chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        entry = self.current
        if entry is None:
            return
        if isinstance(entry.item, Topic):
            topic = entry.item
            self._read_text(topic.title, topic.body or self.words("no-body"))
        elif entry.kind is EntryKind.TEXT and entry.section is not None and self.record is not None:
            lines = self.record.text.split("\n")
            section = self.record.day.sections
            here = next(s for s in section if s.heading == entry.heading and s.kind is entry.section)
            body = [line.rstrip("\r") for line in lines[here.span.start + 1 : here.span.end]]
            self._read_text(entry.heading, "\n".join(body).strip("\n"))
        else:
            self.action_edit()

    def _read_text(self, title: str, text: str) -> None:
        self.app.push_screen(Reader(title, plain_lines(text), self.words("reader-close")))

    def action_edit(self) -> None:
        entry = self.current
        if entry is None:
            return
        if entry.kind is EntryKind.EMPTY:
            self.action_add_here()
        elif entry.blank is not None:
            self._fill(entry)
        elif entry.ref is None:
            self.say_error(self.words("not-an-item", day=self.day))
        else:
            self._ask_words(entry, entry.ref)

    def _fill(self, entry: Entry) -> None:
        blank = entry.blank
        assert blank is not None
        if blank.kind is ItemKind.CHALLENGE:
            self._ask_challenge(blank.when or When.NEXT)
        else:
            self.action_add(blank.kind)

    def _ask_words(self, entry: Entry, ref: ItemRef) -> None:
        day = self.day
        # Of a problem its line shows the number alone, so the title says whose it is.
        of = f"{entry.item.judge} {entry.source}" if isinstance(entry.item, Problem) else entry.heading
        title = f"{self.words('ask-edit')} — {of}" if of else self.words("ask-edit")

        # Letters in parts (NFD) cannot be edited one by one, so they are shown whole; unchanged, they stay as they are.
        source = unicodedata.normalize("NFC", entry.source)

        def change(answer: Answer) -> None:
            if answer[0] != source:
                self.journal.retext_item(day, ref, answer[0])

        question = Question(title, f"edit {day} {ref.kind} {source}", self.accepting(change))
        if "\n" in source:
            self.app.push_screen(LinesPrompt(question, source, self.words, self.drafts))
        else:
            self.app.push_screen(Prompt(question, [Field(value=source)], self.words, self.drafts))

    def action_delete(self) -> None:
        ref = self._item()
        if ref is not None and self.apply(lambda: self.journal.delete_item(self.day, ref)):
            self.tell("deleted", words=_short(ref.text))

    def action_move(self, by: int) -> None:
        ref = self._item()
        if ref is not None:
            self.apply(lambda: self.journal.move_item(self.day, ref, by))

    def _item(self) -> ItemRef | None:
        entry = self.current
        if entry is None or entry.ref is None:
            text = entry is not None and entry.kind is EntryKind.TEXT
            self.say_error(self.words("not-an-item", day=self.day) if text else self.words("nothing-here"))
            return None
        return entry.ref

    def action_undo(self) -> None:
        self.apply(lambda: self.tell("undone", summary=_short(self.journal.undo().summary)))

    def action_redo(self) -> None:
        self.apply(lambda: self.tell("redone", summary=_short(self.journal.redo().summary)))

    # Days

    def action_turn_day(self, by: int) -> None:
        self.turn_to(self.day + dt.timedelta(days=by))

    def action_today(self) -> None:
        self.turn_to(self.journal.today)

    def action_turn_to_written(self, by: int) -> None:
        """Show the nearest day with a log, before (-1) or after (1) this one."""
        days = self.journal.store.dates()
        near = [day for day in days if (day < self.day if by < 0 else day > self.day)]
        if near:
            self.turn_to(near[-1] if by < 0 else near[0])
        else:
            self.tell("no-earlier" if by < 0 else "no-later")

    def action_ask_day(self) -> None:
        """Ask for a day in words, and show it."""

        def turn(answer: Answer) -> None:
            self.turn_to(self.journal.date_of(answer[0]))

        field = Field(example=self.words("example-day"))
        self.ask("day", self.words("ask-day"), turn, field, newest=False)

    def action_new_day(self) -> None:
        if self.record is not None:
            self.tell("already-open", day=self.day)
            return
        self.apply(self._open_day)

    def _open_day(self) -> None:
        outcome = self.journal.open_day(self.day)
        self.tell("opened", day=self.day)
        for note in outcome.notes:
            self.app.notify(note, severity="warning", markup=False)

    # Help

    def action_help(self) -> None:
        keys: dict[str, list[str]] = {}
        for active in self.active_bindings.values():
            keys.setdefault(active.binding.id or "", []).append(self.app.get_key_display(active.binding))
        lines: list[tuple[Segment, ...]] = []
        for group in GROUPS:
            lines += [(Segment(""),)] if lines else []
            lines.append((Segment(self.words(f"group-{group}"), "heading"),))
            for command in COMMANDS:
                if command.group == group and command.binding in keys:
                    shown_keys = fit("  " + "  ".join(keys[command.binding]), 18)
                    about = self.words(f"about-{command.name}" if command.palette else f"do-{command.name}")
                    lines.append((Segment(shown_keys, "key"), Segment(about, "words")))
        self.app.push_screen(Reader(self.words("help-title"), lines, self.words("help-close")))


def _short(text: str) -> str:
    words = text.split("\n", maxsplit=1)[0]
    return words if len(words) <= 60 else words[:59] + "…"
