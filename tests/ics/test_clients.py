"""The diary of a desk in programs of others: khal, a CalDAV server with vdirsyncer, ical.js."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import date
from typing import TYPE_CHECKING

import pytest

import gaf_rules as gaf

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.deep

_PROGRAMS = ("khal==0.13.0", "radicale==3.5.4", "vdirsyncer==0.20.0")
_KHAL = """
[calendars]
[[desk]]
path = {folder}/khal
type = calendar
[locale]
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
timeformat = %H:%M
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
[sqlite]
path = {folder}/khal.db
[default]
default_calendar = desk
"""
_RADICALE = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[storage]
filesystem_folder = {folder}/server
"""
_VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair desk]
a = "here"
b = "there"
collections = ["diary"]
[storage here]
type = "filesystem"
path = "{folder}/items/"
fileext = ".ics"
[storage there]
type = "caldav"
url = "http://127.0.0.1:{port}/"
username = "desk"
password = "desk"
"""
_JS = """
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
const found = new ICAL.Component(ICAL.parse(readFileSync("desk.ics", "utf8")));
const told = found.getAllSubcomponents("vevent").map((each) => {
  const event = new ICAL.Event(each);
  return [event.uid, event.startDate.toString(), event.summary, each.getAllSubcomponents("valarm").length];
});
console.log(JSON.stringify(told));
"""


def _desk(mail: str | None = None) -> bytes:
    cases = []
    for name, day in (("A", 6), ("B", 7), ("C", 30)):
        events = (
            gaf.Event(type="app_launched", on=date(2025, 12, 1)),
            gaf.Event(type="app_taken_offline", on=date(2026, 1, day)),
        )
        app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal", name=f"应用{name}")
        office = gaf.Sponsor(kind="administrative_organ", tier="municipal")
        cases.append(gaf.Case(id=name, app=app, sponsor=office, events=events))
    return gaf.to_ics(gaf.inbox(cases, "sponsor", as_of=date(2026, 1, 30)), mail=mail)


def _run(words: list[str], folder: Path, typed: str = "") -> str:
    run = subprocess.run(
        words, cwd=folder, capture_output=True, text=True, check=False, input=typed, timeout=120
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the programs are; skipped where they do not install."""
    home = tmp_path_factory.mktemp("programs") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", *_PROGRAMS]
    if subprocess.run(pip, check=False, capture_output=True).returncode:
        pytest.skip(f"{', '.join(_PROGRAMS)} do not install here")
    return home / "bin"


def test_khal_shows_every_entry_on_its_day(programs: Path, tmp_path: Path) -> None:
    (tmp_path / "khal").mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(_KHAL.format(folder=tmp_path), "utf-8")
    khal = [str(programs / "khal"), "-c", str(config)]
    nothing = gaf.to_ics(gaf.inbox([], "sponsor", as_of=date(2026, 2, 4)))
    for name, file in (("desk", _desk()), ("none", nothing)):
        (tmp_path / f"{name}.ics").write_bytes(file)
        _run([*khal, "import", "--batch", f"{name}.ics"], tmp_path)
    form = ["--format", "{start-date} {title}", "--day-format", ""]
    shown = _run([*khal, "list", "2026-01-01", "90d", *form], tmp_path).split("\n")
    assert [line for line in shown if line.strip()] == [
        "2026-01-20 已逾期：办理注销报备 · 应用A",
        "2026-01-21 已逾期：办理注销报备 · 应用B",
        "2026-02-04 没有待办期限（截至 2026-02-04 周三）· 主办（使用）单位",
        "2026-02-13 最后一天：办理注销报备 · 应用C",
    ]


def test_a_server_takes_every_item_and_gives_it_back(programs: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    items = tmp_path / "items" / "diary"
    items.mkdir(parents=True)
    wanted = dict(gaf.split_ics(_desk("desk@example.org")))
    for uid, item in wanted.items():
        (items / f"{uid}.ics").write_bytes(item)
    for name, text in (("radicale", _RADICALE), ("vdirsyncer", _VDIRSYNCER)):
        (tmp_path / name).write_text(text.format(folder=tmp_path, port=port), "utf-8")
    words = [str(programs / "radicale"), "--config", str(tmp_path / "radicale")]
    with subprocess.Popen(words, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(port)
            sync = [str(programs / "vdirsyncer"), "-c", str(tmp_path / "vdirsyncer")]
            _run([*sync, "discover", "desk"], tmp_path, "y\n" * 9)
            _run([*sync, "sync", "desk"], tmp_path)
            # A server refuses several UIDs in one item: this is what split_ics is for.
            assert _ask(port, "MKCALENDAR", "desk/other/") < 300
            assert _ask(port, "PUT", "desk/other/whole.ics", _desk()) >= 400
            assert _ask(port, "PUT", "desk/other/one.ics", next(iter(wanted.values()))) < 300
            shutil.rmtree(items)
            items.mkdir()
            shutil.rmtree(tmp_path / "status")
            _run([*sync, "discover", "desk"], tmp_path, "y\n" * 9)
            _run([*sync, "sync", "desk"], tmp_path)
        finally:
            server.terminate()
    back = b"".join(path.read_bytes() for path in items.glob("*.ics"))
    assert all(uid.encode() in back for uid in wanted)
    assert back.count(b"BEGIN:VEVENT") == len(wanted)


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server does not come up")


def _ask(port: int, method: str, path: str, data: bytes = b"") -> int:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/{path}", data, {"Content-Type": "text/calendar"}, method=method
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - as above
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


@pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm")
def test_a_browser_library_reads_the_same(tmp_path: Path) -> None:
    package = {"private": True, "type": "module", "dependencies": {"ical.js": "2.2.1"}}
    (tmp_path / "package.json").write_text(json.dumps(package), "utf-8")
    (tmp_path / "read.js").write_text(_JS, "utf-8")
    (tmp_path / "desk.ics").write_bytes(_desk("desk@example.org"))
    _run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"], tmp_path)
    read = json.loads(_run(["node", "read.js"], tmp_path))
    items = gaf.split_ics(_desk("desk@example.org"))
    assert [uid for uid, *_ in read] == [uid for uid, _ in items]
    assert [(day, alarms) for _, day, _, alarms in read] == [
        ("2026-01-20", 0), ("2026-01-21", 0), ("2026-02-13", 1),
    ]  # fmt: skip
