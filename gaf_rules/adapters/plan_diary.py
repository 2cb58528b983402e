"""What a plan puts into a diary: one entry a step still to be done, on its latest safe day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.adapters.diary import DiaryEntry, alarms, uid_of
from gaf_rules.ask.planning.value import Plan
from gaf_rules.evaluate.basis import Held, found_with
from gaf_rules.report.layout import clean
from gaf_rules.report.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.ask.planning.value import PlanStep
    from gaf_rules.calendar import WorkingCalendar
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
    page = _PlanPage(plan, Words(lang, held.guideline), held)
    had = {} if replaces is None else {plan_uid(replaces, step): step for step in replaces.steps}
    shown = {
        key: page.entry(step)
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
    return _PlanPage(plan, Words(lang, held.guideline), held).nothing()


@frozen
class _PlanPage:
    """What all the entries of one plan share."""

    plan: Plan
    words: Words
    held: Held

    def entry(self, step: PlanStep) -> DiaryEntry:
        summary = self._summary(step)
        done = step.done_on
        return DiaryEntry(
            uid=plan_uid(self.plan, step),
            on=step.on if done is None else done,
            summary=summary,
            description="\n".join(self._description(step)),
            role=step.bearer,
            name=self._bearer(step.bearer),
            category=self.words.of("procedure", step.procedure),
            status="CONFIRMED" if self._is_firm() else "TENTATIVE",
            alarms=alarms(self.held.calendar, step.on, summary, self.words) if done is None else (),
        )

    def cancelled(self, key: str, step: PlanStep) -> DiaryEntry:
        """What takes back the entry of a step that this plan does not have."""
        case = clean(self.plan.case)
        why = self.words.say(
            "取消原因：新的计划没有这一步", "Cancelled because the new plan has no such step"
        )
        return DiaryEntry(
            uid=key,
            on=step.on if step.done_on is None else step.done_on,
            summary=self._line(self.words.say("已取消", "Cancelled"), step),
            description=f"{why}\n{self.words.say(f'案件：{case}', f'Case: {case}')}",
            role=step.bearer,
            name=self._bearer(step.bearer),
            category=self.words.of("procedure", step.procedure),
            status="CANCELLED",
            alarms=(),
        )

    def nothing(self) -> DiaryEntry:
        """The note that nothing is left to do."""
        say, subject = self.words.say, self._subject()
        return DiaryEntry(
            uid=uid_of("plan", self.plan.case, self.plan.kind, "nothing left"),
            on=self.plan.wish if self.plan.as_of is None else self.plan.as_of,
            summary=say(
                f"计划各步均已办 · {subject}", f"Every step of the plan is done · {subject}"
            ),
            description=self.plan.headline(self.words.lang),
            role="sponsor",
            name=self._bearer("sponsor"),
            category=self.words.of("procedure", "filing"),
            status="CONFIRMED",
            alarms=(),
        )

    def _is_firm(self) -> bool:
        return self.plan.certainty == "final" and self.plan.is_possible

    def _bearer(self, role: str) -> str:
        case = self.held.case
        name = None if case is None or role != "sponsor" else case.sponsor.name
        return clean(name or self.words.of("role", role))

    def _subject(self) -> str:
        case = self.held.case
        name = None if case is None else case.app.name
        if name is None and self.plan.is_of_app:
            # The id of an app alone is a digest, which says nothing to anybody.
            return self.words.of("app_kind", case.app.kind) if case is not None else ""
        return clean(name or self.plan.case)

    def _summary(self, step: PlanStep) -> str:
        say = self.words.say
        head = say("计划最迟稳妥日", "Plan, latest safe day")
        if step.done_on is not None:
            head = say("计划，已办", "Plan, done")
        elif not self.plan.is_possible:
            head = say(
                "计划最迟稳妥日（预定日期不可行）", "Plan, latest safe day (the wish is impossible)"
            )
        elif self.plan.certainty != "final":
            head = say("计划最迟稳妥日（待定）", "Plan, latest safe day (tentative)")
        return self._line(head, step)

    def _line(self, head: str, step: PlanStep) -> str:
        act, who = self.words.of("act", step.act), self.words.role(step.bearer)
        subject, say = self._subject(), self.words.say
        return say(f"{head}：{act}（{who}）· {subject}", f"{head}: {act} ({who}) · {subject}")

    def _description(self, step: PlanStep) -> Iterator[str]:
        w = self.words
        text = self.held.guideline.wording(step.clause, w.lang)
        yield w.say(f"第 {step.clause} 条：{text}", f"Clause {step.clause}: {text}")
        wish = f"{self.plan.wished(w.lang)} {w.day(self.plan.wish)}"
        yield w.say(f"预定：{wish}", f"For this wish: {wish}")
        if not step.is_certain:
            first, last = w.day(step.earliest), w.day(step.latest)
            yield w.say(
                f"日历尚未公布到那时：最迟稳妥日在 {first} 至 {last} 之间，{first} 无论如何安全",
                f"The calendar is not published that far: the latest safe day lies between {first} and "
                f"{last}; {first} is safe whatever comes",
            )
        if step.working_days is not None:
            days = w.working_days(step.working_days)
            yield w.say(f"期限：{days}，按用足计算", f"Period: {days}, taken to be used in full")
        elif step.assumed:
            days = w.working_days(step.assumed)
            yield w.say(
                f"条文未定天数，预留 {days}", f"No number of days in the text: {days} allowed"
            )
        if step.realistic_on is not None:
            day = w.day(step.realistic_on)
            yield w.say(f"照常办理：{day}", f"Realistic: {day}")
        if self.plan.is_possible:
            yield from (w.say(*note) for note in self.plan.notes)
        else:
            yield from self.plan.remarks(w.lang)
        if self.plan.is_of_app:
            return
        case = clean(self.plan.case)
        yield w.say(f"案件：{case}", f"Case: {case}")
