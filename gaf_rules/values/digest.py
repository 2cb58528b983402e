"""SHA-256 of a few bytes, without what a start of the library would pay for `hashlib`.

`hashlib` loads OpenSSL, which takes longer than all the digests of an assessment together. Python's own
implementation stands in a module of its own; the standard library's `random` takes it from there too.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["sha256_of"]

# Where Python 3.12 and later and where 3.11 keep it; an interpreter with neither has `hashlib`.
_HOMES = ("_sha2", "_sha256", "hashlib")


def _found() -> Callable[[bytes], Any]:
    """The first of the homes that there is."""
    for name in _HOMES[:-1]:
        try:
            function: Callable[[bytes], Any] = import_module(name).sha256
        except ImportError:
            continue
        return function
    last: Callable[[bytes], Any] = import_module(_HOMES[-1]).sha256
    return last


_digest = _found()


def sha256_of(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal.

    Arguments:
        data: the bytes.

    >>> sha256_of(b"")[:16]
    'e3b0c44298fc1c14'
    """
    text: str = _digest(data).hexdigest()
    return text
