"""What a plan puts into a diary: one entry a step still to be done, on its latest safe day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.adapters.diary import DiaryEntry, DiaryPage, uid_of
from gaf_rules.ask.planning.value import Plan
from gaf_rules.evaluate.basis import found_with
from gaf_rules.report.layout import clean
from gaf_rules.report.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.ask.planning.value import PlanStep
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.evaluate.basis import Held
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.log.case import Case
    from gaf_rules.values.texts import Lang

__all__ = ["nothing_left", "plan_entries", "plan_uid"]


def plan_uid(plan: Plan, step: PlanStep) -> str:
    """The UID of a step's entry: the same for the same case, kind of wish and step, whatever its day.

    So the plan for another day replaces the one before.
    """
    who = step.by or "", step.to or ""
    # The second time that an act comes in one plan it is another entry.
    again = (step.ordinal,) if step.ordinal > 1 else ()
    return uid_of("plan", plan.case, plan.kind, step.procedure, step.act, *who, *again)


def plan_entries(
    plan: Plan,
    *,
    calendar: WorkingCalendar | None = None,
    lang: Lang = "zh",
    include_met: bool = False,
    replaces: Plan | None = None,
    case: Case | None = None,
    guideline: Guideline | None = None,
) -> tuple[DiaryEntry, ...]:
    """The entries of the steps; arguments as of `gaf_rules.adapters.ics.to_ics`."""
    held = found_with(plan, case=case, calendar=calendar, guideline=guideline)
    page = _PlanPage.of(plan, held, lang)
    had = {} if replaces is None else {plan_uid(replaces, step): step for step in replaces.steps}
    shown = {
        key: page.step(step)
        for step in plan.steps
        for key in (plan_uid(plan, step),)
        if include_met or step.done_on is None or key in had
    }
    gone = (page.cancelled(key, step) for key, step in had.items() if key not in shown)
    return *shown.values(), *gone


def nothing_left(
    plan: Plan,
    *,
    lang: Lang = "zh",
    case: Case | None = None,
    guideline: Guideline | None = None,
) -> DiaryEntry:
    """The note for a diary that gets no entry: every step of the plan is done."""
    held = found_with(plan, case=case, guideline=guideline)
    return _PlanPage.of(plan, held, lang).nothing()


@frozen(kw_only=True)
class _PlanPage(DiaryPage):
    """Makes the entries of one plan."""

    plan: Plan

    @classmethod
    def of(cls, plan: Plan, held: Held, lang: Lang) -> _PlanPage:
        return cls(plan=plan, **cls.shared(held, Words(lang, held.guideline)))

    def step(self, step: PlanStep) -> DiaryEntry:
        is_firm = self.plan.certainty == "final" and self.plan.is_possible
        return self.entry(
            plan_uid(self.plan, step),
            step.on if step.done_on is None else step.done_on,
            self._line(self.say(self._head(step)), step),
            self._description(step),
            role=step.bearer,
            procedure=step.procedure,
            status="CONFIRMED" if is_firm else "TENTATIVE",
            rings=step.done_on is None,
        )

    def cancelled(self, key: str, step: PlanStep) -> DiaryEntry:
        """What takes back the entry of a step that this plan does not have."""
        return self.entry(
            key,
            step.on if step.done_on is None else step.done_on,
            self._line(self.say("cancelled"), step),
            (self.say("cancelled_step"), self.say("case", case=clean(self.plan.case))),
            role=step.bearer,
            procedure=step.procedure,
            status="CANCELLED",
        )

    def nothing(self) -> DiaryEntry:
        """The note that nothing is left to do."""
        plan = self.plan
        return self.entry(
            uid_of("plan", plan.case, plan.kind, "nothing left"),
            plan.wish if plan.as_of is None else plan.as_of,
            self.say("nothing_left", subject=self._app()),
            (plan.headline(self.words.lang),),
            role="sponsor",
        )

    def _app(self) -> str:
        if self.plan.is_of_app:
            # The id of an app alone is a digest, which says nothing to anybody.
            return (
                ""
                if self.case is None
                else self.subject(self.words.of("app_kind", self.case.app.kind))
            )
        return self.subject(self.plan.case)

    def _head(self, step: PlanStep) -> str:
        if step.done_on is not None:
            return "plan_done"
        if not self.plan.is_possible:
            return "plan_impossible"
        return "plan" if self.plan.certainty == "final" else "plan_tentative"

    def _line(self, head: str, step: PlanStep) -> str:
        return self.line(head, step.act, step.bearer, self._app())

    def _description(self, step: PlanStep) -> Iterator[str]:
        w = self.words
        yield self.quoted(step.clause)
        yield self.say("plan_wish", wish=f"{self.plan.wished(w.lang)} {w.day(self.plan.wish)}")
        if not step.is_certain:
            yield self.say("plan_interval", first=w.day(step.earliest), last=w.day(step.latest))
        if step.working_days is not None:
            yield self.say("plan_period", days=w.working_days(step.working_days))
        elif step.assumed:
            yield self.say("plan_assumed", days=w.working_days(step.assumed))
        if step.realistic_on is not None:
            yield self.say("plan_realistic", day=w.day(step.realistic_on))
        if self.plan.is_possible:
            yield from (w.say(*note) for note in self.plan.notes)
        else:
            yield from self.plan.remarks(w.lang)
        if not self.plan.is_of_app:
            yield self.say("case", case=clean(self.plan.case))
