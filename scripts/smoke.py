"""What an installed copy must do, with the extras that it was installed with and without the others.

    python -I scripts/smoke.py CHECKOUT [EXTRA ...]

It imports nothing of the checkout; the examples are read from there. Whatever is not as it should be ends it
with a traceback.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from datetime import date
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Callable

_CHECKOUT: Final = Path(sys.argv[1])
_DAY: Final = date(2026, 2, 20)


def _case() -> Any:
    path = _CHECKOUT / "examples" / "feedback-in-spring-festival.json"
    return gaf.Case.from_dict(json.loads(path.read_text("utf-8")))


def _check(holds: object, said: str) -> None:
    if not holds:
        raise AssertionError(said)


def _command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What the installed command does."""
    words = [Path(sys.prefix) / "bin" / "gaf-rules", *arguments]
    return subprocess.run(  # noqa: S603 - the command that is tried
        words, capture_output=True, check=False, encoding="utf-8", timeout=6000
    )


def core() -> None:
    """A case, its reasons, the command, and what lies beside the modules."""
    found = gaf.assess(_case(), as_of=_DAY)
    _check(
        [duty.due.on for duty in found.duties if duty.clause == "2.4.4c"] == [date(2026, 3, 6)],
        "a deadline",
    )
    _check(gaf.explain(found, "zh").replay(), "the reasons")
    _check(gaf.Assessment.from_dict(found.to_dict()) == found, "what was stored is read back")
    told = distribution("gaf-rules")
    _check(told.version == gaf.__version__, "the version")
    held = [str(path) for path in told.files or ()]
    for wanted in ("gaf_rules/py.typed", "licenses/LICENSE", "share/man/man1/gaf-rules.1"):
        _check(any(path.endswith(wanted) for path in held), f"{wanted} is not installed")
    for arguments, said in (
        (("--version",), gaf.__version__),
        (("deadline", "2.4.4c", "2026-02-18"), "2026-03-06"),
        (("completion", "bash"), "complete "),
    ):
        done = _command(*arguments)
        _check(said in done.stdout and not done.stderr, f"gaf-rules {arguments}")


def durable() -> None:
    """The second engine says the same."""
    case = _case()
    ours, theirs = (gaf.assess(case, as_of=_DAY, engine=name) for name in ("native", "durable"))
    _check(ours.to_dict()["findings"] == theirs.to_dict()["findings"], "two engines")


def frames() -> None:
    """Columns."""
    from gaf_rules import bulk  # noqa: PLC0415 - it needs the extra

    _check(str(bulk.nth_working_day_after([date(2026, 2, 18)], 10)[0]) == "2026-03-06", "a column")


def plot() -> None:
    """A figure."""
    from gaf_rules.adapters.plot import plot_timeline  # noqa: PLC0415 - it needs the extra

    _check(plot_timeline(gaf.timeline(gaf.assess(_case(), as_of=_DAY))), "a figure")


def ics() -> None:
    """A diary."""
    _check(b"20260306" in gaf.to_ics(gaf.assess(_case(), as_of=_DAY)), "a diary")


def parquet() -> None:
    """The calendar as a file."""
    _check(gaf.export_calendar(format="parquet")[:4] == b"PAR1", "a Parquet file")


def sheets() -> None:
    """A workbook written by one library, read by the other."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.xlsx"
        path.write_bytes(b"PK\x03\x04")
        try:
            gaf.read_log(path)
        except gaf.GafRulesError as error:
            if "gaf-rules[" in str(error):
                raise
        import xlsxwriter  # noqa: PLC0415 - it needs the extra

        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for row in range(2):
                sheet.write_row(
                    row, 0, (("案件编号", "事件类型", "日期"), ("A", "上了线", "2026-03-09"))[row]
                )
        _check("上了线" in gaf.read_log(path).report.text("zh"), "a workbook")


def progress() -> None:
    """A table on the command line; what it is doing is told on a terminal only."""
    import rich.progress  # noqa: F401, PLC0415 - it needs the extra


def serve() -> None:
    """The library over HTTP, asked without a socket; the command says what to install for it."""
    try:
        from gaf_rules.service import application  # noqa: PLC0415 - it needs the extra
    except ImportError as error:
        done = _command("serve", "--port", "0")
        raise ImportError(done.stderr) from error

    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": "/health",
        "scheme": "http",
        "raw_path": b"/health",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1")],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
        "root_path": "",
    }
    asyncio.run(application()(scope, receive, send))
    _check(said[0]["status"] == 200, "the service")  # noqa: PLR2004 - HTTP's word for well


def workalendar() -> None:
    """Our calendar as one of its own."""
    import gaf_rules.adapters.workalendar  # noqa: F401, PLC0415 - it needs the extra


_EXTRAS: Final[dict[str, Callable[[], None]]] = {
    made.__name__: made
    for made in (durable, frames, plot, ics, parquet, sheets, progress, serve, workalendar)
}
# Whoever has one of these has what the other needs; and what is told on a terminal only is asked for quietly.
_BRINGS: Final = {"sheets": ("frames",), "parquet": ("frames",)}
_QUIET: Final = ("progress",)


def main(extras: list[str]) -> None:
    """Everything: what is there works, what is not says what to install."""
    core()
    here = {each for extra in extras for each in (extra, *_BRINGS.get(extra, ()))}
    for name, does in _EXTRAS.items():
        try:
            does()
        except (ImportError, gaf.GafRulesError) as error:
            if name in here or (name not in _QUIET and "gaf-rules[" not in str(error)):
                raise


if __name__ == "__main__":
    main(sys.argv[2:])
