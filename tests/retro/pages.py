"""Short templates, rendered with what a small journal gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tracker.retro import PageTemplate, rendered
from tracker.retro.rendering import TemplateFault


def page(source: str, names: Mapping[str, Any] | None = None) -> str:
    """Return what a template makes of these names."""
    return rendered(PageTemplate("week", "week.md.j2", source, shipped=False), names or {})


def fault(source: str, names: Mapping[str, Any] | None = None) -> tuple[int, str]:
    """Return line and problem of a template that cannot be used."""
    with pytest.raises(TemplateFault) as raised:
        page(source, names)
    found = raised.value
    assert str(found) == f"week.md.j2, line {found.line}: {found.problem}"
    return found.line, found.problem
