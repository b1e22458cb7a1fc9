"""Groups of verbs that answer an unknown one with the nearest."""

from __future__ import annotations

import click

from tracker.errors import nearest


class Group(click.Group):
    """Verbs under one name."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; an unknown one is answered with the nearest."""
        known = self.list_commands(ctx)
        if args[0] not in known and not ctx.resilient_parsing:
            hint = nearest(args[0], known)
            raise click.UsageError(f"there is no verb {args[0]!r}.{hint} All of them: {ctx.command_path} --help")
        return super().resolve_command(ctx, args)


HELP_NAMES = {"help_option_names": ["-h", "--help"]}
"""Context settings of the groups; verbs take them over."""
