"""The group of verbs, and the one place where errors become a line and an exit code."""

from __future__ import annotations

import datetime as dt
import importlib
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from tracker import __version__
from tracker.cli.desk import Desk, clock_of, is_terminal, timeout_of
from tracker.cli.group import HELP_NAMES, Group
from tracker.cli.misuse import not_understood
from tracker.cli.output import say_aside
from tracker.errors import TrackerError, Unforeseen
from tracker.regex import regex
from tracker.wording import N_, _

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
    "safe": ("undo", "redo", "restore", "backup", "doctor"),
    "keep": ("template", "config", "demo", "completion"),
}
"""Modules of this package and the verbs they hold, in the order in which help lists them."""

_MODULE_OF = {verb: module for module, verbs in VERBS.items() for verb in verbs}
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
}
_SCREEN_TIMEOUT = 1.0
_DAYS_BEFORE = regex(r"-\d{1,5}")
_ENVIRONMENT = (
    ("STUDYLOG_DB", N_("The database, instead of your own.")),
    ("STUDYLOG_CONFIG", N_("The settings file, instead of your own; templates and judges lie beside it.")),
    ("STUDYLOG_TIMEOUT", N_("Seconds to wait while another program writes; 5 when not set.")),
    ("STUDYLOG_NOW", N_("An instant that is taken for now, like 2025-01-22T09:10:00+09:00.")),
)
_HEADLINES = {
    "write": N_("Write the day"),
    "clock": N_("Keep the time"),
    "read": N_("Look back"),
    "share": N_("Let others read it"),
    "ship": N_("Bring in and give out"),
    "safe": N_("Keep it safe"),
    "keep": N_("Make it yours"),
}


class Verbs(Group):
    """The group that imports a verb's module when the verb is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all verbs, in the order of a day."""
        return list(_MODULE_OF)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the verb; None when there is none of that name."""
        module_name = _MODULE_OF.get(cmd_name)
        if module_name is None:
            return None
        module = importlib.import_module(f"tracker.cli.{module_name}")
        command = getattr(module, f"{cmd_name}_verb")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; where it takes days, `-1` is one and no option."""
        name, command, rest = super().resolve_command(ctx, args)
        if name in _TAKING_DAYS:
            rest = [arg.replace("-", "\u2212") if _DAYS_BEFORE.fullmatch(arg) else arg for arg in rest]
        return name, command, rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; a reader that went away, as `head` does, is no error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go_of_output()
            return None
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs by what they are for."""
        for module, verbs in VERBS.items():
            rows = []
            for verb in verbs:
                command = self.get_command(ctx, verb)
                rows.append((verb, command.get_short_help_str(66) if command is not None else ""))
            with formatter.section(_(_HEADLINES[module])):
                formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the variables that the program heeds."""
        with formatter.section(_("Environment")):
            formatter.write_dl([(name, _(purpose)) for name, purpose in _ENVIRONMENT])


@click.group(cls=Verbs, invoke_without_command=True, context_settings=HELP_NAMES)
@click.option(
    "--db", "database", type=click.Path(path_type=Path), metavar="FILE", help="The database, instead of your own."
)
@click.version_option(__version__, prog_name="studylog")
@click.pass_context
def studylog(context: click.Context, database: Path | None) -> None:
    """Keep a study log as Markdown: goals, topics, problems, challenges, and the time.

    Without a verb it opens the screen on today.

    \b
    Examples:
      studylog import ~/TIL           bring in the logs you have
      studylog goal "쿠버네티스 복습"     set a goal for today
      studylog start 딥다이브           start the timer
      studylog solve 백준 5065 10102    one line per solved problem
      studylog check 1                check yesterday's challenge off
      studylog week                   the week's time as a picture
    """
    desk = Desk(database, clock_of(os.environ), timeout_of(os.environ))
    context.obj = desk
    context.call_on_close(desk.close)
    if context.invoked_subcommand is None:
        if not is_terminal() or not sys.stdin.isatty():
            raise click.UsageError(_("the screen needs a terminal; from scripts, name a verb: studylog --help"))
        open_screen(desk)


def open_screen(desk: Desk) -> None:
    """Open the terminal application on today; on the demo after it, when that is what the person wants to see."""
    # Textual takes 270 ms to import and no verb needs it.
    from tracker.tui.app import run

    # A screen that waits for another program's lock takes no keys meanwhile; it tries again by itself.
    desk.timeout = min(desk.timeout, _SCREEN_TIMEOUT)
    if run(desk.journal(create=True), settings=desk.places.config) == "demo":
        from tracker.cli.keep import demo_desk

        with demo_desk(desk) as demo:
            open_screen(demo)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a call and exit: 0 done, 1 could not, 2 not understood; errors are one line on stderr."""
    _prepare_streams()
    sys.exit(_run(list(sys.argv[1:] if arguments is None else arguments)))


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
        result: Any = studylog.main(args, prog_name="studylog", standalone_mode=False)
        sys.stdout.flush()
    except TrackerError as error:
        return _fail(str(error), error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx is not None else "", err=True)
        return 2
    except click.UsageError as error:
        return _fail(_usage_line(error), 2)
    except click.ClickException as error:
        return _fail(error.format_message(), 1)
    except (click.Abort, KeyboardInterrupt):
        return _fail(_("interrupted; nothing more was done."), 130)
    except BrokenPipeError:
        _let_go_of_output()
        return 0
    except OSError as error:
        if os.environ.get("STUDYLOG_DEBUG"):
            raise
        return _fail(_of_the_system(error), 1)
    except Exception as error:
        # The last edge: a person never sees a traceback.
        if os.environ.get("STUDYLOG_DEBUG"):
            raise
        return _fail(_unforeseen(error, args), 1)
    return result if isinstance(result, int) else 0


def _unforeseen(error: Exception, args: Sequence[str]) -> str:
    """Write a report of what nobody thought of, and return the line that names it."""
    from tracker.reports import report_folder, write_report
    from tracker.resources import find_places

    doing, cause = next((f"the verb {arg}" for arg in args if arg in _MODULE_OF), "no verb"), error
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
    _let_go_of_output()
    return _("the output could not be written ({why}); what was saved before stays saved.", why=why)


def _speak() -> None:
    """Speak the language of the settings; while they cannot be read, the locale's."""
    from tracker.resources import find_places, read_config, speak_language

    speak_language("auto", os.environ)
    with suppress(TrackerError, OSError):
        speak_language(read_config(find_places(os.environ).config).language, os.environ)


def _check_encoding(argument: str) -> None:
    try:
        argument.encode()
    except UnicodeEncodeError:
        shown = argument.encode(errors="backslashreplace").decode()
        raise click.UsageError(_("'{word}' is not UTF-8; write it in UTF-8, or rename the file.", word=shown)) from None


def _let_go_of_output() -> None:
    """Keep Python's own flush at exit from complaining about a standard output that takes no more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _usage_line(error: click.UsageError) -> str:
    message = not_understood(error)
    if error.ctx is not None and "--help" not in message:
        see = _("See: {command} --help", command=error.ctx.command_path)
        message = f"{message}{'' if message.endswith(('.', '?')) else '.'} {see}"
    return message


def _fail(message: str, code: int) -> int:
    say_aside(message)
    return code
