"""All verbs by name; the module of one is imported when it is asked for."""

from __future__ import annotations

import importlib

from tracker.cli.declared import Group, Verb

VERBS = {
    "write": (
        "new",
        "edit",
        "goal",
        "topic",
        "solve",
        "challenge",
        "check",
        "reflect",
        "link",
        "retext",
        "move",
        "delete",
    ),
    "clock": ("start", "stop", "pause", "resume", "cancel", "status", "time"),
    "read": ("show", "days", "week", "month", "year", "search", "history"),
    "share": ("retro", "report", "index", "lint", "publish"),
    "ship": ("import", "export"),
    "team": ("group",),
    "carry": ("sync", "conflicts"),
    "safe": ("undo", "redo", "restore", "backup", "doctor"),
    "keep": ("template", "config", "demo", "completion"),
}
"""Modules of this package and the verbs they hold, in the order in which help lists them."""

MODULE_OF = {verb: module for module, verbs in VERBS.items() for verb in verbs}
_TAKING_DAYS = {
    "new",
    "edit",
    "delete",
    "show",
    "week",
    "month",
    "year",
    "history",
    "restore",
    "export",
    "lint",
    "publish",
    "retro",
    "report",
    "group",
}
_LONGEST_NUMBER = 5
"""Digits of the days before today that `-1` may have."""


def find_verb(name: str) -> Verb | Group | None:
    """Return the verb, or group of verbs, of that name; None when there is none."""
    if name not in MODULE_OF:
        return None
    found = getattr(importlib.import_module(f"tracker.cli.{MODULE_OF[name]}"), f"{name}_verb")
    assert isinstance(found, Verb | Group)
    return found


def with_days(name: str, words: list[str]) -> list[str]:
    """Return the words of a verb's call; where it takes days, `-1` is one and no option."""
    if name not in _TAKING_DAYS:
        return words
    return [f"\u2212{word[1:]}" if _is_day_before(word) else word for word in words]


def _is_day_before(word: str) -> bool:
    return word[:1] == "-" and word[1:].isdecimal() and len(word) <= 1 + _LONGEST_NUMBER
