"""The Retrospective screen: a week or month looked back on, to be read, edited, kept, copied and published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from types import EllipsisType
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tracker.codec.words import end_of_words
from tracker.errors import Prefer, UsageError
from tracker.journal import Journal, retrospectives
from tracker.journal.pages import write_page
from tracker.retro.periods import period_name
from tracker.stats import month_days, week_days
from tracker.stored import PeriodKind, Retrospective
from tracker.timefmt import format_duration
from tracker.tui.commands import UNDOING, VISITS, Command, Group, bindings_of
from tracker.tui.folders import path_of
from tracker.tui.questions import Answer, Field
from tracker.tui.screens.base import StudyScreen
from tracker.tui.screens.editor import PREVIEW_COMMAND, SHARED_COMMANDS, PreviewedEditor, Written
from tracker.tui.screens.prompt import Choice
from tracker.tui.shown import shown
from tracker.tui.widgets.markdown_area import MarkdownArea
from tracker.tui.widgets.preview import MarkdownPreview
from tracker.tui.widgets.text_page import PAGE_COMMANDS, TextPage, markdown_lines
from tracker.wording import N_, _

_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(2999, 12, 31)


def _of_retro(keys: str, action: str, binding: str, do: str, about: str, group: Group = Group.CHANGE) -> Command:
    return Command(keys, action, group, f"retro.{binding}", do, about)


RETRO_COMMANDS = (
    _of_retro("enter,i,f2", "edit", "edit", N_("edit"), N_("Write in it; it is kept from the first word on.")),
    _of_retro("s", "keep", "keep", N_("keep"), N_("Keep it; once kept, it is brought up to date around your words.")),
    _of_retro("B", "publish", "publish", N_("publish"), N_("Publish it where your days are."), Group.SCREEN),
    _of_retro("y", "copy", "copy", N_("copy"), N_("Copy its Markdown to the clipboard."), Group.LOOK),
    _of_retro("f", "save_file", "file", N_("save as a file"), N_("Write its Markdown to a file."), Group.LOOK),
    _of_retro(
        "v,m", "turn_view", "view", N_("text or page"), N_("Show its Markdown, or the page it makes."), Group.LOOK
    ),
    _of_retro("d,delete", "let_go", "remove", N_("keep no longer"), N_("Keep it no longer; it can be undone.")),
    _of_retro(
        "left_square_bracket,p",
        "turn(-1)",
        "previous",
        N_("before"),
        N_("Look at the week or month before."),
        Group.DAY,
    ),
    _of_retro(
        "right_square_bracket,n", "turn(1)", "next", N_("after"), N_("Look at the week or month after."), Group.DAY
    ),
    _of_retro("full_stop", "today", "today", N_("this one"), N_("Come back to this week or month."), Group.DAY),
    _of_retro("1", "kind('week')", "week", N_("week"), N_("Look back on the week."), Group.LOOK),
    _of_retro("2", "kind('month')", "month", N_("month"), N_("Look back on the month."), Group.LOOK),
    _of_retro("o", "choose_kept", "kept", N_("those kept"), N_("Choose one of those you keep."), Group.LOOK),
    *UNDOING,
    Command("escape,q", "leave", Group.SCREEN, "retro.leave", N_("Today"), N_("Go back to Today."), palette=False),
)
"""What the Retrospective screen answers to."""


def title_of(kind: PeriodKind, first: dt.date, week: int) -> str:
    """Return what a period is called above its retrospective."""
    last = (week_days if kind is PeriodKind.WEEK else month_days)(first)[1]
    if kind is PeriodKind.MONTH:
        return period_name(kind, first)
    dates = f"{first.month}/{first.day} – {last.month}/{last.day}"
    return _("week {n} · {dates}", n=week, dates=dates)


class RetroScreen(StudyScreen):
    """Shows the retrospective of a week or month: the one that is kept, else what the template makes."""

    CSS_PATH = ["../editors.tcss", "../retro.tcss"]
    AUTO_FOCUS = ""
    commands: ClassVar[tuple[Command, ...]] = (*RETRO_COMMANDS, *PAGE_COMMANDS)
    # To publish means the retrospective here, not the day.
    visits: ClassVar[tuple[Command, ...]] = tuple(visit for visit in VISITS if visit.binding != "visit.publish")
    BINDINGS = [*bindings_of(RETRO_COMMANDS)]

    def __init__(
        self, journal: Journal, day: dt.date, kind: PeriodKind = PeriodKind.WEEK, line: int | None = None
    ) -> None:
        """`line`, from 1, is shown lit in the text; None shows the page from its beginning."""
        super().__init__(journal)
        self.day = day
        self._lit = line - 1 if line is not None else None
        self.kind = kind
        self.kept: Retrospective | None = None
        """The one that is kept; None when none is."""
        self.text = ""
        """What is shown; empty when there is nothing to look back on."""
        self._shown: tuple[PeriodKind, dt.date, str] | None = None
        self._as_lines: tuple[PeriodKind, dt.date, str] | None = None
        """What the text, which is made only where it is asked for, shows; None before there is any."""
        self._as_text = line is not None
        self._seconds = 0
        """What was studied in the period."""
        self._problem = ""
        """Why there is nothing to show; empty when it is only that there is no log."""

    def compose_content(self) -> ComposeResult:
        with Horizontal(id="retro-head"):
            yield Static("", id="retro-title", markup=False)
            yield Static("", id="editor-state", markup=False)
        yield Static("", id="retro-empty", markup=False)
        yield MarkdownPreview(id="retro-preview")
        yield TextPage(id="retro-text")

    @property
    def shown_day(self) -> dt.date:
        return self.day

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        """The first and the last day that are looked back on."""
        return retrospectives.period_of(self.kind, self.day)

    def bar(self) -> Sequence[str]:
        names = [
            "retro.edit",
            "retro.keep",
            "retro.publish",
            "retro.copy",
            "retro.view",
            "retro.previous",
            "retro.next",
        ]
        other = "retro.month" if self.kind is PeriodKind.WEEK else "retro.week"
        return [*(names if self.text else names[-2:]), other, "retro.leave"]

    def help_text(self) -> str:
        return _(
            "The retrospective is made from your template and the days of the period. Once you write in it, or keep it,"
            " it is yours: making it again changes only what you have not touched, and asks where both changed."
        )

    # Reading

    def look(self) -> None:
        error = self.attempt(self._read)
        if error is not None or self._problem:
            self.say_error(error or "")
        self._problem = error or ""
        self._show()
        super().look()
        self.refresh_hints()

    def _read(self) -> None:
        self.text, self.kept, self._seconds = "", None, 0
        facts = self.journal.facts(*self.period)
        self._seconds = sum(fact.seconds or 0 for fact in facts)
        self.kept = retrospectives.kept(self.journal, self.kind, self.day)
        if self.kept is not None:
            self.text = self.kept.text
            return
        if any(fact.logged for fact in facts):
            self.text = retrospectives.made(self.journal, self.kind, self.day)

    def _show(self) -> None:
        first, _last = self.period
        title = title_of(self.kind, first, self.journal.week(first))
        self.query_one("#retro-title", Static).update(Content(f"{title} · {format_duration(self._seconds)}"))
        self.query_one("#editor-state", Static).update(Content(self._state()))
        self.set_class(not self.text, "-empty")
        self.set_class(self._as_text, "-text")
        self.query_one("#retro-empty", Static).update(Content(self._nothing()))
        preview, page = self.query_one(MarkdownPreview), self.query_one(TextPage)
        preview.show(self.text, width=self.app.size.width)
        now = (self.kind, first, self.text)
        same_period = self._shown is not None and self._shown[:2] == now[:2]
        if not same_period:
            preview.scroll_home(animate=False, force=True, immediate=True)
        self._shown = now
        if self._as_text and self._as_lines != now:
            same_period = self._as_lines is not None and self._as_lines[:2] == now[:2]
            page.show_lines(markdown_lines(self.text), lit=self._lit, stay=same_period)
            self._as_lines = now
        self._focus_page()

    def _focus_page(self) -> None:
        if self.app.screen is self:
            self.set_focus(
                (self.query_one(TextPage) if self._as_text else self.query_one(MarkdownPreview)) if self.text else None
            )

    def _state(self) -> str:
        if not self.text:
            return ""
        if self.kept is None:
            return _("not kept yet")
        return _("✓ kept, with your words") if self.kept.edited else _("✓ kept")

    def _nothing(self) -> str:
        if self._problem:
            return self._problem
        first, _last = self.period
        return _(
            "There is no log in {period} to look back on. {before} and {after} turn to others, {key} goes to the last"
            " one with a log.",
            period=period_name(self.kind, first),
            before=self.key_of("retro.previous"),
            after=self.key_of("retro.next"),
            key=self.key_of("retro.today"),
        )

    # Turning

    def choose(self, day: dt.date, kind: PeriodKind | None = None) -> None:
        """Show the retrospective of another day's week or month."""
        if _FIRST_DAY <= day <= _LAST_DAY:
            self.day, self.kind, self._lit = day, kind or self.kind, None
            self.say_error("")
            self.look()

    def action_turn(self, steps: int) -> None:
        first, last = self.period
        self.choose(first - dt.timedelta(days=1) if steps < 0 else last + dt.timedelta(days=1))

    def action_today(self) -> None:
        latest = self.journal.latest_before(self.journal.today + dt.timedelta(days=1))
        self.choose(latest.day.date if latest is not None else self.journal.today)

    def action_kind(self, kind: str) -> None:
        self.choose(self.day, PeriodKind(kind))

    def action_choose_kept(self) -> None:
        kept = retrospectives.all_kept(self.journal)
        if not kept:
            self.tell(_("None is kept yet; {key} keeps this one.", key=self.key_of("retro.keep")))
            return
        options = [(f"{each.kind} {each.first}", self._named(each)) for each in kept]

        def choose(chosen: str) -> None:
            kind, _space, first = chosen.partition(" ")
            self.choose(dt.date.fromisoformat(first), PeriodKind(kind))

        self.app.push_screen(Choice(_("Those you keep"), options, choose))

    def _named(self, kept: Retrospective) -> str:
        edited = "  " + _("with your words") if kept.edited else ""
        return f"{period_name(kept.kind, kept.first):8}  {kept.first} – {kept.last}{edited}"

    def action_turn_view(self) -> None:
        self._as_text = not self._as_text
        self._show()

    # Doing

    def _needs_text(self) -> bool:
        if not self.text:
            self.say_error(self._nothing())
        return bool(self.text)

    def action_edit(self) -> None:
        if self._needs_text():
            self.app.push_screen(RetroEditor(self.journal, self.day, self.kind))

    def action_keep(self) -> None:
        if not self._needs_text():
            return

        def keep() -> None:
            outcome = retrospectives.keep(self.journal, self.kind, self.day)
            self.tell(_("Kept.") if outcome.changed else _("Kept already, and up to date."))

        self.apply(keep)

    def action_let_go(self) -> None:
        if self.kept is None:
            self.say_error(_("It is not kept, so there is nothing to let go."))
            return

        def let_go() -> None:
            gone = retrospectives.let_go(self.journal, self.kind, self.day)
            key, name = self.key_of("today.undo"), period_name(gone.kind, gone.first)
            self.tell(_("{period} is kept no longer  ({key} undoes)", period=name, key=key))

        self.apply(let_go)

    def action_copy(self) -> None:
        if self._needs_text():
            self.app.copy_to_clipboard(self.text)
            self.tell(_("Copied: {words}", words=period_name(self.kind, self.period[0])))

    def action_save_file(self) -> None:
        if self._needs_text():
            value = f"{period_name(self.kind, self.period[0])}.md"
            self.ask("retro-file", _("Write it to which file?"), self._save_file, Field(value=value))

    def _save_file(self, answer: Answer) -> None:
        if not answer[0].strip():
            raise UsageError(_("Name a file."))
        path = path_of(answer[0])
        write_page(self.journal, path, self.text, f"retro {self.kind} {self.period[0]}")
        self.tell(_("Saved: {path}", path=shown(str(Path(path).absolute()))))

    def action_publish(self) -> None:
        if self._needs_text():
            from tracker.tui.screens.publish import PublishScreen

            self.app.push_screen(PublishScreen(self.journal, self.period[0], self.kind))


