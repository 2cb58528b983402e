"""`gaf-rules assess -`: a case a line in, a result a line out, errors too; one bad line stops nothing."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.cli import main

if TYPE_CHECKING:
    from collections.abc import Sequence

_AS_OF = date(2026, 6, 1)


def _streamed(
    lines: Sequence[bytes],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *more: str,
) -> tuple[int, list[Any]]:
    source = io.TextIOWrapper(io.BytesIO(b"\n".join(lines)))
    monkeypatch.setattr("sys.stdin", source)
    status = main(["assess", "-", "--as-of", str(_AS_OF), *more])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def _documents() -> list[dict[str, Any]]:
    keys = ("schema", "id", "title", "app", "sponsor", "events")
    return [{k: c.document[k] for k in keys if k in c.document} for c in worked_cases()]


def test_each_line_is_what_the_library_says_of_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    documents = _documents()
    lines = [json.dumps(each, ensure_ascii=False).encode() for each in documents]
    _, told = _streamed(lines, monkeypatch, capsys)
    assert len(told) == len(documents)
    for number, (document, line) in enumerate(zip(documents, told, strict=True), 1):
        try:
            wanted: Any = gaf.assess(gaf.Case.from_dict(document), as_of=_AS_OF).to_dict()
        except gaf.GafRulesError as error:
            wanted = {"line": number, "error": error.to_dict()}
        assert line == json.loads(json.dumps(wanted))


def test_a_bad_line_stops_nothing_and_says_where_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = json.dumps(_documents()[0]).encode()
    bad = [b"{", b"", b"\xff", b"[]", b'{"id": 1, "id": 2}', b"NaN", b"1" * 5000, b"[" * 100_000]
    status, told = _streamed([good, *bad, good], monkeypatch, capsys)
    assert status == 2
    assert [line.get("line") for line in told] == [None, *range(2, len(bad) + 2), None]
    assert told[0] == told[-1]
    assert all(line["error"]["problems"] for line in told[1:-1])
    # The end of a line is not a second line of the text.
    assert "1:2" in json.dumps(told[1])


def test_the_status_is_that_of_one_case(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document = next(
        each for each in _documents() if each["id"] == "C22"
    )  # deemed abandoned: a consequence
    line = json.dumps(document).encode()
    assert _streamed([line], monkeypatch, capsys)[0] == 0
    assert _streamed([line], monkeypatch, capsys, "--strict")[0] == 1
    assert _streamed([], monkeypatch, capsys) == (0, [])


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux says of memory")
def test_memory_does_not_grow_with_the_number_of_lines() -> None:
    """Ten times as many lines, not a tenth more memory at the peak."""
    document = _documents()[0]
    peaks = []
    for count in (150, 1500):
        text = "".join(json.dumps({**document, "id": f"case {n}"}) + "\n" for n in range(count))
        program = (
            "import resource, sys\nfrom gaf_rules.cli import main\n"
            "main(['assess', '-', '--as-of', '2026-06-01'])\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", program], input=text, capture_output=True, text=True, check=True
        )
        assert len(done.stdout.splitlines()) == count
        peaks.append(int(done.stderr))
    assert peaks[1] < peaks[0] * 1.1, peaks
