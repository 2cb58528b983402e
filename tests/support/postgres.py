"""A PostgreSQL server of a test's own: started in a folder, reached through a socket, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["programs", "server"]


def programs() -> Path | None:
    """The folder with PostgreSQL's server programs, or None where they are not installed."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return kept[-1].parent if kept else None


@contextlib.contextmanager
def server(folder: Path) -> Iterator[Callable[[str], list[list[str]]]]:
    """A running server, as a function from SQL to the rows that it answers, cells as text.

    Arguments:
        folder: the folder of the programs, by `programs`.
    """
    # A path of its own: that of a test is too long for the name of a socket.
    with TemporaryDirectory(prefix="pg") as name:
        data = f"{name}/data"
        # The server refuses to run as root.
        if os.geteuid() == 0:
            shutil.chown(name, "postgres", "postgres")
            as_whom: tuple[str, ...] = ("runuser", "-u", "postgres", "--")
        else:
            as_whom = ()

        def call(*words: str, text: str | None = None) -> str:
            done = subprocess.run(
                [*as_whom, *words], input=text, capture_output=True, text=True, check=True, cwd=name
            )
            return done.stdout

        call(str(folder / "initdb"), "-D", data, "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        options = f"-c listen_addresses= -c unix_socket_directories={name} -c fsync=off"
        control = str(folder / "pg_ctl")
        call(control, "-D", data, "-l", f"{name}/log", "-w", "-o", options, "start")
        try:
            who = call("id", "-un").strip()
            psql = (str(folder / "psql"), "-h", name, "-U", who, "-d", "postgres", "-X", "-q")

            def ask(sql: str) -> list[list[str]]:
                told = call(*psql, "-v", "ON_ERROR_STOP=1", "-A", "-t", "-F", "\t", text=sql)
                return [line.split("\t") for line in told.splitlines()]

            yield ask
        finally:
            call(control, "-D", data, "-m", "immediate", "-w", "stop")
