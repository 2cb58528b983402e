"""What a case or a guideline says in words of its own comes out as words, in every form of output.

The same is made of a case with plain words and of one whose every free text is hostile, and read by a reader
of the form: there is nothing in the second but what the first has, and the text stands there.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import openpyxl
import polars as pl
import pytest
import vobject
from attrs import evolve
from chromium import CHROMIUM, page_after_scripts
from icalendar import Calendar
from python_calamine import CalamineWorkbook
from served import Client
from unlinked import unlinked

import gaf_rules as gaf
from gaf_rules.adapters.bpmn import to_bpmn
from gaf_rules.adapters.dmn import to_dmn
from gaf_rules.adapters.xes import read_xes, to_xes
from gaf_rules.cli import main
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.report import report_text
from gaf_rules.service import application
from gaf_rules.sheets.writing import write_tables
from gaf_rules.show import diagrams
from gaf_rules.show.diagrams import routes_diagram, state_diagram

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.no_cover

_DAY = date(2026, 3, 9)
_MARK = "stolen"
_HOSTILE = {
    "HTML": f'"><script>{_MARK}()</script><img src=x onerror="{_MARK}()"><a href="javascript:x">&lt;b',
    "SVG": f"</text></svg><script>{_MARK}()</script><foreignObject/><use href='#x'/>]]>",
    "line breaks": f"a\r\nb\x0b\x0c\x85\u2028\u2029{_MARK}\n\n",
    "iCalendar": f"a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:{_MARK}\r\nATTENDEE:mailto:x@a.example\n;,\\n",
    "terminal": f"\x1b[2J\x9b31m\x1b]8;;http://example.com\x07{_MARK}\x08\x7f",
    "bidi": f"\u202e{_MARK}\u2066\u200f\u202d",
    "Mermaid": f'a"] --> b; click a "javascript:{_MARK}()"\nend\n%%{{init: {{}}}}%%\n    x --> {_MARK}',
    "formula": f'=HYPERLINK("http://example.com";"{_MARK}")',
    "plus": f"+1+{_MARK}",
    "minus": f"-1+{_MARK}",
    "at": f"@SUM(1){_MARK}",
    "tab": f"\t=1+{_MARK}",
}
_EACH = pytest.mark.parametrize("text", _HOSTILE.values(), ids=_HOSTILE)


def _case(text: str) -> gaf.Case:
    return gaf.Case.from_dict(
        {
            "schema": "gaf-case/1",
            "id": text,
            "title": text,
            "app": {"name": text, "kind": "app", "runs_on_mobile": True, "purpose": "internal",
                    "grassroots_facing": None},
            "sponsor": {"name": text, "kind": "administrative_organ", "tier": "municipal"},
            "events": [
                {"type": "application_submitted", "on": "2026-03-02", "materials": ["functions"]},
                {"type": "application_forwarded", "on": "2026-03-03"},
                {"type": "application_received", "on": "2026-03-03", "by": "provincial_cac"},
                {"type": "application_withdrawn", "on": "2026-03-05", "reason": text},
                {"type": "app_launched", "on": "2026-03-06"},
            ],
        }
    )  # fmt: skip


def _open(text: str) -> gaf.Case:
    case = _case(text)
    return evolve(case, events=case.events[:3])


def _held(text: str) -> gaf.Assessment:
    return gaf.assess(_case(text), as_of=_DAY)


def _plan(text: str) -> gaf.Plan:
    return gaf.plan(_open(text), launch_on=date(2026, 8, 3), as_of=_DAY)


def _overlay(text: str) -> gaf.Overlay:
    return gaf.Overlay(
        place="460100", kind="local_holiday", off=(date(2026, 3, 20),), source=text, name=text, title=text
    )  # fmt: skip


def _steers(text: str) -> list[str]:
    kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return [sign for sign in text if sign != "\n" and unicodedata.category(sign) in kinds]


# -- pages and pictures -----------------------------------------------------------------------------------
class _Seen(HTMLParser):
    """The tags of a page, what their attributes are called, what they lead to, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.kinds: set[tuple[str, ...]] = set()
        self.leads: set[str] = set()
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.kinds |= {(tag,), *((tag, name) for name, _ in attrs)}
        self.leads |= {value or "" for name, value in attrs if name in {"href", "src", "action"}}

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.kinds.add(("comment", data))


