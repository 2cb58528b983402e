"""`gaf.label`: every code of the contract has words in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.language.vocabulary import (
    APP_KINDS,
    CERTAINTIES,
    EVENT_TYPES,
    FINDING_CODES,
    MATERIALS,
    PROCEDURES,
    ROLES,
    SEVERITIES,
    STATUSES,
    TIERS,
)
from gaf_rules.show.labels import CODE_KINDS

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

_CODES = (
    *EVENT_TYPES, *FINDING_CODES, *ROLES, *PROCEDURES, *STATUSES, *SEVERITIES, *CERTAINTIES, *MATERIALS,
    *TIERS,
)  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_code_has_words(lang: Lang) -> None:
    for code in _CODES:
        assert gaf.label(code, lang, kind="status" if code == "undetermined" else None)
    for kind in CODE_KINDS:
        for code, words in gaf.LABELS[kind].items():
            assert gaf.label(code, lang, kind=kind) == words[("zh", "en").index(lang)]


def test_every_word_of_every_worked_assessment_has_a_label() -> None:
    for case in worked_cases():
        try:
            found = case.assess()
        except gaf.GafRulesError:
            continue
        for finding in found.findings:
            assert gaf.label(finding.code)
            assert gaf.label(finding.severity)
        for duty in found.duties:
            assert gaf.label(duty.act)
            assert gaf.label(duty.bearer)
            assert gaf.label(duty.status, kind="status")


@pytest.mark.parametrize("code", ["other", "reported", "undetermined"])
def test_a_code_of_several_meanings_asks_which(code: str) -> None:
    with pytest.raises(gaf.CaseError) as caught:
        gaf.label(code)
    kinds = caught.value.problems[0].allowed
    assert len({gaf.label(code, kind=kind) for kind in kinds}) == len(kinds)


def test_the_kinds_of_an_app_have_names_of_their_own() -> None:
    assert [gaf.label(kind, kind="app_kind") for kind in APP_KINDS][:2] == [
        "移动客户端（APP）",
        "小程序",
    ]


@pytest.mark.parametrize(
    ("given", "path"),
    [(("overdeu",), "$code"), (("overdue", "fr"), "$lang"), (("overdue", "zh", "stat"), "$kind"),
     ((None,), "$code")],
)  # fmt: skip
def test_what_there_is_not_is_refused_with_the_nearest(given: tuple[Any, ...], path: str) -> None:
    with pytest.raises(gaf.CaseError) as caught:
        gaf.label(*given[:2], kind=given[2] if len(given) > 2 else None)
    assert caught.value.problems[0].path == path


@pytest.mark.parametrize(
    "given", [{"code": []}, {"code": {}, "kind": "stage"}, {"code": "open", "kind": []}]
)
def test_what_cannot_be_a_code_is_refused_as_one(given: dict[str, Any]) -> None:
    with pytest.raises(gaf.CaseError):
        gaf.label(**given)
