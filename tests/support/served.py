"""The service as it is asked: the application in this process, and the real server in one of its own."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Client", "served"]


class Client:
    """Asks an application without a network; what fails inside it is an answer, as a server makes it."""

    def __init__(self, application: Any) -> None:
        self.transport = httpx.ASGITransport(application, raise_app_exceptions=False)

    def request(self, method: str, address: str, **given: Any) -> httpx.Response:
        """The answer to one request."""

        async def ask() -> httpx.Response:
            base = "http://testserver"
            async with httpx.AsyncClient(transport=self.transport, base_url=base) as client:
                return await client.request(method, address, **given)

        return asyncio.run(ask())

    def get(self, address: str, **given: Any) -> httpx.Response:
        """The answer to a GET."""
        return self.request("GET", address, **given)

    def post(self, address: str, **given: Any) -> httpx.Response:
        """The answer to a POST."""
        return self.request("POST", address, **given)


@contextlib.contextmanager
def served(*options: str) -> Iterator[str]:
    """The address of a server that runs as long as the context does, and then ends as it should."""
    words = [sys.executable, "-m", "gaf_rules", "serve", "--port", "0", *options]
    server = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    try:
        line = server.stderr.readline()
        assert line.startswith("gaf-rules: http://"), line + server.stderr.read()
        yield line.split()[1].rstrip("/")
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=20) == 0
        assert not server.stderr.read()
    finally:
        server.kill()
        server.wait()
        server.stderr.close()
