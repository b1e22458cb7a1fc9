"""The narrow column beside a text: what the reader makes of each line."""

from __future__ import annotations

from textual.geometry import Offset
from textual.reactive import reactive
from textual.strip import Strip

from tracker.cells import fit
from tracker.charts import Segment
from tracker.codec.line_signs import LineSign, SignKind
from tracker.model import SectionKind
from tracker.tui.widgets.markdown_area import MarkdownArea
from tracker.tui.widgets.painted import Painted
from tracker.wording import _, p_


class LineSigns(Painted):
    """Draws a sign beside the first row of every line of an editor."""

    signs: reactive[tuple[LineSign, ...]] = reactive(())
    """What the reader makes of the lines."""

    def __init__(self, area: MarkdownArea, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.area = area

    def on_mount(self) -> None:
        self.watch(self.area, "scroll_y", self._scrolled, init=False)
        self.watch(self.area, "selection", self._scrolled, init=False)

    def _scrolled(self) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        row = y + round(self.area.scroll_offset.y)
        wrapped = self.area.wrapped_document
        if row >= wrapped.height:
            return self.paint((), self.size.width)
        line, column = wrapped.offset_to_location(Offset(0, row))
        sign = self.signs[line] if line < len(self.signs) else LineSign(SignKind.NONE)
        if column and sign.kind is not SignKind.BODY:
            return self.paint((), self.size.width)
        words = sign_words(sign)
        style = "warning" if sign.unread else "heading" if line == self.area.cursor_location[0] else "dim"
        return self.paint((Segment(fit(words, self.size.width - 1, "right"), style), Segment(" ")), self.size.width)


def sign_words(sign: LineSign) -> str:
    """Return a line's sign in a word; `!` where there is something to know of it."""
    words = _words(sign)
    return f"! {words}".rstrip() if sign.message else words


def _words(sign: LineSign) -> str:
    counted = {
        SignKind.GOAL: p_("line", "goal"),
        SignKind.TOPIC: p_("line", "topic"),
        SignKind.PAST: p_("line", "set"),
        SignKind.NEXT: p_("line", "next"),
        SignKind.REFLECTION: p_("line", "review"),
        SignKind.LINK: p_("line", "link"),
    }
    match sign.kind:
        case SignKind.SECTION:
            return f"▾ {section_words(sign.section)}" if sign.section is not None else ""
        case SignKind.BODY:
            return "│"
        case SignKind.PROBLEM:
            return p_("line", "problem")
        case SignKind.TOTAL:
            return p_("line", "time")
        case SignKind.WAITING:
            return p_("line", "(empty)")
        case SignKind.UNREAD:
            return "?"
        case SignKind.TEXT | SignKind.NONE:
            return ""
    return f"{counted[sign.kind]} {sign.n}" if sign.n else "│"


def section_words(kind: SectionKind) -> str:
    """Return what a section is for, in a word."""
    return {
        SectionKind.GOALS: p_("section", "goals"),
        SectionKind.LEARNING: p_("section", "topics"),
        SectionKind.TEAM: p_("section", "team"),
        SectionKind.CHALLENGES: p_("section", "tasks"),
        SectionKind.REFLECTION: p_("section", "review"),
        SectionKind.LINKS: p_("section", "links"),
        SectionKind.OTHER: _("other"),
    }[kind]
