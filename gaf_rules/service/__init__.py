"""The library over HTTP, for systems that have no Python: the same documents in, the same documents out.

`gaf_rules.service.operations` says what can be asked, as data; `openapi` and `page` tell it, `asgi` answers
over HTTP and needs Starlette, which nothing else here does. Nothing is kept between two requests, and
nothing is asked of any other machine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from gaf_rules.values.lacking import missing_extra

if TYPE_CHECKING:
    from gaf_rules.service.asgi import MOST_BYTES, application

__all__ = ["MOST_BYTES", "application"]


def __getattr__(name: str) -> Any:
    """What the server consists of, loaded when it is first asked for."""
    if name in __all__:
        try:
            return getattr(import_module("gaf_rules.service.asgi"), name)
        except ModuleNotFoundError as error:
            raise missing_extra(__name__, error) from error
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
