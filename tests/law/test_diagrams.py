"""The diagrams and tables of a guideline say what its rows say, and the pages made from them are fresh."""

from __future__ import annotations

import importlib.util
import re
from typing import TYPE_CHECKING, Any

import pytest

from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.language.conditions import ALWAYS, AllOf, AnyOf, Has, Is, IsIn, Lacks, Not
from gaf_rules.language.partial import NEVER, assume
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.messages import LANGUAGES
from gaf_rules.show.diagrams import (
    MarkdownTable,
    duties_table,
    findings_table,
    periods_table,
    routes_diagram,
    routes_table,
    state_diagram,
)

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.language.conditions import Condition
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.values.texts import Lang

GUIDELINES = pytest.mark.parametrize("guideline", [HAINAN, ALGORITHMS], ids=lambda g: g.key)
IN_BOTH = pytest.mark.parametrize("lang", LANGUAGES)
ID = r"[a-z_]+|\[\*\]"
STATE_LINE = re.compile(r'    state "[^":;#]+" as ([a-z_]+)')
EDGE_LINE = re.compile(rf"    ({ID}) --> ({ID})(?: : ([^:;#\"]+))?")
MESSAGE_LINE = re.compile(r"    ([a-z_]+)->>([a-z_]+): ([^:;#\"]+)")
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_is_what_the_script_makes(root: Path, lang: Lang) -> None:
    path = root / "scripts" / "guideline_pages.py"
    spec = importlib.util.spec_from_file_location("guideline_pages", path)
    assert spec is not None
    assert spec.loader is not None
    script: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    written = script.PATHS[lang].read_text("utf-8")
    assert written == script.page(lang), "run python scripts/guideline_pages.py"


def parse(diagram: str) -> tuple[set[str], set[tuple[str, str]]]:
    """States and edges of a state diagram; every line must be one or the other.

    A box of several states stands for each of them.
    """
    head, *lines = diagram.splitlines()
    assert head == "stateDiagram-v2"
    states: set[str] = set()
    edges: set[tuple[str, str]] = set()
    for line in lines:
        if found := STATE_LINE.fullmatch(line):
            states |= {*found[1].split("__")}
        else:
            edge = EDGE_LINE.fullmatch(line)
            assert edge, line
            drawn = {(before, edge[2]) for before in edge[1].split("__")}
            assert not drawn & edges, "edges of a pair are merged"
            edges |= drawn
    return states, edges


def test_what_leads_the_same_way_from_many_stages_is_drawn_once() -> None:
    text = state_diagram(HAINAN, "filing")
    withdrawn = [line for line in text.splitlines() if "--> withdrawn" in line]
    assert len(withdrawn) == 1
    assert withdrawn[0].split()[0].split("__")[0] == "first_tier_check"
    # What has ended is in no box with what has not, and two are drawn one by one.
    assert "    withdrawn__refused__revoked --> forwarded : Application submitted" in text
    assert "    returned --> forwarded : Application submitted" in text
    # The first stage has its own.
    assert "    not_started --> withdrawn : Application withdrawn" in state_diagram(
        HAINAN, "change"
    )


@GUIDELINES
@IN_BOTH
@pytest.mark.parametrize("procedure", PROCEDURES)
def test_every_stage_is_drawn_and_reached(guideline: Guideline, procedure: str, lang: Lang) -> None:
    states, edges = parse(state_diagram(guideline, procedure, lang))
    stages = {row.name: row.stage for row in guideline.states if row.procedure == procedure}
    assert states == set(stages.values())
    assert {after for _, after in edges} - {"[*]"} == states
    assert {before for before, _ in edges} == {"[*]", *states}
    for row in guideline.transitions:
        if row.procedure == procedure and row.to is not None:
            for name in row.states:
                if assume(row.when, f"state.{procedure}", name) != NEVER:
                    assert (stages[name], stages[row.to]) in edges


def test_an_edge_of_time_alone_carries_its_period() -> None:
    text = state_diagram(HAINAN, "filing")
    assert re.search(r"awaiting_supplement --> deemed_abandoned : .*10 working days", text)
    longer = HAINAN.amend({"2.4.4c": {"n": 15}})
    assert "15 working days" in state_diagram(longer, "filing")


def test_a_planned_change_starts_only_where_no_application_is_pending() -> None:
    _, edges = parse(state_diagram(HAINAN, "change"))
    assert ("approved", "not_started") in edges
    assert ("national_review", "not_started") not in edges


