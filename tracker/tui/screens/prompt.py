"""Boxes that ask: for a line of words, for several lines, or for one of a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.document._document import Location
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.input import Selection
from textual.widgets.option_list import Option

from tracker.tui.commands import KEY_OF_JAMO
from tracker.tui.completion import Suggest, Suggestion
from tracker.tui.guarded import Guarded
from tracker.tui.questions import Answer, Field, Question
from tracker.tui.shown import one_to_one, shown
from tracker.tui.widgets.kept_document import FILLER, KeptDocument
from tracker.unsaved import Unsaved
from tracker.wording import _


class Options(OptionList):
    """An OptionList that the keys of vim move as well."""

    BINDINGS = [
        Binding("j", "cursor_down", show=False, id="options.down"),
        Binding("k", "cursor_up", show=False, id="options.up"),
        Binding("g", "first", show=False, id="options.first"),
        Binding("G", "last", show=False, id="options.last"),
    ]


class LineInput(Input):
    """An Input in which a Hangul input method composes where the letter will stand.

    It shows control characters of its value, and takes pasted lines as one.
    """

    @property
    def cursor_screen_offset(self) -> Offset:
        # At the end of its words Input names the cell after the insertion point, and letters would be composed there.
        x, y, _width, _height = self.content_region
        return Offset(x + self._position_to_cell(self.cursor_position) - round(self.scroll_offset.x), y)

    def watch_selection(self) -> None:
        # Input says where the cursor is before a long line scrolls to it.
        self._point_out()

    def on_focus(self) -> None:
        # Where the line stands is known once it is laid out.
        self.call_after_refresh(self._point_out)

    def on_resize(self) -> None:
        self.call_after_refresh(self._point_out)

    def _point_out(self) -> None:
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset

    def render_line(self, y: int) -> Strip:
        return _made_visible(super().render_line(y))

    def _on_paste(self, event: events.Paste) -> None:
        # Input keeps the first line alone and says nothing of the others.
        lines = [line for line in re.split(r"[\r\n]+", event.text) if line.strip()]
        if len(lines) > 1:
            lines = [line.strip() for line in lines]
        self.replace(" ".join(lines), *self.selection)
        event.prevent_default()
        event.stop()


class LinesInput(TextArea):
    """A TextArea whose text comes out as it went in, and that shows its control characters."""

    def _set_document(self, text: str, language: str | None) -> None:
        # Textual's own document would cut lines at U+2028 and the like, and give them back as newlines.
        self.document = KeptDocument(text)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def get_cursor_left_location(self) -> Location:
        row, column = super().get_cursor_left_location()
        while column and self.document[row][column : column + 1] == FILLER:
            column -= 1
        return row, column

    def get_cursor_right_location(self) -> Location:
        row, column = super().get_cursor_right_location()
        while self.document[row][column : column + 1] == FILLER:
            column += 1
        return row, column

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if any(FILLER in segment.text for segment in strip):
            segments = [Segment(segment.text.replace(FILLER, ""), segment.style) for segment in strip]
            strip = Strip(segments, strip.cell_length)
        return _made_visible(strip)


def _made_visible(strip: Strip) -> Strip:
    if all(segment.text == one_to_one(segment.text) for segment in strip):
        return strip
    segments = [Segment(one_to_one(segment.text), segment.style) for segment in strip]
    return Strip(segments).adjust_cell_length(strip.cell_length)


class Box(Guarded, ModalScreen[None]):
    """A box over the day that closes once, however many keys have come in the meantime."""

    CSS_PATH = Path(__file__).parents[1] / "boxes.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._finished = False

    @property
    def heeds(self) -> bool:
        """Whether it still takes an answer; a screen that is gone, or has another over it, takes none."""
        return not self._finished and self.app.screen is self

    def finish(self) -> None:
        """Close it. Dismissing twice would take the screen below along."""
        if self.heeds:
            self._finished = True
            self.dismiss()


class Asking(Box):
    """A box to write in; words left unsaved are offered again the next time."""

    def __init__(self, question: Question, before: Answer, drafts: Unsaved) -> None:
        super().__init__()
        self.question = question
        self.before = before
        self.drafts = drafts
        self.offered = drafts.box(question.kind)
        """What was left unsaved the last time; None when there is nothing."""
        self._warned = False

    def written(self) -> Answer:
        """Return the words in the box."""
        raise NotImplementedError

    def answer(self) -> Answer:
        """Return what is handed on."""
        return self.written()

    @property
    def unsaved(self) -> bool:
        """Whether there are words that would be lost."""
        written = self.written()
        return any(words.strip() for words in written) and written != self.before

    def warn_of_leaving(self, key: str) -> bool:
        """Say once that the words are not saved; returns whether it was said now. Writing on makes it new."""
        if self._warned or not self.unsaved:
            return False
        self._warned = True
        self._complain(_("These words are not saved; press {keys} again to leave without them.", keys=key))
        return True

    def action_cancel(self) -> None:
        if not self.heeds:
            return
        self.keep()
        self.finish()

    def preserve(self) -> None:
        """Keep the words: the program ends."""
        self.keep()

    def keep(self) -> None:
        """Keep the words, however the box is closed."""
        if self.unsaved:
            self.drafts.keep_box(self.question.kind, self.answer())
        else:
            self.drafts.drop_box(self.question.kind)

    def close_answered(self) -> None:
        """Close it: what was written is where it belongs."""
        self.drafts.drop_box(self.question.kind)
        self.finish()

    def _hand_on(self, answer: Answer) -> None:
        if not self.heeds:
            return
        error = self.question.accept(answer)
        if error is None:
            self.close_answered()
            return
        # What was written stays, to be put right.
        self._complain(error)

    def _complain(self, sentence: str) -> None:
        self.query_one("#prompt-error", Static).update(Content(shown(sentence)))
        self.add_class("-refused")

    def _title(self) -> Static:
        return Static(Content(shown(self.question.title)), id="prompt-title")

    def _remarks(self) -> ComposeResult:
        yield Static("", id="prompt-error", markup=False)
        if self.offered is not None:
            yield Static(Content(_("Left unsaved the last time.")), id="prompt-note")

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _written_on(self) -> None:
        self._warned = False
        self.keep()


class Prompt(Asking):
    """Asks for a line of words, or for one in each field; below it stands what the line could become."""

    BINDINGS = [
        Binding("escape", "cancel", show=False, id="prompt.cancel"),
        Binding("down", "suggestions", show=False, id="prompt.suggestions"),
    ]

    def __init__(
        self, question: Question, fields: Sequence[Field], drafts: Unsaved, suggest: Suggest | None = None
    ) -> None:
        super().__init__(question, tuple(field.value for field in fields), drafts)
        self.fields = fields
        self.suggest = suggest
        self.suggested: Sequence[Suggestion] = ()
        """What the line of the field written in last could become."""
        self._field = 0

    def compose(self) -> ComposeResult:
        values = [field.value for field in self.fields]
        if self.offered is not None:
            values[: len(self.offered)] = self.offered[: len(values)]
        with Vertical(id="prompt-box"):
            yield self._title()
            yield from self._above()
            for field, value in zip(self.fields, values, strict=True):
                if field.label:
                    yield Static(Content(field.label), classes="prompt-label")
                yield LineInput(value, placeholder=field.example, select_on_focus=False)
            yield from self._remarks()
            if self.suggest is not None:
                yield Options(id="prompt-suggestions", markup=False)
            yield Static(Content(self._hint()), id="prompt-hint")

    def _above(self) -> ComposeResult:
        yield from ()

    def _hint(self) -> str:
        several = len(self.fields) > 1
        if self.suggest is None:
            return _("enter saves · tab next field · esc cancels") if several else _("enter saves · esc cancels")
        if several:
            return _("enter saves · tab next field · ↓ choose · esc cancels")
        return _("enter saves · tab completes · ↓ choose · esc cancels")

    def on_mount(self) -> None:
        for line in self.query(LineInput):
            self.set_focus(line)
            if self.offered is not None:
                # The first letter takes the place of words that were left the last time; the arrows keep them.
                line.selection = Selection(0, len(line.value))
            break
        self._offer()

    def written(self) -> Answer:
        return tuple(line.value for line in self.query(LineInput))

    @on(Input.Changed)
    def _offer_for(self, event: Input.Changed) -> None:
        self._field = list(self.query(LineInput)).index(event.input) if isinstance(event.input, LineInput) else 0
        self._offer()

    @on(events.DescendantFocus)
    def _turn_to_field(self, event: events.DescendantFocus) -> None:
        if isinstance(event.widget, LineInput):
            self._field = list(self.query(LineInput)).index(event.widget)
            self._offer()

    def _offer(self) -> None:
        written = self.written()
        if self.suggest is None or self._field >= len(written):
            return
        self.suggested = self.suggest(self._field, written[self._field])
        for options in self.query("#prompt-suggestions").results(OptionList):
            options.clear_options()
            options.add_options([Option(Content(shown(one.line))) for one in self.suggested])
            options.display = bool(self.suggested)

    def on_key(self, event: events.Key) -> None:
        if event.key != "tab" or not self.suggested:
            return
        chosen = self.suggested[0]
        for options in self.query("#prompt-suggestions").results(OptionList):
            if options.has_focus and options.highlighted is not None:
                chosen = self.suggested[options.highlighted]
            elif len(self.fields) > 1:
                # It leads to the next field.
                return
        event.prevent_default()
        event.stop()
        self._fill(chosen)

    def action_suggestions(self) -> None:
        for options in self.query("#prompt-suggestions").results(OptionList):
            if self.suggested:
                options.focus()
                options.highlighted = 0

    def _fill(self, chosen: Suggestion) -> None:
        line = list(self.query(LineInput))[self._field]
        line.value = chosen.line
        line.cursor_position = len(chosen.line)
        line.focus()

    @on(Input.Submitted)
    def _submit(self) -> None:
        self._hand_on(self.answer())

    @on(OptionList.OptionSelected, "#prompt-suggestions")
    def _take_suggestion(self, event: OptionList.OptionSelected) -> None:
        chosen = self.suggested[event.option_index]
        self._fill(chosen)
        if chosen.whole and all(words.strip() for words in self.written()[: self._field]):
            self._hand_on(self.answer())


class LabelPrompt(Prompt):
    """Asks for a line of words under one of several labels; the arrows change the label while one writes."""

    BINDINGS = [
        Binding("down,tab", "label(1)", show=False, id="label.next"),
        Binding("up,shift+tab", "label(-1)", show=False, id="label.previous"),
    ]

    def __init__(self, question: Question, labels: Sequence[tuple[str, str]], chosen: int, drafts: Unsaved) -> None:
        """`labels` are pairs of what is handed on after the words and what is shown; `chosen` counts from 0."""
        super().__init__(question, [Field()], drafts)
        self.labels = labels
        keys = [label for label, _ in labels]
        if self.offered is not None and self.offered[-1] in keys:
            chosen = keys.index(self.offered[-1])
        self.chosen = chosen

    def answer(self) -> Answer:
        return (*self.written(), self.labels[self.chosen][0])

    def _above(self) -> ComposeResult:
        options = Options(*(Option(self._line(n)) for n in range(len(self.labels))), id="labels", markup=False)
        options.can_focus = False
        yield options

    def _hint(self) -> str:
        return _("enter saves · ↑↓ label · esc cancels")

    def _line(self, n: int) -> Content:
        sign = "›" if n == self.chosen else " "
        return Content(f"{sign} {shown(self.labels[n][1])}")

    def on_mount(self) -> None:
        self._choose(self.chosen)

    def action_label(self, by: int) -> None:
        self._choose((self.chosen + by) % len(self.labels))

    @on(OptionList.OptionSelected, "#labels")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_index)

    def _choose(self, n: int) -> None:
        before, self.chosen = self.chosen, n
        for options in self.query("#labels").results(OptionList):
            for i in (before, n):
                options.replace_option_prompt_at_index(i, self._line(i))
            options.highlighted = n


class LinesPrompt(Asking):
    """Asks for several lines of words."""

    BINDINGS = [
        Binding("escape", "cancel", show=False, id="lines.cancel"),
        Binding("ctrl+s", "save", show=False, id="lines.save"),
    ]

    def __init__(self, question: Question, value: str, drafts: Unsaved) -> None:
        super().__init__(question, (value,), drafts)

    def compose(self) -> ComposeResult:
        value = self.before if self.offered is None else self.offered
        with Vertical(id="prompt-box"):
            yield self._title()
            yield LinesInput(value[0], soft_wrap=True, compact=True)
            yield from self._remarks()
            yield Static(Content(_("ctrl+s saves · esc cancels")), id="prompt-hint")

    def on_mount(self) -> None:
        for area in self.query(LinesInput):
            area.move_cursor(area.document.end)
            self.set_focus(area)

    def written(self) -> Answer:
        return tuple(area.text for area in self.query(LinesInput))

    def action_save(self) -> None:
        self._hand_on(self.answer())


class Choice(Box):
    """Asks for one of a list."""

    FIRST: int | None = 0
    """The option that is pointed at from the beginning; None for none."""

    BINDINGS = [
        Binding("escape", "cancel", show=False, id="choice.cancel"),
    ]

    def __init__(
        self,
        title: str,
        options: Sequence[tuple[str, str]],
        choose: Callable[[str], object],
        *,
        lettered: bool = False,
    ) -> None:
        """`options` are pairs of what `choose` is given and what is shown; `lettered` makes the former their keys."""
        super().__init__()
        self.question = title
        self.options = options
        self.choose = choose
        self.lettered = lettered

    def compose(self) -> ComposeResult:
        with Vertical(id="prompt-box"):
            yield Static(Content(shown(self.question)), id="prompt-title")
            labels = [f"{letter}  {label}" if self.lettered else label for letter, label in self.options]
            yield Options(*(Option(Content(shown(label))) for label in labels), id="choices", markup=False)
            yield Static(Content(_("enter chooses · esc cancels")), id="prompt-hint")

    def on_mount(self) -> None:
        for options in self.query(OptionList):
            options.highlighted = self.FIRST

    def on_key(self, event: events.Key) -> None:
        letter = KEY_OF_JAMO.get(event.character or "", event.character)
        if self.lettered and letter in [option for option, _shown in self.options]:
            event.prevent_default()
            event.stop()
            self._take(letter)

    def action_cancel(self) -> None:
        self.finish()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._take(self.options[event.option_index][0])

    def _take(self, chosen: str) -> None:
        if self.heeds:
            self.finish()
            self.choose(chosen)
