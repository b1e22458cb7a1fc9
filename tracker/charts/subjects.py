"""Bars divided by subject, and their legend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.charts.lines import Line, Segment, clip, flow, hours_minutes, short
from tracker.stats import PeriodStats
from tracker.values import frozen
from tracker.wording import p_

NAMED_SUBJECTS = 7
"""Subjects with a style of their own; with more, the smallest are drawn together as `subject-7`."""

EIGHTHS = " ▏▎▍▌▋▊▉"
"""The last cell of a bar that goes to the right."""
RISING_EIGHTHS = " ▁▂▃▄▅▆▇"
"""The last cell of a bar that goes up."""
PLAIN_SUBJECTS = "█▓▒#=+*%"
"""What tells subjects apart without colours."""
PLAIN_UNCLOCKED = "░"


@frozen
class Part:
    """A subject's share in the chart: how it is drawn and named."""

    name: str
    style: str
    glyph: str
    seconds: int


@frozen
class Palette:
    """Which subject has which style."""

    slots: dict[str, int]
    """The number of each named subject's style; all others share the last one, as "other"."""

    def parts(self, by_subject: Iterable[tuple[str, int]], unclocked: int, plain: bool) -> list[Part]:
        """Return the shares that are larger than 0, in the order of styles, the unclocked rest last."""
        names = [p_("subject", "other")] * (NAMED_SUBJECTS + 1)
        for subject, slot in self.slots.items():
            names[slot] = subject if subject.strip() else nameless()
        sums = [0] * (NAMED_SUBJECTS + 1)
        for subject, seconds in by_subject:
            sums[self.slots.get(subject, NAMED_SUBJECTS)] += seconds
        parts = [
            Part(names[n], f"subject-{n}", PLAIN_SUBJECTS[n] if plain else "█", seconds)
            for n, seconds in enumerate(sums)
            if seconds > 0
        ]
        if unclocked > 0:
            parts.append(Part(unclocked_name(), "unclocked", PLAIN_UNCLOCKED if plain else "█", unclocked))
        return parts


def palette(stats: PeriodStats, order: Sequence[str]) -> Palette:
    """Give styles to the subjects of a period.

    A subject keeps its place in `order`; those without one take the places left, the largest first.
    """
    present = [subject for subject, seconds in stats.by_subject if seconds > 0][:NAMED_SUBJECTS]
    slots = {s: n for n, s in enumerate(dict.fromkeys(order)) if n < NAMED_SUBJECTS and s in present}
    free = iter([n for n in range(NAMED_SUBJECTS) if n not in slots.values()])
    return Palette({**slots, **{subject: next(free) for subject in present if subject not in slots}})


def stacked(
    parts: Sequence[Part], seconds: int, scale: int, width: int, plain: bool, last_cells: str = EIGHTHS
) -> list[Segment]:
    """Return the cells of a bar of `seconds`, where `width` cells are `scale` seconds.

    A cell belongs to the part at its middle. Sessions that exceed the total are drawn in proportion, within it.
    `last_cells` are the glyphs of a cell that is filled by no to seven eighths.
    """
    eighths = round(seconds * width * 8 / scale)
    if plain:
        eighths = (eighths + 4) // 8 * 8
    eighths = max(eighths, 8 if plain else 1)
    full, rest = divmod(eighths, 8)
    whole = sum(part.seconds for part in parts)
    drawn = []
    for i in range(full + (rest > 0)):
        middle = (i + (0.5 if i < full else rest / 16)) * 8 / eighths * whole
        reached = 0
        for part in parts:
            reached += part.seconds
            if middle <= reached:
                break
        drawn.append(Segment(part.glyph if i < full else last_cells[rest], part.style))
    return drawn


def legend(parts: Iterable[Part]) -> list[Line]:
    """Return each part's glyph, name and time."""
    return [
        (
            Segment(f"{part.glyph} ", part.style),
            Segment(f"{short(part.name)} "),
            Segment(hours_minutes(part.seconds), "value"),
        )
        for part in parts
    ]


def shares(stats: PeriodStats, subjects: Sequence[str], width: int, plain: bool) -> list[Line]:
    """Return one bar for the whole period, divided by subject, above its legend."""
    parts = palette(stats, subjects).parts(stats.by_subject, stats.unclocked_seconds, plain)
    bar = stacked(parts, stats.total_seconds, stats.total_seconds, max(1, width), plain)
    return [clip(bar, width), *flow(legend(parts), width)]


def nameless() -> str:
    """Return what a subject without a name is called."""
    return p_("subject", "no subject")


def unclocked_name() -> str:
    """Return what time that no session explains is called."""
    return p_("subject", "unclocked")
