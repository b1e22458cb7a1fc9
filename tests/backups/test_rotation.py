"""Which backups stay: by day, week and month, and whatever holds what nothing else holds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tracker.backup_names import Reason
from tracker.backups import Backup, Holdings, superfluous

KST = dt.timezone(dt.timedelta(hours=9))
NOON = dt.datetime(2025, 12, 31, 12, tzinfo=KST)


def backup(days_ago: float, days: int = 10, reason: Reason = Reason.DAILY, characters: int | None = None) -> Backup:
    """Return a backup of so many days ago that holds so many days."""
    made_at = NOON - dt.timedelta(days=days_ago)
    held = Holdings(days, characters if characters is not None else days * 1000, 0)
    return Backup(Path(f"{made_at:%Y%m%d-%H%M%S}-{reason}.db"), made_at, reason, held)


def kept_of(backups: list[Backup]) -> list[str]:
    """Return the dates of the backups that stay, newest first."""
    gone = superfluous(backups)
    return [f"{each.made_at:%m-%d}" for each in backups if each not in gone]


def test_seven_days_four_weeks_and_twelve_months_stay() -> None:
    every_day = [backup(n) for n in range(400)]

    assert kept_of(every_day) == [
        *("12-31", "12-30", "12-29", "12-28", "12-27", "12-26", "12-25"),
        # The last days of the weeks before; then those of the months.
        *("12-21", "12-14"),
        *("11-30", "10-31", "09-30", "08-31", "07-31", "06-30", "05-31", "04-30", "03-31", "02-28", "01-31"),
    ]


def test_days_without_a_backup_take_no_place() -> None:
    # Whoever studies on Mondays only keeps seven Mondays.
    mondays = [backup(2 + 7 * n) for n in range(20)]

    assert len(kept_of(mondays)) >= 7
    assert kept_of(mondays)[:7] == [f"{each.made_at:%m-%d}" for each in mondays[:7]]


def test_of_one_day_the_first_stays_and_the_last_five_before_something() -> None:
    hours = [backup(n / 24) for n in range(3)]
    imports = [backup(40 + n / 24, reason=Reason.IMPORT) for n in range(8)]

    gone = superfluous([*hours, *imports])

    # Of the day counts the one before its first change.
    assert gone == [*hours[:2], *imports[5:]]


def test_what_one_went_away_from_stays_for_a_month() -> None:
    restores = [backup(n, reason=Reason.RESTORE) for n in range(40)]

    gone = superfluous(restores)

    assert [each for each in restores[:31] if each in gone] == []
    assert len(gone) > 0


def test_that_of_the_day_stays_whatever_is_put_back_after_it() -> None:
    morning, noon = backup(0.3), backup(0.1, reason=Reason.RESTORE)

    assert superfluous([noon, morning]) == []


def test_what_was_asked_for_and_what_cannot_be_read_stay() -> None:
    by_hand = backup(900, reason=Reason.MANUAL)
    broken = Backup(Path("broken.db"), NOON - dt.timedelta(days=900), Reason.DAILY, None)

    assert superfluous([*(backup(n) for n in range(30)), by_hand, broken]).count(by_hand) == 0
    assert broken not in superfluous([*(backup(n) for n in range(30)), by_hand, broken])


def test_one_that_holds_more_than_all_that_stay_is_never_let_go() -> None:
    # Ten days ago the log lost most of its days.
    full, fuller = backup(10.8, days=300), backup(10.9, days=340)
    poor = [backup(n, days=12) for n in range(12)]

    gone = superfluous([*poor, full, fuller])

    assert fuller not in gone
    assert full in gone


def test_nor_one_with_as_many_days_but_much_more_text() -> None:
    full = backup(10.5, days=300, characters=900_000)
    emptied = [backup(n, days=300, characters=20_000) for n in range(10)]

    assert full not in superfluous([*emptied, backup(10.4, days=300, characters=20_000), full])


MADE = st.builds(
    backup,
    st.floats(0, 800),
    st.integers(0, 50),
    st.sampled_from(list(Reason)),
    st.integers(0, 50_000),
)


@given(st.lists(MADE, max_size=40))
def test_letting_go_never_loses_what_only_one_holds(backups: list[Backup]) -> None:
    gone = superfluous(backups)
    kept = [each for each in backups if each not in gone]

    assert all(each.reason is not Reason.MANUAL for each in gone)
    for each in gone:
        assert each.holdings is not None
        assert any(one.holdings is not None and not one.holdings.holds_less_than(each.holdings) for one in kept), (
            "nothing that stays holds as much"
        )


@given(st.lists(MADE, max_size=40))
def test_letting_go_twice_lets_go_of_nothing_more(backups: list[Backup]) -> None:
    once = superfluous(backups)

    assert superfluous([each for each in backups if each not in once]) == []
