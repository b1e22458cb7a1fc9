"""Markdown as it will be read: drawn beside the text while it is written, only the lines in sight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.segment import Segment as RichSegment
from rich.style import Style
from textual import on, work
from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tracker.charts import Segment
from tracker.tui.preview import Drawn, Preview, preview_of
from tracker.tui.shown import shown, wrap
from tracker.tui.widgets.text_lines import TextLines

PAUSE_SECONDS = 0.1
"""How long the preview waits for more to be written."""
_SHORT = 4_000
"""Characters that are rendered in less than a frame's time."""


class MarkdownPreview(ScrollView, can_focus=True):
    """Draws a Markdown text; what is costly about it is done in a thread, and only for the newest text."""

    BINDINGS = [*TextLines.BINDINGS]

    @dataclass
    class Rendered(Message):
        """A message that a text is ready to be drawn."""

        text: str
        """The text it was made of."""
        preview: Preview
        """Its lines."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text
        self._preview = Preview(0, ())
        self._drawn_of: tuple[str, int] | None = None
        """The text and width of what is drawn; None before anything is."""
        self._working = False
        self._waiting = False
        self._painted_by: Mapping[str, str] | None = None
        """The theme's colours that the styles have."""
        self._source: int | None = None

    @property
    def lines(self) -> tuple[Drawn, ...]:
        """What is drawn."""
        return self._preview.lines

    @property
    def up_to_date(self) -> bool:
        """Whether it shows the newest text."""
        return self._drawn_of == self._wanted

    @property
    def _wanted(self) -> tuple[str, int]:
        return self._text, self._inner(self.outer_size.width)

    def _inner(self, width: int) -> int:
        # The scrollbar's column is kept free when there is none, so that the words never jump.
        return max(0, width - self.styles.gutter.width - self.styles.scrollbar_size_vertical)

    def show(self, text: str, *, width: int = 0) -> None:
        """Draw another text, soon; a short first one at once, where it is known how wide the widget will be."""
        self._text = text
        if self._drawn_of is None and not self.outer_size and width and len(text) <= _SHORT:
            self._draw(text, _rendered(text, self._inner(width)))
        elif self.is_mounted and self._drawn_of is None:
            # Nobody writes in it yet.
            self._begin()
        elif self.is_mounted and not self._waiting and not self.up_to_date:
            self._waiting = True
            self.set_timer(PAUSE_SECONDS, self._begin)

    def follow(self, source: int) -> None:
        """Keep in sight what stands on this line of the text, from 0."""
        self._source = source
        self._scroll_to_source()

    def on_resize(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._waiting = False
        if self._wanted[1] and not self._working and not self.up_to_date:
            self._working = True
            self._render_apart(*self._wanted)

    @work(thread=True, group="preview")
    def _render_apart(self, text: str, width: int) -> None:
        self.post_message(self.Rendered(text, _rendered(text, width)))

    @on(Rendered)
    def _take(self, message: Rendered) -> None:
        message.stop()
        self._working = False
        self._draw(message.text, message.preview)
        self._begin()

    def _draw(self, text: str, preview: Preview) -> None:
        self._preview = preview
        self._drawn_of = text, preview.width
        self.virtual_size = Size(preview.width, len(preview.lines))
        self._scroll_to_source()
        self.refresh()

    def _scroll_to_source(self) -> None:
        if self._source is None or not self.size.height:
            return
        line = self._preview.at_source(self._source)
        top = round(self.scroll_offset.y)
        if not top <= line < top + self.size.height - 1:
            self.scroll_to(y=max(0, line - self.size.height // 3), animate=False, force=True, immediate=True)

    def get_component_styles(self, *names: str) -> RenderStyles:
        # Were they classes of the widget, all of them would be worked out whenever it opens, and few are drawn.
        for name in names:
            if name not in self._component_styles:
                node = DOMNode(classes=name)
                node._attach(self)
                self.app.stylesheet.apply(node, animate=False)
                self._component_styles[name] = node.styles
        self._painted_by = self.app.theme_variables
        return super().get_component_styles(*names)

    def notify_style_update(self) -> None:
        if self._component_styles and self._painted_by is not self.app.theme_variables:
            self.refresh()
        self._component_styles.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        at = y + round(self.scroll_offset.y)
        line = self.lines[at].line if at < len(self.lines) else ()
        segments = [RichSegment(each.text, self._style_of(each)) for each in line]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _style_of(self, segment: Segment) -> Style:
        names = [f"paint--{name}" for name in segment.style.split()]
        return self.get_component_rich_style(*names) if names else self.rich_style


def _rendered(text: str, width: int) -> Preview:
    try:
        return preview_of(text, width)
    except Exception:
        # Whatever a text does to the Markdown reader, it can still be read as it stands.
        return _as_it_stands(text, width)


def _as_it_stands(text: str, width: int) -> Preview:
    drawn: list[Drawn] = []
    for number, line in enumerate(text.split("\n")):
        words = shown(line)
        drawn += [Drawn((Segment(words[start:end]),), number) for start, end in wrap(words, width)]
    return Preview(width, tuple(drawn))
