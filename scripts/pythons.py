"""The Pythons of this machine, by their usual names."""  # noqa: INP001 - a script, no package

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Final

SUPPORTED: Final = ("3.11", "3.12", "3.13", "3.14")


def interpreter(version: str) -> str | None:
    """A Python of that version; None where this machine has none."""
    if version == f"{sys.version_info.major}.{sys.version_info.minor}":
        # Not that of an environment: what is made of it would see what is installed there.
        return str(sys._base_executable)  # type: ignore[attr-defined]  # noqa: SLF001 - as venv does
    command = shutil.which(f"python{version}")
    if command is None:
        return None
    # What stands on the path may stand for several versions, and asks this variable which is meant.
    told = subprocess.run(  # noqa: S603 - a Python of this machine
        [command, "-c", "import sys; print(sys.executable)"],
        env=os.environ | {"PYENV_VERSION": version},
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip() if told.returncode == 0 else None
