"""Bringing logs in and writing them out: in a thread of its own, with a bar that shows how far it is and a way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tracker.charts import Line, Segment
from tracker.errors import ImportRefused, TrackerError
from tracker.journal import Journal
from tracker.journal.exporting import Layout, export_files, retrospective_files, write_export
from tracker.journal.importing import ImportReport, SourceFile, WhereThere, find_sources, import_files
from tracker.journal.reporting import report_lines
from tracker.tui.commands import Command, Group, bindings_of
from tracker.tui.folders import folders_like, path_of
from tracker.tui.screens.base import StudyScreen
from tracker.tui.screens.prompt import LineInput, Options
from tracker.tui.shown import shown
from tracker.tui.widgets.progress_line import ProgressLine
from tracker.tui.widgets.text_lines import TextLines
from tracker.wording import N_, _, n_

_LEAST_SECONDS = 0.05
"""Between two reports of how far a worker is."""


@dataclass
class Progressed(Message):
    """A message that a worker has come further."""

    done: int
    total: int


@dataclass
class Ended(Message):
    """A message that a worker is done, or what kept it from being done."""

    lines: tuple[str, ...]
    """What came of it."""
    error: str = ""
    """One sentence; empty when all went well."""


@dataclass
class Found(Message):
    """A message that a folder was looked through."""

    sources: tuple[SourceFile, ...]
    report: ImportReport
    error: str = ""


LEAVING = Command(
    "escape", "leave", Group.SCREEN, "files.leave", N_("back"), N_("Stop what is going on, or go back to the day.")
)


class FilesScreen(StudyScreen):
    """Asks for a folder, then offers what can be done with it, and does that in a thread."""

    CSS_PATH = "../bringing.tcss"
    commands: ClassVar[tuple[Command, ...]] = (LEAVING,)
    BINDINGS = [*bindings_of((LEAVING,))]
    AUTO_FOCUS = "#files-path"
    question = ""
    """What the line asks for, in English."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self._cancelled = Event()
        self._last_said = 0.0

    def compose_content(self) -> ComposeResult:
        with Vertical(id="files"):
            yield Static(Content(_(self.question)), id="files-question")
            yield LineInput(placeholder=_("a folder or a file, such as ~/TIL"), id="files-path")
            yield Static(Content(_("enter goes on · tab completes · ↓ chooses a folder")), id="files-hint")
            yield Options(id="files-offers", markup=False)
            yield ProgressLine(id="files-progress")
            yield TextLines((), id="files-report")

    def set_up(self) -> None:
        super().set_up()
        self._offer_folders()

    @property
    def path(self) -> Path:
        """The folder that was named; raises UsageError for one that cannot be."""
        return path_of(self.query_one("#files-path", LineInput).value)

    def offers(self) -> Sequence[tuple[str, str]]:
        """Return what can be done with the folder: pairs of an action's name and its words."""
        raise NotImplementedError

    def choose(self, name: str) -> None:
        """Do what was offered."""
        raise NotImplementedError

    # The line and what could be meant

    @on(Input.Changed, "#files-path")
    def _offer_folders(self) -> None:
        offers = self.query_one("#files-offers", OptionList)
        offers.clear_options()
        folders = folders_like(self.query_one("#files-path", LineInput).value)
        offers.add_options([Option(Content(shown(folder)), id=f"folder {folder}") for folder in folders])

    def show_offers(self) -> None:
        """Offer what can be done, in the place of the folders."""
        offers = self.query_one("#files-offers", OptionList)
        offers.clear_options()
        offers.add_options([Option(Content(shown(words)), id=f"offer {name}") for name, words in self.offers()])
        offers.focus()
        offers.highlighted = 0

    @on(OptionList.OptionSelected, "#files-offers")
    def _take(self, event: OptionList.OptionSelected) -> None:
        kind, _space, value = (event.option.id or "").partition(" ")
        if self.working:
            return
        if kind == "offer":
            self.choose(value)
            return
        line = self.query_one("#files-path", LineInput)
        line.value = value
        line.cursor_position = len(value)
        line.focus()

    async def on_key(self, event: events.Key) -> None:
        offers = self.query_one("#files-offers", OptionList)
        if event.key in ("down", "tab") and isinstance(self.focused, LineInput):
            event.stop()
            event.prevent_default()
            if event.key == "tab":
                self._complete()
            elif offers.option_count:
                offers.focus()
                offers.highlighted = 0

    def _complete(self) -> None:
        line = self.query_one("#files-path", LineInput)
        folders = folders_like(line.value)
        if folders:
            line.value = f"{folders[0]}/"
            line.cursor_position = len(line.value)

    # The thread

    def begin(self) -> None:
        """Make ready for a thread."""
        self.working = True
        self._cancelled.clear()
        self.say_error("")
        self.query_one("#files-progress", ProgressLine).show(0, 0)

    def further(self, done: int, total: int) -> None:
        """Say how far the thread is, but not more often than a person sees."""
        now = monotonic()
        if now - self._last_said >= _LEAST_SECONDS or done == total:
            self._last_said = now
            self.post_message(Progressed(done, total))

    @on(Progressed)
    def _show_progress(self, message: Progressed) -> None:
        self.query_one("#files-progress", ProgressLine).show(message.done, message.total)

    @on(Ended)
    def _show_end(self, message: Ended) -> None:
        self.working = False
        self.query_one("#files-progress", ProgressLine).hide()
        self.say_error(message.error)
        lines: list[Line] = [(Segment(line, "words"),) for line in message.lines]
        self.query_one("#files-report", TextLines).show_lines(lines)
        self.look()
        if message.error:
            self.query_one("#files-path", LineInput).focus()
        else:
            self.query_one("#files-report", TextLines).focus()

    def action_leave(self) -> None:
        if self.working:
            self._cancelled.set()
            self.tell(_("Stopping; nothing is left half done."))
            return
        super().action_leave()

    def ready_to_quit(self) -> bool:
        if self.working:
            self.action_leave()
            return False
        return True


