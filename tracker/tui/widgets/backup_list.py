"""The backups in a list: when, why, how much they hold."""

from __future__ import annotations

from tracker.backup_names import Reason
from tracker.backups import Backup
from tracker.cells import fit
from tracker.charts import Line, Segment
from tracker.tui.shown import shown
from tracker.tui.widgets.line_list import LineList
from tracker.wording import _, n_, p_


class BackupList(LineList[Backup]):
    """Lists backups, newest first."""

    def row_line(self, row: Backup, width: int) -> Line:
        held = n_("{n} day", "{n} days", row.holdings.days) if row.holdings is not None else _("cannot be read")
        style = "words" if row.holdings is not None else "mark-missed"
        return (
            Segment(f" {row.made_at:%Y-%m-%d %H:%M}  ", "value"),
            Segment(fit(name_of_reason(row.reason), 20), "label"),
            Segment(fit(held, 12, "right"), style),
            Segment(fit(f"{row.size / 1_000_000:.1f} MB", 10, "right"), "dim"),
            Segment(f"  {fit(shown(row.name), max(1, width - 64))}" if width > 80 else "", "dim"),
        )

    def identity(self, row: Backup) -> object:
        return row.path


def name_of_reason(reason: Reason) -> str:
    """Return why a backup was made, in a word or two."""
    names = {
        Reason.DAILY: p_("backup", "of the day"),
        Reason.MANUAL: p_("backup", "by hand"),
        Reason.MIGRATION: p_("backup", "before an update"),
        Reason.IMPORT: p_("backup", "before an import"),
        Reason.REPLACE: p_("backup", "before replacing days"),
        Reason.RESTORE: p_("backup", "before a restore"),
        Reason.RESCUE: p_("backup", "of a file taken away"),
    }
    return names[reason]
