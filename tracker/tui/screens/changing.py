"""What becomes of a day's entries: marked, reworded, moved, deleted, copied, and taken back."""

from __future__ import annotations

from textual import on

from tracker.codec.edit import ItemRef
from tracker.model import ItemKind, Mark, Problem, Topic, When
from tracker.tui.commands import UNDOING, Command, Group
from tracker.tui.messages import EntryChosen, MarkChosen, MenuWanted
from tracker.tui.panes import Entry, EntryKind
from tracker.tui.questions import Answer, Field, Question
from tracker.tui.screens.adding import AddingActions
from tracker.tui.shown import composed, short
from tracker.wording import N_, _


def _changing(keys: str, action: str, binding: str, do: str, about: str) -> Command:
    return Command(keys, action, Group.CHANGE, f"today.{binding}", do, about)


CHANGING_COMMANDS = (
    _changing("enter", "open", "open", N_("open"), N_("Write in a topic, fill a blank, or edit.")),
    _changing("i,f2", "edit", "edit", N_("edit"), N_("Change the words of the entry you are on.")),
    _changing("space", "check", "check", N_("check"), N_("Turn a challenge to done, partly, missed, or back.")),
    _changing("x,1", "mark('done')", "done", N_("done ✅"), N_("Check the challenge off as done.")),
    _changing("2", "mark('partial')", "partial", N_("partly 🔺"), N_("Check the challenge off as partly done.")),
    _changing("3", "mark('missed')", "missed", N_("missed ❌"), N_("Check the challenge off as missed.")),
    _changing("0", "mark('')", "clear", N_("clear the mark"), N_("Take the challenge's mark away.")),
    _changing("d,delete", "delete", "delete", N_("delete"), N_("Delete the entry you are on; it can be undone.")),
    _changing("J,shift+down", "move(1)", "move-down", N_("move it down"), N_("Move the entry down among its kind.")),
    _changing("K,shift+up", "move(-1)", "move-up", N_("move it up"), N_("Move the entry up among its kind.")),
    *UNDOING,
    _changing("M", "menu", "menu", N_("what to do"), N_("Show what can be done with the entry you are on.")),
    _changing("y", "copy", "copy", N_("copy"), N_("Copy the entry's words to the clipboard.")),
    _changing("Y", "copy_day", "copy-day", N_("copy the day"), N_("Copy the whole day's Markdown to the clipboard.")),
    _changing("m", "edit_text", "text", N_("as text"), N_("Edit the whole day as text.")),
    _changing("f4,E", "edit_outside", "outside", N_("in $EDITOR"), N_("Edit the whole day in your own editor.")),
)

_NEXT_MARK = {None: Mark.DONE, Mark.DONE: Mark.PARTIAL, Mark.PARTIAL: Mark.MISSED, Mark.MISSED: None}


