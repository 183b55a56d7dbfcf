"""What only a person decides: ``ferghana review places|duplicates``."""

from __future__ import annotations
