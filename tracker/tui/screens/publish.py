"""The way to publish: what will not look right, and every step that will be taken, before anything is touched."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tracker.charts import Segment
from tracker.config import parse_config
from tracker.errors import NotFound, TrackerError
from tracker.journal import Journal
from tracker.lint import Finding
from tracker.publish.linting import findings_of, mend
from tracker.publish.publishing import Prepared, Wish, carry_out, prepare
from tracker.publish.refusals import ChangedElsewhere, IssueGone, TitleTaken
from tracker.retro.periods import period_name
from tracker.settings import write_setting
from tracker.stored import PeriodKind
from tracker.tui.commands import Command, Group, bindings_of
from tracker.tui.questions import Answer, Field
from tracker.tui.screens.base import StudyScreen
from tracker.tui.screens.prompt import Choice
from tracker.tui.shown import shown
from tracker.tui.widgets.text_lines import TextLines
from tracker.values import replace
from tracker.wording import N_, _, n_


def _of_publish(keys: str, action: str, binding: str, do: str, about: str) -> Command:
    return Command(keys, action, Group.CHANGE, f"publish.{binding}", do, about)


PUBLISH_COMMANDS = (
    _of_publish("enter", "publish", "go", N_("publish"), N_("Do what is listed.")),
    _of_publish("f", "mend", "mend", N_("mend"), N_("Mend in the text what is certain; it can be undone.")),
    _of_publish("m", "edit", "edit", N_("edit the text"), N_("Go to the first line that will not look right.")),
    _of_publish("c", "commit", "commit", N_("commit or not"), N_("Commit the file, or leave that out.")),
    _of_publish("O", "overwrite", "overwrite", N_("overwrite"), N_("Write over what was changed there by hand.")),
    _of_publish("t", "ask_target", "target", N_("where to"), N_("Publish somewhere else from now on.")),
    _of_publish("r", "prepare", "again", N_("look again"), N_("Look again at what is there.")),
    Command("escape,q", "leave", Group.SCREEN, "publish.leave", N_("back"), N_("Go back."), palette=False),
)
"""What the screen answers to."""


@dataclass
class Ready(Message):
    """A message that a plan is made, or why there is none."""

    attempt: int
    """Number of the attempt."""
    prepared: Prepared | None
    error: TrackerError | None = None
    changed: bool = False
    """Whether it is no longer what was shown and agreed to."""


@dataclass
class Published(Message):
    """A message that everything was done, or what went wrong."""

    lines: tuple[str, ...]
    place: str
    error: str = ""


class PublishScreen(StudyScreen):
    """Publishes a day, or a week's or month's retrospective."""

    CSS_PATH = ["../editors.tcss", "../retro.tcss"]
    AUTO_FOCUS = "TextLines"
    commands: ClassVar[tuple[Command, ...]] = PUBLISH_COMMANDS
    BINDINGS = [*bindings_of(PUBLISH_COMMANDS)]

    def __init__(self, journal: Journal, day: dt.date, kind: PeriodKind | None = None) -> None:
        """`kind` None publishes the day itself."""
        super().__init__(journal)
        self.day = day
        self.kind = kind
        self.prepared: Prepared | None = None
        """What would be done; None while nobody knows."""
        self._wish = Wish()
        self._refused: TrackerError | None = None
        self._attempt = 0
        self._text_shown: str | None = None
        """The text as it was when it was looked at last."""
        self._done: Published | None = None

    def compose_content(self) -> ComposeResult:
        yield Static("", id="publish-title", markup=False)
        yield TextLines((), id="publish-lines")

    def set_up(self) -> None:
        super().set_up()
        self.action_prepare()

    @property
    def shown_day(self) -> dt.date:
        return self.day

    @property
    def _named(self) -> str:
        return period_name(self.kind, self.day) if self.kind is not None else self.day_name(self.day)

    def bar(self) -> Sequence[str]:
        names = []
        ready = self._done is None and not self.working
        if ready and self.prepared is not None and not self.prepared.plan.nothing_to_do:
            names.append("publish.go")
        if self._certain:
            names.append("publish.mend")
        if isinstance(self._refused, ChangedElsewhere):
            names.append("publish.overwrite")
        return [*names, "publish.edit", "publish.commit", "publish.target", "publish.again", "publish.leave"]

    @property
    def _certain(self) -> list[Finding]:
        if self.kind is not None or self.prepared is None:
            return []
        return [finding for finding in self.prepared.findings if finding.fixed is not None]

    def help_text(self) -> str:
        return _(
            "Everything is looked at first: what will not look right on GitHub, and each step that will be taken."
            " Nothing is touched before you say so, and nothing is ever pushed from here."
        )

    # Looking

    def look(self) -> None:
        super().look()
        if self.prepared is not None and self._done is None and self._text() != self._text_shown:
            self.action_prepare()

    def _text(self) -> str | None:
        """Return the text that stands now; None when there is none."""
        if self.kind is None:
            return self.journal.text(self.day)
        kept = self.journal.retrospective(self.kind, self.day)
        return kept.text if kept is not None else None

    def action_prepare(self) -> None:
        if self.working:
            return
        self.prepared, self._refused, self._done = None, None, None
        self._text_shown = self._text()
        self.say_error("")
        if not self.journal.config.publish_to:
            self._show()
            self.call_after_refresh(self.action_ask_target)
            return
        self.working = True
        self._attempt += 1
        self._show()
        self._prepare_apart(self._attempt, self._wish)

    @work(thread=True, group="publish", exclusive=True)
    def _prepare_apart(self, attempt: int, wish: Wish) -> None:
        try:
            with self.journal.elsewhere() as journal:
                prepared = prepare(journal, self.kind or "day", self.day, wish, os.environ)
        except TrackerError as error:
            self.post_message(Ready(attempt, None, error))
            return
        self.post_message(Ready(attempt, prepared))

    @on(Ready)
    def _take(self, message: Ready) -> None:
        if message.attempt != self._attempt:
            return
        self.working = False
        self.prepared, self._refused = message.prepared, message.error
        self._show()
        if message.error is not None:
            self._say_refused(message.error)
        elif message.changed:
            key = self.key_of("publish.go")
            self.say_error(_("It has changed since you looked at it; {key} publishes it as it is now.", key=key))

    def _say_refused(self, error: TrackerError) -> None:
        sentence = error.sentence
        if isinstance(error, ChangedElsewhere):
            key = self.key_of("publish.overwrite")
            sentence = f"{sentence} {_('{key} overwrites it.', key=key)}"
        self.say_error(sentence)
        if isinstance(error, TitleTaken):
            options = [(str(number), _("the issue #{n}", n=number)) for number in error.numbers]
            self._ask_issue(error.sentence, [*options, ("new", _("a new issue"))])
        elif isinstance(error, IssueGone):
            self._ask_issue(error.sentence, [("new", _("a new issue"))])

    def _ask_issue(self, title: str, options: Sequence[tuple[str, str]]) -> None:
        def choose(chosen: str) -> None:
            number = int(chosen) if chosen != "new" else None
            self._wish = replace(self._wish, number=number, anew=number is None)
            self.action_prepare()

        self.app.push_screen(Choice(title, options, choose))

    def _show(self) -> None:
        where = self.journal.config.publish_to
        title = _("Publish {what} → {where}", what=self._named, where=where or "…")
        self.query_one("#publish-title", Static).update(Content(shown(title)))
        self.query_one(TextLines).show_lines([(Segment(text, style),) for text, style in self._lines()])
        self.refresh_hints()

    def _lines(self) -> list[tuple[str, str]]:
        if self._done is not None:
            done = [(f"✓ {_from_home(line)}", "words") for line in self._done.lines]
            return [*done, ("", ""), (_("Published: {place}", place=self._done.place), "good")]
        if not self.journal.config.publish_to:
            hint = _("Nobody has said where to yet; {key} asks.", key=self.key_of("publish.target"))
            return [(hint, "hint"), ("", ""), *self._finding_lines(self._findings_here())]
        if self.working:
            doing = _("Looking at what is there…") if self.prepared is None else _("It is being published; a moment.")
            return [(doing, "hint")]
        if self.prepared is None:
            return [(_("Nothing was touched."), "hint")]
        lines = self._finding_lines(self.prepared.findings)
        lines += [("", "")] if lines else []
        lines += [(f"· {note}", "hint") for note in self.prepared.plan.notes]
        if self.prepared.plan.nothing_to_do:
            lines.append((_("It is published already, as it is."), "good"))
        else:
            lines.append((_("This will be done:"), "heading"))
            lines += [(f"→ {_from_home(step.line())}", "words") for step in self.prepared.plan.steps]
        lines += [("", ""), (_("The text:"), "heading")]
        return [*lines, *((line.expandtabs(4), "hint") for line in self.prepared.plan.piece.text.split("\n"))]

    def _findings_here(self) -> tuple[Finding, ...]:
        """Return what will not look right wherever it is published."""
        try:
            return findings_of(self.journal, self.day) if self.kind is None else ()
        except TrackerError:
            return ()

    def _finding_lines(self, findings: Sequence[Finding]) -> list[tuple[str, str]]:
        lines: list[tuple[str, str]] = []
        for finding in findings:
            line = _("line {line}: {reason}", line=finding.line, reason=finding.reason)
            lines.append((f"{'✗' if finding.blocks else '!'} {line}", "bad" if finding.blocks else "words"))
            certain = f" {_('(certain)')}" if finding.fixed is not None else ""
            lines.append((f"  {finding.mend}{certain}", "hint"))
        return lines

    # Doing

    def action_publish(self) -> None:
        if self.working or self._done is not None:
            return
        if self.prepared is None:
            self.action_prepare()
            return
        if self.prepared.plan.nothing_to_do:
            self.tell(_("It is published already, as it is."))
            return
        if self.prepared.spoils:
            options = [("edit", _("first look at the text")), ("anyway", _("publish it as it is"))]
            self.app.push_screen(Choice(_("Something in it will spoil the page."), options, self._anyway))
            return
        self._carry_out()

    def _anyway(self, chosen: str) -> None:
        if chosen == "edit":
            self.action_edit()
        else:
            self._carry_out()

    def _carry_out(self) -> None:
        if self.prepared is not None:
            self.working = True
            self.say_error("")
            self._show()
            self._publish_apart(self._attempt, self._wish, self.prepared)

    @work(thread=True, group="publish", exclusive=True)
    def _publish_apart(self, attempt: int, wish: Wish, prepared: Prepared) -> None:
        try:
            with self.journal.elsewhere() as journal:
                # What was shown may be minutes old.
                fresh = prepare(journal, self.kind or "day", self.day, wish, os.environ)
                if (fresh.plan.lines(), fresh.plan.piece) != (prepared.plan.lines(), prepared.plan.piece):
                    self.post_message(Ready(attempt, fresh, changed=True))
                    return
                published = carry_out(journal, fresh, os.environ)
        except TrackerError as error:
            self.post_message(Published((), "", error.sentence))
            return
        lines = tuple(step.line() for step in prepared.plan.steps)
        self.post_message(Published(lines, published.url or published.place))

    @on(Published)
    def _show_published(self, message: Published) -> None:
        self.working = False
        if message.error:
            # What was asked for once, such as a new issue, may have been done.
            self._wish = Wish(commit=self._wish.commit)
            self.action_prepare()
            self.say_error(message.error)
            return
        self._done = message
        self._wish = Wish(commit=self._wish.commit)
        self._show()
        self.tell(_("Published: {place}", place=shown(message.place)))

    def action_mend(self) -> None:
        if self.kind is not None:
            self.say_error(_("A retrospective is mended in its text; {key} opens it.", key=self.key_of("publish.edit")))
            return

        def mend_day() -> None:
            count = len(mend(self.journal, self.day))
            if not count:
                raise NotFound(_("There is nothing certain to mend."))
            undo = self.key_of("today.undo")
            self.tell(
                n_(
                    "{n} line mended ({key} undoes it)",
                    "{n} lines mended ({key} undoes it)",
                    count,
                    key=undo,
                )
            )

        if self.apply(mend_day):
            self.action_prepare()

    def action_edit(self) -> None:
        if self.kind is not None:
            from tracker.tui.screens.retro import RetroEditor

            self.app.push_screen(RetroEditor(self.journal, self.day, self.kind))
            return
        from tracker.tui.screens.text_editor import TextEditor

        found = self.prepared.findings if self.prepared is not None else ()
        if self.apply(lambda: self.journal.record(self.day)):
            self.studylog.visit(TextEditor(self.journal, self.day, found[0].line if found else None))

    def action_commit(self) -> None:
        now = self.journal.config.publish_commit if self._wish.commit is None else self._wish.commit
        self._wish = replace(self._wish, commit=not now)
        self.action_prepare()

    def action_overwrite(self) -> None:
        if not isinstance(self._refused, ChangedElsewhere):
            self.say_error(_("Nothing there was changed by hand."))
            return
        self._wish = replace(self._wish, force=True)
        self.action_prepare()

    def action_ask_target(self) -> None:
        field = Field(value=self.journal.config.publish_to, example=_("~/TIL · github:OWNER/NAME"))
        self.ask(
            "publish-to", _("Where are your days published? A folder, or a GitHub repository."), self._set_target, field
        )

    def _set_target(self, answer: Answer) -> None:
        word = answer[0].strip()
        chosen = parse_config({"publish_to": word}).publish_to
        if self.studylog.settings is not None:
            write_setting(self.studylog.settings, "publish_to", json.dumps(chosen, ensure_ascii=False))
        self.journal.config = replace(self.journal.config, publish_to=chosen)
        self._wish = Wish()
        self.call_after_refresh(self.action_prepare)

    # Leaving

    def action_leave(self) -> None:
        if self.ready_to_quit() and self.app.screen is self:
            self.app.pop_screen()

    def ready_to_quit(self) -> bool:
        if self.working and self.prepared is not None:
            self.tell(_("It is being published; a moment."))
            return False
        return True


def _from_home(line: str) -> str:
    """Return a line with `~` for the person's own folder, as they write it themselves."""
    home = os.path.expanduser("~")
    return line.replace(f"{home}{os.sep}", f"~{os.sep}") if len(home) > 1 else line
