"""Bridges to other libraries; each is imported only by who uses it."""

from __future__ import annotations

__all__: list[str] = []
