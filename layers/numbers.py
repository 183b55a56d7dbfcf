"""Numbers as a map writes them: thin spaces between thousands, a true minus, whole per cents."""

from __future__ import annotations

from model.written import decimal, of_hundred, percent, whole

__all__ = ["decimal", "of_hundred", "percent", "whole"]
