"""The topic editor: a topic's title and its Markdown, with what it will look like beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from tracker.codec.block import Block, TopicHeading, retitled
from tracker.codec.edit import ItemRef, Reading, find_item
from tracker.errors import NotFound
from tracker.journal import Journal
from tracker.model import DayRecord, Topic
from tracker.tui.commands import Command, Group, bindings_of
from tracker.tui.screens.editor import PREVIEW_COMMAND, SHARED_COMMANDS, DayEditor, PreviewedEditor, Written
from tracker.tui.screens.prompt import LineInput
from tracker.tui.widgets.markdown_area import MarkdownArea
from tracker.tui.widgets.preview import MarkdownPreview
from tracker.wording import N_, _

TOPIC_COMMANDS = (
    PREVIEW_COMMAND,
    Command(
        "ctrl+g", "title", Group.WRITE, "editor.title", N_("title"), N_("Go from the text to the title, and back.")
    ),
    *SHARED_COMMANDS,
)
"""What the topic editor answers to."""


class TopicEditor(PreviewedEditor, DayEditor):
    """Edits one topic of a day."""

    commands: ClassVar[tuple[Command, ...]] = TOPIC_COMMANDS
    BINDINGS = [*bindings_of(TOPIC_COMMANDS)]

    def __init__(self, journal: Journal, day: dt.date, ref: ItemRef) -> None:
        super().__init__(journal, day)
        self.ref = ref
        self._block: Block | None = None
        self._reading: Reading | None = None
        self._parts: TopicHeading | None = None
        self._heading = ""
        """The heading line as title and presenter make it."""
        self._title_error = ""

    def compose_content(self) -> ComposeResult:
        with Horizontal(id="topic-head"):
            yield LineInput(placeholder=_("Title"), select_on_focus=False, id="topic-title")
            yield LineInput(placeholder=_("Presenter"), select_on_focus=False, id="topic-presenter")
            yield Static("", id="editor-state", markup=False)
        with Horizontal(id="topic-body"):
            yield MarkdownArea(id="editor-area")
            yield MarkdownPreview(id="editor-preview")

    def bar(self) -> Sequence[str]:
        return ("editor.leave", "editor.preview", "editor.title", "editor.outside", "editor.save")

    def help_text(self) -> str:
        return _(
            "What you type is saved within a second, and one undo on the day takes the whole session back."
            " Enter goes on with a list, tab and shift+tab move an entry in and out."
        )

    # The topic

    def begin_with(self, record: DayRecord | None) -> None:
        if record is None:
            raise NotFound(_("There is no log of {day} any more.", day=self.day))
        reading = self.journal.reading(record)
        topic = find_item(reading.day, self.ref)
        assert isinstance(topic, Topic)
        self._take(reading, topic, Block.of_topic(reading, topic))
        assert self._block is not None
        self.area.load(self._block.body, newline=self._block.newline)
        self.query_one("#topic-presenter", LineInput).display = self._has_presenter(reading, topic)
        for line in self._inputs:
            line.disabled = not self.journal.writable
        self._show_preview()

    def _take(self, reading: Reading, topic: Topic, block: Block) -> None:
        self._reading, self._block = reading, block
        self._parts = TopicHeading.of_topic(block.heading_line, topic)
        self._heading = block.heading_line
        title, presenter = self._inputs
        with self.prevent(Input.Changed):
            title.value, presenter.value = self._parts.title, self._parts.presenter

    def _has_presenter(self, reading: Reading, topic: Topic) -> bool:
        heading = reading.day.sections[topic.section_index].heading
        named = reading.templates.lexicon(reading.template).presenters_in(heading)
        return named or topic.presenter is not None

    @property
    def _inputs(self) -> tuple[LineInput, LineInput]:
        return self.query_one("#topic-title", LineInput), self.query_one("#topic-presenter", LineInput)

    def whole_text(self) -> str:
        assert self._block is not None
        return self._written.text

    @property
    def _written(self) -> Block:
        """The day's text with the heading and the lines as they are written here."""
        assert self._block is not None
        block = self._block
        if self._heading != block.heading_line:
            block = block.with_heading(self._heading)
        return block.with_body(self.area.value)

    def complaint(self) -> str:
        return self._title_error

    def adopt(self, outcome: Written) -> None:
        assert outcome.merged is not None
        assert outcome.record is not None
        mine = self._written
        before = self.journal.reading_of(mine.text, self.day, outcome.record.day.template)
        own = next((topic for topic in before.day.topics if topic.span.start == mine.heading), None)
        as_read = own is not None and Block.of_topic(before, own) == mine
        moved = mine.moved(outcome.merged)
        if moved is None:
            self._let_go()
            return
        reading = self.journal.reading(outcome.record)
        topic = next((topic for topic in reading.day.topics if topic.span.start == moved.heading), None)
        if topic is not None and as_read:
            # What others added at the end of the topic is in no line of ours, but in what the reader finds.
            moved = Block.of_topic(reading, topic)
        if topic is not None and moved.heading_line != mine.heading_line:
            self._take(reading, topic, moved)
        self._block, self._heading = moved, moved.heading_line
        self.area.retext(moved.body)

    def _let_go(self) -> None:
        """Take no more words: another window has taken the topic out, and what stood in it is left to be copied."""
        self._loaded, self._is_gone = False, True
        self.area.read_only = True
        for line in self._inputs:
            line.disabled = True
        self.say_error(_("Another window has taken this topic out of the day; what stood in it is shown here still."))

    # The title

    @on(Input.Changed, "#topic-title, #topic-presenter")
    def _retitle(self) -> None:
        if self._block is None:
            return
        error = self.attempt(self._read_title)
        self._title_error = error or ""
        self.say_error(self._title_error)
        self.written_on()

    def _read_title(self) -> None:
        assert self._block is not None
        assert self._reading is not None
        assert self._parts is not None
        title, presenter = (line.value for line in self._inputs)
        self._heading = retitled(self._reading, self._block, self._parts, title, presenter).heading_line

    @on(Input.Submitted, "#topic-title, #topic-presenter")
    def _title_done(self) -> None:
        self.area.focus()

    def action_title(self) -> None:
        title, presenter = self._inputs
        if self.focused in (title, presenter):
            self.area.focus()
        else:
            title.focus()