class ChangingActions(AddingActions):
    """A day whose entries are changed in place."""

    # Checking

    def action_check(self) -> None:
        entry = self._challenge()
        if entry is not None:
            self._mark(entry, _NEXT_MARK[getattr(entry.item, "mark", None)])

    def action_mark(self, mark: str) -> None:
        entry = self._challenge()
        if entry is not None:
            self._mark(entry, Mark(mark) if mark else None)

    def _challenge(self) -> Entry | None:
        entry = self.current
        if entry is None or entry.ref is None or entry.ref.kind is not ItemKind.CHALLENGE:
            key = self.key_of("today.check")
            self.say_error(_("{key} checks a challenge; move to one with ↑↓.", key=key))
            return None
        return entry

    def _mark(self, entry: Entry, mark: Mark | None) -> None:
        ref, seen = entry.ref, self.record
        assert ref is not None
        self.apply(lambda: self.journal.mark_challenge(self.day, ref, mark, seen=seen))

    # Opening and rewording

    @on(EntryChosen)
    def _open_chosen(self) -> None:
        self.action_open()

    @on(MarkChosen)
    def _turn_mark(self) -> None:
        self.action_check()

    def action_open(self) -> None:
        entry = self.current
        if entry is None:
            return
        if isinstance(entry.item, Topic) and entry.ref is not None:
            from tracker.tui.screens.topic_editor import TopicEditor

            self.studylog.visit(TopicEditor(self.journal, self.day, entry.ref))
        elif entry.kind is EntryKind.TEXT:
            self.action_edit_text()
        else:
            self.action_edit()

    def action_edit(self) -> None:
        entry = self.current
        if entry is None:
            return
        if entry.kind is EntryKind.EMPTY:
            self.action_add_here()
        elif entry.blank is not None:
            if entry.blank.kind is ItemKind.CHALLENGE:
                self.ask_challenge(entry.blank.when or When.NEXT)
            else:
                self.action_add(entry.blank.kind)
        elif entry.ref is None:
            self.action_edit_text()
        else:
            self._ask_words(entry, entry.ref)

    def _ask_words(self, entry: Entry, ref: ItemRef) -> None:
        day, seen = self.day, self.record
        # Of a problem its line shows the number alone, so the title says whose it is.
        of = f"{entry.item.judge} {entry.source}" if isinstance(entry.item, Problem) else entry.heading
        title = _("Edit — {entry}", entry=of) if of else _("Edit")

        # Letters in parts (NFD) cannot be edited one by one, so they are shown whole; unchanged, they stay as they are.
        source = composed(entry.source)

        def change(answer: Answer) -> None:
            if answer[0] != source:
                self.journal.retext_item(day, ref, answer[0], seen=seen)

        from tracker.tui.screens.prompt import LinesPrompt, Prompt

        question = Question(title, f"edit {day} {ref.kind} {source}", self.accepting(change))
        if "\n" in source:
            self.app.push_screen(LinesPrompt(question, source, self.drafts))
        else:
            self.app.push_screen(Prompt(question, [Field(value=source)], self.drafts))

    def action_edit_text(self) -> None:
        from tracker.tui.screens.text_editor import TextEditor

        entry = self.current
        line = entry.line + 1 if entry is not None and entry.line is not None else None
        if self.record is None:
            self.say_error(_("There is no log of this day yet; {key} opens it.", key=self.key_of("today.new")))
            return
        self.studylog.visit(TextEditor(self.journal, self.day, line))

    def action_edit_outside(self) -> None:
        from tracker.tui.external_editor import edit_day_outside

        edit_day_outside(self, self.day)

    # Moving, deleting, taking back

    def action_delete(self) -> None:
        ref, seen = self._item(), self.record
        if ref is not None and self.apply(lambda: self.journal.delete_item(self.day, ref, seen=seen)):
            key = self.key_of("today.undo")
            self.tell(_("Deleted: {words}  ({key} undoes)", words=short(ref.text), key=key))

    def action_move(self, by: int) -> None:
        ref, seen = self._item(), self.record
        if ref is not None:
            self.apply(lambda: self.journal.move_item(self.day, ref, by, seen=seen))

    def _item(self) -> ItemRef | None:
        entry = self.current
        if entry is None or entry.ref is None:
            if entry is not None and entry.kind is EntryKind.TEXT:
                key = self.key_of("today.text")
                self.say_error(_("This line is plain text; {key} edits the day as text.", key=key))
            else:
                key = self.key_of("today.add")
                self.say_error(_("There is nothing here to change; {key} adds something.", key=key))
            return None
        return entry.ref

    # Copying

    def action_copy(self) -> None:
        entry = self.current
        if entry is None or entry.kind in (EntryKind.EMPTY, EntryKind.BLANK):
            self.say_error(_("There is nothing here to copy."))
            return
        words = entry.source or entry.words
        if isinstance(entry.item, Topic) and entry.item.body:
            words = entry.item.body
        self.app.copy_to_clipboard(words)
        self.tell(_("Copied: {words}", words=short(words)))

    def action_copy_day(self) -> None:
        if self.record is None:
            self.say_error(_("There is nothing here to copy."))
            return
        self.app.copy_to_clipboard(self.record.text)
        self.tell(_("Copied the day of {day}.", day=self.day))

    # The menu, for the mouse and for those who do not know the keys

    @on(MenuWanted)
    def _show_menu(self) -> None:
        self.action_menu()

    def action_menu(self) -> None:
        entry = self.current
        names = ["today.open", "today.add"]
        if entry is not None and entry.ref is not None:
            names = ["today.open", "today.edit", "today.add", "today.move-up", "today.move-down", "today.delete"]
            names += ["today.copy"]
            if entry.ref.kind is ItemKind.CHALLENGE:
                names = ["today.done", "today.partial", "today.missed", "today.clear", *names[1:]]
        elif entry is not None and entry.kind is EntryKind.TEXT:
            names = ["today.text", "today.add", "today.copy"]
        commands = {command.binding: command for command in self.all_commands()}
        options = [(commands[name].action, f"{self.key_of(name):<6} {_(commands[name].do)}") for name in names]
        title = short(entry.words) if entry is not None and entry.words else _("What to do")
        self.ask_one_of(title, options, self._run_later)

    def _run_later(self, action: str) -> None:
        self.app.call_later(self.run_action, action)
