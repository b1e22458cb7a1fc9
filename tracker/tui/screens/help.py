"""The help: what the part at hand is for, and every key that works now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tracker.cells import fit
from tracker.charts import Segment
from tracker.tui.commands import Command, Group
from tracker.tui.screens.reader import Reader
from tracker.wording import _

_KEYS_WIDTH = 18
"""Cells of the column of keys."""


class Help(Reader):
    """Shows a paragraph about the part that has the focus, then the keys by what they are for."""

    def __init__(self, about: str, commands: Sequence[Command], keys_of: Callable[[str], Sequence[str]]) -> None:
        lines: list[tuple[Segment, ...]] = []
        for paragraph in about.split("\n") if about else []:
            lines.append((Segment(paragraph, "words"),))
        for group in Group:
            own = [command for command in commands if command.group is group and command.keys]
            if not own:
                continue
            lines += [(Segment(""),)] if lines else []
            lines.append((Segment(_(group.value), "heading"),))
            for command in own:
                keys = fit("  " + "  ".join(keys_of(command.binding)), _KEYS_WIDTH)
                lines.append((Segment(keys, "key"), Segment(_(command.about), "words")))
        super().__init__(_("Help"), lines, _("esc closes"))
