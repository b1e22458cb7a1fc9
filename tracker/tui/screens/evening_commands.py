"""What the evening answers to, step by step."""

from __future__ import annotations

from tracker.tui.commands import Command, Group, moving
from tracker.wording import N_

CHECK, REFLECT, TOMORROW, TIME, FINISH = range(5)

STEP_NAMES = (N_("Check"), N_("Reflect"), N_("Tomorrow"), N_("Time"), N_("Finish"))
"""What the steps are called, in English."""


def _of_step(keys: str, action: str, binding: str, do: str, about: str, group: Group = Group.CHANGE) -> Command:
    return Command(keys, action, group, f"evening.{binding}", do, about)


WAY_COMMANDS = (
    moving("tab", "onward", "evening.next", N_("next step")),
    moving("shift+tab", "backward", "evening.previous", N_("previous step")),
    moving("enter", "go_on", "evening.go-on", N_("go on")),
    moving("escape", "back", "evening.back", N_("back")),
    moving("q", "leave", "evening.leave", N_("Today")),
)
"""What every step answers to."""

STEP_COMMANDS: tuple[tuple[Command, ...], ...] = (
    (
        _of_step("space", "check", "check", N_("check"), N_("Turn a challenge to done, partly, missed, or back.")),
        _of_step("x,1", "mark('done')", "done", N_("done ✅"), N_("Check the challenge off as done.")),
        _of_step("2", "mark('partial')", "partial", N_("partly 🔺"), N_("Check the challenge off as partly done.")),
        _of_step("3", "mark('missed')", "missed", N_("missed ❌"), N_("Check the challenge off as missed.")),
        _of_step("0", "mark('')", "clear", N_("clear the mark"), N_("Take the challenge's mark away.")),
    ),
    (),
    (
        _of_step("plus,space", "take", "take", N_("set again"), N_("Set the offered challenge for tomorrow, or not.")),
        _of_step("d,delete", "delete", "delete", N_("delete"), N_("Take the challenge for tomorrow out.")),
        _of_step("a,i,f2", "write", "write", N_("write"), N_("Write a challenge for tomorrow."), Group.WRITE),
    ),
    (
        _of_step("t", "timer", "timer", N_("timer"), N_("Stop the timer and book the time, or go on."), Group.TIME),
        _of_step("i,f2", "write", "total", N_("correct the total"), N_("Write the day's study time by hand.")),
    ),
    (
        _of_step("y", "copy", "copy", N_("copy"), N_("Copy the day's Markdown to the clipboard."), Group.LOOK),
        _of_step("s", "save_file", "save", N_("save as a file"), N_("Write the day's Markdown to a file."), Group.LOOK),
    ),
)
"""What each step answers to."""

UNDO_COMMANDS = (
    _of_step("u,ctrl+z", "undo", "undo", N_("undo"), N_("Take the last change back.")),
    _of_step("ctrl+r,ctrl+y", "redo", "redo", N_("redo"), N_("Make the change again that was taken back.")),
)

LINE_COMMANDS = (moving("down,up", "screen.to_list", "evening.to-list", N_("to the list")),)
"""What the line for a new challenge answers to, besides writing."""

NEW_COMMAND = _of_step("n", "new_day", "new", N_("open the day"), N_("Open the day from the template."), Group.DAY)

EVENING_COMMANDS = (
    *WAY_COMMANDS,
    *(command for commands in STEP_COMMANDS for command in commands),
    *UNDO_COMMANDS,
    NEW_COMMAND,
)
"""What the Evening screen answers to, all steps together."""

STEP_OF_ACTION = {
    **dict.fromkeys(("check", "mark"), (CHECK,)),
    **dict.fromkeys(("take", "delete"), (TOMORROW,)),
    "write": (TOMORROW, TIME),
    "timer": (TIME,),
    **dict.fromkeys(("copy", "save_file"), (FINISH,)),
}
"""The steps that an action belongs to; others belong to every step."""