def sentence_of(error: TrackerError | OSError | ValueError) -> str:
    """Return what is wrong with a file or folder, in one sentence."""
    if isinstance(error, TrackerError):
        return error.sentence
    return _("That cannot be read or written: {why}.", why=error)


class ImportScreen(FilesScreen):
    """Brings logs in: looks through a folder first, and says what it found."""

    question = N_("Where are your logs? Nothing in them is changed, and nothing here is overwritten unless you say so.")

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self._found: Found | None = None

    def help_text(self) -> str:
        return _(
            "Name a folder or a file; the folder is looked through first. Days are found by their headings and by the"
            " names of the files. Importing the same files again changes nothing."
        )

    def offers(self) -> Sequence[tuple[str, str]]:
        count = len(self._found.sources) if self._found is not None else 0
        return (
            (
                WhereThere.ASK,
                n_(
                    "Bring in {n} file; days that are here already stay",
                    "Bring in {n} files; days that are here already stay",
                    count,
                ),
            ),
            (WhereThere.REPLACE, _("Bring them in, and let them replace days that are here with another text")),
        )

    @on(Input.Submitted, "#files-path")
    def _look_through(self) -> None:
        if not self.working and self.query_one("#files-path", LineInput).value.strip():
            path = self.path
            self.begin()
            self._scan(path)

    @work(thread=True, exclusive=True)
    def _scan(self, path: Path) -> None:
        report = ImportReport()
        try:
            sources = find_sources([path], report, cancelled=self._cancelled.is_set)
            if not sources:
                raise ImportRefused(_("There are no logs in {path}; logs are .md or .txt files.", path=path))
        except (TrackerError, OSError, ValueError) as error:
            self.post_message(Found((), report, sentence_of(error)))
            return
        self.post_message(Found(tuple(sources), report))

    @on(Found)
    def _show_found(self, message: Found) -> None:
        self.working = False
        self.query_one("#files-progress", ProgressLine).hide()
        self.say_error(message.error)
        if not message.error:
            self._found = message
            self.show_offers()

    def choose(self, name: str) -> None:
        if self._found is not None:
            self.begin()
            self._import(self._found, WhereThere(name))

    @work(thread=True, exclusive=True)
    def _import(self, found: Found, where_there: WhereThere) -> None:
        try:
            with self.journal.elsewhere() as journal:
                import_files(
                    journal,
                    found.sources,
                    found.report,
                    where_there=where_there,
                    progress=self.further,
                    cancelled=self._cancelled.is_set,
                )
        except (TrackerError, OSError, ValueError) as error:
            self.post_message(Ended((), sentence_of(error)))
            return
        self.post_message(Ended(tuple(report_lines(found.report))))


class ExportScreen(FilesScreen):
    """Writes the days out as files."""

    question = N_("Into which folder? The files are exactly the text of the days.")

    def help_text(self) -> str:
        return _(
            "A file for each day, or the files as they came in. Files with other contents are never overwritten unless"
            " you say so."
        )

    def offers(self) -> Sequence[tuple[str, str]]:
        count = len(self.journal.dates())
        return (
            ("days", n_("A file for the day", "A file for each of {n} days", count)),
            ("imported", _("The files as they came in, and a file for each day written since")),
            ("days-force", _("A file for each day, over files with other contents")),
            ("imported-force", _("The files as they came in, over files with other contents")),
            ("retro", _("The retrospectives you keep")),
        )

    @on(Input.Submitted, "#files-path")
    def _offer(self) -> None:
        if self.query_one("#files-path", LineInput).value.strip() and not self.working:
            self.show_offers()

    def choose(self, name: str) -> None:
        layout, _dash, force = name.partition("-")
        path = self.path
        self.begin()
        self._export(path, Layout(layout) if layout != "retro" else None, bool(force))

    @work(thread=True, exclusive=True)
    def _export(self, target: Path, layout: Layout | None, force: bool) -> None:
        """Write the days in a layout; None writes the retrospectives."""
        try:
            with self.journal.elsewhere() as journal:
                days = journal.dates()
                files = export_files(journal, days, layout) if layout is not None else retrospective_files(journal)
                written, same = write_export(
                    files, target, force=force, progress=self.further, cancelled=self._cancelled.is_set
                )
        except (TrackerError, OSError, ValueError) as error:
            self.post_message(Ended((), sentence_of(error)))
            return
        lines = [n_("{n} file written to {folder}", "{n} files written to {folder}", written, folder=target)]
        if same:
            lines.append(n_("{n} file was there already, the same", "{n} files were there already, the same", same))
        self.post_message(Ended(tuple(lines)))
