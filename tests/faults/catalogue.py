"""All rows of the table, in its order."""

from __future__ import annotations

from tests.faults import (
    clock,
    disk,
    displaced,
    injected,
    kills,
    machines,
    merged,
    places,
    power,
    screen,
    synced,
    writers,
)

ROWS = (
    *kills.ROWS,
    *injected.KILL_ROWS,
    *screen.ROWS,
    *displaced.ROWS,
    *writers.ROWS,
    *power.ROWS,
    *synced.ROWS,
    *disk.ROWS,
    *injected.ERROR_ROWS,
    *places.ROWS,
    *clock.ROWS,
    *merged.ROWS,
    *machines.ROWS,
)
