"""The verbs as click knows them: their help, what a shell completes, and what is wrong with a call."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from tracker import __version__
from tracker.cli import declared
from tracker.cli.desk import Desk, new_desk
from tracker.cli.group import HELP_NAMES, Group, Verb
from tracker.cli.misuse import not_understood
from tracker.cli.output import fail, let_go_of_output
from tracker.cli.screen import open_screen, screen_fits
from tracker.cli.verbs import MODULE_OF, VERBS, find_verb, with_days
from tracker.wording import N_, _

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
    "team": N_("Study together"),
    "carry": N_("Have it on every machine"),
    "safe": N_("Keep it safe"),
    "keep": N_("Make it yours"),
}


class Verbs(Group):
    """The group that imports a verb's module when the verb is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all verbs, in the order of a day."""
        return list(MODULE_OF)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the verb; None when there is none of that name."""
        found = find_verb(cmd_name)
        return command_of(found) if found is not None else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; where it takes days, `-1` is one and no option."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command, with_days(name or "", rest)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; a reader that went away, as `head` does, is no error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            let_go_of_output()
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
    desk = new_desk(database)
    context.obj = desk
    context.call_on_close(desk.close)
    if context.invoked_subcommand is None:
        if not screen_fits():
            raise click.UsageError(_("the screen needs a terminal; from scripts, name a verb: studylog --help"))
        open_screen(desk)


def run_with_click(args: Sequence[str]) -> Any:
    """Run a call and return what the verb does, or the exit code of a call that click refuses, having said why."""
    try:
        return studylog.main(list(args), prog_name="studylog", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx is not None else "", err=True)
        return 2
    except click.UsageError as error:
        return fail(_usage_line(error), 2)
    except click.ClickException as error:
        return fail(error.format_message(), 1)
    except click.Abort:
        raise KeyboardInterrupt from None


def run_on(desk: Desk, args: Sequence[str], prog_name: str) -> None:
    """Run a verb's call on another desk than the program's own; raises what click raises."""
    with studylog.make_context(prog_name, list(args)) as context:
        context.obj = desk
        context.invoked_subcommand = args[0]
        name, command, rest = studylog.resolve_command(context, list(args))
        assert command is not None
        with command.make_context(name, rest, parent=context) as inner:
            command.invoke(inner)


def _usage_line(error: click.UsageError) -> str:
    message = not_understood(error)
    if error.ctx is not None and "--help" not in message:
        see = _("See: {command} --help", command=error.ctx.command_path)
        message = f"{message}{'' if message.endswith(('.', '?')) else '.'} {see}"
    return message


def command_of(verb: declared.Verb | declared.Group) -> click.Command:
    """Return click's command of a verb that is declared."""
    if isinstance(verb, declared.Verb):
        settings = {"ignore_unknown_options": True} if verb.any_options else None
        parameters = [_parameter(each) for each in verb.parameters]
        return Verb(
            verb.name, context_settings=settings, callback=_on_desk(verb), params=parameters, help=verb.explanation
        )
    group = Group(
        verb.name,
        help=verb.explanation,
        context_settings=HELP_NAMES,
        commands={name: command_of(inner) for name, inner in verb.verbs.items()},
        invoke_without_command=verb.alone is not None,
    )
    if verb.alone is not None:
        group.callback = _alone(group.commands[verb.alone])
    return group


def _on_desk(verb: declared.Verb) -> Any:
    def call(**values: Any) -> Any:
        desk = click.get_current_context().find_object(Desk)
        return verb.function(desk, **values)

    return call


def _alone(command: click.Command) -> Any:
    def call() -> Any:
        context = click.get_current_context()
        return context.invoke(command) if context.invoked_subcommand is None else None

    return call


def _parameter(declaration: declared.Argument | declared.Option) -> click.Parameter:
    kind = _type_of(declaration.kind)
    if isinstance(declaration, declared.Argument):
        return click.Argument(
            [declaration.name],
            nargs=-1 if declaration.many else 1,
            required=declaration.required,
            metavar=declaration.metavar,
            type=kind,
            shell_complete=declaration.complete,
        )
    more: dict[str, Any] = {}
    if declaration.flag:
        more["is_flag"] = True
    elif declaration.sets is not None:
        more["flag_value"] = declaration.sets
    else:
        more |= {"type": kind, "metavar": declaration.metavar, "default": declaration.default}
    return click.Option(
        [*declaration.names, declaration.name],
        help=declaration.help,
        required=declaration.required,
        shell_complete=declaration.complete,
        show_default=declaration.shows_default,
        **more,
    )


def _type_of(kind: declared.Kind | None) -> click.ParamType[Any] | None:
    match kind:
        case declared.Choice(words):
            return click.Choice(words)
        case declared.Number(None, None):
            return click.INT
        case declared.Number(least, most):
            return click.IntRange(least, most)
        case declared.PathName(files, folders):
            return click.Path(file_okay=files, dir_okay=folders, path_type=Path)
        case declared.Bytes():
            return click.File("rb")
        case declared.Anything():
            return click.UNPROCESSED
    return None
