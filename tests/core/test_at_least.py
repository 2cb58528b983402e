"""One word, AtLeast, in rows of its own: every engine, every table and every page takes it as it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from audit_tables import expected, found_by, frames

import gaf_rules as gaf
from gaf_rules.language.conditions import AllOf, AtLeast
from gaf_rules.language.vocabulary import MATERIALS, Engine
from gaf_rules.messages import LANGUAGES
from gaf_rules.show.diagrams import findings_table, state_diagram

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

_AS_OF = date(2026, 3, 20)
_ALL = MATERIALS[:5]


def _guideline() -> gaf.Guideline:
    """An application holds two pieces at least, and something is missing only where four are there."""
    findings = tuple(
        evolve(row, when=AllOf((row.when, AtLeast(4, "dossier.materials"))))
        if (row.code, row.over) == ("MATERIALS_MISSING", "dossier")
        else row
        for row in gaf.HAINAN.findings
    )
    transitions = tuple(
        evolve(row, when=AllOf((row.when, AtLeast(2, "event.materials"))))
        if row.event == "application_submitted"
        else row
        for row in gaf.HAINAN.transitions
    )
    return evolve(gaf.HAINAN, findings=findings, transitions=transitions)


_GUIDELINE = _guideline()


def _case(pieces: int) -> gaf.Case:
    return gaf.Case(
        id=str(pieces),
        app=gaf.App(
            name="a", kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False
        ),
        sponsor=gaf.Sponsor(
            name="s", kind="administrative_organ", tier="municipal", place="460100"
        ),
        events=(
            gaf.Event(type="self_check_completed", on=date(2026, 3, 10), problems=()),
            gaf.Event(
                type="application_submitted",
                on=date(2026, 3, 12),
                procedure="filing",
                by="sponsor",
                to="municipal_cac",
                materials=_ALL[:pieces],
            ),
        ),
    )


def _codes(pieces: int, engine: Engine) -> list[str]:
    found = gaf.assess(_case(pieces), as_of=_AS_OF, guideline=_GUIDELINE, engine=engine)
    return [each.code for each in found.findings]


@pytest.mark.parametrize("engine", ["native", "durable"])
def test_an_engine_counts(engine: Engine) -> None:
    for pieces in (0, 1):
        with pytest.raises(gaf.IllegalEventError):
            _codes(pieces, engine)
    wanted = {2: False, 3: False, 4: True, 5: True}
    assert {n: "MATERIALS_MISSING" in _codes(n, engine) for n in wanted} == wanted


def test_an_audit_counts() -> None:
    cases = [_case(pieces) for pieces in range(6)]
    events, parties = frames(cases)
    told: dict[str, Any] = {"as_of": _AS_OF, "guideline": _GUIDELINE}
    found = found_by(gaf.audit(events, parties, **told))
    assert found == [expected(case, **told) for case in cases]


@pytest.mark.parametrize(("lang", "words"), [("zh", "不足4项"), ("en", "fewer than 4")])
def test_an_explanation_says_so(lang: Lang, words: str) -> None:
    found = gaf.assess(_case(3), as_of=_AS_OF, guideline=_GUIDELINE)
    assert words in str(gaf.explain(found, lang=lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables_and_diagrams_are_drawn(lang: Lang) -> None:
    assert state_diagram(_GUIDELINE, "filing", lang) == state_diagram(gaf.HAINAN, "filing", lang)
    assert findings_table(_GUIDELINE, lang) == findings_table(gaf.HAINAN, lang)
