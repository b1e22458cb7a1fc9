"""What two machines changed each in its own way: both versions side by side, and a key for each choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from tracker.charts import Line, Segment
from tracker.errors import NotFound, Prefer, StaleEdit
from tracker.journal import Journal
from tracker.store.syncing import KeptConflict
from tracker.sync import choices
from tracker.sync.choosing import date_of, kept_conflicts, sides_of
from tracker.tui.commands import Command, Group, bindings_of, moving
from tracker.tui.screens.base import StudyScreen
from tracker.tui.shown import shown
from tracker.tui.versions import side_by_side
from tracker.tui.widgets.conflict_list import ConflictList, ConflictRow
from tracker.tui.widgets.line_list import LIST_COMMANDS, LineList
from tracker.tui.widgets.one_line import OneLine
from tracker.tui.widgets.text_page import PAGE_COMMANDS, TextPage
from tracker.wording import N_, _, n_, p_

CONFLICT_COMMANDS = (
    Command(
        "1,m",
        "choose('mine')",
        Group.CHANGE,
        "conflicts.mine",
        N_("mine"),
        N_("Take what was written on this machine."),
    ),
    Command(
        "2,t",
        "choose('theirs')",
        Group.CHANGE,
        "conflicts.theirs",
        N_("theirs"),
        N_("Take what was written on the other."),
    ),
    Command("3", "choose('both')", Group.CHANGE, "conflicts.both", N_("both"), N_("Take both, one after the other.")),
    Command(
        "0,x",
        "choose('done')",
        Group.CHANGE,
        "conflicts.done",
        N_("as it is"),
        N_("Leave the day as it is now, and let the conflict go."),
    ),
    Command("u,ctrl+z", "undo", Group.CHANGE, "conflicts.undo", N_("undo"), N_("Take the last choice back.")),
    moving("tab", "other_part", "conflicts.part", N_("to the text, and back")),
    Command("escape,q", "leave", Group.SCREEN, "conflicts.leave", N_("back"), N_("Go back to the day."), palette=False),
)
"""What the screen of conflicts answers to."""

_FEWEST_ROWS = 2


class ConflictsScreen(StudyScreen):
    """Lists conflicts over the two versions of the one that is chosen."""

    CSS_PATH = "../conflicts.tcss"
    AUTO_FOCUS = "#conflict-list"
    commands: ClassVar[tuple[Command, ...]] = CONFLICT_COMMANDS
    BINDINGS = [*bindings_of(CONFLICT_COMMANDS)]

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self._kept: dict[str, KeptConflict] = {}
        """The conflicts by their ids."""
        self._made: list[choices.Choice] = []
        """What was chosen here, the last of it at the end."""

    def compose_content(self) -> ComposeResult:
        yield OneLine(id="conflict-title")
        with Vertical(id="conflict-body"):
            yield ConflictList(id="conflict-list")
            yield TextPage(id="conflict-page")

    def all_commands(self) -> tuple[Command, ...]:
        moves = PAGE_COMMANDS if isinstance(self.focused, TextPage) else LIST_COMMANDS
        return (*moves, *super().all_commands())

    def bar(self) -> Sequence[str]:
        undo = ("conflicts.undo",) if self._made else ()
        chosen = ("conflicts.mine", "conflicts.theirs", "conflicts.both", "conflicts.done", "list.choose")
        return [*(chosen if self.rows else ()), *undo, "app.sync", "conflicts.leave"]

    def help_text(self) -> str:
        return _(
            "Where two machines changed the same lines, each in its own way, the larger version stands in the day and"
            " the other is kept here until you have chosen. Marked are the words that only one of them has."
        )

    @property
    def conflicts(self) -> ConflictList:
        """The list."""
        return self.query_one(ConflictList)

    @property
    def rows(self) -> Sequence[ConflictRow]:
        """What there is to choose between."""
        return self.conflicts.rows

    # Showing

    def look(self) -> None:
        super().look()
        self._kept = {one.id: one for one in kept_conflicts(self.journal)}
        rows = [
            ConflictRow(one.id, date_of(self.journal, one), one.path, _beginning(one)) for one in self._kept.values()
        ]
        self.conflicts.say(
            [
                _("There is nothing to choose between."),
                _(
                    "When two machines have changed the same lines, each in its own way, a sync keeps both, and here"
                    " you choose which stand. {key} syncs now.",
                    key=self.key_of("app.sync"),
                ),
            ]
        )
        if rows != [*self.rows]:
            self.conflicts.show_rows(rows)
        self._fit()
        self._draw()
        self.refresh_hints()

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self._fit)
        self.call_after_refresh(self._draw)

    def _fit(self) -> None:
        # As high as it has to be, so that the text stands right below it.
        room = self.query_one("#conflict-body").size.height
        self.conflicts.styles.height = max(_FEWEST_ROWS, min(len(self.rows), room // 3)) if self.rows else "1fr"
        self.query_one(TextPage).display = bool(self.rows)

    @on(LineList.Moved)
    def _draw(self) -> None:
        count = n_("{n} conflict", "{n} conflicts", len(self.rows)) if self.rows else _("Conflicts")
        about = f"  {_('two machines changed the same lines')}" if self.rows else ""
        title = (Segment(f" {count}", "heading"), Segment(about, "hint"))
        self.query_one("#conflict-title", OneLine).line = title
        page = self.query_one(TextPage)
        width = page.outer_size.width - page.styles.gutter.width - page.styles.scrollbar_size_vertical
        conflict = self._chosen()
        page.show_lines(self._lines(conflict, max(20, width)) if conflict is not None else [])

    def _chosen(self) -> KeptConflict | None:
        """Return the conflict that the cursor is on; None when there is none."""
        row = self.conflicts.current
        return self._kept.get(row.id) if row is not None else None

    def _lines(self, conflict: KeptConflict, width: int) -> list[Line]:
        theirs_stands = conflict.mine == "other"
        mine, theirs = sides_of(conflict)
        before = [
            (Segment(f"  {shown(line.expandtabs(4))}", "text"),) for line in conflict.base.rstrip("\n").split("\n")
        ]
        heads = (
            self._head("conflicts.mine", p_("version", "mine"), mine, stands=not theirs_stands),
            self._head("conflicts.theirs", p_("version", "theirs"), theirs, stands=theirs_stands),
        )
        return [
            (Segment("─" * width, "border"),),
            (Segment(p_("version", "before"), "heading"),),
            *(before if conflict.base.strip() else [(Segment(f"  {_('(nothing)')}", "hint"),)]),
            (),
            *side_by_side(heads, mine, theirs, width),
        ]

    def _head(self, binding: str, name: str, text: str, *, stands: bool) -> Line:
        about = [_("in the day now")] if stands else []
        about += [] if text.strip() else [_("(nothing)")]
        return (
            Segment(self.key_of(binding), "key"),
            Segment(f" {name}", "heading"),
            Segment("".join(f" · {words}" for words in about), "hint"),
        )

    # Doing

    def action_choose(self, name: str) -> None:
        conflict = self._chosen()

        def act() -> None:
            if conflict is None:
                raise NotFound(_("There is nothing to choose between."))
            try:
                self._made.append(choices.make(self.journal, conflict, Prefer(name) if name != "done" else None))
            except StaleEdit as error:
                leave = _("{key} leaves the day as it is now.", key=self.key_of("conflicts.done"))
                raise StaleEdit(f"{error.sentence} {leave}") from None
            self.tell(_("{what} ({key} undoes it)", what=_named(name), key=self.key_of("conflicts.undo")))

        self.apply(act)

    def action_undo(self) -> None:
        def act() -> None:
            if not self._made:
                raise NotFound(_("Nothing was chosen here, so there is nothing to take back."))
            choices.take_back(self.journal, self._made[-1])
            self._made.pop()
            self.tell(_("The choice was taken back."))

        self.apply(act)

    @on(LineList.Chosen)
    def _open(self) -> None:
        conflict = self._chosen()
        if conflict is None:
            return
        day = date_of(self.journal, conflict)
        if day is None:
            self.say_error(_("It is in no day, but in {path}.", path=shown(conflict.path)))
            return
        text = self.journal.text(day) or ""
        at = text.find(conflict.kept) if conflict.kept else -1
        self.studylog.show_day(day, text.count("\n", 0, at) + 1 if at >= 0 else None)

    def action_other_part(self) -> None:
        page = self.query_one(TextPage)
        if page.display:
            (page if self.conflicts.has_focus else self.conflicts).focus()
            self.refresh_hints()


def _beginning(conflict: KeptConflict) -> str:
    """Return the first words of what stands in the text, or of what does not where nothing stands."""
    lines = f"{conflict.kept}\n{conflict.other}".split("\n")
    return next((line.strip() for line in lines if line.strip()), "")


def _named(choice: str) -> str:
    """Return what was chosen, as it is told."""
    return {
        "mine": _("Taken: mine"),
        "theirs": _("Taken: theirs"),
        "both": _("Taken: both"),
        "done": _("Left as it is"),
    }[choice]
