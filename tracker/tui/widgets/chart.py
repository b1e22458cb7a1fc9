"""Charts as widgets: drawn from lines that are made anew only when what they show, or their size, has changed."""

from __future__ import annotations

from itertools import zip_longest

from textual.geometry import Region, Size
from textual.strip import Strip

from tracker.charts import Line
from tracker.tui.widgets.painted import Painted


class Chart(Painted):
    """Draws the lines of a picture."""

    _made: tuple[Size, list[Line]] | None = None
    _painted: dict[int, Strip] | None = None
    """Lines as they were painted, by number; None when they have to be painted anew."""

    def picture(self, width: int, height: int) -> list[Line]:
        """Return the lines to draw at this size."""
        raise NotImplementedError

    def changed(self) -> None:
        """Draw anew, because what is shown is another."""
        self._made = None
        self._painted = None
        self.refresh()

    def changed_in_part(self) -> None:
        """Draw the lines that are others now, because what is shown is another in a few of them."""
        if self._made is None or self._painted is None or self._made[0] != self.size:
            self.changed()
            return
        size, before = self._made
        lines = self.picture(size.width, size.height)
        self._made = size, lines
        differing = [y for y, (old, new) in enumerate(zip_longest(before, lines, fillvalue=())) if old != new]
        for y in differing:
            self._painted.pop(y, None)
        if differing:
            self.refresh(*(Region(0, y, size.width, 1) for y in differing))

    def notify_style_update(self) -> None:
        self._painted = None
        super().notify_style_update()

    def lines(self) -> list[Line]:
        """Return the lines as they are drawn now."""
        size = self.size
        if self._made is None or self._made[0] != size:
            self._made = size, self.picture(size.width, size.height)
            self._painted = None
        return self._made[1]

    @property
    def plain(self) -> bool:
        """Whether glyphs tell the parts apart, because colours do not."""
        return self.has_pseudo_class("nocolor")

    def render_line(self, y: int) -> Strip:
        lines = self.lines()
        if self._painted is None:
            self._painted = {}
        strip = self._painted.get(y)
        if strip is None:
            strip = self._painted[y] = self.paint(lines[y] if y < len(lines) else (), self.size.width)
        return strip


class GrowingChart(Chart):
    """A picture as high as its lines, whatever the height."""

    _height_shown = 0

    def changed_in_part(self) -> None:
        super().changed_in_part()
        # Another number of lines moves what stands below; else only this is drawn anew.
        if self.is_mounted and self.size.width and len(self.lines()) != self._height_shown:
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._height_shown = max(1, len(self.picture(width, 0)))
        return self._height_shown
