"""The digest as JSON."""

from __future__ import annotations

from typing import Any

from tracker.group.digest import DaySlots, Digest, JudgeCount, MemberDay, MemberWeek


def digest_json(digest: Digest) -> dict[str, Any]:
    """Return the digest as the JSON contract has it; null is what no log says."""
    return {
        "first": str(digest.first),
        "last": str(digest.last),
        "members": [_member(member, digest) for member in digest.members],
        "shared_seconds": digest.shared_seconds,
        "together": None if digest.days is None else [each for day in digest.days for each in _together(day)],
    }


def _member(member: MemberWeek, digest: Digest) -> dict[str, Any]:
    counts = member.challenges
    return {
        "name": member.name,
        "seconds": member.seconds,
        "timed_days": member.timed_days,
        "shares_sessions": member.shares_sessions,
        "problems": _by_judge(member.problems),
        "challenges": None if counts is None else {"done": counts[0], "total": counts[1]},
        "days": [_day(day) for date in digest.dates for day in [member.day(date)] if day is not None],
        "problem": member.problem or None,
        "notes": list(member.notes),
    }


def _day(day: MemberDay) -> dict[str, Any]:
    return {
        "date": str(day.date),
        "logged": day.logged,
        "seconds": day.seconds,
        "topics": [{"title": topic.title, "presenter": topic.presenter} for topic in day.topics],
        "problems": _by_judge(day.problems),
        "challenges": {"done": day.done, "total": day.challenges} if day.challenges else None,
    }


def _by_judge(counts: tuple[JudgeCount, ...] | None) -> dict[str, int] | None:
    return {count.judge: count.solved for count in counts} if counts else None


def _together(day: DaySlots) -> list[dict[str, Any]]:
    return [
        {
            "date": str(day.date),
            "start": stretch.start.isoformat(),
            "end": stretch.end.isoformat(),
            "names": list(stretch.names),
        }
        for stretch in day.together
    ]
