"""Boxes that ask: for a line of words, for several lines, or for one of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from tracker.tui.shown import one_to_one, shown
from tracker.tui.words import Words

Answer = tuple[str, ...]
Accept = Callable[[Answer], str | None]
"""Takes what was written, and returns a sentence when it cannot be done; then the box stays open."""


@dataclass(frozen=True, slots=True)
class Field:
    """A line to be filled."""

    label: str = ""
    value: str = ""
    example: str = ""


class LineInput(Input):
    """An Input that shows control characters of its value instead of sending them to the terminal."""

    def render_line(self, y: int) -> Strip:
        return _made_visible(super().render_line(y))


class LinesInput(TextArea):
    """A TextArea that does the same."""

    def render_line(self, y: int) -> Strip:
        return _made_visible(super().render_line(y))


def _made_visible(strip: Strip) -> Strip:
    if all(segment.text == one_to_one(segment.text) for segment in strip):
        return strip
    segments = [Segment(one_to_one(segment.text), segment.style) for segment in strip]
    return Strip(segments).adjust_cell_length(strip.cell_length)


class Prompt(ModalScreen[None]):
    """Asks for a line of words, or for one in each field; suggestions stand below it."""

    BINDINGS = [
        Binding("escape", "cancel", show=False, id="prompt.cancel"),
        Binding("down", "suggestions", show=False, id="prompt.suggestions"),
    ]

    def __init__(
        self, title: str, fields: Sequence[Field], accept: Accept, words: Words, suggestions: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self.question = title
        self.fields = fields
        self.accept = accept
        self.words = words
        self.suggestions = suggestions

    def compose(self) -> ComposeResult:
        with Vertical(id="prompt-box"):
            yield Static(Content(shown(self.question)), id="prompt-title")
            for field in self.fields:
                if field.label:
                    yield Static(Content(field.label), classes="prompt-label")
                yield LineInput(field.value, placeholder=field.example, select_on_focus=False)
            yield Static("", id="prompt-error", markup=False)
            if self.suggestions:
                options = [Option(Content(shown(words))) for words in self.suggestions]
                yield OptionList(*options, id="prompt-suggestions", markup=False)
            hint = "ask-hint-list" if self.suggestions else "ask-hint-fields" if len(self.fields) > 1 else "ask-hint"
            yield Static(Content(self.words(hint)), id="prompt-hint")

    def on_mount(self) -> None:
        self.query(LineInput).first().focus()

    def action_cancel(self) -> None:
        self.dismiss()

    def action_suggestions(self) -> None:
        for options in self.query(OptionList):
            options.focus()
            options.highlighted = 0

    @on(Input.Submitted)
    def _submit(self) -> None:
        self._answer(tuple(line.value for line in self.query(LineInput)))

    @on(OptionList.OptionSelected)
    def _take_suggestion(self, event: OptionList.OptionSelected) -> None:
        self._answer((self.suggestions[event.option_index],))

    def _answer(self, answer: Answer) -> None:
        error = self.accept(answer)
        if error is None:
            self.dismiss()
            return
        # What was written stays, to be put right.
        self.query_one("#prompt-error", Static).update(Content(shown(error)))
        self.add_class("-refused")


class LinesPrompt(ModalScreen[None]):
    """Asks for several lines of words."""

    BINDINGS = [
        Binding("escape", "cancel", show=False, id="lines.cancel"),
        Binding("ctrl+s", "save", show=False, id="lines.save"),
    ]

    def __init__(self, title: str, value: str, accept: Accept, words: Words) -> None:
        super().__init__()
        self.question = title
        self.value = value
        self.accept = accept
        self.words = words

    def compose(self) -> ComposeResult:
        with Vertical(id="prompt-box"):
            yield Static(Content(shown(self.question)), id="prompt-title")
            yield LinesInput(self.value, soft_wrap=True, compact=True)
            yield Static("", id="prompt-error", markup=False)
            yield Static(Content(self.words("ask-hint-lines")), id="prompt-hint")

    def on_mount(self) -> None:
        area = self.query_one(LinesInput)
        area.move_cursor(area.document.end)
        area.focus()

    def action_cancel(self) -> None:
        self.dismiss()

    def action_save(self) -> None:
        error = self.accept((self.query_one(LinesInput).text,))
        if error is None:
            self.dismiss()
            return
        self.query_one("#prompt-error", Static).update(Content(shown(error)))
        self.add_class("-refused")


class Choice(ModalScreen[None]):
    """Asks for one of a list."""

    BINDINGS = [
        Binding("escape", "cancel", show=False, id="choice.cancel"),
        Binding("j", "down", show=False, id="choice.down"),
        Binding("k", "up", show=False, id="choice.up"),
    ]

    def __init__(
        self, title: str, options: Sequence[tuple[str, str]], choose: Callable[[str], None], words: Words
    ) -> None:
        """`options` are pairs of what is handed to `choose` and what is shown."""
        super().__init__()
        self.question = title
        self.options = options
        self.choose = choose
        self.words = words

    def compose(self) -> ComposeResult:
        with Vertical(id="prompt-box"):
            yield Static(Content(shown(self.question)), id="prompt-title")
            options = [Option(Content(shown(label))) for _, label in self.options]
            yield OptionList(*options, id="choices", markup=False)
            yield Static(Content(self.words("choose-hint")), id="prompt-hint")

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 0

    def action_cancel(self) -> None:
        self.dismiss()

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss()
        self.choose(self.options[event.option_index][0])
