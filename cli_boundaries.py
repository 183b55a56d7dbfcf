"""Boundaries of one's own: ``ferghana boundaries install|list|remove``."""

from __future__ import annotations
