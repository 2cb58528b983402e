"""What explanations say: in words throughout, nothing wrong left out, and no document that lies."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.ask.explanation import explain, replayed
from gaf_rules.language.readings import READING_OPTIONS

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

_BY_NAME = {case.name: case for case in worked_cases() if not case.error}
_NAMES = {*READING_OPTIONS, *(name for names in READING_OPTIONS.values() for name in names)}
# Names of the code: those with a sign that no word of either language has.
_RAW = re.compile("|".join(name for name in sorted(_NAMES) if "_" in name))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(_BY_NAME)[::4])
def test_readings_are_told_in_words(name: str, lang: Lang) -> None:
    told = explain(_BY_NAME[name].assess(), lang)
    assert not _RAW.findall(str(told))
    # In a notebook a fact is told in words, with its name in the code beside it.
    plain = re.sub(r"<code.*?</code>", "", told._repr_html_())
    assert not _RAW.findall(plain)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", [*sorted(_BY_NAME)[::6], "C67", "F06", "F11"])
def test_no_two_lines_under_one_heading_read_alike(name: str, lang: Any) -> None:
    told = explain(_BY_NAME[name].assess(), lang)
    heads = re.findall(r"<summary>(?!<strong>)(.*?)</summary>", told.html())
    for section in told.sections:
        texts = [node.text for node in section.children if node.kind != "rule"]
        assert len({*texts}) == len(texts), section.text
    rules = [head for head in heads if "不适用，因为" in head or ": no, because" in head]
    assert len({*rules}) == len(rules)


@pytest.mark.parametrize("name", sorted(_BY_NAME))
def test_the_conclusion_leaves_out_nothing_that_is_wrong(name: str) -> None:
    told = explain(_BY_NAME[name].assess(), "en")
    said = [node.text for node in told.sections[0].children]
    if told.assessment.scope.in_scope is False:
        return
    for finding in told.assessment.findings:
        if finding.severity != "notice":
            assert any(f"since {finding.since}" in text for text in said), finding.code
    notices = sum(finding.severity == "notice" for finding in told.assessment.findings)
    assert any("see the findings" in text for text in said) == bool(notices)


def test_the_fact_that_decides_what_is_asked_for_is_named() -> None:
    told = explain(_BY_NAME["C45"].assess(), "en")
    node = next(
        node
        for node in told.walk()
        if (node.rule or "").startswith("finding GRASSROOTS_STATEMENT_MISSING")
    )
    assert "app.grassroots_facing" in [fact.name for fact in node.facts]


def test_a_disputed_finding_names_the_option_that_changes_it() -> None:
    case = _BY_NAME["C22"]
    told = explain(case.assess(), "en")
    text = next(node.text for node in told.walk() if "another reading changes this" in node.text)
    assert "deemed received on the next working day (" not in text
    assert "(here: the actual day)" in text
    other = gaf.Readings.from_dict({"receipt_on_day_off": "next_working_day"})
    made = gaf.assess(told.case, as_of=told.assessment.as_of, readings=other)
    assert "DEEMED_ABANDONED" not in [finding.code for finding in made.findings]


def test_of_three_options_only_those_that_change_it_are_named() -> None:
    """Under every option named the finding is gone; under every other it is there."""
    seen = 0
    for case in _BY_NAME.values():
        assessment = case.assess()
        for finding in assessment.findings:
            if "review_clock_on_feedback" not in finding.disputed_by:
                continue
            told = explain(assessment, "en")
            node = next(
                child
                for node in told.walk()
                for child in node.children
                if (node.rule or "").startswith(f"finding {finding.code} ")
                and child.readings[:1]
                and child.readings[0][0] == "review_clock_on_feedback"
            )
            basis = assessment.basis
            for option in READING_OPTIONS["review_clock_on_feedback"]:
                readings = evolve(basis.readings, review_clock_on_feedback=option)
                try:
                    again = gaf.assess(
                        basis.case,
                        as_of=assessment.as_of,
                        readings=readings,
                        calendar=basis.calendar,
                    )
                except gaf.IllegalEventError:
                    continue
                gone = finding.key not in [one.key for one in again.findings]
                words = gaf.HAINAN.label(
                    "reading_option", f"review_clock_on_feedback={option}", "en"
                )
                before = node.text.partition("(here")[0]
                assert (words in before) == gone, (case.name, option)
                seen += 1
    assert seen


# -- documents -------------------------------------------------------------------------------------------
def _document() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(explain(_BY_NAME["C22"].assess()).to_dict()))
    return made


def test_a_document_that_was_changed_on_its_way_is_refused() -> None:
    document = _document()
    replayed(document)
    document["case"]["events"].pop()
    with pytest.raises(gaf.GafRulesError, match=r"result_sha256.*changed on its way") as caught:
        replayed(document)
    assert "改动" in caught.value.zh
    later = {**_document(), "as_of": "2026-03-10"}
    with pytest.raises(gaf.GafRulesError, match="result_sha256"):
        replayed(later)


def test_another_version_that_says_the_same_is_believed() -> None:
    document = _document()
    document["provenance"]["version"] = "0.0.9"
    assert replayed(document).provenance.version != "0.0.9"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda d: d.pop("case"), "$.case"),
        (lambda d: d.pop("as_of"), "$.as_of"),
        (lambda d: d.update(as_of="20260309"), "$.as_of"),
        (lambda d: d.update(as_of="2026-02-30"), "$.as_of"),
        (lambda d: d.update(as_of=20260309), "$.as_of"),
        (lambda d: d.pop("provenance"), "$.provenance"),
        (lambda d: d["provenance"].pop("readings"), "$.provenance.readings"),
        (lambda d: d["provenance"].pop("engine"), "$.provenance.engine"),
        (lambda d: d["provenance"].pop("guideline_sha256"), "$.provenance.guideline_sha256"),
        (lambda d: d["provenance"].pop("calendar_sha256"), "$.provenance.calendar_sha256"),
        (lambda d: d.pop("result_sha256"), "$.result_sha256"),
        (lambda d: d.update(case=[]), "$.case"),
    ],
)
def test_a_document_with_something_missing_says_where(change: Any, path: str) -> None:
    document = _document()
    change(document)
    with pytest.raises(gaf.CaseError) as caught:
        replayed(document)
    assert path in [problem.path for problem in caught.value.problems]


@pytest.mark.parametrize("nothing", [None, [], "{}", 3])
def test_what_is_no_document_is_refused(nothing: Any) -> None:
    with pytest.raises(gaf.CaseError, match="document"):
        replayed(nothing)
