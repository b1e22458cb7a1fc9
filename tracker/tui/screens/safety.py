"""Backups and the checkup: what can be gone back to, and whether all is well."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from tracker.backups import Backup, problems_of, read_backup
from tracker.charts import Line, Segment
from tracker.checkup import Examination, Finding, Gravity, examine
from tracker.checkup.program_checks import terminal_of
from tracker.errors import NotFound
from tracker.journal import Journal
from tracker.places import Places
from tracker.tui.commands import Command, Group, bindings_of
from tracker.tui.screens.base import StudyScreen
from tracker.tui.shown import shown
from tracker.tui.widgets.backup_list import BackupList
from tracker.tui.widgets.line_list import LIST_COMMANDS, LineList
from tracker.tui.widgets.one_line import OneLine
from tracker.tui.widgets.text_page import PAGE_COMMANDS, TextPage
from tracker.wording import N_, _, n_

SAFETY_COMMANDS = (
    Command("n,a", "back_up", Group.CHANGE, "safety.now", N_("back up"), N_("Make a backup now; it is never removed.")),
    Command(
        "r",
        "restore",
        Group.CHANGE,
        "safety.restore",
        N_("put back"),
        N_("Put the backup you are on in the place of the whole log; u takes it back."),
    ),
    Command(
        "u,ctrl+z",
        "undo",
        Group.CHANGE,
        "safety.undo",
        N_("undo"),
        N_("Go back to what was there before a backup was put back."),
    ),
    Command(
        "v",
        "verify",
        Group.LOOK,
        "safety.verify",
        N_("verify"),
        N_("Check every page and text of the backup you are on."),
    ),
    Command("c", "check", Group.LOOK, "safety.check", N_("check all"), N_("Check the log and everything around it.")),
    Command(
        "x", "mend", Group.CHANGE, "safety.mend", N_("mend"), N_("Mend what can be mended without touching your words.")
    ),
    Command("escape,q", "leave", Group.SCREEN, "safety.leave", N_("back"), N_("Go back to the day."), palette=False),
)
"""What the screen of backups answers to."""

_FEWEST_ROWS = 3
_SIGNS = {"sound": ("✓", "mark-done"), "look": ("!", "mark-partial"), "wrong": ("✗", "mark-missed")}


@dataclass
class Verified(Message):
    """A message that a backup was looked through."""

    backup: Backup
    problems: list[str]
    """Empty when it is sound."""


@dataclass
class Examined(Message):
    """A message that the checkup has come to its end."""

    findings: list[Finding]
    told: bool
    """Whether the person asked for it, and wants to hear that it is done."""


class SafetyScreen(StudyScreen):
    """Lists the backups over what the checkup found."""

    CSS_PATH = "../safety.tcss"
    AUTO_FOCUS = "#backup-list"
    commands: ClassVar[tuple[Command, ...]] = SAFETY_COMMANDS
    BINDINGS = [*bindings_of(SAFETY_COMMANDS)]

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self._before: Path | None = None
        """What was there before a backup was put back here; None when none was."""
        self._findings: Sequence[Finding] | None = None
        """None before the first checkup has come to its end."""

    def compose_content(self) -> ComposeResult:
        yield OneLine(id="backup-title")
        with Vertical(id="safety-body"):
            yield BackupList(id="backup-list")
            yield OneLine(id="checkup-title")
            yield TextPage(id="checkup")

    def set_up(self) -> None:
        super().set_up()
        self._examine(mend=False, told=False)

    def all_commands(self) -> tuple[Command, ...]:
        moves = PAGE_COMMANDS if isinstance(self.focused, TextPage) else LIST_COMMANDS[:-1]
        return (*moves, *super().all_commands())

    def bar(self) -> Sequence[str]:
        undo = ("safety.undo",) if self._before is not None else ()
        mend = ("safety.mend",) if any(finding.mend is not None for finding in self._findings or ()) else ()
        chosen = ("safety.restore", "safety.verify") if self.backups.rows else ()
        return ["safety.now", *chosen, *undo, "safety.check", *mend, "safety.leave"]

    def help_text(self) -> str:
        return _(
            "A backup is made by itself before the first change of each day, and before an import, an update or a"
            " restore. Kept are those of 7 days, 4 weeks and 12 months, for a month what was there before something,"
            " every one you asked for, and any that holds more than these."
        )

    @property
    def backups(self) -> BackupList:
        """The list."""
        return self.query_one(BackupList)

    # Showing

    def look(self) -> None:
        super().look()
        error = self.attempt(self._show)
        if error is not None:
            self.say_error(error)
        self.refresh_hints()

    def _show(self) -> None:
        backups = self.journal.backups()
        now = self.key_of("safety.now")
        self.backups.say(
            [_("There is no backup yet. One is made before the first change of a day; {key} makes one now.", key=now)]
        )
        if backups != list(self.backups.rows):
            self.backups.show_rows(backups)
        # As high as it has to be, so that the checkup stands right below it.
        self.backups.styles.height = max(
            _FEWEST_ROWS, min(len(backups), self.query_one("#safety-body").size.height // 2)
        )
        self._head("#backup-title", n_("{n} backup", "{n} backups", len(backups)))
        self._show_findings()

    def _show_findings(self) -> None:
        self._head("#checkup-title", _("Checkup"))
        page = self.query_one("#checkup", TextPage)
        if self._findings is None:
            page.show_lines([(Segment(f"   {_('Everything is being looked at …')}", "hint"),)])
            return
        page.show_lines([line for finding in self._findings for line in _lines_of(finding)], stay=True)

    def _head(self, name: str, words: str) -> None:
        self.query_one(name, OneLine).line = (Segment(f" {words}", "heading"),)

    # Doing

    def action_back_up(self) -> None:
        def act() -> None:
            made = self.journal.back_up()
            self.tell(made.notice or _("Backed up as {name}", name=made.backup.name))

        self.apply(act)

    def action_restore(self) -> None:
        def act() -> None:
            backup = self._chosen()
            restored = self.journal.restore_backup(backup)
            self._before = restored.before
            days = backup.holdings.days if backup.holdings is not None else 0
            self.tell(
                n_("{n} day put back; {key} takes it back", "{n} days put back; {key} takes it back", days,
                   key=self.key_of("safety.undo"))
            )  # fmt: skip

        self.apply(act)

    def action_undo(self) -> None:
        def act() -> None:
            if self._before is None:
                raise NotFound(_("No backup was put back here, so there is nothing to take back."))
            self.journal.restore_backup(read_backup(self._before))
            self._before = None
            self.tell(_("All is as it was before."))

        self.apply(act)

    def _chosen(self) -> Backup:
        backup = self.backups.current
        if backup is None:
            raise NotFound(_("There is no backup yet; {key} makes one.", key=self.key_of("safety.now")))
        return backup

    @on(LineList.Chosen)
    def action_verify(self) -> None:
        def act() -> None:
            self._verify(self._chosen())

        self.apply(act)

    @work(thread=True, group="verify")
    def _verify(self, backup: Backup) -> None:
        self.post_message(Verified(backup, problems_of(backup)))

    @on(Verified)
    def _tell_verified(self, message: Verified) -> None:
        name = message.backup.name
        if message.problems:
            self.say_error(f"{name}: {message.problems[0]}")
        else:
            self.tell(_("{name} is sound: every page, every count, every text.", name=name))

    def action_check(self) -> None:
        self._begin_checkup(mend=False)

    def action_mend(self) -> None:
        self._begin_checkup(mend=True)

    def _begin_checkup(self, *, mend: bool) -> None:
        self._findings = None
        self._show_findings()
        self._examine(mend=mend, told=True)

    @work(thread=True, exclusive=True, group="checkup")
    def _examine(self, *, mend: bool, told: bool) -> None:
        size, environment = self.app.size, os.environ
        terminal = terminal_of(environment, size.width, size.height, encoding="utf-8", is_terminal=True)
        settings = self.studylog.settings or self.journal.path.parent / "config.yaml"
        asked = Examination(
            places=Places(settings, self.journal.path),
            environment=environment,
            terminal=terminal,
            clock=self.journal.clock,
            mend=mend,
        )
        self.post_message(Examined(list(examine(asked)), told))

    @on(Examined)
    def _take_findings(self, message: Examined) -> None:
        self._findings = message.findings
        self.look()
        if message.told:
            open_ones = sum(finding.gravity is not Gravity.SOUND for finding in message.findings)
            self.tell(
                n_("{n} thing to look at", "{n} things to look at", open_ones) if open_ones else _("All is sound.")
            )


def _lines_of(finding: Finding) -> list[Line]:
    sign, style = _SIGNS[finding.gravity]
    lines: list[Line] = [(Segment(f" {sign} ", style), Segment(shown(finding.sentence), "words"))]
    if finding.advice:
        lines.append((Segment("   "), Segment(shown(finding.advice), "hint")))
    return lines
