"""The editor for people's text: it keeps every byte of what is not edited, and knows how Markdown lists go on."""

from __future__ import annotations

import re
from typing import cast

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.document._document import Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import TextArea

from tracker.cells import cells
from tracker.tui.list_lines import INDENT, deeper, in_fence, is_item, less_deep, next_beginning
from tracker.tui.widgets.kept_document import FILLER, Kept, KeptDocument

_JOINER = "\u200d"


class MarkdownArea(TextArea):
    """A TextArea whose value is the text that was loaded, but for what the person has changed."""

    BINDINGS = [
        Binding("tab", "indent", show=False, id="area.indent"),
        Binding("shift+tab", "dedent", show=False, id="area.dedent"),
        Binding("ctrl+home", "text_end(False)", show=False, id="area.first"),
        Binding("ctrl+end", "text_end(True)", show=False, id="area.last"),
    ]

    _newline = "\n"

    def __init__(self, text: str = "", *, newline: str = "\n", id: str | None = None) -> None:
        """`newline` ends new lines where no neighbour shows another way."""
        self._newline = newline
        super().__init__(text, soft_wrap=True, id=id)
        # A letter in parts is one letter for the word keys, too.
        self._word_pattern = re.compile(rf"(?<=[^\w{FILLER}])(?=\w)|(?<=[\w{FILLER}])(?=[^\w{FILLER}])")

    @property
    def kept(self) -> KeptDocument:
        """The document, with the lines as they are in the text."""
        return cast(KeptDocument, self.document)

    @property
    def value(self) -> str:
        """The text, byte for byte what was loaded where it was not edited."""
        return self.kept.text

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        # Taking a long text back lets the scrollbar go before the cursor has left the lines that are no more.
        if self.selection.end[0] >= self.document.line_count:
            return Offset()
        return super().scroll_cursor_visible(center, animate)

    def load(self, text: str, *, newline: str = "\n") -> None:
        """Show another text, with nothing to undo."""
        self._newline = newline
        self.load_text(text)
        self.call_after_refresh(self.place_terminal_cursor)

    def retext(self, text: str) -> None:
        """Change the lines in which `text` differs, as an edit; the cursor stays with its words."""
        difference = self.kept.difference(text)
        if difference is not None:
            start, end, piece = difference
            self.edit(Edit(piece, start, end, maintain_selection_offset=True))

    def go_to(self, row: int, column: int = 0) -> None:
        """Put the cursor on a place, with the line in the middle where it was out of sight."""
        self.move_cursor(self.clamp_visitable((row, column)))
        self.scroll_cursor_visible()

    # The text as a document

    def _set_document(self, text: str, language: str | None) -> None:
        # Textual's own document would cut lines at U+2028 and the like, and give all of them one ending.
        self.document = KeptDocument(text, self._newline)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if not any(FILLER in segment.text for segment in strip):
            return strip
        segments = [Segment(segment.text.replace(FILLER, ""), segment.style) for segment in strip]
        return Strip(segments, strip.cell_length)

    # The cursor

    @property
    def wrap_width(self) -> int:
        # A Hangul letter is composed at the cursor: it needs a second cell there.
        return max(0, super().wrap_width - 1)

    def place_terminal_cursor(self) -> None:
        """Put the terminal's own cursor where the next letter goes, so that a letter is composed there."""
        if self.has_focus and self.is_mounted:
            self.scroll_cursor_visible()
            self.app.cursor_position = self.cursor_screen_offset

    def _on_resize(self) -> None:
        self.call_after_refresh(self.place_terminal_cursor)

    def on_focus(self) -> None:
        self.call_after_refresh(self.place_terminal_cursor)

    def get_cursor_left_location(self) -> Location:
        row, column = super().get_cursor_left_location()
        while self._within_letter(row, column):
            column -= 1
        return row, column

    def get_cursor_right_location(self) -> Location:
        row, column = super().get_cursor_right_location()
        while self._within_letter(row, column):
            column += 1
        return row, column

    def _within_letter(self, row: int, column: int) -> bool:
        drawn, own = self.document[row], self.kept.own_lines[row]
        if not 0 < column < len(own):
            return False
        return own[column - 1] == _JOINER or (drawn[column] != "\t" and cells(drawn[column]) == 0)

    def action_text_end(self, last: bool) -> None:
        """Go to the end of the text, or to its beginning."""
        self.move_cursor(self.document.end if last else self.document.start)

    # Writing

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and not self.read_only:
            event.prevent_default()
            event.stop()
            self.action_new_line()
            return
        # Left to bubble, a key's action would wait behind letters that were typed after it.
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            if await self.app.run_action(binding.action, self):
                event.prevent_default()
                event.stop()
                return

    def action_new_line(self) -> None:
        """Open a line; below an entry of a list another entry, or none when that one is empty."""
        start, end = self.selection
        row, column = end
        beginning = next_beginning(self.kept.own_lines, row, column) if start == end else ""
        if beginning is None:
            self._replace_via_keyboard("", (row, 0), (row, len(self.document[row])))
        else:
            self._replace_via_keyboard("\n" + beginning, start, end)

    def action_indent(self) -> None:
        """Move lines of a list in, or put space at the cursor."""
        if self.read_only:
            return
        start, end = self.selection
        lines = self.kept.own_lines
        row, column = end
        whole_lines = start[0] != end[0] or (is_item(lines[row]) and not in_fence(lines, row))
        if whole_lines:
            # The lines keep their places to one another: each goes in by what the first one does.
            more = deeper(lines, min(start[0], end[0]))
            self._shift([more + lines[row] if lines[row].strip() else lines[row] for row in self._selected_rows])
        else:
            gap = "\t" if lines[row][:column].endswith("\t") else INDENT
            self._replace_via_keyboard(gap, start, end)

    def action_dedent(self) -> None:
        """Move lines out by one step."""
        if self.read_only:
            return
        lines = self.kept.own_lines
        step = less_deep(lines, self._selected_rows[0])
        leads = {row: len(lines[row]) - len(lines[row].lstrip(" \t")) for row in self._selected_rows}
        self._shift([lines[row][min(step, leads[row]) :] for row in self._selected_rows])

    @property
    def _selected_rows(self) -> range:
        first, last = sorted((self.selection.start, self.selection.end))
        # A selection that ends at the beginning of a line does not take that line along.
        end = last[0] if last[1] == 0 and last[0] > first[0] else last[0] + 1
        return range(first[0], end)

    def _shift(self, new: list[str]) -> None:
        """Put lines in the place of the selected ones, which differ from them only by the space before them."""
        rows = self._selected_rows
        lines = self.kept.own_lines
        if new == lines[rows.start : rows.stop]:
            return
        grown = {row: len(text) - len(lines[row]) for row, text in zip(rows, new, strict=True)}
        start, end = ((row, max(0, column + grown.get(row, 0))) for row, column in self.selection)
        last = rows.stop - 1, len(lines[rows.stop - 1])
        endings = self.kept.kept_range((rows.start, 0), last).endings
        self.edit(Edit(Kept.of(new, endings), (rows.start, 0), last, maintain_selection_offset=False))
        self.selection = Selection(start, end)
