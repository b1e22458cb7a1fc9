"""Modules that are imported when something of them is first used: no verb pays for what another one needs."""

from __future__ import annotations

import importlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any


def later(name: str) -> Any:
    """Return what stands for the module of that full name until it is used, and behaves like it."""
    return _Later(name)


class _Later:
    def __init__(self, name: str) -> None:
        self._name = name
        self._module: ModuleType | None = None

    def __getattr__(self, name: str) -> Any:
        if self._module is None:
            self._module = importlib.import_module(self._name)
        return getattr(self._module, name)