def _events(kind: str) -> pl.DataFrame:
    return pl.DataFrame({"case_id": ["1"], "type": [kind], "on": [date(2026, 3, 9)]})


def _compared(text: str) -> gaf.Comparison:
    parties = {"app_kind": "app", "runs_on_mobile": True, "purpose": "internal"}
    cases = pl.DataFrame(
        [{"case_id": "1", **parties, "sponsor_kind": "other", "tier": "municipal"}]
    )
    both = {text: gaf.HAINAN, f"{text} 5": gaf.HAINAN.amend({"2.4.2a": {"n": 5}})}
    return gaf.compare(_events("app_launched"), cases, both, as_of=_DAY)


def _charted(text: str) -> gaf.Picture:
    days = [date(2026, 3, 2), date(2026, 3, 3)]
    frame = {"day": days, "office": text, "procedure": "filing", "stage": "returned", "open": 1}
    return gaf.picture(pl.DataFrame(frame))


_PAGES: dict[str, Callable[[str], str]] = {
    "assessment": lambda text: _held(text)._repr_html_(),
    "explanation": lambda text: gaf.explain(_held(text)).html(),
    "inbox": lambda text: gaf.inbox([_open(text)], "provincial_cac", as_of=_DAY).html(),
    "timeline": lambda text: gaf.timeline(_held(text))._repr_html_(),
    "plan": lambda text: gaf.timeline(_plan(text))._repr_html_(),
    "steps of a plan": lambda text: _plan(text).html(),
    "comparison": lambda text: _compared(text).html(),
    "chart": lambda text: _charted(text).html(),
    "log": lambda text: gaf.read_log(_events(text)).report.html(),
}


@_EACH
@pytest.mark.parametrize("page", _PAGES)
def test_a_page_has_the_tags_it_had_and_the_text_as_text(page: str, text: str) -> None:
    plain, hostile = _Seen(_PAGES[page]("plain words")), _Seen(_PAGES[page](text))
    assert hostile.kinds <= plain.kinds
    assert hostile.leads == plain.leads
    assert not _steers("".join(hostile.text))


def test_the_pages_show_the_text() -> None:
    """Else nothing would be tried: on each page some free text of the case stands."""
    for name, page in _PAGES.items():
        assert _MARK in "".join(_Seen(page(_HOSTILE["HTML"])).text), name


def test_a_page_that_takes_words_for_tags_is_seen() -> None:
    page = f"<p>{_HOSTILE['HTML']}</p>"
    assert not _Seen(page).kinds <= _Seen("<p>plain words</p>").kinds


@_EACH
def test_a_picture_is_well_formed_and_has_the_elements_it_had(text: str) -> None:
    for picture in (_PAGES["timeline"], _PAGES["plan"]):
        kinds = []
        for page in (picture("plain words"), picture(text)):
            start, end = page.index("<svg"), page.rindex("</svg>") + len("</svg>")
            root = ET.fromstring(page[start:end])  # noqa: S314 - made by ours
            kinds.append({(each.tag, *sorted(each.attrib)) for each in root.iter()})
        assert {tag for tag, *_ in kinds[1]} <= {tag for tag, *_ in kinds[0]}


# -- diaries ----------------------------------------------------------------------------------------------
def _properties(data: bytes) -> Counter[Any]:
    """The kinds of entries, and of each what stands in it, as one library reads them and as another does."""
    found = Counter(
        (str(part.name), str(name)) for part in Calendar.from_ical(data).walk() for name in part
    )
    other = vobject.readOne(data.decode("utf-8"))
    assert len(other.contents.get("vevent", ())) == sum(
        part.name == "VEVENT" for part in Calendar.from_ical(data).walk()
    )
    return found


