"""A screen as text that can be read and compared: what every cell shows, and in which style."""

from __future__ import annotations

from string import ascii_letters

from rich.cells import cell_len
from rich.style import Style

from tracker.tui.app import StudylogApp


def picture(app: StudylogApp) -> str:
    """Return the screen's text, then a letter for the style of each cell, then what the letters stand for."""
    styles: dict[str, str] = {}
    texts, letters = [], []
    for strip in app.screen._compositor.render_strips(app.size):
        texts.append(strip.text.rstrip())
        line = ""
        for segment in strip:
            said = _said(segment.style)
            letter = styles.setdefault(said, "." if not styles else ascii_letters[len(styles) - 1])
            line += letter * cell_len(segment.text)
        letters.append(line)
    legend = [f"{letter} {said}" for said, letter in styles.items()]
    return "\n".join([*texts, "", *letters, "", *legend, ""])


def _said(style: Style | None) -> str:
    if style is None:
        return "plain"
    colour = style.color.name if style.color is not None else "default"
    ground = style.bgcolor.name if style.bgcolor is not None else "default"
    more = [name for name in ("bold", "dim", "italic", "underline", "reverse", "strike") if getattr(style, name)]
    return " ".join([colour, "on", ground, *more])
