"""Numbers as a map writes them: thin spaces between thousands, a true minus, whole per cents."""

from __future__ import annotations

_THIN = "\u202f"


def whole(value: float) -> str:
    """A whole number with narrow no-break spaces between thousands.

    >>> whole(12345).replace(chr(0x202F), "_")
    '12_345'
    """
    return f"{int(value):,}".replace(",", _THIN).replace("-", "\u2212")


def decimal(value: float) -> str:
    """A figure with at most two decimals, as its source writes it.

    >>> decimal(43.90), decimal(51.0)
    ('43.9', '51')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "\u2212")


def percent(share: float) -> str:
    """A share as whole per cent.

    >>> percent(0.427)
    '43 %'
    """
    return f"{round(100 * share)} %"
