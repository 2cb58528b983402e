"""``gaf-rules serve``: the library over HTTP, for systems that have no Python."""

from __future__ import annotations

import ipaddress
import signal
import socket
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.cli.declared import Command
from gaf_rules.cli.options import calendar_of
from gaf_rules.documents.fields import say
from gaf_rules.values.errors import CaseError, GafRulesError
from gaf_rules.values.failures import why_not

if TYPE_CHECKING:
    import argparse

__all__ = ["COMMANDS"]

_PORTS = 1 << 16
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_PATIENCE = 5
_WAITING = 2048


def _run(options: argparse.Namespace) -> int:
    """Serves until it is told to stop."""
    _check(options)
    uvicorn, service = _library("uvicorn"), _library("gaf_rules.service.asgi")
    hosts = () if options.open_to_network else tuple(dict.fromkeys((*_LOOPBACK, options.host)))
    most = service.MOST_BYTES if options.max_bytes is None else options.max_bytes
    made = service.application(calendar=calendar_of(options), most_bytes=most, hosts=hosts)
    with _listening(options) as held:
        server = uvicorn.Server(
            uvicorn.Config(
                made,
                log_level="warning",
                access_log=False,
                server_header=False,
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=_PATIENCE,
            )
        )
        # What ends it is raised again behind it: a request to end is then an end like any other.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        print(f"gaf-rules: http://{_shown(held)}/ (Ctrl-C)", file=sys.stderr, flush=True)
        try:
            server.run(sockets=[held])
        except KeyboardInterrupt:
            return 0
    return 0


def _check(options: argparse.Namespace) -> None:
    """The arguments, before anything is opened."""
    problems = []
    for name, got, least, most in (
        ("--port", options.port, 0, _PORTS - 1),
        ("--max-bytes", 1 if options.max_bytes is None else options.max_bytes, 1, 1 << 40),
    ):
        if not least <= got <= most:
            zh, en = (
                f"得到 {got}；应为 {least} 至 {most}",
                f"got {got}; {least} to {most} is allowed",
            )
            problems.append(say("wrong_argument", name, got, zh, en, (f"{least}..{most}",)))
    if not options.open_to_network and not _is_loopback(options.host):
        zh = f"{options.host} 会让其他机器访问，而服务没有口令也不加密；确要如此请加 --open-to-network"
        en = (
            f"{options.host} lets other machines in, and there is neither a password nor encryption; if that "
            "is meant, add --open-to-network"
        )
        problems.append(say("wrong_argument", "--host", options.host, zh, en, _LOOPBACK))
    if problems:
        raise CaseError(tuple(problems))


def _is_loopback(host: str) -> bool:
    """Whether an address is this machine alone; a name that only a resolver knows is none."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise GafRulesError(
            zh='serve 需要 starlette 与 uvicorn，但没有安装。请运行 pip install "gaf-rules[serve]"',
            en=f'serve needs starlette and uvicorn ({error}). Run: pip install "gaf-rules[serve]"',
        ) from error


def _listening(options: argparse.Namespace) -> socket.socket:
    """A socket at the address."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    # Named as TCP: asyncio turns Nagle's algorithm off only for sockets that say so, and those of
    # `socket.create_server` do not. An answer in two pieces then waits 40 ms for the other side.
    held = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # there it would let a second server take the same port
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((options.host, options.port))
        held.listen(_WAITING)
    except OSError as error:
        held.close()
        at = f"{options.host}:{options.port}"
        zh, en = why_not(error)
        raise GafRulesError(
            zh=f"{at} 不能用：{zh}；可用 --port 另选端口",
            en=f"{at} cannot be had: {en}; choose another with --port",
        ) from error
    return held


def _shown(held: socket.socket) -> str:
    host, port = held.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


COMMANDS: Final = {"serve": Command(_run)}
"""Name to command."""
