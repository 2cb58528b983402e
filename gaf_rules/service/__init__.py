"""The library over HTTP, for systems that have no Python: the same documents in, the same documents out.

`gaf_rules.service.operations` says what can be asked, as data; `openapi` and `page` tell it, `asgi` answers.
Nothing is kept between two requests, and nothing is asked of any other machine.
"""

from __future__ import annotations

from gaf_rules.service.asgi import MOST_BYTES, application

__all__ = ["MOST_BYTES", "application"]
