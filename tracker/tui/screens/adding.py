"""What a day gains: the boxes that ask for an entry of each kind, completed from what was written before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from tracker.errors import UsageError
from tracker.model import ItemKind, SectionKind, When
from tracker.stored import Known
from tracker.tui.commands import Command, Group
from tracker.tui.completion import Suggest, Suggestion, first_words_among, lines_among, matching
from tracker.tui.questions import Answer, Field, Question
from tracker.tui.screens.day_screen import DayScreen
from tracker.wording import N_, _


def _writing(keys: str, action: str, binding: str, do: str, about: str) -> Command:
    return Command(keys, action, Group.WRITE, f"today.{binding}", do, about)


ADDING_COMMANDS = (
    _writing("a", "add_here", "add", N_("add"), N_("Add an entry to the pane you are in.")),
    _writing("g", "add('goal')", "goal", N_("goal"), N_("Write a goal for the day.")),
    _writing("o", "add('topic')", "topic", N_("topic"), N_("Add something you studied.")),
    _writing("p", "add('problem')", "problem", N_("problem"), N_("Add solved problems in one line: LeetCode 15 322.")),
    _writing("c", "add('challenge')", "challenge", N_("challenge"), N_("Set a challenge for the next study day.")),
    _writing(
        "C",
        "add_challenge_today",
        "challenge-today",
        N_("challenge for today"),
        N_("Add a challenge to be checked today."),
    ),
    _writing("f", "add('reflection')", "reflection", N_("reflection"), N_("Write what you think of the day.")),
    _writing("l", "add('link')", "link", N_("link"), N_("Add a source or reference.")),
)

_KIND_OF_SECTION = {
    SectionKind.GOALS: ItemKind.GOAL,
    SectionKind.LEARNING: ItemKind.TOPIC,
    SectionKind.TEAM: ItemKind.PROBLEM,
    SectionKind.CHALLENGES: ItemKind.CHALLENGE,
    SectionKind.REFLECTION: ItemKind.REFLECTION,
    SectionKind.LINKS: ItemKind.LINK,
}

KIND_NAMES = {
    ItemKind.GOAL: N_("goal"),
    ItemKind.TOPIC: N_("topic"),
    ItemKind.PROBLEM: N_("problem"),
    ItemKind.CHALLENGE: N_("challenge for tomorrow"),
    ItemKind.REFLECTION: N_("reflection"),
    ItemKind.LINK: N_("link"),
}
"""What the kinds of entry are called, in English."""


class AddingActions(DayScreen):
    """A day that entries are added to."""

    def action_add_here(self) -> None:
        entry = self.current
        kind = _KIND_OF_SECTION.get(entry.section) if entry is not None and entry.section is not None else None
        if kind is not None:
            self.action_add(kind)
            return
        options = [(kind.value, _(KIND_NAMES[kind])) for kind in ItemKind]
        self.ask_one_of(_("Add what?"), options, self.action_add)

    def action_add(self, kind: str) -> None:
        ask: dict[ItemKind, Callable[[], None]] = {
            ItemKind.GOAL: self._ask_goal,
            ItemKind.TOPIC: self._ask_topic,
            ItemKind.PROBLEM: self._ask_problem,
            ItemKind.CHALLENGE: partial(self.ask_challenge, When.NEXT),
            ItemKind.REFLECTION: self._ask_reflection,
            ItemKind.LINK: self._ask_link,
        }
        ask[ItemKind(kind)]()

    def action_add_challenge_today(self) -> None:
        self.ask_challenge(When.PAST)

    def _ask_goal(self) -> None:
        day = self.day
        self.ask("goal", _("A goal for the day"), lambda answer: self.journal.add_goal(day, answer[0]))

    def ask_challenge(self, when: When) -> None:
        """Ask for a challenge; what was done in part or missed is offered again, then what was set before."""
        day = self.day
        title = _("A challenge for today") if when is When.PAST else _("A challenge for tomorrow")
        record = self.journal.find(day)
        # Today's unfinished ones are offered for tomorrow, an earlier day's for today.
        again = self.journal.left_over(day) if when is When.PAST or record is None else self.journal.unfinished(record)
        known = [challenge.text for challenge in again] + self.journal.known(Known.CHALLENGES)
        self.ask(
            f"challenge {when}",
            title,
            lambda answer: self.journal.add_challenge(day, answer[0], when),
            suggest=lines_among(list(dict.fromkeys(known))),
        )

    def _ask_topic(self) -> None:
        day, entry = self.day, self.current
        studied = entry is not None and entry.section in (SectionKind.LEARNING, SectionKind.TEAM)
        section = entry.heading if entry is not None and studied else ""

        def add(answer: Answer) -> None:
            title, *presenter = answer
            self.journal.add_topic(day, title, presenter=presenter[0].strip() if presenter else "", section=section)

        title = _("A topic — {section}", section=section) if section else _("A topic")
        if self._has_presenters(section):
            fields = [Field(_("title")), Field(_("presenter (may be left empty)"))]
            self.ask("topic", title, add, *fields, suggest=lines_among(self.journal.known(Known.PRESENTERS), field=1))
        else:
            self.ask("topic", title, add)

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
        example = _("LeetCode 15 322")

        def add(answer: Answer) -> None:
            judge, problems = self._problems_in(answer[0])
            if not problems:
                raise UsageError(_("Begin with the judge's name: {example}", example=example))
            self.journal.add_problems(day, judge, problems)

        title = _("Solved problems — judge and numbers")
        self.ask("problem", title, add, Field(example=example), suggest=self._judges())

    def _judges(self) -> Suggest:
        """Judges used before come first; then all others that are known, by every name they go by."""
        used = self.journal.known(Known.JUDGES)
        judges = self.journal.templates.judges.judges
        other = [judge.name for judge in judges if judge.name not in used]
        named = first_words_among([*used, *other])
        names = {name: judge.name for judge in judges for name in judge.also}

        def suggest(field: int, written: str) -> Sequence[Suggestion]:
            found = named(field, written)
            if found or " " in written:
                return found
            also = dict.fromkeys(names[name] for name in matching(written, names))
            return [Suggestion(f"{name} ", whole=False) for name in also]

        return suggest

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
            title, kind = label or _("Looking back"), f"reflection {label}"
            self.ask(kind, title, lambda answer: self.journal.add_reflection(day, label, answer[0]))
            return

        def add(answer: Answer) -> None:
            self.journal.add_reflection(day, answer[1], answer[0])

        from tracker.tui.screens.prompt import LabelPrompt

        question = Question(_("Looking back"), "reflection", self.accepting(add))
        choices = [*((label, label) for label in labels), ("", _("without a label"))]
        self.app.push_screen(LabelPrompt(question, choices, 0, self.drafts))

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

        title = _("A link — address and title")
        self.ask("link", title, add, Field(example=_("https://example.com title")))
