"""The thirteen points at which the text allows two readings, as one frozen value.

Each field is named after the point, its first option is the default, and the argument for it is in
:mod:`gaf_rules.readings_text`. An assessment says which options it stands on.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from attrs import evolve, field, frozen

from gaf_rules.values.drafts import Shown
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.given import is_one_of, require
from gaf_rules.values.nearest import meant, named, short

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["READING_OPTIONS", "Readings"]

_READING_OPTIONS: dict[str, tuple[str, ...]] = {
    "trigger_day": ("exclude", "include"),
    "local_holidays": ("ignore", "apply"),
    "closures": ("count", "exclude"),
    "receipt_on_day_off": ("actual", "next_working_day"),
    "completeness_clock": ("provincial_receipt", "first_tier_receipt"),
    "returned_deadline": ("none", "ten_working_days"),
    "completeness_clock_after_return": ("restart", "resume"),
    "review_clock_on_feedback": ("extend", "pause", "restart"),
    "feedback_receipt": ("sponsor", "provincial_department"),
    "missing_plan": ("defect", "not_submitted"),
    "resubmission_goes_to": ("national_review", "completeness_review"),
    "before_window": ("backward", "clear_days"),
    "launch_gate": ("number_issued", "application_submitted"),
}
READING_OPTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(_READING_OPTIONS)


def _problem(name: str, got: object) -> Problem:
    allowed = READING_OPTIONS[name]
    near_zh, near_en = meant(got, allowed)
    return Problem(
        code="unknown_word",
        path=f"$.readings.{name}",
        got=got,
        allowed=allowed,
        zh=f"得到 {short(got)}；可取：{'、'.join(allowed)}{near_zh}",
        en=f"got {short(got)}; allowed: {', '.join(allowed)}{near_en}",
    )


def _field(name: str) -> Any:
    return field(default=READING_OPTIONS[name][0])


@frozen(kw_only=True, repr=False, cache_hash=True)
class Readings(Shown):
    """One option for each point at which the text allows two readings.

    Attributes are the fields of the contract's section 4, each a string out of its options.

    Raises:
        CaseError: an unknown field or option; it names the allowed ones.

    >>> Readings(trigger_day="include").chosen()
    {'trigger_day': 'include'}
    """

    trigger_day: Literal["exclude", "include"] = _field("trigger_day")
    local_holidays: Literal["ignore", "apply"] = _field("local_holidays")
    closures: Literal["count", "exclude"] = _field("closures")
    receipt_on_day_off: Literal["actual", "next_working_day"] = _field("receipt_on_day_off")
    completeness_clock: Literal["provincial_receipt", "first_tier_receipt"] = _field(
        "completeness_clock"
    )
    returned_deadline: Literal["none", "ten_working_days"] = _field("returned_deadline")
    completeness_clock_after_return: Literal["restart", "resume"] = _field(
        "completeness_clock_after_return"
    )
    review_clock_on_feedback: Literal["extend", "pause", "restart"] = _field(
        "review_clock_on_feedback"
    )
    feedback_receipt: Literal["sponsor", "provincial_department"] = _field("feedback_receipt")
    missing_plan: Literal["defect", "not_submitted"] = _field("missing_plan")
    resubmission_goes_to: Literal["national_review", "completeness_review"] = _field(
        "resubmission_goes_to"
    )
    before_window: Literal["backward", "clear_days"] = _field("before_window")
    launch_gate: Literal["number_issued", "application_submitted"] = _field("launch_gate")

    def __attrs_post_init__(self) -> None:
        # One loop over the fields, where a validator for each would be code for each at every start.
        for name, options in READING_OPTIONS.items():
            if not is_one_of(getattr(self, name), options):
                raise CaseError((_problem(name, getattr(self, name)),))

    @classmethod
    def from_dict(cls, data: Mapping[str, str]) -> Readings:
        """Readings from a mapping of field to option; unknown names and options are refused.

        >>> Readings.from_dict({"trigger_day": "include"}).options()["trigger_day"]
        'include'
        """
        require(
            "readings",
            data,
            Mapping,
            "读法到选项的映射（dict）",
            "a mapping (dict) from reading to option",
        )
        problems = []
        for name, option in data.items():
            if not is_one_of(name, READING_OPTIONS):
                known = ", ".join(READING_OPTIONS)
                near_zh, near_en = meant(name, READING_OPTIONS)
                problems.append(
                    Problem(
                        code="unknown_field",
                        path=f"$.readings.{named(name)}",
                        got=option,
                        allowed=tuple(READING_OPTIONS),
                        zh=f"没有这一项；可用：{known}{near_zh}",
                        en=f"no such reading; known: {known}{near_en}",
                    )
                )
            elif not is_one_of(option, READING_OPTIONS[name]):
                problems.append(_problem(name, option))
        if problems:
            raise CaseError(tuple(problems))
        given: dict[str, Any] = {**data}
        return cls(**given)

    def options(self) -> dict[str, str]:
        """Field → option, for all of them."""
        return dict(_options(self))

    def chosen(self) -> dict[str, str]:
        """The fields that differ from the default, in the order of the contract."""
        return {
            name: getattr(self, name)
            for name, options in READING_OPTIONS.items()
            if getattr(self, name) != options[0]
        }

    def others(self) -> Iterator[tuple[str, str, Readings]]:
        """Every way to change one field: field, option, and the readings that result.

        >>> [name for name, option, _ in Readings().others()][:2]
        ['trigger_day', 'local_holidays']
        """
        return iter(_others(self))


@lru_cache(maxsize=1024)
def _options(readings: Readings) -> dict[str, str]:
    return {name: getattr(readings, name) for name in READING_OPTIONS}


@lru_cache(maxsize=256)
def _others(readings: Readings) -> tuple[tuple[str, str, Readings], ...]:
    changed: list[tuple[str, dict[str, Any]]] = [
        (name, {name: option})
        for name, options in READING_OPTIONS.items()
        for option in options
        if option != getattr(readings, name)
    ]
    return tuple((name, other[name], evolve(readings, **other)) for name, other in changed)
