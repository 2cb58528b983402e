"""A model of the usual course of a filing in Hainan: plausible shares and days, taken from no office's log.

Whoever has a log takes the model from that (`gaf_rules.fit`). Here every number stands once, in a table.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.policy.simulating.model import (
    LAPSE,
    START,
    Branch,
    Model,
    ModelAct,
    label_of,
    spread,
)
from gaf_rules.policy.simulating.periods import periods_of
from gaf_rules.values.days import from_ordinal, the_day
from gaf_rules.values.mapping import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["usual_model"]

_TIERS: Final = {
    "municipal": ("municipal_cac", 0.65),
    "provincial_department": ("provincial_cac", 0.2),
    "affiliated_institution": ("provincial_department", 0.15),
}
"""Tier → the office it files with, and its share of the cases."""
_PAPERS: Final = (
    "basic_information_form", "application_form", "project_approval", "functions",
    "operations_and_security", "acceptance", "self_check_form",
)  # fmt: skip
_FROM: Final = the_day(2024, 1, 2)
# The last day of that year which no later notice can change: the model stays as it is.
_UNTIL: Final = the_day(2026, 12, 23)

_CHECK: Final = {"type": "self_check_completed", "problems": ()}
_SUBMIT: Final = {"type": "application_submitted", "by": "sponsor", "materials": _PAPERS}
_CONFIRM: Final = {"type": "completeness_confirmed"}
_RETURN: Final = {"type": "materials_returned", "by": "provincial_cac", "missing": ("acceptance",)}
_RETURNED: Final = {"type": "return_received", "by": "sponsor"}
_REPORT: Final = {"type": "reported_to_national"}
_EXTEND: Final = {"type": "review_extended", "reason": "simulated"}
_FEEDBACK: Final = {
    "type": "feedback_issued", "grounds": ("supplement",), "functional_rectification": False,
}  # fmt: skip
_TOLD: Final = {"type": "feedback_received", "by": "sponsor"}
_SUPPLEMENT: Final = {
    "type": "supplement_submitted", "by": "sponsor", "statement": True, "rectification_plan": False,
}  # fmt: skip
_NUMBER: Final = {"type": "filing_number_issued", "number": "simulated"}
_GOT: Final = {"type": "filing_number_received", "by": "sponsor"}
_SHOWN: Final = {"type": "filing_number_displayed", "position": "login_bottom_center"}
_LAUNCH: Final = {"type": "app_launched"}
_ALONE: Final = {"self_check_completed", "app_launched", "filing_number_displayed"}
"""Events that belong to no procedure in particular."""


def _received(by: str) -> dict[str, Any]:
    return {"type": "application_received", "by": by}


def _course(hop: str) -> Iterator[tuple[Any, Any, float, float]]:
    """What follows on what, with its probability and the working days on average."""
    yield START, _CHECK, 0.92, 0
    yield START, _SUBMIT, 0.08, 0
    yield _CHECK, _SUBMIT, 0.98, 5
    yield _SUBMIT, _received(hop), 1, 1
    if hop != "provincial_cac":
        forward = {"type": "application_forwarded", "by": hop, "to": "provincial_cac"}
        yield _received(hop), forward, 0.99, 3
        yield forward, _received("provincial_cac"), 1, 1
    yield _received("provincial_cac"), _CONFIRM, 0.84, 6
    yield _received("provincial_cac"), _RETURN, 0.16, 5
    yield _RETURN, _RETURNED, 1, 1
    yield _RETURNED, _SUBMIT, 0.85, 8
    yield _CONFIRM, _REPORT, 1, 1
    yield _REPORT, _received("national_cac"), 1, 2
    yield _received("national_cac"), _NUMBER, 0.78, 12
    yield _received("national_cac"), _FEEDBACK, 0.2, 9
    yield _received("national_cac"), _EXTEND, 0.02, 15
    yield _EXTEND, _NUMBER, 1, 12
    yield _FEEDBACK, _TOLD, 1, 2
    yield _TOLD, _SUPPLEMENT, 0.95, 6
    yield _SUPPLEMENT, _NUMBER, 0.95, 9
    yield _SUPPLEMENT, _FEEDBACK, 0.05, 9
    yield _NUMBER, _GOT, 1, 2
    yield _GOT, _LAUNCH, 0.95, 4
    yield _LAUNCH, _SHOWN, 0.95, 2
    yield LAPSE, _SUBMIT, 0.3, 20


@lru_cache(maxsize=1)
def usual_model() -> Model:
    """The model of the usual course, from 2024 to 2026, with as many cases on every working day."""
    from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed
    from gaf_rules.guidelines.hainan import HAINAN  # noqa: PLC0415 - likewise

    acts: dict[ModelAct, int] = {}
    branches: dict[Any, list[Branch]] = {}
    for tier, (hop, _) in _TIERS.items():
        for last, then, chance, mean in _course(hop):
            fields = _whole(then, hop)
            place = acts.setdefault(ModelAct(FrozenMap(fields)), len(acts))
            after = spread(chance, mean) if mean else (float(chance),)
            label = last if isinstance(last, str) else label_of(_whole(last, hop))
            branches.setdefault((tier, label, None), []).append(Branch(place, after))
    first = _FROM.toordinal()
    days = range(first, _UNTIL.toordinal() + 1)
    return Model(
        parties=tuple((FrozenMap(_party(tier)), share) for tier, (_, share) in _TIERS.items()),
        acts=tuple(acts),
        branches=FrozenMap({key: tuple(some) for key, some in branches.items()}),
        first_day=first,
        arrivals=tuple(float(CHINA.is_working_day(from_ordinal(day))) for day in days),
        periods=periods_of(HAINAN),
    )


def _whole(fields: dict[str, Any], hop: str) -> dict[str, Any]:
    """The fields of an event with the procedure and the office that it is sent to."""
    made = dict(fields) if fields["type"] in _ALONE else {**fields, "procedure": "filing"}
    return {**made, "to": hop} if fields["type"] in _SENT else made


_SENT: Final = {"application_submitted", "supplement_submitted"}


def _party(tier: str) -> dict[str, Any]:
    return {
        "app_kind": "app", "runs_on_mobile": True, "purpose": "public", "grassroots_facing": False,
        "sponsor_kind": "administrative_organ", "tier": tier,
    }  # fmt: skip
