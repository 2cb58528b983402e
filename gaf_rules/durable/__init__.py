"""Engines besides the native one; each needs something optional and is loaded where it is used."""

from __future__ import annotations

__all__: list[str] = []
