"""Syncing from the screen: in a thread of its own, with what it does in the header and what came of it in one line."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from tracker.errors import TrackerError, UsageError
from tracker.journal import Journal
from tracker.publish.calls import Calls
from tracker.sync.settings import sync_settings
from tracker.tui.folders import path_of
from tracker.tui.questions import Answer, Field
from tracker.tui.screens.base import StudyScreen
from tracker.tui.screens.leaving import Leaving
from tracker.tui.shown import shown
from tracker.values import frozen
from tracker.wording import _, n_

if TYPE_CHECKING:
    from textual.timer import Timer

    from tracker.sync.syncing import Synced
    from tracker.tui.app import StudylogApp

LEAVE_SECONDS = 8.0
"""How long leaving waits for a sync; what was not sent by then goes along with the next one."""
_LONG_SECONDS = 10.0
"""How long something is told that the person should do something about."""
_MOST_NAMED = 3

Work = Callable[[Journal, Callable[[str], None]], "Synced | None"]
"""What the thread does with a journal of its own, saying how far it is; None when there was nothing to do."""


@frozen
class Heard:
    """How far a sync is, or what came of it."""

    doing: str
    """What it does now; empty when it has ended."""
    synced: Synced | None = None
    """What it did; None before its end, and when it could not be done or had nothing to do."""
    error: str = ""
    """Why it could not be done, in one sentence; empty when it was."""


class Carrying:
    """The syncs of an application, one at a time."""

    def __init__(self, app: StudylogApp) -> None:
        self.app = app
        self.doing = ""
        """What the sync under way does; empty while there is none."""
        self._asked = False
        """Whether the person asked for it, and wants to hear also that nothing was new."""
        self._calls: Calls | None = None
        self._box: Leaving | None = None
        """What is seen while leaving waits for the sync; None when nobody is leaving."""
        self._leave_timer: Timer | None = None
        self._tried = ""
        """The repository that was named last."""

    # Beginning

    def by_key(self, screen: StudyScreen) -> None:
        """Sync now; ask for a repository first where there is none."""
        if self.doing:
            screen.tell(_("A sync is under way: {doing}", doing=self.doing))
        elif screen.working:
            screen.tell(_("Something else is under way; sync when that is done."))
        elif sync_settings(screen.journal) is not None:
            screen.say_error("")
            self._begin(_sync, asked=True)
        else:
            screen.ask(
                "sync-remote",
                _("Where does your log go? Name an empty git repository of your own, or a folder that is one already."),
                self._set_up,
                Field(value=self._tried, example=_("git@github.com:NAME/studylog.git · ~/TIL")),
            )

    def by_itself(self) -> None:
        """Sync without being asked; do nothing while it is not set up."""
        if not self.doing and sync_settings(self.app.journal) is not None:
            self._begin(_sync, asked=False)

    def before_leaving(self) -> bool:
        """Sync what is not sent yet, and leave then; return False where the program may end at once."""
        if self._box is not None or sync_settings(self.app.journal) is None:
            return False
        if not self.doing:
            self._begin(_send, asked=False)
        self._box = Leaving(self.app.key_of("app.quit"), self._stay)
        self._box.doing = self.doing
        # What was told lies over the box.
        self.app.clear_notifications()
        self.app.push_screen(self._box)
        self._leave_timer = self.app.set_timer(LEAVE_SECONDS, self._leave_now)
        return True

    def end(self) -> None:
        """End a sync under way, and wait for nothing: the next one goes on where it was."""
        if self._calls is not None:
            self._calls.end()

    def _set_up(self, answer: Answer) -> None:
        self._tried = word = answer[0].strip()
        if not word:
            raise UsageError(_("Name the address of a git repository, or a folder."))
        folder = path_of(word)
        taken = folder if (folder / ".git").exists() else None
        # git would take a relative path from elsewhere, and does not know `~`.
        remote = "" if taken is not None else str(folder.absolute()) if folder.is_dir() else word

        def work(journal: Journal, say: Callable[[str], None]) -> Synced | None:
            from tracker.sync.setup import set_up

            say(_("setting it up"))
            set_up(journal, os.environ, remote=remote, folder=taken)
            return _sync(journal, say)

        self._begin(work, asked=True)

    def _begin(self, work: Work, *, asked: bool) -> None:
        for screen in self.app.screen_stack:
            if isinstance(screen, StudyScreen):
                screen.save_written()
        self._asked = asked
        self._calls = Calls()
        self._show(_("syncing"))
        # Not a worker of Textual's: leaving would wait for it.
        threading.Thread(target=self._run, args=(work, self._calls), name="sync", daemon=True).start()

    # In the thread

    def _run(self, work: Work, calls: Calls) -> None:
        def say(doing: str) -> None:
            calls.go_on()
            self._post(Heard(doing))

        try:
            with calls.of_this_thread(), self.app.journal.elsewhere() as journal:
                heard = Heard("", work(journal, say))
        except TrackerError as error:
            heard = Heard("", error=error.sentence)
        except OSError as error:
            heard = Heard("", error=_("The sync could not go on: {why}", why=error.strerror or error))
        except Exception as error:
            unforeseen = error
            self.app.call_later(self._fail, unforeseen)
            return
        self._post(heard)

    def _post(self, heard: Heard) -> None:
        # The application may have ended meanwhile.
        with suppress(RuntimeError):
            self.app.call_later(self.hear, heard)

    def _fail(self, error: Exception) -> None:
        self._show("")
        raise error

    # What is heard of it

    def hear(self, heard: Heard) -> None:
        """Show how far a sync is, or what came of it."""
        self._show(heard.doing)
        if heard.doing:
            return
        self._calls = None
        screen = self.app.main_screen
        if self._box is not None:
            if heard.error:
                self._box.say_error(heard.error)
            else:
                self._leave_now()
        elif screen is not None:
            screen.keep_up()
            if heard.error:
                screen.say_error(heard.error)
            elif heard.synced is not None:
                self._tell(screen, heard.synced)

    def _show(self, doing: str) -> None:
        self.doing = doing
        if self._box is not None and doing:
            self._box.doing = doing
        if self.app.main_screen is not None and self.app.main_screen.is_mounted:
            self.app.main_screen.tick()

    def _tell(self, screen: StudyScreen, synced: Synced) -> None:
        for path in synced.unreadable[:_MOST_NAMED]:
            sentence = _("{path} cannot be read and stays as it is; mend it, then sync again.", path=path)
            screen.app.notify(shown(sentence), severity="warning", timeout=_LONG_SECONDS, markup=False)
        news = bool(synced.sent or synced.received)
        if synced.offline:
            sentence = _(
                "The remote could not be reached ({why}); all is kept here and goes along with the next sync.",
                why=synced.offline,
            )
            if self._asked:
                screen.say_error(sentence)
            else:
                screen.tell(sentence)
        elif not news and not self._asked:
            return
        line = synced.line
        if synced.conflicts:
            waits = n_("{n} conflict waits for your choice", "{n} conflicts wait for your choice", synced.conflicts)
            waits = _("{waits}: {command}", waits=waits, command=screen.key_of("visit.conflicts"))
            screen.app.notify(shown(f"{line} · {waits}"), severity="warning", timeout=_LONG_SECONDS, markup=False)
        elif not synced.offline:
            screen.tell(line)

    # Leaving

    def _stay(self) -> None:
        self._box = None
        if self._leave_timer is not None:
            self._leave_timer.stop()

    def _leave_now(self) -> None:
        if self._box is not None and not self._box.error:
            self.app.exit()


def _sync(journal: Journal, say: Callable[[str], None]) -> Synced | None:
    from tracker.sync.syncing import Syncing

    return Syncing(journal, os.environ, say).run()


def _send(journal: Journal, say: Callable[[str], None]) -> Synced | None:
    from tracker.sync.looking import status

    now = status(journal, os.environ)
    # What others have sent is of no use to whoever leaves.
    return _sync(journal, say) if now.changed or now.ahead else None
