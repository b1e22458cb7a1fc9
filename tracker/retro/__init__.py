"""Retrospectives and the index, written from templates: what templates are given, and what they may do."""

from __future__ import annotations

from tracker.retro.rendering import PageTemplate, rendered

__all__ = ["PageTemplate", "rendered"]
