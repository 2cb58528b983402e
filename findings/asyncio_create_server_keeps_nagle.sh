#!/usr/bin/env bash
# A server of asyncio is given a listening socket made by socket.create_server, and answers in two pieces.
# Expected: connections without Nagle's algorithm, as asyncio promises since 3.6 (TCP_NODELAY is set on them).
# Seen in CPython 3.11: it is set only on sockets whose proto is IPPROTO_TCP; create_server leaves proto 0, which its
# connections take over. An answer in two pieces then waits about 40 ms for the other side's delayed acknowledgement.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 - <<'PY'
import asyncio
import socket
import sys


def listening(proto):
    held = socket.socket(socket.AF_INET, socket.SOCK_STREAM, proto)
    held.bind(("127.0.0.1", 0))
    held.listen()
    return held


async def is_set(held):
    told = asyncio.get_running_loop().create_future()

    async def answer(reader, writer):
        connection = writer.get_extra_info("socket")
        told.set_result(bool(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
        writer.close()

    server = await asyncio.start_server(answer, sock=held)
    _, writer = await asyncio.open_connection(*held.getsockname())
    found = await told
    writer.close()
    server.close()
    return found


print("Python", sys.version.split()[0])
seen = [asyncio.run(is_set(held)) for held in (
    socket.create_server(("127.0.0.1", 0)), listening(0), listening(socket.IPPROTO_TCP),
)]
print("TCP_NODELAY with create_server, proto 0, proto TCP:", seen)
assert seen == [False, False, True]
PY
