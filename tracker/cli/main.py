"""Where a call begins, and the one place where errors become a line and an exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from tracker.cli.desk import new_desk
from tracker.cli.output import fail, let_go_of_output
from tracker.cli.plain import PlainCall, plain_call
from tracker.cli.verbs import MODULE_OF
from tracker.errors import TrackerError, Unforeseen, UsageError
from tracker.kept_code import keep_compiled, use_kept
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


_MANY_NEW_OBJECTS = 100_000
"""How many objects more there are when Python looks for garbage: those of some hundred days that are read."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a call and exit: 0 done, 1 could not, 2 not understood; errors are one line on stderr."""
    _prepare_streams()
    if arguments is not None:
        sys.exit(_run(list(arguments)))
    # What is loaded is no garbage, and few verbs make any: looking for it takes a tenth of their time.
    gc.set_threshold(_MANY_NEW_OBJECTS)
    use_kept()
    code = _run(sys.argv[1:])
    keep_compiled()
    if "textual" not in sys.modules and ("threading" not in sys.modules or not _has_threads()):
        # What was opened is closed and what was said is out; to take the interpreter apart piece by piece takes as
        # long as a third of a verb, and does nothing for anyone.
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _has_threads() -> bool:
    import threading

    return threading.active_count() > 1


def _prepare_streams() -> None:
    """Give output to a pipe as UTF-8 on every system, and let no letter of a log be too much for a terminal."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # Closed by the caller, as `>&-` does.
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - as long as the program
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=None if sys.stdout.isatty() else "utf-8", errors="replace")


def _run(args: list[str]) -> int:
    try:
        _speak()
        for arg in args:
            _check_encoding(arg)
        result = _called(args)
        sys.stdout.flush()
    except TrackerError as error:
        return fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        return fail(_("interrupted; nothing more was done."), 130)
    except BrokenPipeError:
        let_go_of_output()
        return 0
    except OSError as error:
        if os.environ.get("STUDYLOG_DEBUG"):
            raise
        return fail(_of_the_system(error), 1)
    except Exception as error:
        # The last edge: a person never sees a traceback.
        if os.environ.get("STUDYLOG_DEBUG"):
            raise
        return fail(_unforeseen(error, args), 1)
    return result if isinstance(result, int) else 0


def _called(args: list[str]) -> Any:
    """Run a call and return what its verb returns, or its exit code."""
    call = plain_call(args, os.environ)
    if call is not None and (call.verb is not None or _screen_fits()):
        return _run_plain(call)
    # It takes longer to import than a verb of every day takes to run.
    from tracker.cli.with_click import run_with_click

    return run_with_click(args)


def _run_plain(call: PlainCall) -> Any:
    desk = new_desk(call.database)
    try:
        if call.verb is not None:
            return call.verb.function(desk, **call.values)
        from tracker.cli.screen import open_screen

        return open_screen(desk)
    except (EOFError, KeyboardInterrupt):
        # Behind the `^C` that the terminal shows.
        print(file=sys.stderr)
        raise KeyboardInterrupt from None
    finally:
        desk.close()


def _screen_fits() -> bool:
    from tracker.cli.screen import screen_fits

    return screen_fits()


def _unforeseen(error: Exception, args: Sequence[str]) -> str:
    """Write a report of what nobody thought of, and return the line that names it."""
    import datetime as dt

    from tracker.places import find_places
    from tracker.reports import report_folder, write_report

    doing, cause = next((f"the verb {arg}" for arg in args if arg in MODULE_OF), "no verb"), error
    if isinstance(error, Unforeseen):
        doing, cause = error.doing, error.error
    report = None
    with suppress(Exception):
        named = next((Path(arg.removeprefix("--db=")) for arg in args if arg.startswith("--db=")), None)
        named = named or next((Path(later) for arg, later in pairwise(args) if arg == "--db"), None)
        folder = report_folder(find_places(os.environ, named).database)
        report = write_report(cause, folder, dt.datetime.now().astimezone(), doing)
    name = type(cause).__name__
    if report is None:
        return _(
            "something unforeseen happened ({error}); what was saved is safe. For details: STUDYLOG_DEBUG=1",
            error=name,
        )
    return _(
        "something unforeseen happened ({error}); what was saved is safe. A report without your words: {path}",
        error=name,
        path=report,
    )


def _of_the_system(error: OSError) -> str:
    why = error.strerror or error
    if error.filename is not None:
        return _("{path} cannot be used ({why}); what was saved before stays saved.", path=error.filename, why=why)
    let_go_of_output()
    return _("the output could not be written ({why}); what was saved before stays saved.", why=why)


def _speak() -> None:
    """Speak the language of the settings; while they cannot be read, the locale's."""
    from tracker.places import find_places
    from tracker.settings import read_config, speak_language

    speak_language("auto", os.environ)
    with suppress(TrackerError, OSError):
        speak_language(read_config(find_places(os.environ).config).language, os.environ)


def _check_encoding(argument: str) -> None:
    try:
        argument.encode()
    except UnicodeEncodeError:
        shown = argument.encode(errors="backslashreplace").decode()
        raise UsageError(_("'{word}' is not UTF-8; write it in UTF-8, or rename the file.", word=shown)) from None