RETRO_EDITOR_COMMANDS = (PREVIEW_COMMAND, *SHARED_COMMANDS)


class RetroEditor(PreviewedEditor):
    """Edits a retrospective, which is kept from the first word on."""

    commands: ClassVar[tuple[Command, ...]] = RETRO_EDITOR_COMMANDS
    BINDINGS = [*bindings_of(RETRO_EDITOR_COMMANDS)]

    def __init__(self, journal: Journal, day: dt.date, kind: PeriodKind) -> None:
        super().__init__(journal, day)
        self.kind = kind
        self._is_kept = False

    def compose_content(self) -> ComposeResult:
        first = retrospectives.period_of(self.kind, self.day)[0]
        with Horizontal(id="retro-head"):
            yield Static(Content(title_of(self.kind, first, self.journal.week(first))), id="retro-title")
            yield Static("", id="editor-state", markup=False)
        with Horizontal(id="retro-body"):
            yield MarkdownArea(id="editor-area")
            yield MarkdownPreview(id="editor-preview")

    def bar(self) -> Sequence[str]:
        return ("editor.leave", "editor.preview", "editor.outside", "editor.save")

    def help_text(self) -> str:
        return _(
            "What you type is kept within a second, and one undo takes the whole session back. Making the retrospective"
            " again leaves your words where they are."
        )

    @property
    def file_name(self) -> str:
        return period_name(self.kind, retrospectives.period_of(self.kind, self.day)[0])

    def whole_text(self) -> str:
        return self.area.value

    def begin(self) -> str | None:
        text = retrospectives.present(self.journal, self.kind, self.day)
        self.area.load(text, newline="\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n")
        self._is_kept = retrospectives.kept(self.journal, self.kind, self.day) is not None
        self.area.go_to(*_own_words(text))
        left = self.left_unsaved()
        if left is not None:
            mine, base = left
            self.area.retext(mine)
            self.call_after_refresh(self.written_on)
            return base if base is not None else text
        return text

    @property
    def place(self) -> str:
        return f"{self.kind} {retrospectives.period_of(self.kind, self.day)[0]}"

    @property
    def saved_words(self) -> str:
        return super().saved_words if self._is_kept else f"○ {_('not kept yet')}"

    def met(self) -> Written | None:
        kept = retrospectives.kept(self.journal, self.kind, self.day)
        return Written(kept.text) if kept is not None else None

    def keep_text(self, text: str, *, prefer: Prefer | None = None, met: str | EllipsisType | None = ...) -> Written:
        if not text.strip():
            raise UsageError(_("The text is empty, so it is not saved; what was there stays."))
        outcome = retrospectives.save(
            self.journal, self.kind, self.day, text, base=self._base or "", amend=self._change, prefer=prefer, met=met
        )
        self._is_kept = True
        return Written(outcome.retrospective.text, None, outcome.changed, outcome.change, outcome.merged)

    def adopt(self, outcome: Written) -> None:
        self.area.retext(outcome.text)

    def go_back(self) -> None:
        self.app.pop_screen()


def _own_words(text: str) -> tuple[int, int]:
    """Return line and column, from 0, where a person's own words go: behind the first entry below the last heading."""
    lines = text.split("\n")
    heading = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].startswith("#")), 0)
    entry = next((n for n in range(heading, len(lines)) if lines[n].startswith(("- ", "* "))), None)
    if entry is None:
        return heading, 0
    end = end_of_words(lines[entry])
    return entry, end + (lines[entry][end : end + 1] == " ")
