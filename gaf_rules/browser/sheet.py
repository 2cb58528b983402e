"""A sheet of many cases in, tables of findings out: on the page, and whole in files for a spreadsheet."""

from __future__ import annotations

from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.browser.views import download, downloads, table
from gaf_rules.browser.words import NO_WORDS, told
from gaf_rules.messages import label
from gaf_rules.service.answering import assessed
from gaf_rules.service.operations import OPERATIONS
from gaf_rules.service.parameters import read_parameters
from gaf_rules.sheets import writing
from gaf_rules.sheets.documents import case_documents
from gaf_rules.sheets.mapping import Mapping
from gaf_rules.sheets.reading import read_log
from gaf_rules.sheets.writing import NAMED, csv_in_words, header_of, in_words
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    from gaf_rules.answers.assessment import Assessment
    from gaf_rules.answers.duty import Duty
    from gaf_rules.browser.asked import PageRequest
    from gaf_rules.sheets.log import Log

    Row = dict[str, Any]

__all__ = ["sheet_view"]

_MOST: Final = 20
"""Rows that are shown of each table; the files have all."""
_COLUMNS: Final = {
    "findings": (*NAMED, "procedure", "round", "clause", "code", "severity", "bearer", "items", "since"),
    "cases": (
        *NAMED, "error", "in_scope", "route", "forms", "stage_filing", "stage_change",
        "stage_deregistration", "findings",
    ),
    "duties": (
        *NAMED, "procedure", "round", "clause", "bearer", "act", "to", "trigger_event", "trigger_on",
        "certainty", "status", "due_on", "safe_on", "earliest", "latest", "met_on", "elapsed_working_days",
        "late_by_working_days", "consequence",
    ),
}  # fmt: skip
"""The tables and their columns, as `gaf.audit` names them."""
_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ASSESS: Final = next(each for each in OPERATIONS if each.name == "assess")


def sheet_view(asked: PageRequest) -> dict[str, Any]:
    """What was read and what was not, the tables, and their files."""
    name, _ = asked.file("sheet")
    log = _log(asked)
    tables = _tables(log, asked)
    columns: dict[str, tuple[str, ...]] = {**_COLUMNS}
    if log.refused:
        tables["refused"] = [dict(row) for row in log.refused]
        columns["refused"] = tuple(log.refused[0])
    links, shown = [], []
    for each, rows in tables.items():
        words = label("table", each, asked.lang)
        file = csv_in_words(rows, columns[each], asked.lang)
        title = f"{Path(name).stem}.{words}.csv"
        links.append(download(title, "text/csv", file, words + told("table_csv", asked.lang)))
        shown.append(f"<h3>{escape(words)}</h3>{_shown(rows, columns[each], asked)}")
    note = ""
    if most := [each for each, rows in tables.items() if len(rows) > writing.MOST_ROWS]:
        words = label("table", most[0], asked.lang)
        note = told("too_many_rows", asked.lang).format(
            words, len(tables[most[0]]), writing.MOST_ROWS
        )
    else:
        held = {each: (rows, columns[each]) for each, rows in tables.items()}
        title = f"{Path(name).stem}.{told('book', asked.lang)}.xlsx"
        book = writing.workbook_in_words(held, asked.lang)
        links.insert(0, download(title, _WORKBOOK, book, told("table_xlsx", asked.lang)))
    if asked.one("mapping").strip() not in {"", NO_WORDS}:
        data = asked.one("mapping").encode()
        links.append(
            download("mapping.toml", "application/toml", data, told("mapping_saved", asked.lang))
        )
    lines = log.report.text(asked.lang).splitlines()
    head = "".join(f"<li>{escape(line.removeprefix('- '))}</li>" for line in lines)
    html = f"<ul>{head}</ul>{downloads(links, asked.lang)}{note and f'<p>{escape(note)}</p>'}{''.join(shown)}"
    return {"html": {"sheet": html}, "said": lines[0]}


def _log(asked: PageRequest) -> Log:
    """What the chosen files hold, each in a folder of its own: they may have the same name."""
    names = ["sheet"] + ["sheet_cases"] * bool(asked.one("sheet_cases"))
    with TemporaryDirectory() as folder:
        paths = []
        for field in names:
            name, data = asked.file(field)
            path = Path(folder) / field / Path(name).name
            path.parent.mkdir()
            path.write_bytes(data)
            paths.append(path)
        return read_log(
            *paths, mapping=Mapping.from_toml(asked.one("mapping") or NO_WORDS), frame="rows"
        )


def _shown(rows: list[Row], columns: tuple[str, ...], asked: PageRequest) -> str:
    """The first rows, without the columns that are empty in all of them."""
    lang = asked.lang
    held = [name for name in columns if any(row.get(name) not in {None, ""} for row in rows)]
    cells = [[_cell(in_words(name, row.get(name), lang)) for name in held] for row in rows[:_MOST]]
    more = f"<p>{told('first_rows', lang).format(_MOST)}</p>" if len(rows) > _MOST else ""
    return more + table([header_of(name, lang) for name in held], *cells) if rows else "<p>–</p>"


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _tables(log: Log, asked: PageRequest) -> dict[str, list[Row]]:
    """Each case of the log assessed by itself; one that the library refuses says why in its row."""
    calendar = asked.calendar()
    words = asked.words(as_of="as_of")
    read_parameters(_ASSESS.parameters, words)  # what is wrong for all is said once
    tables: dict[str, list[Row]] = {name: [] for name in _COLUMNS}
    for case_id, document in case_documents(log).items():
        named = {"case_id": case_id} | {
            f"{thing}_name": document[thing].get("name") for thing in ("app", "sponsor")
        }
        row: Row = {**named}
        tables["cases"].append(row)
        try:
            found = assessed(calendar, _ASSESS.given(words, document))
        except GafRulesError as error:
            row["error"] = log.report.placed(case_id, error.text(asked.lang), asked.lang)
            continue
        row |= _case(found)
        tables["findings"] += [
            {
                **named,
                **each.to_dict(),
                "items": ";".join(each.items),
                "since": each.since,
            }
            for each in found.findings
        ]
        tables["duties"] += [{**named, **_duty(each)} for each in found.duties]
    return tables


def _case(found: Assessment) -> Row:
    return {
        "in_scope": found.scope.in_scope,
        "route": None if found.route is None else ";".join(found.route),
        "forms": ";".join(found.forms),
        **{f"stage_{procedure}": stage for procedure, stage in found.stages.items()},
        "findings": ";".join(dict.fromkeys(each.code for each in found.findings)),
    }


def _duty(duty: Duty) -> Row:
    held = {name: getattr(duty, name) for name in _COLUMNS["duties"] if hasattr(duty, name)}
    if duty.trigger is not None:
        held |= {"trigger_event": duty.trigger.event, "trigger_on": duty.trigger.on}
    if (due := duty.due) is not None:
        held |= {
            "due_on": due.on, "safe_on": due.safe_on, "earliest": due.earliest, "latest": due.latest,
            "certainty": due.certainty,
        }  # fmt: skip
    return held
