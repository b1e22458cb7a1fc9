"""Verbs and groups of them: their help is said in the person's language, and an unknown verb gets the nearest."""

from __future__ import annotations

from collections.abc import Iterable

import click

from tracker.cli.explained import Formatter, explained, shortly
from tracker.errors import nearest
from tracker.wording import N_, _

_BUILT_IN = (N_("Show this message and exit."), N_("Show the version and exit."))
"""What click says of the options that it adds itself."""


class Call(click.Context):
    """A call of a verb, whose help is written by cells."""

    formatter_class = Formatter


class Verb(click.Command):
    """A verb, explained in the person's language."""

    context_class = Call

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the explanation, if it is not longer than `limit`."""
        return shortly(self.help or "", limit)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the verb is called."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), _("Usage: "))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the explanation."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(explained(self.help or ""))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        with formatter.section(_("Options")):
            formatter.write_dl(list(self._option_rows(ctx)))

    def _option_rows(self, ctx: click.Context) -> Iterable[tuple[str, str]]:
        for option in self.get_params(ctx):
            row = option.get_help_record(ctx)
            if row is not None and isinstance(option, click.Option):
                said = option.help or ""
                # Behind the explanation stands what click knows of the option, such as its default.
                yield row[0], row[1].replace(said, _(said), 1) if said else row[1]


class Group(Verb, click.Group):
    """Verbs under one name."""

    command_class = Verb

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; an unknown one is answered with the nearest."""
        known = self.list_commands(ctx)
        if args[0] not in known and not ctx.resilient_parsing:
            sentence = _("there is no verb {verb!r}.", verb=args[0]) + nearest(args[0], known)
            everything = _("All of them: {command} --help", command=ctx.command_path)
            raise click.UsageError(f"{sentence} {everything}")
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the verbs."""
        Verb.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs, each with its first sentence."""
        names = self.list_commands(ctx)
        limit = formatter.width - 6 - max(map(len, names))
        rows = []
        for name in names:
            command = self.get_command(ctx, name)
            rows.append((name, command.get_short_help_str(limit) if command is not None else ""))
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)


HELP_NAMES = {"help_option_names": ["-h", "--help"]}
"""Context settings of the groups; verbs take them over."""
