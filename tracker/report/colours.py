"""The colours of a report, for light and dark, and the grain that tells areas apart without colours."""

from __future__ import annotations

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "page": "#f3f4f7",
    "surface": "#ffffff",
    "text": "#1c2128",
    "dim": "#545d68",
    "edge": "#d4d8de",
    "accent": "#0a58b5",
    "good": "#196c2e",
    "bad": "#a92c1f",
    "target": "#b3261e",
    "ghost": "#3d444d",
    "subject-0": "#2f6fdb",
    "subject-1": "#c2570c",
    "subject-2": "#23834a",
    "subject-3": "#8250df",
    "subject-4": "#0e7f8b",
    "subject-5": "#bf3989",
    "subject-6": "#866a00",
    "subject-7": "#656d76",
    "unclocked": "#76808b",
    "mark-done": "#23834a",
    "mark-partial": "#b0620a",
    "mark-missed": "#b3261e",
    "mark-open": "#656d76",
    "bar": "#2f6fdb",
    "heat-1": "#5b8fe0",
    "heat-2": "#3f78d6",
    "heat-3": "#255fbf",
    "heat-4": "#143f8c",
}
"""On paper as well."""

DARK: Mapping[str, str] = {
    "page": "#0d1117",
    "surface": "#171c24",
    "text": "#e8edf2",
    "dim": "#a3adb8",
    "edge": "#363e49",
    "accent": "#79b8ff",
    "good": "#5bd778",
    "bad": "#ff9389",
    "target": "#ff8a80",
    "ghost": "#d3dae2",
    "subject-0": "#6ea8fe",
    "subject-1": "#f0914a",
    "subject-2": "#56d364",
    "subject-3": "#bc8cff",
    "subject-4": "#3fc6d0",
    "subject-5": "#f778ba",
    "subject-6": "#dcb33f",
    "subject-7": "#a2abb5",
    "unclocked": "#8b949e",
    "mark-done": "#56d364",
    "mark-partial": "#f0a24a",
    "mark-missed": "#ff7b72",
    "mark-open": "#a2abb5",
    "bar": "#6ea8fe",
    "heat-1": "#4573b8",
    "heat-2": "#5a90de",
    "heat-3": "#7fb0f5",
    "heat-4": "#c3dcff",
}

TEXTS = ("text", "dim", "accent", "good", "bad")
"""Colours that words are written in, on `surface` and on `page`."""
AREAS = tuple(name for name in LIGHT if name.startswith(("subject-", "unclocked", "mark-", "bar", "heat-", "target")))
"""Colours that are drawn on `surface`."""

_SLASHES = "M-2 2L2 -2M0 8L8 0M6 10L10 6"
_BACKSLASHES = "M-2 6L2 10M0 0L8 8M6 -2L10 2"

GRAINS: Mapping[str, str] = {
    "subject-1": _SLASHES,
    "subject-2": "M2 2h.01M6 6h.01",
    "subject-3": _BACKSLASHES,
    "subject-4": "M0 2h8M0 6h8",
    "subject-5": "M2 0v8M6 0v8",
    "subject-6": "M0 4h8M4 0v8",
    "subject-7": f"{_SLASHES}{_BACKSLASHES}",
    "unclocked": "M-2 2L2 -2M0 8L8 0M6 10L10 6",
    "mark-partial": _SLASHES,
    "mark-missed": f"{_SLASHES}{_BACKSLASHES}",
    "mark-open": "M2 2h.01M6 6h.01",
    "unknown": _BACKSLASHES,
}
"""Strokes on a tile of 8 by 8; an area without any is plain."""
OPEN_GRAINS = ("unclocked", "unknown")
"""Areas that have strokes of their colour on the surface, not the other way round."""


def variables(colours: Mapping[str, str]) -> str:
    """Return the colours as CSS custom properties."""
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


def area_rules() -> str:
    """Return the CSS rules that give each area its colour."""
    return "".join(f".{name}{{fill:var(--{name})}}" for name in AREAS)