@GUIDELINES
@IN_BOTH
def test_every_message_is_between_participants(guideline: Guideline, lang: Lang) -> None:
    head, *lines = routes_diagram(guideline, lang).splitlines()
    assert head == "sequenceDiagram"
    named = {line.split()[1] for line in lines if line.startswith("    participant ")}
    messages = [line for line in lines if not line.startswith("    participant ")]
    seen = set()
    for line in messages:
        found = MESSAGE_LINE.fullmatch(line)
        assert found, line
        seen |= {found[1], found[2]}
    assert seen == named


@pytest.mark.parametrize(
    "message",
    [
        "sponsor->>first_tier: Application submitted",
        "first_tier->>provincial_cac: Application forwarded",
        "provincial_cac->>national_cac: Reported to the national cyberspace administration",
        "national_cac->>provincial_cac: Feedback issued",
        "provincial_cac->>sponsor: Feedback passed on",
        "provincial_cac->>sponsor: Returned with the list of missing materials",
    ],
)
def test_the_ways_of_hainan(message: str) -> None:
    assert message in routes_diagram(HAINAN)


def test_what_goes_by_a_relay_does_not_go_past_it() -> None:
    assert "national_cac->>sponsor" not in routes_diagram(HAINAN)


@GUIDELINES
@IN_BOTH
def test_every_period_row_is_in_the_table(guideline: Guideline, lang: Lang) -> None:
    rows = periods_table(guideline, lang).rows
    assert len(rows) == sum(row.period is not None for row in guideline.duties)
    for clause, period in guideline.periods.items():
        [found] = {
            (row[0], row[3].split("（")[0].split(" ")[0]) for row in rows if row[0] == clause
        }
        assert found == (clause, str(period.days))


def test_a_period_says_from_when_how_read_and_what_follows() -> None:
    rows = {row[0]: row for row in periods_table(HAINAN).rows}
    supplement, change = rows["2.4.4c"], rows["2.5.1b"]
    assert "Feedback received (sponsor)" in supplement[4]
    assert "`feedback_receipt = provincial_department`" in supplement[4]
    assert "`feedback_receipt`" in supplement[5]
    assert supplement[6] == "Deemed abandoned (2.4.4d)"
    assert change[4].startswith("before: ")
    assert rows["2.4.2c"][3] == "10 (as 2.4.4c)"


@GUIDELINES
@IN_BOTH
def test_every_duty_finding_and_route_is_in_its_table(guideline: Guideline, lang: Lang) -> None:
    duties = {row[0].split(", ")[0] for row in duties_table(guideline, lang).rows}
    assert duties == {row.clause for row in guideline.duties}
    codes = {row[0].strip("`") for row in findings_table(guideline, lang).rows}
    noticed = {row.code for row in guideline.scope if row.code}
    assert codes == {row.code for row in guideline.findings} | noticed
    ways = routes_table(guideline, lang).rows
    assert len(ways) == len(guideline.routes)
    for row, way in zip(guideline.routes, ways, strict=True):
        assert way[1].count(" → ") == (0 if row.path is None else len(row.path) - 1)


@GUIDELINES
@pytest.mark.parametrize(
    "table", [periods_table, duties_table, findings_table, routes_table], ids=lambda t: t.__name__
)
def test_the_english_is_english_and_the_lines_are_even(guideline: Guideline, table: Any) -> None:
    made = table(guideline, "en")
    assert not HAN.search(made.markdown())
    assert HAN.search(table(guideline, "zh").markdown())
    assert {len(row) for row in made.rows} == {len(made.head)}


def test_a_bar_in_a_cell_does_not_end_it() -> None:
    assert MarkdownTable(head=("a",), rows=(("x|y",),)).markdown() == "| a |\n|---|\n| x\\|y |"


@pytest.mark.parametrize(
    ("condition", "verdict"),
    [
        (ALWAYS, True),
        (Is("state.filing", "filed"), True),
        (Is("state.change", "filed"), None),
        (IsIn("state.filing", ("refused",)), False),
        (Not(IsIn("state.filing", ("refused",))), True),
        (Not(Has("case.filed_on")), None),
        (Has("state.filing"), True),
        (Lacks("state.filing"), False),
        (AllOf((Has("case.filed_on"), Is("state.filing", "refused"))), False),
        (AllOf((Has("case.filed_on"), Is("state.filing", "filed"))), None),
        (AnyOf((Has("case.filed_on"), Is("state.filing", "filed"))), True),
        (AnyOf((Has("case.filed_on"), Is("state.filing", "refused"))), None),
        (AnyOf((Is("state.filing", "revoked"), Is("state.filing", "refused"))), False),
    ],
)
def test_what_a_condition_says_when_only_the_state_is_known(
    condition: Condition,
    verdict: bool | None,
) -> None:
    left = assume(condition, "state.filing", "filed")
    assert {ALWAYS: True, NEVER: False}.get(left) is verdict
