"""A field for each label of the day's reflection, to be written in several lines."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tracker.model import DayRecord
from tracker.tui.screens.prompt import LinesInput
from tracker.tui.shown import composed, shown
from tracker.values import frozen, replace
from tracker.wording import _


@frozen
class ReflectionField:
    """What a field is for, and what the day says there."""

    label: str
    """Empty for a free paragraph."""
    n: int | None = None
    """Position among the day's reflections, from 1; None for one that is not written yet."""
    text: str = ""


class ReflectionInput(LinesInput):
    """The lines under one label."""

    def __init__(self, field: ReflectionField, seen: DayRecord) -> None:
        # Letters in parts (NFD) cannot be edited one by one; unchanged, they stay as the day has them.
        super().__init__(composed(field.text), soft_wrap=True, compact=True)
        self.field = field
        self.seen = seen
        """The day as it was when the words in the field were the day's own."""

    @property
    def changed(self) -> bool:
        """Whether it says something else than the day."""
        return canonical(self.text) != canonical(self.field.text)

    def take(self, field: ReflectionField, seen: DayRecord) -> None:
        """Go by what the day says now; words that are not saved stay, to be merged with what others wrote there."""
        new, changed = canonical(field.text), self.changed
        if changed and new not in (canonical(self.field.text), canonical(self.text)):
            return
        self.field, self.seen = field, seen
        if not changed and new != canonical(self.text):
            self.load_text(composed(field.text))

    def give_up(self) -> None:
        """Let go of what is not saved: the day's words are shown the next time it is read."""
        self.field = replace(self.field, text=self.text)


class ReflectionFields(VerticalScroll, can_focus=False):
    """Shows a field for each label."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.inputs: list[ReflectionInput] = []
        """The fields, from top to bottom; what is written in them can be read when they are no longer shown, too."""

    def show_fields(self, fields: Sequence[ReflectionField], seen: DayRecord) -> None:
        """Show these fields; where their labels are the same as before, only what they say changes."""
        shown_labels, labels = [each.field.label for each in self.inputs], [field.label for field in fields]
        if sorted(shown_labels) == sorted(labels) and len(set(labels)) == len(labels):
            # A line that was just saved may stand elsewhere in the day; the field one writes in stays where it is.
            fields = sorted(fields, key=lambda field: shown_labels.index(field.label))
            labels = shown_labels
        if shown_labels == labels:
            for each, field in zip(self.inputs, fields, strict=True):
                each.take(field, seen)
            return
        # What was typed moves along with its label.
        typed = {each.field.label: each.text for each in self.inputs if each.changed}
        self.query("*").remove()
        self.inputs = [ReflectionInput(field, seen) for field in fields]
        for area in self.inputs:
            label = area.field.label
            self.mount(Static(Content(shown(label) or _("without a label")), classes="reflection-label"), area)
            if label in typed:
                area.text = typed.pop(label)

    def focus_first_empty(self) -> None:
        """Put the cursor where something waits to be written, else at the end of the first field."""
        empty = [each for each in self.inputs if not each.text.strip()]
        for area in empty[:1] or self.inputs[:1]:
            area.move_cursor(area.document.end)
            area.focus()

    def focus_next(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) field; returns whether there was one."""
        inputs = self.inputs
        here = next((n for n, each in enumerate(inputs) if each.has_focus), None)
        if here is None or not 0 <= here + by < len(inputs):
            return False
        area = inputs[here + by]
        area.move_cursor(area.document.end)
        area.focus()
        return True

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.scroll_to_widget(event.widget, animate=False)


def canonical(text: str) -> str:
    """Return the words as a day keeps them, whatever the space around its lines."""
    lines = (line.strip() for line in composed(text).strip().split("\n"))
    return "\n".join(lines)