@_EACH
def test_a_diary_has_the_entries_and_properties_it_had(text: str) -> None:
    made: tuple[Callable[[str], bytes], ...] = (
        lambda words: gaf.to_ics(gaf.assess(_open(words), as_of=_DAY), mail="x@example.org"),
        lambda words: gaf.to_ics(_plan(words)),
        lambda words: gaf.export_calendar(
            gaf.CHINA.with_overlay(_overlay(words)).for_place("460100"), format="ics", first=_DAY
        ),
    )  # fmt: skip
    for make in made:
        assert _properties(make(text)) == _properties(make("plain words"))
    assert _MARK.encode() in b"".join(make(text).replace(b"\r\n ", b"") for make in made)


def test_a_diary_that_takes_words_for_lines_is_seen() -> None:
    data = gaf.to_ics(_plan("PLAIN"))
    assert b"PLAIN" in data
    head, event, rest = data.partition(b"BEGIN:VEVENT")
    broken = head + event + rest.replace(b"PLAIN", b"a\r\nATTENDEE:x", 1)
    assert _properties(broken) != _properties(data)


# -- tables -----------------------------------------------------------------------------------------------
@_EACH
def test_no_cell_of_a_table_is_a_formula_and_all_are_read_as_they_were(
    text: str, tmp_path: Path
) -> None:
    table = pl.DataFrame({"case_id": ["plain", text], text.strip() or "x": [1, 2]})
    write_tables({"cases": table}, str(tmp_path / "out.xlsx"), form=None, lang="en")
    cells = [
        cell
        for sheet in openpyxl.load_workbook(tmp_path / "out.xlsx")
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    rows = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_index(0).to_python()
    assert any(_MARK in str(cell) for row in rows for cell in row)
    write_tables({"cases": table}, str(tmp_path / "out"), form="csv", lang="en")
    back = pl.read_csv(tmp_path / "out" / "cases.csv", infer_schema=False)
    assert back.height == 2
    words = [*back.columns, *back.get_column(back.columns[0]).to_list()]
    assert not [word for word in words if word.startswith(tuple("=+-@\t\r"))]
    assert any(_MARK in word for word in words)


# -- a terminal, documents, a server ----------------------------------------------------------------------
@_EACH
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_texts_for_a_terminal_steer_nothing(text: str, lang: Any) -> None:
    held, plan = _held(text), _plan(text)
    told = (
        report_text(held, lang, case=_case(text)),
        str(gaf.explain(held, lang)),
        plan.text(lang),
        gaf.inbox([_open(text)], "provincial_cac", as_of=_DAY).text(lang),
    )
    for each in told:
        assert not _steers(each)
        assert not [line for line in each.splitlines() if line.startswith(f"SUMMARY:{_MARK}")]
    assert any(_MARK in each for each in told)


@_EACH
def test_a_document_says_the_same_when_it_is_read_again(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(_case(text).to_dict()), "utf-8")
    assert main(["assess", str(file), "--as-of", _DAY.isoformat(), "--json"]) == 0
    told = capsys.readouterr().out
    assert not _steers(told)
    assert json.loads(told)["case"] == text


@_EACH
def test_a_server_answers_with_json_whatever_is_asked(text: str) -> None:
    client = Client(application())
    case = _case(text).to_dict()
    wrong = {**case, "events": [{**case["events"][0], "type": text}], text: 1}
    for answer in (
        client.post(f"/assess?as_of={_DAY}", json=case),
        client.post(f"/assess?as_of={_DAY}", json=wrong),
        client.get("/deadline", params={"clause": text, "trigger": text, text: "1"}),
        client.get("/" + "".join(sign for sign in text if sign.isprintable())),
    ):
        assert answer.headers["content-type"].partition(";")[0] in {
            "application/json",
            "application/problem+json",
        }
        assert not any(_MARK in value for value in answer.headers.values())
        assert json.loads(answer.content)


# -- diagrams ---------------------------------------------------------------------------------------------
def _drawn(words: str, lang: Any) -> list[str]:
    """The diagrams of a guideline that calls its stages, acts and offices so."""
    named = {kind: dict.fromkeys(held, (words, words)) for kind, held in ALGORITHMS.words.items()}
    guideline = unlinked(ALGORITHMS, words=named)
    pictures = (state_diagram(guideline, "filing", lang), routes_diagram(guideline, lang))
    return "\n".join(pictures).split("\n")


@_EACH
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_diagram_has_the_lines_it_had(text: str, lang: Any) -> None:
    plain, hostile = _drawn("plain words", lang), _drawn(text, lang)
    assert len(plain) == len(hostile)
    assert any(_MARK in line for line in hostile)
    for one, other in zip(plain, hostile, strict=True):
        start, named, _ = one.partition("plain words")
        assert other.startswith(start)
        assert other.count('"') == one.count('"')
        assert not named or not {*other.removeprefix(start)} & {*"<;#"}
        assert not _steers(other)


def test_a_diagram_that_takes_words_for_lines_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagrams, "_plain", str)
    assert len(_drawn(_HOSTILE["Mermaid"], "en")) > len(_drawn("plain words", "en"))


