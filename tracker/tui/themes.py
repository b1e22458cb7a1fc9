"""The colours: two themes of our own, Textual's beside them, and the palette of subjects and hours in each."""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

DARK = Theme(
    name="studylog-dark",
    primary="#5aa9e6",
    secondary="#8fb8de",
    accent="#f4b860",
    warning="#f4b860",
    error="#ef6f6c",
    success="#7fc29b",
    foreground="#e6e9ef",
    background="#14171c",
    surface="#1b1f26",
    panel="#232932",
    dark=True,
)
LIGHT = Theme(
    name="studylog-light",
    primary="#1f6fb2",
    secondary="#4a7fa8",
    accent="#9a5b00",
    warning="#9a5b00",
    error="#b3261e",
    success="#1e7a46",
    foreground="#1c2128",
    background="#fbfbf9",
    surface="#f1f1ec",
    panel="#e6e7e1",
    dark=False,
)
OWN = {theme.name: theme for theme in (DARK, LIGHT)}
"""Our own themes by name."""

_SUBJECTS_DARK = ("#5aa9e6", "#f4b860", "#7fc29b", "#d58bdd", "#ef8a6f", "#6fd0d0", "#b9a3f0", "#aab4c3")
_SUBJECTS_LIGHT = ("#1f6fb2", "#b06f00", "#23824c", "#9a3fa8", "#b8482b", "#14808a", "#6a4fc0", "#6b7480")
_SUBJECTS_ANSI = (
    "ansi_blue",
    "ansi_yellow",
    "ansi_green",
    "ansi_magenta",
    "ansi_red",
    "ansi_cyan",
    "ansi_bright_blue",
    "ansi_bright_black",
)
_HEAT_DARK = ("#39414d", "#1f4d3a", "#2c7a55", "#4caf7c", "#8fe3b0")
_HEAT_LIGHT = ("#c9ccc4", "#bfe3cd", "#7fc79d", "#3d9a66", "#14663b")
_HEAT_ANSI = ("ansi_bright_black", "ansi_blue", "ansi_cyan", "ansi_green", "ansi_bright_green")


def palette_of(theme: Theme) -> dict[str, str]:
    """Return the colours of subjects, of hours, and of what stands back, as variables of the stylesheet."""
    subjects, heat = (_SUBJECTS_DARK, _HEAT_DARK) if theme.dark else (_SUBJECTS_LIGHT, _HEAT_LIGHT)
    quiet = {"quiet": "#9aa5b4" if theme.dark else "#565f6b", "line": "#5b6675" if theme.dark else "#9aa0a6"}
    if theme.ansi:
        # A terminal's own colours cannot be mixed, so nothing is made fainter than its default.
        subjects, heat = _SUBJECTS_ANSI, _HEAT_ANSI
        quiet = {"quiet": "ansi_default", "line": "ansi_bright_black" if theme.dark else "ansi_default"}
    lit = {"lit": "ansi_blue" if theme.ansi else "#2b4a66" if theme.dark else "#cfe3f5"}
    away = {"lit-away": "ansi_bright_black" if theme.ansi else "#2a303a" if theme.dark else "#e3e5df"}
    return {
        **{f"subject-{n}": colour for n, colour in enumerate(subjects)},
        **{f"heat-{n}": colour for n, colour in enumerate(heat)},
        **quiet,
        **lit,
        **away,
    }


def named(wanted: str, available: Mapping[str, Theme]) -> str:
    """Return the theme of the settings; the dark one for `auto`, and for a name that is none."""
    short = {"dark": DARK.name, "light": LIGHT.name, "ansi": "ansi-dark"}
    name = short.get(wanted, wanted)
    return name if name in available else DARK.name


def offered(available: Mapping[str, Theme]) -> list[str]:
    """Return the names to choose from: our own, the terminal's own colours, then the others by name."""
    first = [DARK.name, LIGHT.name, "ansi-dark", "ansi-light"]
    return [*first, *sorted(name for name in available if name not in first)]
