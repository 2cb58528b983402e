"""A step by which another procedure enters a state: the change that ends with its filing, in all engines."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from audit_tables import expected, found_by, frames, jittered
from fresh import Fresh, document, fresh_cases
from office_sheets import rolled
from two_engines import Moment, gist

import gaf_rules as gaf
from gaf_rules.language.rows import Enter

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

_ENTERS = [
    (number, row)
    for number, row in enumerate(gaf.HAINAN.transitions)
    if any(isinstance(action, Enter) for action in row.actions)
]
_ENDED = [
    each
    for each in fresh_cases()
    if each.error is None and "filing_revoked" in str(each.log) and "CHANGE" in str(each.log)
]


def _slipped(**changes: Any) -> gaf.Guideline:
    number, row = _ENTERS[0]
    actions = tuple(
        evolve(action, **changes) if isinstance(action, Enter) else action for action in row.actions
    )
    rows = (*gaf.HAINAN.transitions[:number], evolve(row, actions=actions))
    return evolve(gaf.HAINAN, transitions=(*rows, *gaf.HAINAN.transitions[number + 1 :]))


@pytest.mark.parametrize(
    ("changes", "code", "value"),
    [
        ({"state": "revokd"}, "unknown_state", "revokd"),
        ({"state": "filed"}, "unknown_state", "filed"),  # a state of the filing alone
        ({"procedure": "chnage"}, "unknown_procedure", "chnage"),
        ({"fact": "applicatoin.ended_on"}, "unknown_record", "applicatoin"),
    ],
)
def test_a_slip_in_what_is_entered_is_told(changes: dict[str, str], code: str, value: str) -> None:
    with pytest.raises(gaf.GuidelineError) as caught:
        _slipped(**changes)
    place = f"$.transitions[{_ENTERS[0][0]}].actions"
    told = [each.to_dict() for each in caught.value.problems]
    assert any(
        each["code"] == code and each["value"] == value and each["path"].startswith(place)
        for each in told
    ), told


def test_a_filing_made_anew_on_the_day_of_its_end_is_changed_anew_on_that_day() -> None:
    """The events of the day are legal in one order alone, in which the change has ended with the filing."""
    day = "05-20"
    lines = [
        "filing_revoked",
        "self_check_completed",
        "application_submitted sponsor>provincial_cac",
        "application_received provincial_cac",
        "completeness_confirmed",
        "reported_to_national",
        "filing_number_issued number=琼-2",
        "change_planned day=08-03",
        "application_submitted sponsor>provincial_cac p=change",
    ]
    found = set()
    for order in [lines, lines[::-1], *list(permutations(lines))[:: 9**5]]:
        log = ("UNDER_CHANGE", *(f"{day} {line}" for line in order))
        case = gaf.Case.from_dict(document(Fresh(says="a busy day", log=log, on=day)))
        moment = Moment(case, date(2026, 5, 20), gaf.Readings())
        assert gist(moment.durable()) == gist(moment.native())
        found.add(tuple(moment.native().stages.items()))
    assert found == {(("filing", "filed"), ("change", "forwarded"))}


def test_what_has_ended_with_the_filing_is_the_same_in_the_columns() -> None:
    assert len(_ENDED) > 8
    dice = rolled(7)
    made: list[Any] = [gaf.Case.from_dict(document(each)) for each in _ENDED]
    cases = [
        evolve(jittered(case, dice) if turn else case, id=f"{turn} {place}")
        for turn in range(20)
        for place, case in enumerate(made)
    ]
    as_of = date(2026, 6, 30)
    said = found_by(gaf.audit(*frames(cases), as_of=as_of))
    for case, got in zip(cases, said, strict=True):
        assert got == expected(case, as_of=as_of), case.id


_BOTH = {
    "zh": "备案：已标示编号 → 备案已撤销；备案变更：国家网信办审核检测 → 备案已撤销",
    "en": "filing: number displayed → filing revoked; "
    "change of the filing: national review and test → filing revoked",
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_explanation_tells_of_both(lang: Lang) -> None:
    log = ("UNDER_CHANGE", "05-20 filing_revoked")
    case = gaf.Case.from_dict(document(Fresh(says="both", log=log, on="05-20")))
    told = str(gaf.explain(gaf.assess(case, as_of=date(2026, 5, 20)), lang=lang))
    assert _BOTH[lang] in told