# -- XML --------------------------------------------------------------------------------------------------
def _named(words: str) -> gaf.Guideline:
    """A guideline that says so in every word of its own."""
    named = {kind: dict.fromkeys(held, (words, words)) for kind, held in ALGORITHMS.words.items()}
    return unlinked(ALGORITHMS, words=named)


_FILES: dict[str, Callable[[str], bytes]] = {
    "xes": lambda words: to_xes([_case(words)]),
    "dmn": lambda words: to_dmn(guideline=_named(words)),
    "bpmn": lambda words: to_bpmn(guideline=_named(words)),
}


def _parts(file: bytes) -> list[tuple[str, ...]]:
    return [(part.tag, *sorted(part.attrib)) for part in ET.fromstring(file).iter()]  # noqa: S314 - made by ours


@_EACH
@pytest.mark.parametrize("form", _FILES)
def test_a_file_of_xml_has_the_parts_it_had_and_the_text_as_text(form: str, text: str) -> None:
    if any(sign < " " and sign not in "\t\n\r" for sign in text):  # XML has no way to write them
        with pytest.raises(gaf.CaseError, match="XML cannot hold U"):
            _FILES[form](text)
        return
    file = _FILES[form](text)
    assert _parts(file) == _parts(_FILES[form]("plain words"))
    root = ET.fromstring(file)  # noqa: S314 - made by ours
    said = "\0".join(
        word for part in root.iter() for word in (part.text or "", *part.attrib.values())
    )
    # Every reader of XML has the ends of lines between tags as one sign.
    assert text.replace("\r\n", "\n") in said.replace("\r\n", "\n")
    if form == "xes":
        assert read_xes(file) == (_case(text),)


def test_a_file_of_xml_that_takes_words_for_parts_is_seen() -> None:
    for form, place in (("xes", b'"PLAIN"'), ("dmn", b"PLAIN</"), ("bpmn", b'"PLAIN PLAIN"')):
        plain = _FILES[form]("PLAIN")
        assert place in plain
        words = b'"PLAIN" stolen="x"' if b'"' in place else b"PLAIN<x/></"
        assert _parts(plain.replace(place, words, 1)) != _parts(plain)


# -- in a browser -----------------------------------------------------------------------------------------
_RUNS = "document.documentElement.setAttribute('data-ran', 1)"
_ACTIVE = (
    f'"><script>{_RUNS}</script><img src=x onerror="{_RUNS}"></text></svg><svg onload="{_RUNS}">'
)


def _ran(page: str, folder: Path) -> bool:
    file = folder / "page.html"
    file.write_text(f'<!DOCTYPE html><meta charset="utf-8"><body>{page}', "utf-8")
    return "data-ran" in page_after_scripts(file.as_uri()).partition("<head")[0]


@pytest.mark.deep  # a browser
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
@pytest.mark.parametrize("page", _PAGES)
def test_a_browser_runs_nothing_that_a_case_says(page: str, tmp_path: Path) -> None:
    assert not _ran(_PAGES[page](_ACTIVE), tmp_path)


@pytest.mark.deep  # a browser
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
def test_what_a_browser_would_run_is_seen(tmp_path: Path) -> None:
    assert _ran(f"<p>{_ACTIVE}</p>", tmp_path)
